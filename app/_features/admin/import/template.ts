import { CSV_START, csvLine } from '#core/kit';

/** A list to begin from: the names of its columns, and example rows. */
export interface ListTemplate {
  readonly fileName: string;
  readonly rows: readonly (readonly string[])[];
}

/** Rows as a file of CSV. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return CSV_START + rows.map(csvLine).join('');
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
