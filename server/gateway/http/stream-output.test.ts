import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import type { FeedViewer } from '../feed/stream-feed.ts';
import type { Part } from '../fmp4/index.ts';
import { StreamOutput } from './stream-output.ts';

const FRAME_MS = 40;
const PICTURE_BYTES = 40;
/** More than any of these days have. */
const SEGMENTS = 300;

/** A picture says at every place which one it is. */
const pictureOf = (frame: number): Uint8Array => {
  const bytes = Buffer.alloc(PICTURE_BYTES);
  for (let at = 0; at < PICTURE_BYTES; at += 4) bytes.writeUInt32BE(frame, at);
  return bytes;
};

/** @returns the pictures of a part, as long as nothing was written over them */
function framesOf({ bytes, frameCount }: Part): number[] {
  const media = Buffer.from(bytes.subarray(bytes.length - frameCount * (PICTURE_BYTES + 4)));
  return Array.from({ length: frameCount }, (_, index) => {
    const picture = media.subarray(index * (PICTURE_BYTES + 4) + 4, (index + 1) * (PICTURE_BYTES + 4));
    const frame = picture.readUInt32BE(0);
    expect(picture.equals(pictureOf(frame))).toBe(true);
    return frame;
  });
}

/** Expects every part whole and behind the one before; one whose network is slow keeps what it was given. */
class Viewer implements FeedViewer {
  readonly slow: boolean;
  readonly #kept = new Map<Part, Buffer>();
  #next: number | null = null;

  constructor(slow: boolean) {
    this.slow = slow;
  }

  part(part: Part): void {
    for (const frame of framesOf(part)) {
      if (this.#next !== null) expect(frame).toBe(this.#next);
      this.#next = frame + 1;
    }
    if (!this.slow) return;
    part.memory.retain();
    this.#kept.set(part, Buffer.from(part.bytes));
  }

  /** Its network has taken everything. */
  taken(): void {
    for (const [{ bytes, memory }, copy] of this.#kept) {
      expect(copy.equals(bytes)).toBe(true);
      memory.release();
    }
    this.#kept.clear();
  }

  gap(): void {}
  closed(): void {}
}

interface Answer {
  readonly chunks: readonly Uint8Array[];
  readonly release: () => void;
  readonly copy: Buffer;
}

const patient = new AbortController().signal;

/** A stream of one key frame in `gop` pictures. */
function studio(gop: number) {
  const clock = new ManualClock();
  const output = new StreamOutput({
    hls: { clock, epoch: 'e', firstMediaSequence: 0, deadlineMs: 1 },
    onClose: () => {},
  });
  const [sps, pps] = [Uint8Array.of(0x67, 0x42, 0xc0, 0x1e), Uint8Array.of(0x68)];
  const size = { width: 640, height: 360, frameRate: 25, reorderDepth: null };
  output.format({ codec: 'h264', sps, pps, codecString: 'avc1.42C01E', ...size });
  let frame = 0;
  return {
    output,
    film(frames: number): void {
      for (let i = 0; i < frames; i++, frame++) {
        const dts = frame * 90 * FRAME_MS;
        const times = { dts, pts: dts, capturedAtMs: frame * FRAME_MS };
        output.accessUnit({ nalUnits: [pictureOf(frame)], keyFrame: frame % gop === 0, ...times });
        clock.advance(FRAME_MS);
      }
    },
    /** The connection is lost, if that leaves no hole in the pictures. */
    interrupt(): void {
      if (frame % gop === 0) output.interrupted();
    },
    /** Every segment that can be had. */
    async segments(): Promise<Answer[]> {
      const answers: Answer[] = [];
      for (let number = 0; number < SEGMENTS; number++) {
        const answer = await output.hls.resource({ kind: 'segment', epoch: 'e', number }, patient);
        if (answer.ok) answers.push({ ...answer, copy: Buffer.concat(answer.chunks) });
      }
      return answers;
    },
  };
}

describe('the memory of parts', () => {
  it('is used again', () => {
    const { output, film } = studio(50);
    const memory: ArrayBufferLike[] = [];
    output.feed.join({ part: ({ bytes }) => memory.push(bytes.buffer), gap: () => {}, closed: () => {} });
    film(3_000);
    expect(new Set(memory).size).toBeLessThan(memory.length / 3);
  });

  it('is freed when the stream is over and nobody has a part any more', async () => {
    const { output, film, segments } = studio(50);
    const memory = new Set<ArrayBufferLike>();
    const slow = new Viewer(true);
    output.feed.join({ part: ({ bytes }) => memory.add(bytes.buffer), gap: () => {}, closed: () => {} });
    film(1_000);
    output.feed.join(slow);
    film(7);
    const answers = await segments();
    const isFreed = () => [...memory].every(({ byteLength }) => byteLength === 0);
    output.close();
    for (const { chunks, copy } of answers) expect(copy.equals(Buffer.concat(chunks))).toBe(true);
    for (const { release } of answers) release();
    expect(isFreed()).toBe(false);
    slow.taken();
    expect(isFreed()).toBe(true);
    expect(await segments()).toEqual([]);
  });

  it('is not while somebody has a part, however slow or late, or long the way back to a key frame', async () => {
    const event = fc.oneof(
      { weight: 6, arbitrary: fc.record({ film: fc.integer({ min: 1, max: 600 }) }) },
      fc.record({ joinSlow: fc.boolean() }),
      fc.record({ leave: fc.nat() }),
      fc.constantFrom('read' as const, 'sent' as const, 'taken' as const, 'interrupt' as const),
    );
    const gops = fc.constantFrom(25, 50, 3_000);
    await fc.assert(
      fc.asyncProperty(gops, fc.array(event, { maxLength: 20 }), async (gop, events) => {
        const { output, film, interrupt, segments } = studio(gop);
        const viewers = [new Viewer(false)];
        const everybody = [...viewers];
        const answers: Answer[] = [];
        for (const viewer of viewers) output.feed.join(viewer);
        const sent = (): void => {
          for (const { chunks, copy, release } of answers.splice(0)) {
            expect(copy.equals(Buffer.concat(chunks))).toBe(true);
            release();
          }
        };
        for (const does of events) {
          if (does === 'interrupt') interrupt();
          else if (does === 'read') answers.push(...(await segments()));
          else if (does === 'sent') sent();
          else if (does === 'taken') for (const viewer of everybody) viewer.taken();
          else if ('film' in does) film(does.film);
          else if ('joinSlow' in does) {
            const viewer = new Viewer(does.joinSlow);
            viewers.push(viewer);
            everybody.push(viewer);
            output.feed.join(viewer);
          } else {
            const [viewer] = viewers.splice(does.leave % Math.max(1, viewers.length), 1);
            if (viewer) output.feed.leave(viewer);
          }
        }
        sent();
        for (const viewer of everybody) viewer.taken();
      }),
    );
  });
});
