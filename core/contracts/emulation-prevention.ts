/**
 * Makes a NAL unit's payload safe to carry in a byte stream: a 3 is put before any byte of 3 or less that follows
 * two zeros, so that the payload never imitates a start code (ITU-T H.264 7.4.1, H.265 7.4.2).
 * @param rbsp the payload after the NAL unit header, up to and with its trailing bits, so that it ends in no zero
 * @returns `rbsp` itself when nothing had to be inserted
 */
export function addEmulationPrevention(rbsp: Uint8Array): Uint8Array {
  const escaped: number[] = [];
  let zeros = 0;
  for (const byte of rbsp) {
    if (zeros >= 2 && byte <= 3) {
      escaped.push(3);
      zeros = 0;
    }
    escaped.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return escaped.length === rbsp.length ? rbsp : Uint8Array.from(escaped);
}

/**
 * Takes the inserted bytes out again: any 3 that follows two zeros.
 * @param ebsp the payload after the NAL unit header, as received
 * @returns `ebsp` itself when nothing had been inserted
 */
export function removeEmulationPrevention(ebsp: Uint8Array): Uint8Array {
  const plain = new Uint8Array(ebsp.length);
  let length = 0;
  let zeros = 0;
  for (const byte of ebsp) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    plain[length++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return length === ebsp.length ? ebsp : plain.subarray(0, length);
}
