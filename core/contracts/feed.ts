import { z } from 'zod';
import { offlineReasons, streamProfiles, streamStates } from '#core/camera';
import { fail, ok, type Result } from '#core/kit';
import { cameraIdSchema } from './ids.ts';

/**
 * The wall feed, version 1: one WebSocket per gateway carries many streams.
 *
 * Client to server: JSON text, see `feedRequestSchema`. Server to client: binary frames, all numbers big-endian:
 *
 *   0  u8   version (1)
 *   1  u8   type: 1 init, 2 part, 3 gap, 4 end
 *   2  u8   flags: bit 0 starts with a key frame, bit 1 discontinuity before this
 *   3  u8   reserved, 0
 *   4  u32  stream id, chosen by the client at subscribe
 *   8  u32  sequence, +1 per frame of the stream; a hole means the server skipped (slow client)
 *  12  u64  capture time of the first picture, µs since 1970 (0 for init, gap, end)
 *  20  u32  duration, µs (parts)
 *  24       payload: fMP4 bytes (init, part) or JSON (gap: `feedGapSchema`, end: `feedEndSchema`)
 */
export const FEED_VERSION = 1;
export const FEED_HEADER_BYTES = 24;

const frameTypes = ['init', 'part', 'gap', 'end'] as const;
export type FeedFrameType = (typeof frameTypes)[number];

export interface FeedFrame {
  readonly type: FeedFrameType;
  readonly keyFrame: boolean;
  readonly discontinuity: boolean;
  readonly streamId: number;
  readonly sequence: number;
  readonly capturedAtUs: number;
  readonly durationUs: number;
  readonly payload: Uint8Array;
}

export type FeedFrameError = 'too_short' | 'unknown_version' | 'unknown_type';

/** Writes the header only, so that one payload is shared by all viewers without a copy. */
export function encodeFeedHeader(frame: Omit<FeedFrame, 'payload'>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FEED_HEADER_BYTES);
  bytes[0] = FEED_VERSION;
  bytes[1] = frameTypes.indexOf(frame.type) + 1;
  bytes[2] = (frame.keyFrame ? 1 : 0) | (frame.discontinuity ? 2 : 0);
  const capturedAtUs = Math.round(frame.capturedAtUs);
  writeUint32(bytes, 4, frame.streamId);
  writeUint32(bytes, 8, frame.sequence);
  writeUint32(bytes, 12, Math.floor(capturedAtUs / 0x1_0000_0000));
  writeUint32(bytes, 16, capturedAtUs % 0x1_0000_0000);
  writeUint32(bytes, 20, frame.durationUs);
  return bytes;
}

/** Byte by byte: this is done for every viewer of every part, and a DataView costs more than all it would write. */
function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

/** Reads a frame; its payload is a view into `bytes`. */
export function decodeFeedFrame(bytes: Uint8Array<ArrayBuffer>): Result<FeedFrame, FeedFrameError> {
  if (bytes.byteLength < FEED_HEADER_BYTES) return fail('too_short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint8(0) !== FEED_VERSION) return fail('unknown_version');
  const type = frameTypes[view.getUint8(1) - 1];
  if (type === undefined) return fail('unknown_type');
  const flags = view.getUint8(2);
  return ok({
    type,
    keyFrame: (flags & 1) !== 0,
    discontinuity: (flags & 2) !== 0,
    streamId: view.getUint32(4),
    sequence: view.getUint32(8),
    capturedAtUs: Number(view.getBigUint64(12)),
    durationUs: view.getUint32(20),
    payload: bytes.subarray(FEED_HEADER_BYTES),
  });
}

const streamIdSchema = z.number().int().min(0).max(0xffff_ffff);

export const feedRequestSchema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('subscribe'),
    stream: streamIdSchema,
    cameraId: cameraIdSchema,
    profile: z.enum(streamProfiles),
    ticket: z.string().max(1024),
  }),
  z.object({ op: z.literal('renew'), stream: streamIdSchema, ticket: z.string().max(1024) }),
  z.object({ op: z.literal('unsubscribe'), stream: streamIdSchema }),
]);
export type FeedRequest = z.infer<typeof feedRequestSchema>;

/** Why no pictures flow just now. The subscription lives on; parts follow when the source is back. */
export const feedGapSchema = z.object({
  state: z.enum(streamStates),
  reason: z.enum(offlineReasons).nullable(),
  attempt: z.number().int(),
  retryInMs: z.number().nullable(),
});
export type FeedGap = z.infer<typeof feedGapSchema>;

/**
 * The subscription is over. `unauthorized`: get a new ticket; `revoked`: the session is over or its rights are others,
 * so ask for a new ticket, but a moment later; `not_found`: no such stream for you.
 */
export const feedEndSchema = z.object({
  code: z.enum(['unauthorized', 'revoked', 'not_found', 'overloaded', 'shutting_down']),
});
export type FeedEnd = z.infer<typeof feedEndSchema>;
