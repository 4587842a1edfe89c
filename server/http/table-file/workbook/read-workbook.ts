import type { RowSink } from '../row-sink.ts';
import { Archive } from './archive.ts';
import { findSheet } from './find-sheet.ts';
import { readXml } from './read-xml.ts';
import { readSharedStrings } from './shared-strings.ts';
import { SheetReader } from './sheet-reader.ts';
import { WorkbookError } from './workbook-error.ts';

/** Reads the first visible sheet of an Excel workbook (.xlsx). Formulas, macros, links and formats are passed over. */
export async function readWorkbookRows(file: Uint8Array, sink: RowSink): Promise<void> {
  let line = 1;
  const counted: RowSink = {
    get isOver() {
      return sink.isOver;
    },
    row: (cells, at) => {
      line = at;
      sink.row(cells, at);
    },
    broken: (at, error) => sink.broken(at, error),
  };
  try {
    const archive = await Archive.open(file);
    const { sheet, sharedStrings } = await findSheet(archive);
    const strings = await readSharedStrings(archive, sharedStrings);
    const part = archive.read(sheet);
    if (part === null) throw new WorkbookError('not_a_workbook', 'no sheet');
    await readXml(part, new SheetReader(counted, strings));
  } catch (error) {
    if (!(error instanceof WorkbookError)) throw error;
    sink.broken(line, error.code);
  }
}
