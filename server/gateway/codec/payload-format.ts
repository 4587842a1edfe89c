/** How the RTP payloads of a codec hold NAL units. H.264 and H.265 differ in their headers alone. */
export interface PayloadFormat {
  /** Bytes of a payload's header, which are those of a NAL unit's. */
  readonly headerBytes: number;
  /** `unknown`: what no camera uses, and counts as damage. */
  kindOf(payload: Uint8Array): 'single' | 'aggregation' | 'fragment' | 'unknown';
  /** The header of the NAL unit of which `payload` is a fragment. */
  fragmentedHeader(payload: Uint8Array): Uint8Array;
}

/** RFC 6184, 5.2. Packetization mode 2 (STAP-B, MTAP, FU-B) is not used by cameras. */
export const h264PayloadFormat: PayloadFormat = {
  headerBytes: 1,
  kindOf(payload) {
    const type = (payload[0] ?? 0) & 0x1f;
    if (type === 28) return 'fragment';
    if (type === 24) return 'aggregation';
    return type >= 1 && type < 24 ? 'single' : 'unknown';
  },
  fragmentedHeader: (payload) => Uint8Array.of(((payload[0] ?? 0) & 0xe0) | ((payload[1] ?? 0) & 0x1f)),
};

/** RFC 7798, 4.4, without decoding order numbers, which cameras do not send; nor do they send PACI. */
export const h265PayloadFormat: PayloadFormat = {
  headerBytes: 2,
  kindOf(payload) {
    const type = ((payload[0] ?? 0) >> 1) & 0x3f;
    if (type === 49) return 'fragment';
    if (type === 48) return 'aggregation';
    return type < 48 && payload.length > 2 ? 'single' : 'unknown';
  },
  fragmentedHeader: (payload) =>
    Uint8Array.of(((payload[0] ?? 0) & 0x81) | (((payload[2] ?? 0) & 0x3f) << 1), payload[1] ?? 0),
};
