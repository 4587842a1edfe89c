import type { ImportRowError } from '#core/contracts';
import { readCsvRows } from './csv-rows.ts';
import type { FieldError } from './fields.ts';
import { TableReader, type TableRow, type TableShape } from './table-reader.ts';
import { readWorkbookRows } from './workbook/index.ts';

export type { TableRow, TableShape };

/** How a ZIP file begins (APPNOTE 4.3.7), and one of Microsoft's compound files: .xls, or a workbook with a password. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Reads a list that somebody made in a spreadsheet: CSV (RFC 4180) in UTF-8, or the first sheet of an Excel workbook
 * (.xlsx, ISO/IEC 29500). The first row names the columns, in any order; columns that may be empty may also be left
 * out; empty rows are skipped. Cells are text: nothing in them is ever computed.
 * @param take is given every row, and says what is wrong with it
 * @returns what is wrong, a hundred at most; nothing of the list may be used while there is anything
 */
export async function readTable<Column extends string>(
  file: Uint8Array,
  shape: TableShape<Column>,
  take: (row: TableRow<Column>) => readonly FieldError<Column>[],
): Promise<readonly ImportRowError[]> {
  const reader = new TableReader(shape, take);
  if (beginsWith(file, COMPOUND)) reader.broken(1, 'not_a_workbook');
  else if (beginsWith(file, ZIP)) await readWorkbookRows(file, reader);
  else await readCsvRows(file, reader);
  return reader.end();
}

function beginsWith(file: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => file[index] === byte);
}
