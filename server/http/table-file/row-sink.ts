import type { ImportError } from '#core/contracts';

/** Where the rows of a file go, one at a time, whatever the file is. */
export interface RowSink {
  /** Whether it is of no use to read on. */
  readonly isOver: boolean;
  /** @param line counted from 1 as a spreadsheet does, empty rows too */
  row(cells: readonly string[], line: number): void;
  /** The file cannot be read on from this line. */
  broken(line: number, error: ImportError): void;
}
