import { describe, expect, it } from 'vitest';
import { RtpSource } from '#sim/rtp';
import { impair } from './impair.ts';
import { seededRandom } from './seeded-random.ts';

const batch = new RtpSource({ cname: 'x', random: () => 0 }).send([Buffer.alloc(700_000, 0x65)], 0);
const sequenceOf = (packet: Buffer): number => packet.readUInt16BE(2);

describe('loss', () => {
  it('takes about its share of the packets and leaves the others as they are', () => {
    const kept = impair(batch, { fault: 'drop', percent: 20 }, seededRandom(1)).packets();
    expect(kept.length / batch.packets().length).toBeCloseTo(0.8, 1);
    const bySequence = new Map(batch.packets().map((packet) => [sequenceOf(packet), packet]));
    for (const packet of kept) expect(packet).toEqual(bySequence.get(sequenceOf(packet)));
  });

  it('takes the same packets for the same seed', () => {
    const kept = (seed: number) =>
      impair(batch, { fault: 'drop', percent: 20 }, seededRandom(seed)).packets().map(sequenceOf);
    expect(kept(1)).toEqual(kept(1));
    expect(kept(1)).not.toEqual(kept(2));
  });

  it('can take everything or nothing', () => {
    expect(impair(batch, { fault: 'drop', percent: 100 }, seededRandom(1)).byteLength).toBe(0);
    expect(impair(batch, { fault: 'drop', percent: 0 }, seededRandom(1)).packets()).toEqual(batch.packets());
  });
});

describe('garbage', () => {
  it('puts bytes between packets and spoils payloads, never RTP headers', () => {
    const spoilt = impair(batch, { fault: 'garbage', percent: 50 }, seededRandom(1));
    const packets = spoilt.packets();
    expect(spoilt.byteLength).toBeGreaterThan(batch.byteLength);
    expect(packets.map((packet) => packet.subarray(0, 12))).toEqual(
      batch.packets().map((packet) => packet.subarray(0, 12)),
    );
    const changed = packets.filter((packet, index) => !packet.equals(batch.packets()[index] ?? packet));
    expect(changed.length / packets.length).toBeCloseTo(0.5, 1);
  });
});

describe('other faults', () => {
  it('leave packets alone', () => {
    for (const fault of [null, { fault: 'black' }, { fault: 'stall' }] as const) {
      expect(impair(batch, fault, seededRandom(1))).toBe(batch);
    }
  });
});
