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
    to: ROWS_MAX + 2, // the header, and one too many
    // Rows are counted as a spreadsheet does, empty ones too. None is kept by the parser.
    on_record: (cells: string[], { records, empty_lines: emptyLines }: InfoRecord) => {
      reader.row(cells, records + emptyLines);
      return null;
    },
  });
  try {
    await pipeline(Readable.from(piecesOf(csv)), parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    reader.refuse(Number(error.records) + Number(error.empty_lines) + 1, '', 'not_csv');
  }
  return reader.end();
}

/** A long list must not keep everybody else waiting. */
async function* piecesOf(csv: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(csv);
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    yield bytes.subarray(start, start + PIECE_BYTES);
    await setImmediate();
  }
}

/** Where each column stands, from 0. */
type Columns = ReadonlyMap<CameraListColumn, number>;

class ListReader {
  readonly #context: ListContext;
  readonly #cameras: (ListedCamera & { readonly line: number })[] = [];
  readonly #codes = new Map<string, number>();
  readonly #errors: ImportRowError[] = [];
  #columns: Columns | null = null;
  #rows = 0;

  constructor(context: ListContext) {
    this.#context = context;
  }

  refuse(line: number, column: string, error: ImportRowError['error']): void {
    if (this.#errors.length < ERRORS_MAX) this.#errors.push({ line, column, error });
  }

  row(cells: readonly string[], line: number): void {
    // Without columns nothing can be said of the rest, and with a hundred errors nobody wants to hear it.
    if (this.#errors.length >= ERRORS_MAX || (this.#columns === null && this.#errors.length > 0)) return;
    if (cells.every((cell) => cell.trim() === '')) return;
    if (this.#columns === null) this.#columns = this.#readHeader(cells);
    else this.#readCamera(this.#columns, cells, line);
  }

  end(): CameraList {
    if (this.#errors.length === 0) {
      if (this.#columns === null) this.refuse(1, '', 'not_csv');
      else if (this.#rows === 0) this.refuse(2, 'code', 'missing');
    }
    return { cameras: this.#cameras, codes: this.#codes, errors: this.#errors };
  }

  /** @returns where each column stands; null when that cannot be told */
  #readHeader(cells: readonly string[]): Columns | null {
    const names = cells.map((cell) => cell.trim());
    const columns = new Map(
      cameraListColumns.flatMap((column) => {
        const index = names.indexOf(column);
        return index === -1 ? [] : [[column, index] as const];
      }),
    );
    if (columns.size === 0) {
      this.refuse(1, '', 'not_csv');
      return null;
    }
    for (const [index, name] of names.entries()) {
      const isKnown = cameraListColumns.some((column) => columns.get(column) === index);
      if (name !== '' && !isKnown) this.refuse(1, name.slice(0, 64).toWellFormed(), 'unknown_column');
    }
    const missing = MUST_HAVE.filter((column) => !columns.has(column));
    for (const column of missing) this.refuse(1, column, 'missing_column');
    return missing.length > 0 ? null : columns;
  }

  #readCamera(columns: Columns, cells: readonly string[], line: number): void {
    this.#rows++;
    if (this.#rows > ROWS_MAX) {
      this.refuse(line, '', 'too_long');
      return;
    }
    const cell = (column: CameraListColumn) => cells[columns.get(column) ?? -1] ?? '';
    const read = readRow(cell, this.#context);
    const code = cell('code').trim();
    if (this.#codes.has(code)) this.refuse(line, 'code', 'code_twice');
    else if (parseNationalCode(code).ok) this.#codes.set(code, line);
    if (read.ok) this.#cameras.push({ ...read.value, line });
    else for (const { column, error } of read.error) this.refuse(line, column, error);
  }
}
