import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraListColumns, cameraPageSchema, importCamerasResponseSchema } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { currentPosition, readAfter } from '#db/journal';
import { findStreamSource, systemScope } from '#db/repositories';
import { refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

const PASSWORD = 'canary-device-password';
let fixture: WebFixture;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  fixture = await webFixture();
  for (const username of ['county', 'admin', 'eastadmin']) cookies[username] = await fixture.signIn(username);
});
afterAll(() => fixture.close());

const [EAST, WEST] = ['330100101', '330100102'];
const codeAt = (index: number) => `3301001000132${String(index).padStart(7, '0')}`;
const row = (index: number, more: Readonly<Record<string, string>> = {}) => {
  const cells: Record<string, string> = {
    ...{
      code: codeAt(index),
      org_unit: EAST,
      name_zh: `东门${index}号`,
      name_en: `East ${index}`,
      class: 'III',
    },
    ...{
      lon: '120.1',
      lat: '30.2',
      main_url: `rtsp://10.0.0.1/${index}`,
      username: 'viewer',
      password: PASSWORD,
    },
    ...more,
  };
  return cameraListColumns.map((column) => cells[column] ?? '').join();
};
const listOf = (...rows: string[]) => `\uFEFF${[cameraListColumns.join(), ...rows].join('\r\n')}\r\n`;

const send = (username: string, csv: string, dryRun = false) =>
  fixture.call('POST', '/api/cameras/import', {
    cookie: cookies[username] ?? '',
    body: { file: Buffer.from(csv).toString('base64'), dryRun },
  });
const imported = async (response: Promise<Response>) =>
  importCamerasResponseSchema.parse(await (await response).json());
async function search(text: string) {
  const path = `/api/cameras?limit=200&search=${encodeURIComponent(text)}`;
  const page = await fixture.call('GET', path, { cookie: cookies.county ?? '' });
  return cameraPageSchema.parse(await page.json()).items;
}
async function nothingApplied(run: () => Promise<void>): Promise<void> {
  const after = await currentPosition(fixture.db);
  await run();
  expect(await readAfter(fixture.db, { after, limit: 10, scope: systemScope })).toEqual([]);
}

describe('a list of cameras', () => {
  it('is checked first, and registered then', async () => {
    const list = listOf(row(1), row(2, { name_zh: "=cmd|' /C calc'!A0" }));
    await nothingApplied(async () => {
      expect(await imported(send('eastadmin', list, true))).toEqual({ cameras: 2, registered: false });
    });
    expect(await imported(send('eastadmin', list))).toEqual({ cameras: 2, registered: true });
    const [first] = await search(codeAt(1));
    expect(first).toMatchObject({ name: { zh: '东门1号' }, orgUnitId: 'org_east', ptz: false });
    const source = await findStreamSource(fixture.db, fixture.options.vault, first?.id as CameraId, 'main');
    expect(source).toMatchObject({
      url: 'rtsp://10.0.0.1/1',
      credentials: { username: 'viewer', password: PASSWORD },
      deviceKey: '10.0.0.1:554',
    });
  });

  it('with errors names the line and column of each, and nothing of it is applied', async () => {
    await nothingApplied(async () => {
      const list = listOf(
        row(10),
        row(1, { class: 'x' }),
        row(11, { org_unit: WEST }),
        row(12, { main_url: 'rtsp://127.0.0.1:6379/' }),
        row(13, { name_zh: '\uFFFD\uFFFD' }),
        row(10),
      );
      for (const dryRun of [true, false]) {
        const answer = await refusalOf(send('eastadmin', list, dryRun));
        expect(answer).toMatchObject({ status: 422, code: 'import.invalid' });
        expect(answer.rows).toEqual([
          { line: 3, column: 'class', error: 'not_a_class' },
          { line: 3, column: 'code', error: 'code_taken' },
          { line: 4, column: 'org_unit', error: 'unknown_org_unit' },
          { line: 5, column: 'main_url', error: 'forbidden_address' },
          { line: 6, column: 'name_zh', error: 'not_text' },
          { line: 7, column: 'code', error: 'code_twice' },
        ]);
        expect(JSON.stringify(answer)).not.toContain('canary');
      }
    });
  });

  it('is for administrators', async () => {
    expect(await refusalOf(send('county', listOf(row(20))))).toMatchObject({ status: 403 });
  });

  it('sent twice at once is registered once', async () => {
    const list = listOf(...Array.from({ length: 50 }, (_, index) => row(100 + index)));
    const responses = await Promise.all([send('admin', list), send('admin', list.replace('rtsp', 'rtsp'))]);
    expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    expect(await search('rtsp')).toEqual([]);
    expect((await search('33010010001320000')).length).toBeGreaterThanOrEqual(52);
  });

  it('of five thousand is registered within seconds', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => row(10_000 + index));
    const startedMs = performance.now();
    expect(await imported(send('admin', listOf(...rows)))).toEqual({ cameras: 5_000, registered: true });
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    const refused = await refusalOf(send('admin', listOf(...rows)));
    expect(refused.rows).toHaveLength(100);
  });

  it('may be larger than other bodies, and no larger than that', async () => {
    const line = `${cameraListColumns.join()}\n${'x'.repeat(10_000_000)}`;
    expect(await refusalOf(send('admin', line))).toMatchObject({
      code: 'import.invalid',
      rows: [{ line: 2, column: '', error: 'not_csv' }],
    });
    expect(await refusalOf(send('admin', 'x'.repeat(16_000_003)))).toMatchObject({ code: 'body.invalid' });
    expect(await refusalOf(send('admin', 'x'.repeat(24_000_000)))).toMatchObject({ status: 413 });
  });
});
