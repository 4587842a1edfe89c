import type { Archive } from './archive.ts';
import { readXml } from './read-xml.ts';
import { TextCollector } from './text-collector.ts';

/** Reads the texts that cells refer to by their number (ISO/IEC 29500-1, 18.4.9). @throws WorkbookError */
export async function readSharedStrings(archive: Archive, name: string | null): Promise<readonly string[]> {
  const part = name === null ? null : archive.read(name);
  const strings: string[] = [];
  if (part === null) return strings;
  const collector = new TextCollector();
  await readXml(part, {
    open: (element) => {
      if (element === 'si') collector.begin();
      else collector.open(element);
    },
    text: (text) => collector.text(text),
    close: (element) => {
      if (element === 'si') strings.push(collector.end());
      else collector.close(element);
    },
  });
  return strings;
}
