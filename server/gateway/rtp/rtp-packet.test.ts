import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRtpPacket, parseRtpPacket } from './rtp-packet.ts';

const header = (first: number, second = 0x60): number[] => [
  first,
  second,
  0x12,
  0x34,
  1,
  2,
  3,
  4,
  0xff,
  0,
  0,
  9,
];

function parse(...bytes: number[]) {
  const packet = newRtpPacket();
  // Other bytes around it must not matter.
  const around = Uint8Array.of(0xff, ...bytes, 0xff);
  if (!parseRtpPacket(around, 1, around.length - 1, packet)) return null;
  const { payloadStart, payloadEnd, ...header } = packet;
  return { ...header, payload: [...around.subarray(payloadStart, payloadEnd)] };
}

describe('RTP packets', () => {
  it('reads the fixed header', () => {
    expect(parse(...header(0x80, 0xe0), 7, 8)).toEqual({
      marker: true,
      payloadType: 96,
      sequenceNumber: 0x1234,
      timestamp: 0x01020304,
      ssrc: 0xff000009,
      payload: [7, 8],
    });
  });

  it.each([
    ['contributing sources', [...header(0x82), 0, 0, 0, 1, 0, 0, 0, 2, 7], [7]],
    ['Q23 a header extension', [...header(0x90), 0xbe, 0xde, 0, 1, 1, 1, 1, 1, 7], [7]],
    ['Q23 an empty extension', [...header(0x90), 0xbe, 0xde, 0, 0, 7], [7]],
    ['Q23 padding', [...header(0xa0), 7, 0, 0, 3], [7]],
    ['nothing but padding', [...header(0xa0), 0, 2], []],
    ['no payload', header(0x80), []],
  ])('leaves out %s', (_title, bytes, payload) => {
    expect(parse(...bytes)?.payload).toEqual(payload);
  });

  it.each([
    ['too short', header(0x80).slice(0, 11)],
    ['another version', [...header(0x40), 7]],
    ['contributing sources beyond the end', [...header(0x8f), 7]],
    ['an extension beyond the end', [...header(0x90), 0, 0, 0, 9, 7]],
    ['half an extension header', [...header(0x90), 0, 0]],
    ['padding beyond the start', [...header(0xa0), 7, 200]],
    ['padding of 0', [...header(0xa0), 7, 0]],
  ])('refuses %s', (_title, bytes) => {
    expect(parse(...bytes)).toBeNull();
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const packet = newRtpPacket();
        if (!parseRtpPacket(bytes, 0, bytes.length, packet)) return;
        expect(packet.payloadStart).toBeGreaterThanOrEqual(12);
        expect(packet.payloadEnd).toBeGreaterThanOrEqual(packet.payloadStart);
        expect(packet.payloadEnd).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
