import type { Page } from 'playwright';
import { type Recording, recordFrames, recordSources } from './in-page-recorder.ts';

/** Has every page of this tab record what its video elements are given and when they present it. */
export async function installRecorder(page: Page): Promise<void> {
  await page.addInitScript(recordSources);
  await page.addInitScript(recordFrames);
}

/** Forgets what was recorded, except the init segments, which later parts need. */
export async function clearRecording(page: Page): Promise<void> {
  await page.evaluate(() => window.benchRecorder.clear());
}

export async function readRecording(page: Page): Promise<Recording> {
  return page.evaluate(() => window.benchRecorder.read());
}
