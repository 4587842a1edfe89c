import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { CsvError, type InfoRecord, parse } from 'csv-parse';
import type { RowSink } from './row-sink.ts';

/** Far more than a row with the longest of everything: a quote that is never closed would swallow the whole list. */
const ROW_LENGTH_MAX = 16_384;
/** What is parsed at a time, before others get their turn: a few hundred rows. */
const PIECE_BYTES = 64 * 1024;

/** Reads CSV (RFC 4180) in UTF-8, with or without a byte order mark. */
export async function readCsvRows(file: Uint8Array, sink: RowSink): Promise<void> {
  // Excel saves Chinese lists in GB 18030 unless told otherwise, which must not become nonsense in names.
  if (!isUtf8(file)) {
    sink.broken(1, 'not_utf8');
    return;
  }
  const parser = parse({
    bom: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: ROW_LENGTH_MAX,
    skip_empty_lines: true,
    // Rows are counted as a spreadsheet does, empty ones too. None is kept by the parser.
    on_record: (cells: string[], { records, empty_lines: emptyLines }: InfoRecord) => {
      sink.row(cells, records + emptyLines);
      return null;
    },
  });
  try {
    await pipeline(Readable.from(piecesOf(file, sink)), parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    sink.broken(Number(error.records) + Number(error.empty_lines) + 1, 'not_csv');
  }
}

/** A long list must not keep everybody else waiting. */
async function* piecesOf(file: Uint8Array, sink: RowSink): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.length && !sink.isOver; start += PIECE_BYTES) {
    yield file.subarray(start, start + PIECE_BYTES);
    await setImmediate();
  }
}
