import { readInitSegment } from '../../app/_lib/mp4/index.ts';
import type { RecordedVideo } from './in-page-recorder.ts';
import { picturesOf } from './media-part.ts';
import { median } from './statistics.ts';

/** A picture on the browser's media timeline. */
export interface TimedPicture {
  readonly mediaTimeS: number;
  readonly capturedAtMs: number;
  /** When the player was given it. */
  readonly appendedAtMs: number;
}

/** Rounding between the file's timescale and the browser's microseconds; a fraction of any frame interval. */
const SLACK_S = 0.002;

/** When the pictures that a video element was given were captured, by what the camera wrote into them. */
export function picturesGiven({ init, appended }: RecordedVideo): TimedPicture[] {
  const track = init === null ? null : readInitSegment(init);
  if (track === null) return [];
  return appended.flatMap(({ bytes, offsetS, atMs }) =>
    picturesOf(bytes).flatMap(({ timeTicks, capturedAtUs }) => {
      if (capturedAtUs === null) return [];
      const mediaTimeS = timeTicks / track.videoTimescale + offsetS;
      return [{ mediaTimeS, capturedAtMs: capturedAtUs / 1_000, appendedAtMs: atMs }];
    }),
  );
}

/**
 * From capture to presentation, for every frame on screen whose picture is known.
 * @param pictures in any order
 * @returns ms, in the order of the frames
 */
export function latencies(frames: RecordedVideo['frames'], pictures: readonly TimedPicture[]): number[] {
  const inOrder = [...pictures].sort((a, b) => a.mediaTimeS - b.mediaTimeS);
  return frames.flatMap(({ mediaTimeS, presentedAtMs }) => {
    const picture = nearest(inOrder, mediaTimeS);
    const isIt = picture !== null && Math.abs(picture.mediaTimeS - mediaTimeS) <= SLACK_S;
    return isIt ? [presentedAtMs - picture.capturedAtMs] : [];
  });
}

function nearest(inOrder: readonly TimedPicture[], mediaTimeS: number): TimedPicture | null {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inOrder[middle]?.mediaTimeS ?? 0) < mediaTimeS) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [inOrder[low - 1] ?? null, inOrder[low] ?? null];
  if (before === null || after === null) return before ?? after;
  return mediaTimeS - before.mediaTimeS < after.mediaTimeS - mediaTimeS ? before : after;
}

/**
 * The least a picture can wait on its way: until its part is complete, and until the screen is drawn again.
 * @param pictures of one stream
 * @returns the median length of a part and the interval of two pictures, together, in ms
 * @throws RangeError without two pictures
 */
export function partAndFrameMs(pictures: readonly TimedPicture[]): number {
  const times = pictures.map(({ capturedAtMs }) => capturedAtMs).sort((a, b) => a - b);
  const intervalMs = median(times.slice(1).map((time, index) => time - (times[index] ?? 0)));
  const sizes = new Map<number, number>();
  for (const { appendedAtMs } of pictures) sizes.set(appendedAtMs, (sizes.get(appendedAtMs) ?? 0) + 1);
  return (median([...sizes.values()]) + 1) * intervalMs;
}
