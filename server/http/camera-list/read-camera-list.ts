import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { CsvError, type InfoRecord, parse } from 'csv-parse';
import { parseNationalCode } from '#core/camera';
import { type CameraListColumn, cameraListColumns, type ImportRowError } from '#core/contracts';
import { type ListContext, type ListedCamera, readRow } from './read-row.ts';

/** What a list of cameras says; nothing of it may be used while it has errors. */
export interface CameraList {
  /** With the line each stands in. */
  readonly cameras: readonly (ListedCamera & { readonly line: number })[];
  /** In which line each code stands first, in rows with errors too. */
  readonly codes: ReadonlyMap<string, number>;
  /** In the order of their lines. */
  readonly errors: readonly ImportRowError[];
}

/** After so many nobody reads on. */
export const ERRORS_MAX = 100;
/** Far more than a row with the longest of everything: a quote that is never closed would swallow the whole list. */
const ROW_LENGTH_MAX = 16_384;
/** Three times the cameras of the largest counties. */
const ROWS_MAX = 100_000;
const MUST_HAVE = ['code', 'org_unit', 'name_zh', 'class', 'lon', 'lat', 'main_url'] as const;

/** What is parsed at a time, before others get their turn: a few hundred rows. */
const PIECE_BYTES = 64 * 1024;

/**
 * Reads a list of cameras: CSV (RFC 4180) in UTF-8 with or without a byte order mark, the first row naming the
 * columns in any order. Columns that may be empty may also be left out; empty rows are skipped.
 */
export async function readCameraList(csv: string, context: ListContext): Promise<CameraList> {
  const reader = new ListReader(context);
  const parser = parse({
    bom: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: ROW_LENGTH_MAX,
    skip_empty_lines: true,
    // Rows are counted as a spreadsheet does, empty ones too. None is kept by the parser.
    on_record: (cells: string[], { records, empty_lines: emptyLines }: InfoRecord) => {
      reader.row(cells, records + emptyLines);
      return null;
    },
  });
  try {
    await pipeline(Readable.from(piecesOf(csv, () => reader.isOver)), parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    reader.broken(Number(error.records) + Number(error.empty_lines) + 1);
  }
  return reader.end();
}

/** A long list must not keep everybody else waiting. */
async function* piecesOf(csv: string, isOver: () => boolean): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(csv);
  for (let start = 0; start < bytes.length && !isOver(); start += PIECE_BYTES) {
    yield bytes.subarray(start, start + PIECE_BYTES);
    await setImmediate();
  }
}

interface Header {
  readonly line: number;
  /** Where each column stands, from 0. */
  readonly columns: ReadonlyMap<CameraListColumn, number>;
  /** How many cells a row may have. */
  readonly width: number;
}

class ListReader {
  readonly #context: ListContext;
  readonly #cameras: (ListedCamera & { readonly line: number })[] = [];
  readonly #codes = new Map<string, number>();
  readonly #errors: ImportRowError[] = [];
  #header: Header | null = null;
  #rows = 0;

  constructor(context: ListContext) {
    this.#context = context;
  }

  /** Whether it is of no use to read on: nothing can be said of the rest, or nobody wants to hear it. */
  get isOver(): boolean {
    const hasNoHeader = this.#header === null && this.#errors.length > 0;
    return hasNoHeader || this.#errors.length >= ERRORS_MAX || this.#rows > ROWS_MAX;
  }

  /** The list cannot be read on from this line. */
  broken(line: number): void {
    if (!this.isOver) this.#refuse(line, '', 'not_csv');
  }

  row(cells: readonly string[], line: number): void {
    if (this.isOver || isBlank(cells)) return;
    if (this.#header === null) this.#header = this.#readHeader(cells, line);
    else this.#readCamera(this.#header, cells, line);
  }

  end(): CameraList {
    if (this.#errors.length === 0) {
      if (this.#header === null) this.#refuse(1, '', 'not_csv');
      else if (this.#rows === 0) this.#refuse(this.#header.line + 1, 'code', 'missing');
    }
    return { cameras: this.#cameras, codes: this.#codes, errors: this.#errors };
  }

  #refuse(line: number, column: string, error: ImportRowError['error']): void {
    if (this.#errors.length < ERRORS_MAX) this.#errors.push({ line, column, error });
  }

  /** @returns null when it cannot be told where each column stands */
  #readHeader(cells: readonly string[], line: number): Header | null {
    const names = cells.map((cell) => cell.trim());
    const columns = new Map(
      cameraListColumns.flatMap((column) => {
        const index = names.indexOf(column);
        return index === -1 ? [] : [[column, index] as const];
      }),
    );
    if (columns.size === 0) {
      this.#refuse(line, '', 'not_csv');
      return null;
    }
    for (const [index, name] of names.entries()) {
      const isKnown = cameraListColumns.some((column) => columns.get(column) === index);
      if (name !== '' && !isKnown) this.#refuse(line, name.slice(0, 64).toWellFormed(), 'unknown_column');
    }
    const missing = MUST_HAVE.filter((column) => !columns.has(column));
    for (const column of missing) this.#refuse(line, column, 'missing_column');
    return missing.length > 0 ? null : { line, columns, width: names.length };
  }

  #readCamera({ columns, width }: Header, cells: readonly string[], line: number): void {
    this.#rows++;
    if (this.#rows > ROWS_MAX) {
      this.#refuse(line, '', 'too_long');
      return;
    }
    const cell = (column: CameraListColumn) => cells[columns.get(column) ?? -1] ?? '';
    const read = readRow(cell, this.#context);
    const code = cell('code').trim();
    // A comma in a name that is not quoted: whatever follows stands in the wrong column.
    if (!isBlank(cells.slice(width))) this.#refuse(line, '', 'unknown_column');
    if (this.#codes.has(code)) this.#refuse(line, 'code', 'code_twice');
    else if (parseNationalCode(code).ok) this.#codes.set(code, line);
    if (read.ok) this.#cameras.push({ ...read.value, line });
    else for (const { column, error } of read.error) this.#refuse(line, column, error);
  }
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
