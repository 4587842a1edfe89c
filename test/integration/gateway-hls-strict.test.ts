import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '#sim/faults';
import {
  bearer,
  credentials,
  type Gateway,
  type GstRtspServer,
  startTestCamera,
  startTestGateway,
} from '#test/hls-checker/gateway-fixture';
import { type ParsedPlaylist, StreamFollower } from '#test/hls-checker/index';
import { type SimulatedCameras, startSimulatedCameras } from '#test/simulated-cameras';

let cameras: SimulatedCameras;
/** With segments of four seconds, the longest there are: only then may a delta leave any out. */
let longGop: GstRtspServer;
let gateway: Gateway;
const code = '33010500001320000001';

beforeAll(async () => {
  cameras = await startSimulatedCameras(1, credentials);
  longGop = await startTestCamera({ gop: 4, fps: 15 });
  gateway = await startTestGateway({
    sources: { cam_tried: cameras.urlOf(code), cam_long: longGop.url },
  });
});

afterAll(async () => {
  await gateway.close();
  await longGop.kill();
  await cameras.close();
});

type Met = (now: ParsedPlaylist, before: ParsedPlaylist) => boolean;

const passed = ({ mediaSequence, segments }: ParsedPlaylist) => mediaSequence + segments.length;
/** Discontinuities since the stream began. */
const breaks = ({ discontinuitySequence, segments }: ParsedPlaylist) =>
  discontinuitySequence + segments.filter(({ discontinuity }) => discontinuity).length;
const segmentsMore =
  (count: number): Met =>
  (now, before) =>
    passed(now) >= passed(before) + count;
const breaksMore =
  (count: number): Met =>
  (now, before) =>
    breaks(now) >= breaks(before) + count;

/** What befalls the camera, one thing after the other, and how long it lasts. */
const COURSE: readonly [title: string, fault: Fault | null, until: Met][] = [
  ['nothing', null, segmentsMore(3)],
  ['parameter sets that change', { fault: 'parameters', everyMs: 3_000 }, breaksMore(3)],
  ['loss', { fault: 'drop', percent: 5 }, segmentsMore(4)],
  ['garbage', { fault: 'garbage', percent: 20 }, segmentsMore(4)],
  [
    'a clock that is set back and forth',
    { fault: 'clock-jump', stepMs: -60_000, everyMs: 3_000 },
    breaksMore(2),
  ],
  ['power that comes and goes', { fault: 'flap', upMs: 5_000, downMs: 1_000 }, breaksMore(2)],
  ['huge key frames', { fault: 'oversized', bytes: 800_000 }, segmentsMore(2)],
  ['a lens that is covered', { fault: 'black' }, breaksMore(1)],
  ['an encoder that hangs', { fault: 'stall' }, () => true],
  ['nothing any more', null, breaksMore(1)],
  ['and for a while', null, segmentsMore(2)],
];

const followerOf = (cameraId: string) =>
  new StreamFollower({
    playlistUrl: `${gateway.url}/live/${cameraId}/sub/index.m3u8`,
    headers: () => bearer({ cameraId, profile: 'sub' }),
  });

/** Takes the first camera through all that is to befall it. */
async function takeThrough(follower: StreamFollower): Promise<void> {
  await follower.follow(() => true);
  for (const [title, fault, until] of COURSE) {
    if (fault === null) cameras.heal(code);
    else cameras.fail(code, fault);
    let before: ParsedPlaylist | null = null;
    await follower.follow((now) => {
      before ??= now;
      return until(now, before);
    });
    expect(follower.violations, title).toEqual([]);
  }
}

describe('low-latency HLS over time', () => {
  it('P2 holds every rule of the standard through all that befalls a camera, and deltas of long segments', async () => {
    const [tried, patient] = [followerOf('cam_tried'), followerOf('cam_long')];
    let isOver = false;
    const meanwhile = patient.follow(() => isOver);
    await takeThrough(tried).finally(() => {
      isOver = true;
    });
    await meanwhile;
    expect(tried.figures.maps).toBeGreaterThanOrEqual(5);
    expect(tried.figures.parts).toBeGreaterThan(100);
    expect(tried.figures.segments).toBeGreaterThan(15);
    expect(patient.violations).toEqual([]);
    expect(patient.figures.deltas).toBeGreaterThan(50);
  }, 180_000);

  it('dates a picture when the camera says it took it', async () => {
    const follower = followerOf('cam_tried');
    await follower.follow(() => follower.figures.parts > 30);
    expect(follower.figures.dateErrorMs).toBeLessThan(100);
  });
});
