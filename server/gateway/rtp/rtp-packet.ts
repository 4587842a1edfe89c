/**
 * One RTP packet (RFC 3550, 5.1). A mutable record that is filled again for every packet, so that the media path
 * allocates nothing for headers; copy out what must outlive the next packet.
 */
export interface RtpPacket {
  marker: boolean;
  payloadType: number;
  sequenceNumber: number;
  timestamp: number;
  ssrc: number;
  /** Without header, extension and padding: from here to before `payloadEnd`, in what was read. */
  payloadStart: number;
  payloadEnd: number;
}

export function newRtpPacket(): RtpPacket {
  return {
    ...{ marker: false, payloadType: 0, sequenceNumber: 0, timestamp: 0, ssrc: 0 },
    ...{ payloadStart: 0, payloadEnd: 0 },
  };
}

const FIXED_HEADER_BYTES = 12;

/**
 * Reads what `bytes` has from `start` to before `end` into `packet`. Total.
 * @returns false, and leaves `packet` in no particular state, if it is no packet
 */
export function parseRtpPacket(bytes: Uint8Array, start: number, end: number, packet: RtpPacket): boolean {
  if (end - start < FIXED_HEADER_BYTES) return false;
  const first = bytes[start] ?? 0;
  const second = bytes[start + 1] ?? 0;
  if (first >> 6 !== 2) return false;
  let payloadStart = start + FIXED_HEADER_BYTES + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (payloadStart + 4 > end) return false;
    payloadStart += 4 + readUint16(bytes, payloadStart + 2) * 4;
  }
  let payloadEnd = end;
  if ((first & 0x20) !== 0) {
    const padding = bytes[end - 1] ?? 0;
    if (padding === 0) return false;
    payloadEnd -= padding;
  }
  if (payloadStart > payloadEnd) return false;
  packet.marker = (second & 0x80) !== 0;
  packet.payloadType = second & 0x7f;
  packet.sequenceNumber = readUint16(bytes, start + 2);
  packet.timestamp = readUint32(bytes, start + 4);
  packet.ssrc = readUint32(bytes, start + 8);
  packet.payloadStart = payloadStart;
  packet.payloadEnd = payloadEnd;
  return true;
}

export function readUint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function readUint32(bytes: Uint8Array, at: number): number {
  return (readUint16(bytes, at) * 0x1_0000 + readUint16(bytes, at + 2)) >>> 0;
}
