import { expect, type Locator, type Page } from '@playwright/test';

/** One tile's video as the page shows it at this moment. */
export interface TileReading {
  readonly cameraId: string;
  readonly state: string;
  /** Frames decoded since the element began to play. */
  readonly frames: number;
}

/** All tiles that hold a camera. */
export function videos(page: Page): Locator {
  return page.locator('video[data-camera-id]:not([data-camera-id=""])');
}

/** Reads every tile at once, so that numbers of one reading belong together. */
export function readTiles(page: Page): Promise<TileReading[]> {
  return videos(page).evaluateAll((elements) =>
    elements.map((element) => {
      const video = element as HTMLVideoElement;
      return {
        cameraId: video.dataset.cameraId ?? '',
        state: video.dataset.state ?? '',
        frames: video.getVideoPlaybackQuality().totalVideoFrames,
      };
    }),
  );
}

/** Waits until `count` tiles play live video. */
export async function waitForLive(page: Page, count: number): Promise<void> {
  await expect
    .poll(async () => (await readTiles(page)).filter(({ state }) => state === 'live').length, {
      message: `${count} live tiles`,
      timeout: 45_000,
    })
    .toBe(count);
}

/** Waits until `count` tiles have each decoded a second of video, however late it is: two cores may be short. */
export async function waitForPlaying(page: Page, count: number): Promise<void> {
  await expect
    .poll(async () => (await readTiles(page)).filter(({ frames }) => frames > 25).length, {
      message: `${count} tiles that play`,
      timeout: 60_000,
    })
    .toBe(count);
}

/** Waits until every tile of `cameraIds` has decoded at least `frames` more pictures than in `before`. */
export async function waitForFrames(
  page: Page,
  before: readonly TileReading[],
  frames: number,
): Promise<void> {
  await expect
    .poll(
      async () => {
        const now = await readTiles(page);
        return before.every(({ cameraId, frames: earlier }) =>
          now.some((tile) => tile.cameraId === cameraId && tile.frames >= earlier + frames),
        );
      },
      { message: `${frames} more frames in ${before.length} tiles`, timeout: 20_000 },
    )
    .toBe(true);
}

export const tileOf = (page: Page, cameraId: string): Locator =>
  page.locator(`video[data-camera-id="${cameraId}"]`);
