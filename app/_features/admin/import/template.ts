/** A list to begin from: the names of its columns, and example rows. */
export interface ListTemplate {
  readonly fileName: string;
  readonly rows: readonly (readonly string[])[];
}

/** What a spreadsheet would take for a formula (OWASP, "CSV injection"). A number may have a sign. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * CSV (RFC 4180) in UTF-8 with a byte order mark, by which Excel knows it. No cell is a formula: whatever looks like
 * one begins with an apostrophe, which spreadsheets take for "this is text".
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}

function csvCell(text: string): string {
  const plain = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Hands a list to the browser as a file. */
export function saveTemplate({ fileName, rows }: ListTemplate): void {
  const file = new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}
