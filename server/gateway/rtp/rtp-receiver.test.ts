import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { newRtpCounters } from './rtp-counters.ts';
import { RtpReceiver } from './rtp-receiver.ts';

interface Fields {
  readonly sequence: number;
  readonly timestamp?: number;
  readonly ssrc?: number;
  readonly payloadType?: number;
}

function packet({ sequence, timestamp = 0, ssrc = 7, payloadType = 96 }: Fields): Buffer {
  const bytes = Buffer.alloc(13, sequence & 0xff);
  bytes[0] = 0x80;
  bytes[1] = payloadType;
  bytes.writeUInt16BE(sequence, 2);
  bytes.writeUInt32BE(timestamp, 4);
  bytes.writeUInt32BE(ssrc, 8);
  return bytes;
}

function start() {
  const clock = new ManualClock();
  const counters = newRtpCounters();
  const seen: string[] = [];
  const receiver = new RtpReceiver({
    payloadType: 96,
    clockRate: 90_000,
    clock,
    reporterSsrc: 1,
    counters,
    sink: {
      payload: (payload, _marker, ticks) => seen.push(`${payload[0]}@${ticks}`),
      loss: () => seen.push('loss'),
    },
  });
  return { clock, counters, seen, receiver };
}

describe('RTP receiver', () => {
  it('hands payloads on in order and tells of holes', () => {
    const { receiver, seen, counters } = start();
    for (const sequence of [1, 2, 2, 5]) receiver.packet(packet({ sequence }));
    expect(seen).toEqual(['1@0', '2@0', 'loss', '5@0']);
    expect(counters).toMatchObject({ receivedPackets: 4, lostPackets: 2, duplicatePackets: 1 });
  });

  it('Q4 drops packets of another session, and of another payload type (Q23)', () => {
    const { receiver, seen, counters } = start();
    receiver.packet(packet({ sequence: 1 }));
    receiver.packet(packet({ sequence: 900, ssrc: 8 }));
    receiver.packet(packet({ sequence: 2, payloadType: 50 }));
    receiver.packet(packet({ sequence: 2 }));
    expect(seen).toEqual(['1@0', '2@0']);
    expect(counters.foreignPackets).toBe(2);
  });

  it('Q23 follows a camera to its new source once the old one is silent', () => {
    const { receiver, seen, clock } = start();
    receiver.packet(packet({ sequence: 1 }));
    clock.advance(2_000);
    receiver.packet(packet({ sequence: 60_000, ssrc: 8, timestamp: 3_000_000_000 }));
    expect(seen).toEqual(['1@0', 'loss', `${60_000 & 0xff}@180000`]);
  });

  it('uses a sender report that came before the first packet', () => {
    const { receiver, clock } = start();
    const report = Buffer.alloc(28);
    report.writeUInt32BE(0x80c8_0006, 0);
    report.writeUInt32BE(7, 4);
    report.writeUInt32BE(Math.floor(clock.now() / 1_000) + 2_208_988_800 - 2, 8);
    receiver.control(report);
    receiver.packet(packet({ sequence: 1 }));
    expect(receiver.capturedAtMs(90_000)).toBe(clock.now() - 1_000);
  });

  it('reports on what it received', () => {
    const { receiver, clock } = start();
    expect(receiver.receiverReport()).toBeNull();
    receiver.packet(packet({ sequence: 10 }));
    clock.advance(40);
    receiver.packet(packet({ sequence: 13, timestamp: 3_600 }));
    const report = Buffer.from(receiver.receiverReport() ?? []);
    expect(report.readUInt32BE(8)).toBe(7);
    expect(report[12]).toBe(128);
    expect(report.readUInt32BE(16)).toBe(13);
  });

  it('counts what is no RTP', () => {
    const { receiver, counters, seen } = start();
    receiver.packet(Buffer.from('garbage'));
    expect([counters.malformedPackets, seen]).toEqual([1, []]);
  });
});

describe('RTP receiver, given anything', () => {
  const fields = fc.record({
    sequence: fc.nat(65_535),
    timestamp: fc.nat(2 ** 32 - 1),
    ssrc: fc.constantFrom(7, 8),
    payloadType: fc.constantFrom(96, 97),
  });
  const came = fc.oneof(
    fc.record({ kind: fc.constant('rtp' as const), bytes: fc.uint8Array({ maxLength: 60 }) }),
    fc.record({ kind: fc.constant('rtp' as const), bytes: fields.map(packet) }),
    fc.record({ kind: fc.constant('rtcp' as const), bytes: fc.uint8Array({ maxLength: 60 }) }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_000) }),
  );

  it.each([false, true])(
    'never throws, makes nothing up, and lets go of what it held; over UDP: %s',
    (udp) => {
      fc.assert(
        fc.property(fc.array(came, { maxLength: 80 }), (all) => {
          const { receiver, seen, clock, counters } = start();
          if (udp) receiver.expectReordering();
          for (const one of all) {
            if (one.kind === 'wait') clock.advance(one.ms);
            else if (one.kind === 'rtp') receiver.packet(one.bytes);
            else receiver.control(one.bytes);
          }
          const payloads = seen.filter((what) => what !== 'loss');
          expect(payloads.length).toBeLessThanOrEqual(counters.receivedPackets);
          expect(seen.length).toBeLessThanOrEqual(3 * all.length);
          expect(receiver.receiverReport()?.length ?? 48).toBe(48);
          receiver.close();
          expect(clock.pending).toBe(0);
        }),
      );
    },
  );

  it('does not take for jitter that packets waited to be read', () => {
    const jitterOf = (readMs: (sentMs: number) => number): number => {
      const { receiver } = start();
      for (let i = 0; i < 200; i++)
        receiver.packet(packet({ sequence: i, timestamp: i * 3_600 }), 0, 13, readMs(i * 40));
      const report = receiver.receiverReport() ?? Buffer.alloc(32);
      return Buffer.from(report).readUInt32BE(20);
    };
    expect(jitterOf((ms) => ms)).toBe(0);
    expect(jitterOf((ms) => Math.floor(ms / 200) * 200)).toBe(0);
    expect(jitterOf((ms) => ms + (ms % 80 === 0 ? 10 : 0))).toBeGreaterThan(800);
  });
});
