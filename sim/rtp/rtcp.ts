/** RTCP, RFC 3550 section 6: what a sender of video needs of it. */
const VERSION = 2;
const PACKET_TYPE = { senderReport: 200, receiverReport: 201, sourceDescription: 202, last: 207 } as const;
const CNAME = 1;
const REPORT_BLOCK_BYTES = 24;
/** Seconds from the NTP era (1900) to 1970. */
const NTP_OFFSET_S = 2_208_988_800;

export interface SenderReport {
  readonly ssrc: number;
  /** Wall clock, ms since 1970. */
  readonly nowMs: number;
  /** The same instant on the RTP clock. */
  readonly rtpTimestamp: number;
  readonly packets: number;
  readonly octets: number;
  readonly cname: string;
}

/** Makes the compound packet of a sender report and the CNAME that every compound packet must have (6.1). */
export function encodeSenderReport(report: SenderReport): Buffer {
  const packet = Buffer.alloc(28);
  packet[0] = VERSION << 6;
  packet[1] = PACKET_TYPE.senderReport;
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
  packet.writeUInt32BE(report.ssrc, 4);
  const seconds = Math.floor(report.nowMs / 1000);
  const fraction = Math.floor(((report.nowMs - seconds * 1000) / 1000) * 2 ** 32);
  packet.writeUInt32BE((seconds + NTP_OFFSET_S) % 2 ** 32, 8);
  packet.writeUInt32BE(fraction, 12);
  packet.writeUInt32BE(report.rtpTimestamp, 16);
  packet.writeUInt32BE(report.packets % 2 ** 32, 20);
  packet.writeUInt32BE(report.octets % 2 ** 32, 24);
  return Buffer.concat([packet, sourceDescription(report.ssrc, report.cname)]);
}

function sourceDescription(ssrc: number, cname: string): Buffer {
  const name = Buffer.from(cname, 'utf8');
  const itemBytes = 4 + 2 + name.length + 1; // SSRC, type and length, text, the null item that ends the list
  const packet = Buffer.alloc(4 + Math.ceil(itemBytes / 4) * 4);
  packet[0] = (VERSION << 6) | 1;
  packet[1] = PACKET_TYPE.sourceDescription;
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
  packet.writeUInt32BE(ssrc, 4);
  packet[8] = CNAME;
  packet[9] = name.length;
  packet.set(name, 10);
  return packet;
}

/** What one receiver says about our stream (6.4.1). */
export interface ReceptionReport {
  readonly ssrc: number;
  /** Since the report before, 0 to 1. */
  readonly fractionLost: number;
  readonly packetsLost: number;
}

/**
 * Reads the report blocks of a compound packet.
 * @returns none if it has none, `null` if it is no RTCP packet
 */
export function readReceptionReports(compound: Buffer): ReceptionReport[] | null {
  const reports: ReceptionReport[] = [];
  let at = 0;
  while (at + 8 <= compound.length) {
    const type = compound.readUInt8(at + 1);
    const end = at + 4 + compound.readUInt16BE(at + 2) * 4;
    const isRtcp = compound.readUInt8(at) >> 6 === VERSION && type >= PACKET_TYPE.senderReport;
    if (!isRtcp || type > PACKET_TYPE.last || end > compound.length) return null;
    if (type === PACKET_TYPE.receiverReport) {
      const count = compound.readUInt8(at) & 0x1f;
      for (let block = at + 8, i = 0; i < count && block + REPORT_BLOCK_BYTES <= end; i++) {
        reports.push(readBlock(compound, block));
        block += REPORT_BLOCK_BYTES;
      }
    }
    at = end;
  }
  return at === compound.length && at > 0 ? reports : null;
}

function readBlock(compound: Buffer, at: number): ReceptionReport {
  return {
    ssrc: compound.readUInt32BE(at),
    fractionLost: compound.readUInt8(at + 4) / 256,
    packetsLost: compound.readIntBE(at + 5, 3),
  };
}
