import type { ImportError, ImportRowError } from '#core/contracts';
import type { FieldError } from './fields.ts';
import type { RowSink } from './row-sink.ts';

/** After so many nobody reads on. */
export const ERRORS_MAX = 100;
/** Three times the cameras of the largest counties. */
const ROWS_MAX = 100_000;
/** Far more than any column of a list may hold. */
const CELL_LENGTH_MAX = 4_096;

/** Which columns a list has. */
export interface TableShape<Column extends string> {
  readonly columns: readonly Column[];
  /** Those that may not be left out; a list without rows is told that the first of them is missing. */
  readonly mustHave: readonly [Column, ...Column[]];
}

/** A row of a list. */
export interface TableRow<Column extends string> {
  readonly line: number;
  /** What a column says, empty when the list does not have it. */
  readonly cell: (column: Column) => string;
}

interface Header<Column extends string> {
  readonly line: number;
  /** Where each column stands, from 0. */
  readonly columns: ReadonlyMap<Column, number>;
  /** How many cells a row may have. */
  readonly width: number;
}

/** Finds the columns of a list by its first row, and gives every row after it on; collects what is wrong. */
export class TableReader<Column extends string> implements RowSink {
  readonly #shape: TableShape<Column>;
  readonly #take: (row: TableRow<Column>) => readonly FieldError<Column>[];
  readonly #errors: ImportRowError[] = [];
  #header: Header<Column> | null = null;
  #rows = 0;

  constructor(shape: TableShape<Column>, take: (row: TableRow<Column>) => readonly FieldError<Column>[]) {
    this.#shape = shape;
    this.#take = take;
  }

  /** Nothing can be said of the rest, or nobody wants to hear it. */
  get isOver(): boolean {
    const hasNoHeader = this.#header === null && this.#errors.length > 0;
    return hasNoHeader || this.#errors.length >= ERRORS_MAX || this.#rows > ROWS_MAX;
  }

  broken(line: number, error: ImportError): void {
    if (!this.isOver) this.#refuse(line, '', error);
  }

  row(cells: readonly string[], line: number): void {
    if (this.isOver || isBlank(cells)) return;
    if (this.#header === null) this.#header = this.#readHeader(cells, line);
    else this.#readRow(this.#header, cells, line);
  }

  /** @returns what is wrong, in the order of the lines */
  end(): readonly ImportRowError[] {
    if (this.#errors.length === 0) {
      if (this.#header === null) this.#refuse(1, '', 'not_csv');
      else if (this.#rows === 0) this.#refuse(this.#header.line + 1, this.#shape.mustHave[0], 'missing');
    }
    return this.#errors;
  }

  #refuse(line: number, column: string, error: ImportError): void {
    if (this.#errors.length < ERRORS_MAX) this.#errors.push({ line, column, error });
  }

  /** @returns null when it cannot be told where each column stands */
  #readHeader(cells: readonly string[], line: number): Header<Column> | null {
    const names = cells.map((cell) => cell.trim());
    const columns = new Map(
      this.#shape.columns.flatMap((column) => {
        const index = names.indexOf(column);
        return index === -1 ? [] : [[column, index] as const];
      }),
    );
    if (columns.size === 0) {
      this.#refuse(line, '', 'not_csv');
      return null;
    }
    const known = new Set(columns.values());
    for (const [index, name] of names.entries()) {
      if (name !== '' && !known.has(index))
        this.#refuse(line, name.slice(0, 64).toWellFormed(), 'unknown_column');
    }
    const missing = this.#shape.mustHave.filter((column) => !columns.has(column));
    for (const column of missing) this.#refuse(line, column, 'missing_column');
    return missing.length > 0 ? null : { line, columns, width: names.length };
  }

  #readRow({ columns, width }: Header<Column>, cells: readonly string[], line: number): void {
    this.#rows++;
    if (this.#rows > ROWS_MAX) {
      this.#refuse(line, '', 'too_long');
      return;
    }
    // A comma in a name that is not quoted: whatever follows stands in the wrong column.
    if (!isBlank(cells.slice(width))) this.#refuse(line, '', 'unknown_column');
    const cell = (column: Column) => cells[columns.get(column) ?? -1] ?? '';
    const tooLong = this.#shape.columns.filter((column) => cell(column).length > CELL_LENGTH_MAX);
    for (const column of tooLong) this.#refuse(line, column, 'too_long');
    if (tooLong.length > 0) return;
    for (const { column, error } of this.#take({ line, cell })) this.#refuse(line, column, error);
  }
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
