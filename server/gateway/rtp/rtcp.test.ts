import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeReceiverReport, parseSenderReport } from './rtcp.ts';

/** 2023-11-14T22:13:20.5Z in NTP. */
const NTP_SECONDS = 1_700_000_000 + 2_208_988_800;

function senderReport(seconds = NTP_SECONDS): Buffer {
  const bytes = Buffer.alloc(28);
  bytes.writeUInt32BE(0x80c8_0006, 0);
  bytes.writeUInt32BE(0xcafe, 4);
  bytes.writeUInt32BE(seconds, 8);
  bytes.writeUInt32BE(0x8000_0000, 12);
  bytes.writeUInt32BE(90_000, 16);
  return bytes;
}

describe('RTCP', () => {
  it('reads a sender report, alone and behind others', () => {
    const report = { ssrc: 0xcafe, ntpMs: 1_700_000_000_500, timestamp: 90_000 };
    expect(parseSenderReport(senderReport())).toMatchObject(report);
    expect(parseSenderReport(senderReport())?.ntpMiddle).toBe(
      (((NTP_SECONDS & 0xffff) << 16) | 0x8000) >>> 0,
    );
    const bye = Buffer.from([0x81, 203, 0, 1, 0, 0, 0, 1]);
    expect(parseSenderReport(Buffer.concat([bye, senderReport()]))).toMatchObject(report);
  });

  it('Q26 knows an NTP of 0 for no time at all', () => {
    expect(parseSenderReport(senderReport(0))?.ntpMs).toBeNull();
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        parseSenderReport(bytes);
      }),
    );
    expect(parseSenderReport(senderReport().subarray(0, 27))).toBeNull();
  });

  it('writes a receiver report and the name that must go with it', () => {
    const bytes = Buffer.from(
      encodeReceiverReport({
        reporterSsrc: 1,
        sourceSsrc: 0xcafe,
        fractionLost: 3,
        cumulativeLost: -2,
        extendedHighest: 0x1_0005,
        jitter: 12.4,
        lastReportNtpMiddle: 0xffff_fffe,
        delaySinceLastReport: 65_536,
      }),
    );
    expect(bytes.toString('hex')).toBe(
      '81c90007000000010000cafe03fffffe000100050000000cfffffffe00010000' + '81ca000300000001010477616c6c0000',
    );
  });
});
