import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CameraId } from '#core/kit';
import {
  findOnvifDevice,
  findPtzDevice,
  findStreamSource,
  moveStreams,
  registerCameras,
} from '#db/repositories';
import { placeId, seedCounty, testVault } from '#test/county-rows';
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

it('moves ONVIF services as well', async () => {
  const id = 'cam_dome' as CameraId;
  const path = '/onvif/33012700001320000001/device_service';
  const dome = {
    ...({ id, code: '33012700001320000001', orgUnitId: placeId(0), class: 'I', ptz: true } as const),
    ...{ name: { zh: '球机', en: 'Dome' }, position: { lon: 119, lat: 29.6 } },
    view: { azimuthDeg: 0, angleDeg: 60, rangeM: 40 },
    ...{ mainUrl: 'rtsp://10.1.1.1/main', subUrl: null, credentials: null },
    device: { onvifUrl: `http://10.1.1.1:8580${path}`, profileToken: 'ch1-main' },
    ...{ deviceKey: 'dome', siteKey: 'site' },
  };
  await registerCameras(database.db, testVault, { cameras: [dome], actor: 'test', nowMs: 0 });
  await moveStreams(database.db, 'http://10.1.1.1:8580/', 'http://10.1.1.1:49152/');
  const moved = await findPtzDevice(database.db, testVault, id);
  expect(await findOnvifDevice(database.db, testVault, id)).toEqual(moved);
  expect(moved?.address).toEqual({ host: '10.1.1.1', port: 49_152, path });
});
