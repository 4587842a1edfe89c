import { type PacketBatch, PacketBatchWriter } from './packet-batch.ts';

/** Payload of one RTP packet: with the headers of RTP, UDP and IP it stays below an Ethernet frame. */
const MAX_PAYLOAD_BYTES = 1400;
const RTP_HEADER_BYTES = 12;
const FU_HEADERS_BYTES = 2;
const NAL_TYPE = { sps: 7, pps: 8, stapA: 24, fuA: 28 } as const;

/** What the RTP header of every packet of one access unit says (RFC 3550 5.1). */
export interface AccessUnitHeader {
  readonly payloadType: number;
  readonly firstSequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
}

export interface PacketisedAccessUnit {
  readonly batch: PacketBatch;
  readonly packets: number;
  /** Bytes of payload, RTP headers not counted: what sender reports count. */
  readonly octets: number;
}

/** A piece of a NAL unit, or several whole ones, that becomes one packet's payload. */
interface Payload {
  readonly prefix: readonly number[];
  readonly body: Uint8Array;
}

/**
 * Cuts one access unit into RTP packets, RFC 6184 packetization-mode 1: parameter sets that stand together in one
 * STAP-A (5.7.1), small NAL units alone (5.6), large ones in FU-A (5.8). The last packet has the marker bit.
 * @param nalUnits of one access unit, without start codes, none empty
 */
export function packetise(nalUnits: readonly Uint8Array[], header: AccessUnitHeader): PacketisedAccessUnit {
  return layOut(aggregateParameterSets(nalUnits).flatMap(fragment), header);
}

/** Makes one packet, with the marker bit, of a payload that is ready. */
export function packetisePayload(payload: Uint8Array, header: AccessUnitHeader): PacketisedAccessUnit {
  return layOut([{ prefix: [], body: payload }], header);
}

function layOut(payloads: readonly Payload[], header: AccessUnitHeader): PacketisedAccessUnit {
  let capacityBytes = 0;
  let octets = 0;
  for (const { prefix, body } of payloads) {
    octets += prefix.length + body.length;
    capacityBytes += PacketBatchWriter.spaceFor(RTP_HEADER_BYTES + prefix.length + body.length);
  }
  const writer = new PacketBatchWriter(capacityBytes);
  payloads.forEach(({ prefix, body }, index) => {
    const packet = writer.packet(RTP_HEADER_BYTES + prefix.length + body.length);
    const marker = index === payloads.length - 1 ? 0x80 : 0;
    packet[0] = 0x80; // version 2, no padding, no extension, no CSRC
    packet[1] = marker | header.payloadType;
    packet.writeUInt16BE((header.firstSequence + index) & 0xffff, 2);
    packet.writeUInt32BE(header.timestamp, 4);
    packet.writeUInt32BE(header.ssrc, 8);
    packet.set(prefix, RTP_HEADER_BYTES);
    packet.set(body, RTP_HEADER_BYTES + prefix.length);
  });
  return { batch: writer.finish(), packets: payloads.length, octets };
}

function isParameterSet(nalUnit: Uint8Array): boolean {
  const type = (nalUnit[0] ?? 0) & 0x1f;
  return type === NAL_TYPE.sps || type === NAL_TYPE.pps;
}

/** Puts runs of parameter sets into one STAP-A, which is itself a NAL unit; leaves all else as it is. */
function aggregateParameterSets(nalUnits: readonly Uint8Array[]): Uint8Array[] {
  const result: Uint8Array[] = [];
  let run: Uint8Array[] = [];
  const closeRun = () => {
    const stapA = stapAOf(run);
    if (run.length > 1 && stapA.length <= MAX_PAYLOAD_BYTES) result.push(stapA);
    else result.push(...run);
    run = [];
  };
  for (const nalUnit of nalUnits) {
    if (isParameterSet(nalUnit)) {
      run.push(nalUnit);
      continue;
    }
    closeRun();
    result.push(nalUnit);
  }
  closeRun();
  return result;
}

function stapAOf(nalUnits: readonly Uint8Array[]): Uint8Array {
  const stapA = Buffer.allocUnsafe(1 + nalUnits.reduce((sum, nalUnit) => sum + 2 + nalUnit.length, 0));
  const refIdc = Math.max(0, ...nalUnits.map((nalUnit) => (nalUnit[0] ?? 0) & 0x60));
  stapA[0] = refIdc | NAL_TYPE.stapA;
  let at = 1;
  for (const nalUnit of nalUnits) {
    stapA.writeUInt16BE(nalUnit.length, at);
    stapA.set(nalUnit, at + 2);
    at += 2 + nalUnit.length;
  }
  return stapA;
}

function fragment(nalUnit: Uint8Array): Payload[] {
  if (nalUnit.length <= MAX_PAYLOAD_BYTES) return [{ prefix: [], body: nalUnit }];
  const nalHeader = nalUnit[0] ?? 0;
  const indicator = (nalHeader & 0xe0) | NAL_TYPE.fuA;
  const step = MAX_PAYLOAD_BYTES - FU_HEADERS_BYTES;
  const payloads: Payload[] = [];
  for (let start = 1; start < nalUnit.length; start += step) {
    const end = Math.min(start + step, nalUnit.length);
    const startBit = start === 1 ? 0x80 : 0;
    const endBit = end === nalUnit.length ? 0x40 : 0;
    payloads.push({
      prefix: [indicator, startBit | endBit | (nalHeader & 0x1f)],
      body: nalUnit.subarray(start, end),
    });
  }
  return payloads;
}
