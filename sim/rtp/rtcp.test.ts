import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReceptionReports } from './rtcp.ts';
import { RtpSource } from './rtp-source.ts';

describe('sender report', () => {
  it('gives the same instant on the wall clock and on the RTP clock', () => {
    const source = new RtpSource({ cname: 'cam@sim', random: () => 0.5 });
    source.send([Buffer.alloc(3_000, 0x65)], 1_700_000_000_000_000);
    const report = source.senderReport(1_700_000_000_250);
    expect(report.readUInt8(0)).toBe(0x80);
    expect(report.readUInt8(1)).toBe(200);
    expect(report.readUInt16BE(2)).toBe(6);
    expect(report.readUInt32BE(4)).toBe(source.ssrc);
    expect(report.readUInt32BE(8) - 2_208_988_800).toBe(1_700_000_000);
    expect(report.readUInt32BE(12)).toBe(2 ** 30);
    expect(report.readUInt32BE(16)).toBe(source.timestampAt(1_700_000_000_250_000));
    expect(report.readUInt32BE(20)).toBe(3);
    expect(report.readUInt32BE(24)).toBe(3 * 2 + 2_999);
  });

  it('carries the CNAME and ends on a 32-bit boundary', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 }), (cname) => {
        const report = new RtpSource({ cname, random: () => 0.1 }).senderReport(0);
        expect(report.length % 4).toBe(0);
        const description = report.subarray(28);
        expect(description.readUInt8(1)).toBe(202);
        expect((description.readUInt16BE(2) + 1) * 4).toBe(description.length);
        expect(description.subarray(10, 10 + description.readUInt8(9)).toString()).toBe(cname);
        expect(description.at(-1)).toBe(0);
      }),
    );
  });
});

describe('RTP clock', () => {
  it('runs at 90 kHz and wraps at 32 bits', () => {
    const source = new RtpSource({ cname: 'x', random: () => 0.999 });
    const epochUs = 1_763_000_000_000_000;
    for (const [laterUs, ticks] of [
      [40_000, 3_600],
      [1_000_000, 90_000],
      [50_000_000_000, 4_500_000_000 % 2 ** 32],
    ] as const) {
      const elapsed = source.timestampAt(epochUs + laterUs) - source.timestampAt(epochUs);
      expect(((elapsed % 2 ** 32) + 2 ** 32) % 2 ** 32).toBe(ticks);
    }
  });
});

describe('reception reports', () => {
  const receiverReport = Buffer.alloc(32);
  receiverReport.writeUInt32BE(0x81c9_0007, 0);
  receiverReport.writeUInt32BE(0xabcd, 8);
  receiverReport.writeUInt8(64, 12);
  receiverReport.writeIntBE(-2, 13, 3);

  it('are read out of a compound packet', () => {
    const bye = Buffer.from('81cb000100000001', 'hex');
    expect(readReceptionReports(Buffer.concat([receiverReport, bye]))).toEqual([
      { ssrc: 0xabcd, fractionLost: 0.25, packetsLost: -2 },
    ]);
  });

  it('are not read out of anything else', () => {
    expect(readReceptionReports(Buffer.from('80600001000000000000000065', 'hex'))).toBeNull();
    expect(readReceptionReports(receiverReport.subarray(0, 30))).toBeNull();
    expect(readReceptionReports(Buffer.alloc(0))).toBeNull();
  });

  it('survive any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(() => readReceptionReports(Buffer.from(bytes))).not.toThrow();
      }),
    );
  });
});
