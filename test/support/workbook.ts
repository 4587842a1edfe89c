import { crc32, deflateRawSync } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the directory says of its size, if it lies. */
  readonly claimedBytes?: number;
}

/** A ZIP file (APPNOTE 4.3), so that one can be made that no program would make. */
export function zip(parts: readonly Part[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedBytes } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimedBytes ?? bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, entry, Buffer.from(name)]),
    );
    files.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const relationships = (...list: readonly (readonly [id: string, kind: string, target: string])[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`;
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
export const sheetOf = (rows: string) => `<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`;
export const header =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>';

export function workbook(
  rows: string,
  more: { readonly strings?: string; readonly sheets?: string; readonly extra?: readonly Part[] } = {},
) {
  const sheets = more.sheets ?? '<sheet name="a" sheetId="1" r:id="rId1"/>';
  return zip([
    { name: '_rels/.rels', content: relationships(['rId9', 'officeDocument', 'xl/workbook.xml']) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${MAIN} xmlns:r="${RELATIONS}"><sheets>${sheets}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relationships(
        ['rId1', 'worksheet', '/xl/worksheets/sheet1.xml'],
        ['rId2', 'sharedStrings', 'sharedStrings.xml'],
        ['rId3', 'worksheet', '../xl/./worksheets/other.xml'],
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheetOf(rows) },
    { name: 'xl/worksheets/other.xml', content: sheetOf('') },
    { name: 'xl/sharedStrings.xml', content: `<sst ${MAIN}>${more.strings ?? ''}</sst>` },
    ...(more.extra ?? []),
  ]);
}

/** A workbook with these rows, every cell a text. */
export function workbookOf(rows: readonly (readonly string[])[]): Uint8Array {
  const cell = (text: string) =>
    `<c t="inlineStr"><is><t>${text.replace(/[<&]/g, (character) => `&#${character.charCodeAt(0)};`)}</t></is></c>`;
  return workbook(rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join(''));
}
