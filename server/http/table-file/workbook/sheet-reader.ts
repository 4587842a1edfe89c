import type { SaxesTagNS } from 'saxes';
import type { RowSink } from '../row-sink.ts';
import { cellText } from './cell-text.ts';
import { attributeOf, type XmlHandler } from './read-xml.ts';
import { TextCollector } from './text-collector.ts';
import { WorkbookError } from './workbook-error.ts';

/** More than any list has; what stands beyond is put into one cell after the last, where it is refused. */
const COLUMNS_MAX = 64;
/** As many as a sheet can have. */
const LINES_MAX = 1_048_576;
const REFERENCE = /^([A-Z]{1,3})[1-9]\d{0,6}$/;

/** Reads the rows of a sheet (ISO/IEC 29500-1, 18.3.1.73). Of a formula it takes the value it last showed. */
export class SheetReader implements XmlHandler {
  readonly #sink: RowSink;
  readonly #strings: readonly string[];
  readonly #inline = new TextCollector();
  #line = 0;
  #cells: string[] = [];
  #column = -1;
  #type = 'n';
  #value = '';
  #isValue = false;

  constructor(sink: RowSink, strings: readonly string[]) {
    this.#sink = sink;
    this.#strings = strings;
  }

  readonly isOver = (): boolean => this.#sink.isOver;

  readonly open = (name: string, tag: SaxesTagNS): void => {
    if (name === 'row') this.#openRow(tag);
    else if (name === 'c') this.#openCell(tag);
    else if (name === 'v') this.#isValue = true;
    else this.#inline.open(name);
  };

  readonly text = (text: string): void => {
    if (this.#isValue) this.#value += text;
    else this.#inline.text(text);
  };

  readonly close = (name: string): void => {
    if (name === 'row') this.#sink.row(this.#cells, this.#line);
    else if (name === 'c') this.#closeCell();
    else if (name === 'v') this.#isValue = false;
    else this.#inline.close(name);
  };

  #openRow(tag: SaxesTagNS): void {
    const line = Number(attributeOf(tag, 'r') ?? this.#line + 1);
    if (!Number.isInteger(line) || line <= this.#line || line > LINES_MAX)
      throw new WorkbookError('not_a_workbook', 'rows out of order');
    this.#line = line;
    this.#cells = [];
    this.#column = -1;
  }

  #openCell(tag: SaxesTagNS): void {
    const reference = attributeOf(tag, 'r');
    const column = reference === null ? this.#column + 1 : columnOf(reference);
    if (column <= this.#column) throw new WorkbookError('not_a_workbook', 'cells out of order');
    this.#column = column;
    this.#type = attributeOf(tag, 't') ?? 'n';
    this.#value = '';
    this.#inline.begin();
  }

  #closeCell(): void {
    const text =
      this.#type === 'inlineStr' ? this.#inline.end() : cellText(this.#type, this.#value, this.#strings);
    if (text === '') return;
    const index = Math.min(this.#column, COLUMNS_MAX);
    while (this.#cells.length < index) this.#cells.push('');
    this.#cells[index] = text;
  }
}

/** The column of a reference such as `AB12`, from 0. */
function columnOf(reference: string): number {
  const letters = REFERENCE.exec(reference)?.[1];
  if (letters === undefined) throw new WorkbookError('not_a_workbook', 'a cell without a place');
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
