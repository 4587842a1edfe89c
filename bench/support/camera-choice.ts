import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { type CameraRecord, cameraPageSchema } from '#core/contracts';

const ONLINE_TIMEOUT_MS = 60_000;
const ASK_EVERY_MS = 1_000;

/**
 * Online cameras that the wall does not show, through the API as the signed-in user of `page`. Just after the start
 * the health sweep is still on its way, so this waits for it.
 * @param count at most 180
 * @throws if there are not so many within a minute
 */
export async function chooseCameras(page: Page, count: number, signal: AbortSignal): Promise<CameraRecord[]> {
  const shown = await page
    .locator('video')
    .evaluateAll((videos) => videos.map((video) => video.dataset.cameraId));
  const deadlineMs = performance.now() + ONLINE_TIMEOUT_MS;
  for (;;) {
    const response = await page.request.get(new URL('/api/cameras?state=online&limit=200', page.url()).href);
    const { items } = cameraPageSchema.parse(await response.json());
    const chosen = items.filter(({ id }) => !shown.includes(id)).slice(0, count);
    if (chosen.length === count) return chosen;
    if (performance.now() > deadlineMs)
      throw new Error(`only ${chosen.length} of ${count} cameras are online`);
    await sleep(ASK_EVERY_MS, null, { signal });
  }
}
