import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depacketise } from '#sim/testing';
import { packetise } from './packetiser.ts';

const header = { payloadType: 96, firstSequence: 65_530, timestamp: 0xfeed_beef, ssrc: 0x1234_5678 };

const nalUnit = fc
  .record({
    type: fc.constantFrom(1, 5, 6, 7, 8, 9, 12),
    refIdc: fc.nat({ max: 3 }),
    size: fc.oneof(fc.nat({ max: 60 }), fc.integer({ min: 1395, max: 1405 }), fc.nat({ max: 9_000 })),
  })
  .map(({ type, refIdc, size }) => {
    const bytes = Buffer.alloc(1 + size, size & 0xff);
    bytes[0] = (refIdc << 5) | type;
    return bytes;
  });
const accessUnit = fc.array(nalUnit, { minLength: 1, maxLength: 12 });

describe('packetiser', () => {
  it('loses nothing and changes nothing', () => {
    fc.assert(
      fc.property(accessUnit, (nalUnits) => {
        const { batch } = packetise(nalUnits, header);
        expect(depacketise(batch.packets())).toEqual(nalUnits);
      }),
    );
  });

  it('numbers packets, marks the last, and keeps each below an Ethernet frame', () => {
    fc.assert(
      fc.property(accessUnit, (nalUnits) => {
        const packets = packetise(nalUnits, header).batch.packets();
        packets.forEach((packet, index) => {
          expect(packet.readUInt8(0)).toBe(0x80);
          expect(packet.readUInt8(1)).toBe(index === packets.length - 1 ? 0x80 | 96 : 96);
          expect(packet.readUInt16BE(2)).toBe((header.firstSequence + index) % 65_536);
          expect(packet.readUInt32BE(4)).toBe(header.timestamp);
          expect(packet.readUInt32BE(8)).toBe(header.ssrc);
          expect(packet.length).toBeLessThanOrEqual(1412);
        });
      }),
    );
  });

  it('counts packets and payload octets for the sender report', () => {
    const { batch, packets, octets } = packetise([Buffer.alloc(5_000, 0x65), Buffer.of(0x41, 1)], header);
    expect(packets).toBe(batch.packets().length);
    expect(octets).toBe(batch.packets().reduce((sum, packet) => sum + packet.length - 12, 0));
  });

  it('puts parameter sets together into one STAP-A', () => {
    const nalUnits = [Buffer.of(0x67, 1, 2), Buffer.of(0x68, 3), Buffer.of(0x65, 4)];
    const packets = packetise(nalUnits, header).batch.packets();
    expect(packets[0]?.subarray(12)).toEqual(Buffer.of(0x78, 0, 3, 0x67, 1, 2, 0, 2, 0x68, 3));
    expect(packets).toHaveLength(2);
  });

  it('lays packets out for any interleaved channel', () => {
    const { batch } = packetise([Buffer.alloc(3_000, 0x65)], header);
    for (const channel of [0, 6]) {
      const stream = batch.interleaved(channel);
      let at = 0;
      for (const packet of batch.packets()) {
        expect(stream.subarray(at, at + 2)).toEqual(Buffer.of(0x24, channel));
        expect(stream.readUInt16BE(at + 2)).toBe(packet.length);
        at += 4 + packet.length;
      }
      expect(at).toBe(stream.length);
    }
  });
});
