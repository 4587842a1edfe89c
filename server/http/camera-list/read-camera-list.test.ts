import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cameraListColumns } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { ERRORS_MAX } from '../table-file/index.ts';
import { readCameraList } from './read-camera-list.ts';

const context = {
  orgUnits: new Map([['330100101', 'org_east' as OrgUnitId]]),
  mayRegister: ({ host }: { readonly host: string }) => !host.startsWith('127.'),
};
const read = (csv: string) => readCameraList(Buffer.from(csv), context);

const good: Readonly<Record<string, string>> = {
  code: '33010010001320000001',
  org_unit: '330100101',
  name_zh: '东门',
  name_en: 'East Gate',
  class: 'II',
  lon: '120.5',
  lat: '30.25',
  azimuth_deg: '90',
  angle_deg: '60',
  range_m: '50',
  main_url: 'rtsp://10.0.0.1:554/main',
  sub_url: 'rtsp://10.0.0.1:554/sub',
  username: 'viewer',
  password: ' p,"w ',
};
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const rowOf = (row: Readonly<Record<string, string>>, columns: readonly string[] = cameraListColumns) =>
  columns.map((column) => quoted(row[column] ?? '')).join();
const listOf = (...rows: string[]) => [cameraListColumns.join(), ...rows].join('\n');
const codeAt = (index: number) => `3301001000132${String(index).padStart(7, '0')}`;

describe('a list of cameras', () => {
  it('says everything of a camera', async () => {
    const { cameras, errors } = await read(listOf(rowOf(good)));
    expect(errors).toEqual([]);
    expect(cameras).toEqual([
      {
        line: 2,
        code: good.code,
        orgUnitId: 'org_east',
        name: { zh: '东门', en: 'East Gate' },
        class: 'II',
        position: { lon: 120.5, lat: 30.25 },
        view: { azimuthDeg: 90, angleDeg: 60, rangeM: 50 },
        mainUrl: 'rtsp://10.0.0.1:554/main',
        subUrl: 'rtsp://10.0.0.1:554/sub',
        credentials: { username: 'viewer', password: ' p,"w ' },
      },
    ]);
  });

  it('may leave out what may be empty', async () => {
    const columns = ['main_url', 'lat', 'lon', 'class', 'name_zh', 'org_unit', 'code'];
    const { cameras } = await read(`\uFEFF${columns.join()}\r\n${rowOf(good, columns)}\r\n\r\n`);
    expect(cameras).toMatchObject([
      {
        name: { zh: '东门', en: '东门' },
        view: { azimuthDeg: 0, angleDeg: 75, rangeM: 60 },
        subUrl: null,
        credentials: null,
      },
    ]);
  });

  it('reads the same whatever the order of its columns, its line ends and its byte order mark', async () => {
    const columns = fc.shuffledSubarray([...cameraListColumns], { minLength: cameraListColumns.length });
    const variant = fc.record({ columns, end: fc.constantFrom('\n', '\r\n', '\r'), bom: fc.boolean() });
    const expected = (await read(listOf(rowOf(good)))).cameras;
    await fc.assert(
      fc.asyncProperty(variant, async ({ columns, end, bom }) => {
        const csv = [columns.join(), rowOf(good, columns), ''].join(end);
        expect((await read(bom ? `\uFEFF${csv}` : csv)).cameras).toEqual(expected);
      }),
    );
  });
});

describe('a wrong field of a list', () => {
  it.each([
    ['code', '', 'missing'],
    ['code', '3.30E+19', 'not_20_digits'],
    ['org_unit', '330100102', 'unknown_org_unit'],
    ['org_unit', '__proto__', 'unknown_org_unit'],
    ['name_zh', '', 'missing'],
    ['name_zh', '东\uFFFD\uFFFD', 'not_text'],
    ['name_zh', '东\n门', 'not_text'],
    ['name_en', '\u0000', 'not_text'],
    ['name_en', 'x'.repeat(201), 'too_long'],
    ['class', '一类', 'not_a_class'],
    ['class', 'constructor', 'not_a_class'],
    ['lon', '120,5', 'not_a_number'],
    ['lon', '1e2', 'not_a_number'],
    ['lon', '181', 'out_of_range'],
    ['lat', '', 'missing'],
    ['azimuth_deg', '361', 'out_of_range'],
    ['angle_deg', '0', 'out_of_range'],
    ['range_m', '=1+1', 'not_a_number'],
    ['main_url', 'http://10.0.0.1/', 'not_an_rtsp_url'],
    ['main_url', 'rtsp://viewer:secret@10.0.0.1/', 'not_an_rtsp_url'],
    ['main_url', `rtsp://10.0.0.1/${'x'.repeat(500)}`, 'too_long'],
    ['sub_url', 'rtsp://127.0.0.1:6379/', 'forbidden_address'],
    ['username', '', 'missing'],
    ['username', 'x'.repeat(65), 'too_long'],
    ['password', '\uFFFD', 'not_text'],
  ])('names the line and column of %s %o: %s', async (column, text, error) => {
    const list = await read(
      listOf(rowOf({ ...good, code: codeAt(7) }), '', rowOf({ ...good, [column]: text })),
    );
    expect(list.errors).toEqual([{ line: 4, column, error }]);
  });

  it('collects every wrong field of every row, a hundred at most', async () => {
    const two = await read(listOf(rowOf({ ...good, lon: 'x', class: 'IV' }), rowOf({ ...good, code: '1' })));
    expect(two.errors).toEqual([
      { line: 2, column: 'class', error: 'not_a_class' },
      { line: 2, column: 'lon', error: 'not_a_number' },
      { line: 3, column: 'code', error: 'not_20_digits' },
    ]);
    const many = await read(listOf(...Array.from({ length: 300 }, () => rowOf({ code: '1' }))));
    expect(many.errors).toHaveLength(ERRORS_MAX);
  });

  it('names a code that comes twice where it comes again', async () => {
    const { errors } = await read(listOf(rowOf(good), rowOf({ ...good, name_zh: '西门' })));
    expect(errors).toEqual([{ line: 3, column: 'code', error: 'code_twice' }]);
  });

  it('a formula is text', async () => {
    expect((await read(listOf(rowOf({ ...good, name_zh: "=cmd|' /C calc'!A0" })))).cameras).toHaveLength(1);
  });
});

describe('what is no list of cameras', () => {
  const header = cameraListColumns.join();
  it.each([
    ['nothing', '', [{ line: 1, column: '', error: 'not_csv' }]],
    [
      'a header alone, after empty rows',
      `\n,,\n${header}\n`,
      [{ line: 4, column: 'code', error: 'missing' }],
    ],
    [
      'a row with one comma too many',
      `${header}\n${rowOf(good)},x`,
      [{ line: 2, column: '', error: 'unknown_column' }],
    ],
    ['a header alone', header, [{ line: 2, column: 'code', error: 'missing' }]],
    ['another delimiter', header.replaceAll(',', ';'), [{ line: 1, column: '', error: 'not_csv' }]],
    ['half a workbook', 'PK\u0003\u0004\u0000\u0000', [{ line: 1, column: '', error: 'not_a_workbook' }]],
    ['a quote left open', `${header}\n"${'x,'.repeat(20_000)}`, [{ line: 2, column: '', error: 'not_csv' }]],
    ['a stray quote', `${header}\n\na"b`, [{ line: 3, column: '', error: 'not_csv' }]],
    [
      'another header',
      'code,org_unit,name_zh,class,lon,main_url,colour',
      [
        { line: 1, column: 'colour', error: 'unknown_column' },
        { line: 1, column: 'lat', error: 'missing_column' },
      ],
    ],
    [
      'a column named twice',
      `${header},code\n${rowOf(good)}`,
      [{ line: 1, column: 'code', error: 'unknown_column' }],
    ],
  ])('%s is told so', async (_, csv, errors) => {
    expect((await read(csv)).errors).toEqual(errors);
  });

  it('whatever it is, it is read without failing, and either has errors or cameras', async () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(good)));
    const lines = fc.array(
      fc.array(cell).map((cells) => cells.join()),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(lines, async (rows) => {
        const { cameras, errors } = await read(listOf(...rows));
        expect(cameras.length + errors.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a long list of cameras', () => {
  it('lets others have their turn while it is long', async () => {
    const list = listOf(
      ...Array.from({ length: 5_000 }, (_, index) => rowOf({ ...good, code: codeAt(index) })),
    );
    let turns = 0;
    const others = setInterval(() => turns++, 0);
    expect((await read(list)).cameras).toHaveLength(5_000);
    clearInterval(others);
    expect(turns).toBeGreaterThan(5);
  });

  it('of more than a hundred thousand rows is too long', async () => {
    const columns = ['code', 'org_unit', 'name_zh', 'class', 'lon', 'lat', 'main_url'];
    const rest = rowOf(good, columns.slice(1)).replaceAll('"', '');
    const rows = Array.from({ length: 100_050 }, (_, index) => `${codeAt(index)},${rest}`);
    const { errors } = await read([columns.join(), ...rows].join('\n'));
    expect(errors).toEqual([{ line: 100_002, column: '', error: 'too_long' }]);
  });

  it('takes time in proportion to its length', async () => {
    const timeOf = async (csv: string) => {
      const startedMs = performance.now();
      await read(csv);
      return performance.now() - startedMs;
    };
    const list = (rows: number) =>
      listOf(...Array.from({ length: rows }, (_, index) => rowOf({ ...good, code: codeAt(index) })));
    await timeOf(list(500)); // warm
    const [short, long] = [await timeOf(list(1_000)), await timeOf(list(20_000))];
    expect(long / Math.max(short, 5)).toBeLessThan(100);
    // Ten megabytes each: one line, one cell in quotes, empty lines, separators.
    for (const csv of ['x'.repeat(1e7), `"${'x'.repeat(1e7)}`, '\n'.repeat(1e7), ','.repeat(1e7)]) {
      expect(await timeOf(listOf(csv))).toBeLessThan(20_000);
    }
  });
});
