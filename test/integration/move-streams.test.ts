import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CameraId } from '#core/kit';
import { findStreamSource, moveStreams } from '#db/repositories';
import { seedCounty, testVault } from '#test/county-rows';
import { createTestDatabase, type TestDatabase } from '#test/database';

let database: TestDatabase;
let ids: CameraId[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  ids = await seedCounty(database.db, 20);
});
afterAll(() => database.close());

const urlOf = async (index: number) =>
  (await findStreamSource(database.db, testVault, ids[index] ?? ('cam_none' as CameraId), 'main'))?.url;

it('moves the streams that begin so, and no others', async () => {
  const before = await Promise.all(ids.map((_, index) => urlOf(index)));
  const from = before[1]?.match(/^rtsp:\/\/[^/]+\//)?.[0] ?? '';
  await moveStreams(database.db, from, 'rtsp://10.9.9.9:8554/');
  const after = await Promise.all(ids.map((_, index) => urlOf(index)));
  expect(after).toEqual(before.map((url) => url?.replace(from, 'rtsp://10.9.9.9:8554/')));
  expect(after).not.toEqual(before);
});

it('takes the wildcards of LIKE for what they are', async () => {
  const before = await urlOf(1);
  await moveStreams(database.db, 'rtsp://%', 'rtsp://lost/');
  await moveStreams(database.db, 'rtsp://10_', 'rtsp://lost/');
  expect(await urlOf(1)).toBe(before);
});
