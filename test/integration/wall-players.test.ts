import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StreamTicket } from '#core/contracts';
import type { CameraId } from '#core/kit';
import {
  credentials,
  type Gateway,
  metricOf,
  startTestGateway,
  ticketFor,
} from '#test/hls-checker/gateway-fixture';
import { type SimulatedCameras, startSimulatedCameras } from '#test/simulated-cameras';
import { openWallTab, type WallTab } from '#test/wall-tab/index';

/** The largest layout there is. */
const TILES = 36;
const LIFETIME_MS = 600_000;

let cameras: SimulatedCameras;
let gateway: Gateway;
let tab: WallTab;

beforeAll(async () => {
  tab = await openWallTab();
  cameras = await startSimulatedCameras(TILES, credentials);
  const sources = Object.fromEntries(cameras.codes.map((code) => [`cam_${code}`, cameras.urlOf(code)]));
  gateway = await startTestGateway({ sources, allowedOrigins: [tab.origin] });
});

afterAll(async () => {
  await tab.close();
  await gateway.close();
  await cameras.close();
});

function ticketOf(code: string): StreamTicket {
  const stream = { cameraId: `cam_${code}` as CameraId, profile: 'sub' } as const;
  return {
    ...stream,
    ticket: ticketFor({ ...stream, lifetimeMs: LIFETIME_MS }),
    expiresAtMs: Date.now() + LIFETIME_MS,
    playlistUrl: `${gateway.url}/live/${stream.cameraId}/sub/index.m3u8`,
    feedUrl: `${gateway.url.replace('http', 'ws')}/feed`,
  };
}

const states = async () => (await tab.readTiles()).map(({ state }) => state);
const allLive = Array.from({ length: TILES }, () => 'live');
const patience = { timeout: 45_000 };

/** How the first tile fares. */
async function firstTile() {
  const [tile] = await tab.readTiles();
  if (tile === undefined) throw new Error('no tile');
  return tile;
}

// One tab for all of them, in this order: thirty-six decoders take a while to start.
describe('the players of a wall', () => {
  it('thirty-six tiles play in one tab, over one connection, and keep little of what was shown', async () => {
    await tab.openTiles(cameras.codes.map(ticketOf));
    await expect.poll(states, patience).toEqual(allLive);
    const before = await tab.readTiles();
    // Ten seconds behind the picture, five until the next trim, one before it.
    await expect
      .poll(
        async () =>
          (await tab.readTiles()).every(({ frames }, i) => frames > (before[i]?.frames ?? 0) + 15 * 17),
        {
          timeout: 60_000,
        },
      )
      .toBe(true);
    const tiles = await tab.readTiles();
    expect(tiles.map(({ state }) => state)).toEqual(allLive);
    expect(Math.max(...tiles.map(({ bufferedS }) => bufferedS))).toBeLessThan(18);
    expect(await metricOf(gateway, 'beaconwall_gateway_feed_sockets')).toBe(1);
  }, 150_000);

  it('know how old the picture on screen is, by the time its camera took it', async () => {
    const ages = (await tab.readTiles()).map(({ ageMs }) => ageMs ?? Number.NaN);
    expect(Math.min(...ages)).toBeGreaterThan(0);
    expect(Math.max(...ages)).toBeLessThan(4_000);
    // Six seconds on the way: pictures come all the time, and each of them is old.
    const [code = ''] = cameras.codes;
    cameras.fail(code, { fault: 'slow', delayMs: 6_000 });
    await expect.poll(async () => (await firstTile()).state, patience).toBe('stale');
    cameras.heal(code);
    await expect.poll(states, patience).toEqual(allLive);
  });

  it('come back to the live edge: by speed when a little late, by a jump when far behind', async () => {
    const moveBack = (byS: number) =>
      tab.page.evaluate((seconds) => {
        const video = document.querySelector('video');
        if (video !== null) video.currentTime -= seconds;
      }, byS);
    await moveBack(1);
    await expect.poll(async () => (await firstTile()).rate, patience).toBe(1.05);
    await moveBack(6);
    await expect.poll(async () => (await firstTile()).behindS, patience).toBeLessThan(1.5);
  }, 100_000);
});

describe('the players of a wall, when all is not well', () => {
  it.each([
    ['fails', 4],
    ['takes all it is given and shows nothing', 0x5a5a_5a5a],
  ])(
    'are built anew when a decoder %s',
    async (_title, boxBytes) => {
      const sources = () =>
        tab.page.evaluate(() => [...document.querySelectorAll('video')].map(({ src }) => src));
      const before = await sources();
      await tab.page.evaluate((size) => {
        const { appendBuffer } = SourceBuffer.prototype;
        SourceBuffer.prototype.appendBuffer = function (this: SourceBuffer) {
          SourceBuffer.prototype.appendBuffer = appendBuffer;
          const box = new DataView(new ArrayBuffer(8));
          box.setUint32(0, size); // shorter than its own header, or without an end
          box.setUint32(4, 0x6672_6565); // free
          appendBuffer.call(this, box.buffer);
        };
      }, boxBytes);
      const rebuilt = async () => (await sources()).filter((src, i) => src !== before[i]).length;
      await expect.poll(rebuilt, patience).toBe(1);
      await expect.poll(states, patience).toEqual(allLive);
    },
    100_000,
  );

  it('stop when nobody sees the page, and begin at the live edge when somebody does', async () => {
    await tab.suspend();
    expect(await tab.page.locator('video').count()).toBe(0);
    const subscribed = () => metricOf(gateway, 'beaconwall_gateway_feed_viewers');
    await expect.poll(subscribed, patience).toBe(0);
    await tab.show();
    await expect.poll(states, patience).toEqual(allLive);
    const { ageMs, frames } = await firstTile();
    expect(ageMs).toBeLessThan(4_000);
    expect(frames).toBeGreaterThan(0);
  }, 100_000);
});
