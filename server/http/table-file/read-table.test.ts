import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { header, type Part, RELATIONS, relationships, sheetOf, workbook, zip } from '#test/workbook';
import { readTable } from './read-table.ts';
import { ERRORS_MAX } from './table-reader.ts';

/** A workbook of nothing but one sheet. */
const bare = (sheet: Part) =>
  zip([
    { name: '_rels/.rels', content: relationships(['rId9', 'officeDocument', 'w.xml']) },
    { name: 'w.xml', content: `<workbook xmlns:r="${RELATIONS}"><sheet r:id="rId1"/></workbook>` },
    { name: '_rels/w.xml.rels', content: relationships(['rId1', 'worksheet', sheet.name]) },
    sheet,
  ]);

async function read(file: Uint8Array | string) {
  const rows: (readonly [line: number, code: string, name: string])[] = [];
  const shape = { columns: ['code', 'name'], mustHave: ['code'] } as const;
  const errors = await readTable(Buffer.from(file), shape, ({ line, cell }) => {
    rows.push([line, cell('code'), cell('name')]);
    return cell('code') === 'bad' ? [{ column: 'code', error: 'out_of_range' }] : [];
  });
  return { rows, errors };
}
const cell = (text: string) => `<c r="A2" t="inlineStr"><is><t>${text}</t></is></c>`;
const refusedAs = async (file: Uint8Array, error: string, line = 1) =>
  expect((await read(file)).errors).toEqual([{ line, column: '', error }]);

describe('a workbook', () => {
  it('is read as its sheet shows it: shared texts in runs, without phonetic hints, numbers as they were typed', async () => {
    const strings =
      '<si><t>石桥</t></si><si><r><t>东</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 门</t></r><rPh sb="0" eb="1"><t>dong</t></rPh></si>';
    const rows = `${header}
      <row r="2"><c r="A2"><v>330100101001</v></c><c r="B2" t="s"><v>0</v></c></row>
      <row r="4"><c r="A4"><v>3.30100101001E11</v></c><c r="B4" t="s"><v>1</v></c></row>
      <row><c><v>0.10000000000000001</v></c><c s="3"/></row>
      <row r="7"><c r="A7"><v>3.3010010001320001E19</v></c><c r="B7" t="b"><v>1</v></c></row>`;
    expect(await read(workbook(rows, { strings }))).toEqual({
      errors: [],
      rows: [
        [2, '330100101001', '石桥'],
        [4, '330100101001', '东 门'],
        [5, '0.1', ''],
        [7, '3.3010010001320001E19', 'TRUE'],
      ],
    });
  });

  it('of formulas gives the text they show, and computes nothing', async () => {
    const rows = `${header}<row r="2"><c r="A2" t="str"><f>cmd|' /C calc'!A0</f><v>shown</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>
      <row r="3">${cell('=1+1').replace('A2', 'A3')}</row>`;
    expect((await read(workbook(rows))).rows).toEqual([
      [2, 'shown', '2'],
      [3, '=1+1', ''],
    ]);
  });

  it('is read by its first visible sheet', async () => {
    const sheets =
      '<sheet name="h" sheetId="3" state="hidden" r:id="rId3"/><sheet name="a" sheetId="1" r:id="rId1"/>';
    const file = workbook(`${header}<row r="2">${cell('x')}</row>`, { sheets });
    expect((await read(file)).rows).toEqual([[2, 'x', '']]);
  });

  it('names line and column of what is wrong', async () => {
    const rows = `${header}<row r="9">${cell('bad').replace('A2', 'A9')}</row>
      <row r="10">${cell('y').replace('A2', 'A10')}<c r="XFD10"><v>1</v></c></row>
      <row r="11">${cell('z'.repeat(5_000)).replace('A2', 'A11')}</row>`;
    expect((await read(workbook(rows))).errors).toEqual([
      { line: 9, column: 'code', error: 'out_of_range' },
      { line: 10, column: '', error: 'unknown_column' },
      { line: 11, column: 'code', error: 'too_long' },
    ]);
  });
});

describe('a workbook made to do harm', () => {
  it('does not lead out of the file', async () => {
    await refusedAs(workbook(header, { extra: [{ name: '../../x', content: 'x' }] }), 'not_a_workbook');
    await refusedAs(workbook(header, { extra: [{ name: '/etc/passwd', content: 'x' }] }), 'not_a_workbook');
  });

  it('that unpacks to more than a list has reason to is not unpacked', async () => {
    const bomb = { name: 'xl/worksheets/other.xml', content: Buffer.alloc(120_000_000, ' ') };
    const packed = bare(bomb);
    expect(packed.length).toBeLessThan(200_000);
    await refusedAs(packed, 'too_large');
    // Nor is it when the directory says that it is small.
    await refusedAs(bare({ ...bomb, claimedBytes: 1_000 }), 'not_a_workbook');
  });

  it.each([
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${sheetOf(header)}`],
    ['an entity of its own', sheetOf(`${header}<row r="2">${cell('&b;')}</row>`)],
    ['depth', sheetOf('<a>'.repeat(100_000))],
    ['attributes', sheetOf(`<a ${Array.from({ length: 9_999 }, (_, n) => `a${n}=""`).join(' ')}/>`)],
    ['rows out of order', sheetOf('<row r="2"/><row r="2"/>')],
    ['rows beyond the last', sheetOf('<row r="1048577"/>')],
    ['cells out of order', sheetOf('<row r="1"><c r="B1"/><c r="A1"/></row>')],
    ['a place that is none', sheetOf('<row r="1"><c r="__proto__"/></row>')],
    ['half a document', '<worksheet><sheetData>'],
    ['no XML', 'x'],
  ])('by %s is refused', async (_, content) => {
    const { errors } = await read(bare({ name: 's.xml', content }));
    expect(errors).toEqual([{ line: expect.any(Number), column: '', error: 'not_a_workbook' }]);
  });

  it('a million character references are one long text', async () => {
    const text = '&#65;'.repeat(1_000_000);
    const { errors } = await read(workbook(`${header}<row r="2">${cell(text)}</row>`));
    expect(errors).toEqual([{ line: 2, column: 'code', error: 'too_long' }]);
  });

  it('cut off or changed anywhere is refused or read, and never fails', async () => {
    const whole = workbook(`${header}<row r="2">${cell('x')}</row>`);
    const damage = fc.record({
      at: fc.nat({ max: whole.length - 1 }),
      byte: fc.nat({ max: 255 }),
      cut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, byte, cut }) => {
        const file = cut ? whole.slice(0, at) : whole.map((each, index) => (index === at ? byte : each));
        const { rows, errors } = await read(file);
        expect(rows.length + errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('of too many parts or sheets is too large', async () => {
    const extra = Array.from({ length: 500 }, (_, index) => ({ name: `x${index}`, content: '' }));
    await refusedAs(workbook(header, { extra }), 'too_large');
    const sheets = '<sheet name="a" sheetId="1" r:id="rId1"/>'.repeat(65);
    await refusedAs(workbook(header, { sheets }), 'too_large');
  });
});

describe('what is neither CSV nor a workbook', () => {
  it('is told so', async () => {
    await refusedAs(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'not_a_workbook');
    await refusedAs(Buffer.from([...Buffer.from('code\n'), 0xb4, 0xe5]), 'not_utf8');
    await refusedAs(zip([{ name: 'word/document.xml', content: '<a/>' }]), 'not_a_workbook');
  });
});

describe('a list in CSV', () => {
  it('reads the same as in a workbook, and tells a hundred errors at most', async () => {
    expect((await read('\uFEFFname,code\r\n石桥,7\r\n')).rows).toEqual([[2, '7', '石桥']]);
    const { errors } = await read(`code\n${'bad\n'.repeat(300)}`);
    expect(errors).toHaveLength(ERRORS_MAX);
  });

  it('is not what its reader makes of it when the reader fails', async () => {
    const shape = { columns: ['code'], mustHave: ['code'] } as const;
    const fails = (file: Uint8Array) =>
      readTable(file, shape, () => {
        throw new TypeError('a bug');
      });
    await expect(fails(Buffer.from('code\n1'))).rejects.toThrow('a bug');
    await expect(
      fails(workbook(`${header.replace('name', '')}<row r="2">${cell('x')}</row>`)),
    ).rejects.toThrow('a bug');
  });
});
