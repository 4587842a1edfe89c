/** A list of the largest size in base64, and what stands around it. */
export const LIST_BODY_BYTES_MAX = 24_000_000;

/** The bytes of a list that came in JSON. What is not base64 becomes bytes that no list begins with. */
export function listFileOf(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}
