/** What a spreadsheet would take for a formula (OWASP, "CSV injection"). A number may have a sign. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Stands at the beginning of a file of CSV: by it Excel knows UTF-8. */
export const CSV_START = '\uFEFF';

/**
 * A line of CSV (RFC 4180). No cell is a formula: whatever looks like one begins with an apostrophe, which spreadsheets
 * take for "this is text".
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const plain = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
