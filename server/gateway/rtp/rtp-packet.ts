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
  /** Without header, extension and padding: a slice of the input. */
  payload: Uint8Array;
}

export function newRtpPacket(): RtpPacket {
  return {
    marker: false,
    payloadType: 0,
    sequenceNumber: 0,
    timestamp: 0,
    ssrc: 0,
    payload: new Uint8Array(0),
  };
}

const FIXED_HEADER_BYTES = 12;

/** Reads a packet into `packet`. Total. @returns false, and leaves `packet` in no particular state, if it is none */
export function parseRtpPacket(bytes: Uint8Array, packet: RtpPacket): boolean {
  const first = bytes[0] ?? 0;
  const second = bytes[1] ?? 0;
  if (bytes.length < FIXED_HEADER_BYTES || first >> 6 !== 2) return false;
  let start = FIXED_HEADER_BYTES + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (start + 4 > bytes.length) return false;
    start += 4 + readUint16(bytes, start + 2) * 4;
  }
  let end = bytes.length;
  if ((first & 0x20) !== 0) {
    const padding = bytes[end - 1] ?? 0;
    if (padding === 0) return false;
    end -= padding;
  }
  if (start > end) return false;
  packet.marker = (second & 0x80) !== 0;
  packet.payloadType = second & 0x7f;
  packet.sequenceNumber = readUint16(bytes, 2);
  packet.timestamp = readUint32(bytes, 4);
  packet.ssrc = readUint32(bytes, 8);
  packet.payload = bytes.subarray(start, end);
  return true;
}

export function readUint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function readUint32(bytes: Uint8Array, at: number): number {
  return (readUint16(bytes, at) * 0x1_0000 + readUint16(bytes, at + 2)) >>> 0;
}
