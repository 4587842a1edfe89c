import { ManualClock } from '#core/kit';
import { type Fault, FaultBook } from '#sim/faults';
import { NAL_TYPE, nalTypeOf } from '#sim/h264';
import type { PacketBatch } from '#sim/rtp';
import type { Viewer } from '#sim/rtsp';
import { depacketise, syntheticStream } from '#sim/testing';
import { CameraStream } from '../camera-stream.ts';
import { ClipFootage } from '../footage.ts';
import { seededRandom } from '../seeded-random.ts';
import { TimerWheel } from '../timer-wheel.ts';

export const CODE = '33010500001320000001';
export const FRAME_MS = 40;
export const GOP_MS = 2_000;
/** A whole number of loops, so a key frame. */
export const START_MS = 1_700_000_000_000;

/** Keeps what it is sent, and when. */
export class RecordingViewer implements Viewer {
  readonly transport = 'tcp';
  readonly reports = [];
  readonly media: { readonly atMs: number; readonly batch: PacketBatch }[] = [];
  readonly control: { readonly atMs: number; readonly packet: Buffer }[] = [];
  readonly #clock: ManualClock;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  sendMedia(batch: PacketBatch): void {
    this.media.push({ atMs: this.#clock.now(), batch });
  }

  sendControl(packet: Buffer): void {
    this.control.push({ atMs: this.#clock.now(), packet });
  }

  /** The access units received, as lists of NAL units. */
  accessUnits(): Buffer[][] {
    return this.media.map(({ batch }) => depacketise(batch.packets()));
  }

  types(): number[][] {
    return this.accessUnits().map((nalUnits) => nalUnits.map(nalTypeOf));
  }
}

/** One camera stream of 25 frames a second on a clock that the test moves. */
export function cameraStreamRig(
  options: { readonly startMs?: number; readonly padTo?: number; readonly clockOffsetMs?: () => number } = {},
) {
  const clock = new ManualClock(options.startMs ?? START_MS);
  const wheel = new TimerWheel(clock);
  const faults = new FaultBook(() => {});
  const stream = new CameraStream({
    code: CODE,
    footage: new ClipFootage(syntheticStream({ frameRate: 25, seconds: 8, sliceBytes: 3_000 })),
    codec: 'H264',
    stillGopS: null,
    sound: null,
    phaseMs: 0,
    padToBitsPerSecond: options.padTo ?? null,
    faults,
    clock: {
      now: () => clock.now() + (options.clockOffsetMs?.() ?? 0),
      monotonicMs: () => clock.monotonicMs(),
      after: (delayMs, run) => clock.after(delayMs, run),
    },
    wheel,
    random: seededRandom(1),
  });
  const viewer = new RecordingViewer(clock);
  const fault = (value: Fault) => faults.set(CODE, value);
  return { clock, stream, viewer, fault, faults };
}

export const isKeyFrame = (types: readonly number[]): boolean => types.includes(NAL_TYPE.idrSlice);
