import { addEmulationPrevention, removeEmulationPrevention } from './emulation-prevention.ts';

/**
 * When a picture was captured, carried inside the picture itself, so that the delay from camera to screen can be
 * measured end to end. A supplemental enhancement information NAL unit, ITU-T H.264 7.3.2.3 and D.1.7
 * (user_data_unregistered): our UUID, then µs since 1970-01-01T00:00:00Z as a big-endian u64. Decoders ignore it.
 */
const CAPTURE_TIME_UUID = [
  0x21, 0xd5, 0x36, 0x24, 0x87, 0x6d, 0x47, 0x11, 0x93, 0xf4, 0x49, 0x5a, 0xff, 0x15, 0xda, 0xca,
] as const;

const NAL_TYPE_SEI = 6;
const USER_DATA_UNREGISTERED = 5;
const PAYLOAD_BYTES = CAPTURE_TIME_UUID.length + 8;
const RBSP_TRAILING_BITS = 0x80;

/**
 * Makes the NAL unit, header included, without a start code.
 * @param capturedAtUs whole µs since 1970, a safe integer
 * @throws RangeError if it is not
 */
export function encodeCaptureSei(capturedAtUs: number): Uint8Array {
  if (!Number.isSafeInteger(capturedAtUs) || capturedAtUs < 0) {
    throw new RangeError(`not a capture time: ${capturedAtUs}`);
  }
  const rbsp = new Uint8Array(2 + PAYLOAD_BYTES + 1);
  rbsp[0] = USER_DATA_UNREGISTERED;
  rbsp[1] = PAYLOAD_BYTES;
  rbsp.set(CAPTURE_TIME_UUID, 2);
  new DataView(rbsp.buffer).setBigUint64(2 + CAPTURE_TIME_UUID.length, BigInt(capturedAtUs));
  rbsp[rbsp.length - 1] = RBSP_TRAILING_BITS;
  const payload = addEmulationPrevention(rbsp);
  const nalUnit = new Uint8Array(1 + payload.length);
  nalUnit[0] = NAL_TYPE_SEI;
  nalUnit.set(payload, 1);
  return nalUnit;
}

/**
 * Looks for the capture time among the NAL units of one access unit.
 * @returns µs since 1970, or `null` when there is none or what is there cannot be read
 */
export function findCaptureTime(nalUnits: Iterable<Uint8Array>): number | null {
  for (const nalUnit of nalUnits) {
    if (((nalUnit[0] ?? 0) & 0x1f) !== NAL_TYPE_SEI) continue;
    const capturedAtUs = readSeiMessages(removeEmulationPrevention(nalUnit.subarray(1)));
    if (capturedAtUs !== null) return capturedAtUs;
  }
  return null;
}

/** Walks the messages of one SEI RBSP; an encoder may put several into one NAL unit. */
function readSeiMessages(rbsp: Uint8Array): number | null {
  let at = 0;
  while (at + 2 <= rbsp.length) {
    const type = readVariableLength(rbsp, at);
    const size = readVariableLength(rbsp, type.next);
    const payload = rbsp.subarray(size.next, size.next + size.value);
    if (type.value === USER_DATA_UNREGISTERED && isCaptureTime(payload)) return readTime(payload);
    at = size.next + size.value;
  }
  return null;
}

/** payloadType and payloadSize: each 0xFF byte adds 255 and goes on (7.3.2.3.1). */
function readVariableLength(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  let at = start;
  while (bytes[at] === 0xff) {
    value += 255;
    at++;
  }
  return { value: value + (bytes[at] ?? 0), next: at + 1 };
}

function isCaptureTime(payload: Uint8Array): boolean {
  return (
    payload.length === PAYLOAD_BYTES && CAPTURE_TIME_UUID.every((byte, index) => payload[index] === byte)
  );
}

function readTime(payload: Uint8Array): number | null {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const capturedAtUs = Number(view.getBigUint64(CAPTURE_TIME_UUID.length));
  return Number.isSafeInteger(capturedAtUs) ? capturedAtUs : null;
}
