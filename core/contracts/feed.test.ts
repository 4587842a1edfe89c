import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFeedFrame, encodeFeedHeader, FEED_HEADER_BYTES } from './feed.ts';

const header = fc.record({
  type: fc.constantFrom('init', 'part', 'gap', 'end'),
  keyFrame: fc.boolean(),
  discontinuity: fc.boolean(),
  streamId: fc.integer({ min: 0, max: 0xffff_ffff }),
  sequence: fc.integer({ min: 0, max: 0xffff_ffff }),
  capturedAtUs: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  durationUs: fc.integer({ min: 0, max: 0xffff_ffff }),
} as const);

describe('feed frame', () => {
  it('reads back what was written, at any offset in a larger buffer', () => {
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 64 }), fc.nat(9), (head, payload, offset) => {
        const whole = new Uint8Array(offset + FEED_HEADER_BYTES + payload.length);
        whole.set(encodeFeedHeader(head), offset);
        whole.set(payload, offset + FEED_HEADER_BYTES);
        const frame = decodeFeedFrame(whole.subarray(offset));
        expect(frame).toEqual({ ok: true, value: { ...head, payload } });
      }),
    );
  });

  it('never throws on foreign bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => void decodeFeedFrame(new Uint8Array(bytes))),
    );
    expect(decodeFeedFrame(new Uint8Array(3))).toEqual({ ok: false, error: 'too_short' });
  });
});
