import type { EpochMs } from '#core/kit';
import { readUint16, readUint32 } from './rtp-packet.ts';

const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;
const SOURCE_DESCRIPTION = 202;
const CNAME = 1;
/** From 1900-01-01, where NTP starts, to 1970-01-01. */
const NTP_TO_UNIX_S = 2_208_988_800;

/** A sender report (RFC 3550, 6.4.1), as far as it is needed. */
export interface SenderReport {
  readonly ssrc: number;
  /** ms since 1970; null when the field is 0, which means that the sender does not know the time. */
  readonly ntpMs: EpochMs | null;
  /** The middle 32 bits of the NTP field, to be quoted in receiver reports. */
  readonly ntpMiddle: number;
  readonly timestamp: number;
}

/** Finds the sender report in a compound packet. Total. @returns null when there is none */
export function parseSenderReport(bytes: Uint8Array): SenderReport | null {
  for (let at = 0; at + 4 <= bytes.length; ) {
    const size = 4 + readUint16(bytes, at + 2) * 4;
    if ((bytes[at] ?? 0) >> 6 !== 2 || at + size > bytes.length) return null;
    if (bytes[at + 1] === SENDER_REPORT && size >= 28) return readSenderReport(bytes, at);
    at += size;
  }
  return null;
}

function readSenderReport(bytes: Uint8Array, at: number): SenderReport {
  const seconds = readUint32(bytes, at + 8);
  const fraction = readUint32(bytes, at + 12);
  return {
    ssrc: readUint32(bytes, at + 4),
    ntpMs: seconds === 0 ? null : (seconds - NTP_TO_UNIX_S) * 1_000 + (fraction * 1_000) / 2 ** 32,
    ntpMiddle: (((seconds & 0xffff) << 16) | (fraction >>> 16)) >>> 0,
    timestamp: readUint32(bytes, at + 16),
  };
}

/** One report block (RFC 3550, 6.4.1). */
export interface ReceptionReport {
  readonly reporterSsrc: number;
  readonly sourceSsrc: number;
  /** In 256ths. */
  readonly fractionLost: number;
  readonly cumulativeLost: number;
  readonly extendedHighest: number;
  /** Interarrival jitter in timestamp units. */
  readonly jitter: number;
  /** From the last sender report; 0 when there was none. */
  readonly lastReportNtpMiddle: number;
  /** In units of 1/65,536 s. */
  readonly delaySinceLastReport: number;
}

/** Writes a compound packet: receiver report, then the source description that must go with it (RFC 3550, 6.1). */
export function encodeReceiverReport(report: ReceptionReport): Uint8Array {
  const bytes = Buffer.alloc(32 + 16);
  bytes.writeUInt8(0x81, 0);
  bytes.writeUInt8(RECEIVER_REPORT, 1);
  bytes.writeUInt16BE(7, 2);
  bytes.writeUInt32BE(report.reporterSsrc, 4);
  bytes.writeUInt32BE(report.sourceSsrc, 8);
  bytes.writeUInt8(report.fractionLost, 12);
  bytes.writeIntBE(Math.max(-0x80_0000, Math.min(0x7f_ffff, report.cumulativeLost)), 13, 3);
  bytes.writeUInt32BE(report.extendedHighest >>> 0, 16);
  bytes.writeUInt32BE(Math.min(0xffff_ffff, Math.max(0, Math.round(report.jitter))), 20);
  bytes.writeUInt32BE(report.lastReportNtpMiddle, 24);
  bytes.writeUInt32BE(Math.min(0xffff_ffff, Math.max(0, Math.round(report.delaySinceLastReport))), 28);
  bytes.writeUInt8(0x81, 32);
  bytes.writeUInt8(SOURCE_DESCRIPTION, 33);
  bytes.writeUInt16BE(3, 34);
  bytes.writeUInt32BE(report.reporterSsrc, 36);
  bytes.writeUInt8(CNAME, 40);
  bytes.writeUInt8(4, 41);
  bytes.write('wall', 42, 'latin1'); // then two zeros: the end of the items, padded to 32 bits
  return bytes;
}
