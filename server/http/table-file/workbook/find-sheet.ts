import type { SaxesTagNS } from 'saxes';
import type { Archive } from './archive.ts';
import { attributeOf, readXml } from './read-xml.ts';
import { WorkbookError } from './workbook-error.ts';

const SHEETS_MAX = 64;

/** The names of the parts that hold a list. */
export interface ListParts {
  readonly sheet: string;
  /** The texts that cells refer to by number; null when no cell does. */
  readonly sharedStrings: string | null;
}

/**
 * Finds the first sheet that is not hidden, by way of the relationships (ISO/IEC 29500-2, 8.5): programs name parts as
 * they like.
 * @throws WorkbookError
 */
export async function findSheet(archive: Archive): Promise<ListParts> {
  const root = await relationshipsOf(archive, '');
  const workbook = root.find(({ kind }) => kind === 'officeDocument')?.target;
  if (workbook === undefined) throw new WorkbookError('not_a_workbook', 'no workbook');
  const [sheetId, related] = [await firstSheet(archive, workbook), await relationshipsOf(archive, workbook)];
  const sheet = related.find(({ id }) => id === sheetId)?.target;
  if (sheet === undefined) throw new WorkbookError('not_a_workbook', 'no sheet');
  const sharedStrings = related.find(({ kind }) => kind === 'sharedStrings')?.target ?? null;
  return { sheet, sharedStrings };
}

/** @returns the id of its relationship */
async function firstSheet(archive: Archive, workbook: string): Promise<string> {
  const part = archive.read(workbook);
  if (part === null) throw new WorkbookError('not_a_workbook', 'no workbook');
  const ids: string[] = [];
  let sheets = 0;
  await readXml(part, {
    open: (name, tag) => {
      if (name !== 'sheet') return;
      if (++sheets > SHEETS_MAX) throw new WorkbookError('too_large', 'too many sheets');
      const id = relationshipIdOf(tag);
      const isShown = (attributeOf(tag, 'state') ?? 'visible') === 'visible';
      if (isShown && id !== null) ids.push(id);
    },
  });
  const [first] = ids;
  if (first === undefined) throw new WorkbookError('not_a_workbook', 'no visible sheet');
  return first;
}

/** `r:id`, whatever the prefix is. */
function relationshipIdOf(tag: SaxesTagNS): string | null {
  return (
    Object.values(tag.attributes).find(({ local, prefix }) => local === 'id' && prefix !== '')?.value ?? null
  );
}

interface Relationship {
  readonly id: string;
  /** The last segment of its type, which is the same in the strict and the transitional form. */
  readonly kind: string;
  /** The name of a part. */
  readonly target: string;
}

async function relationshipsOf(archive: Archive, source: string): Promise<Relationship[]> {
  const folder = source.slice(0, source.lastIndexOf('/') + 1);
  const part = archive.read(`${folder}_rels/${source.slice(folder.length)}.rels`);
  const relationships: Relationship[] = [];
  if (part === null) return relationships;
  await readXml(part, {
    open: (name, tag) => {
      if (name !== 'Relationship') return;
      const [id, type, target] = ['Id', 'Type', 'Target'].map((each) => attributeOf(tag, each) ?? '');
      if (id === undefined || type === undefined || target === undefined) return;
      const kind = type.slice(type.lastIndexOf('/') + 1);
      relationships.push({ id, kind, target: partName(folder, target) });
    },
  });
  return relationships;
}

/** A target is relative to its source's folder unless it begins with a slash; what leads out of the file stays in it. */
function partName(folder: string, target: string): string {
  const segments: string[] = [];
  for (const segment of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}
