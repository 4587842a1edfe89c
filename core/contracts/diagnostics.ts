import { z } from 'zod';
import { offlineReasons, streamProfiles, streamStates } from '#core/camera';
import { cameraIdSchema } from './ids.ts';

export const DIAGNOSTICS_CHANGES_MAX = 32;
export const DIAGNOSTICS_ERRORS_MAX = 8;
export const DIAGNOSTICS_DETAIL_LENGTH_MAX = 200;

const streamChangeSchema = z.object({
  atMs: z.number(),
  state: z.enum(streamStates),
  reason: z.enum(offlineReasons).nullable(),
});
export type StreamChange = z.infer<typeof streamChangeSchema>;

/** Where a stream failed. Holds no address and no credentials. */
const streamErrorSchema = z.object({
  atMs: z.number(),
  /** What went wrong, such as `timeout`. */
  kind: z.string().max(32),
  /** The RTSP request that failed; null for a fault of the connection itself. */
  method: z.string().max(32).nullable(),
  status: z.number().int().nullable(),
  /** In part as the camera says it. */
  detail: z.string().max(DIAGNOSTICS_DETAIL_LENGTH_MAX),
});
export type StreamError = z.infer<typeof streamErrorSchema>;

/** Measured from the last key frame to the one before it. */
const streamRateSchema = z.object({
  framesPerSecond: z.number(),
  bitsPerSecond: z.number(),
  gopMs: z.number(),
  gopFrames: z.number().int(),
});
export type StreamRate = z.infer<typeof streamRateSchema>;

/** `dropped`: the camera has sound that is not relayed; `reason` says why, `encoding` what it is called. */
const streamAudioSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('relayed'),
    codec: z.string().max(32),
    sampleRateHz: z.number().int(),
    channels: z.number().int(),
  }),
  z.object({
    state: z.literal('dropped'),
    encoding: z.string().max(32),
    reason: z.enum(['codec', 'parameters', 'interleaving', 'refused']),
  }),
]);

const streamDiagnosticsSchema = z.object({
  profile: z.enum(streamProfiles),
  state: z.enum(streamStates),
  reason: z.enum(offlineReasons).nullable(),
  viewers: z.number().int(),
  /** Newest last. */
  changes: z.array(streamChangeSchema).max(DIAGNOSTICS_CHANGES_MAX),
  /** Newest last. */
  errors: z.array(streamErrorSchema).max(DIAGNOSTICS_ERRORS_MAX),
  /** As the last parameter sets say; null before the first. */
  video: z.object({ codec: z.string(), width: z.number().int(), height: z.number().int() }).nullable(),
  /** Null where the camera describes none. */
  audio: streamAudioSchema.nullable(),
  /** Null before the second key frame of a connection. */
  rate: streamRateSchema.nullable(),
  receivedPackets: z.number().int(),
  lostPackets: z.number().int(),
  /** Peculiarities met since the stream began, by their numbers in docs/design/gateway.md. */
  quirks: z.array(z.object({ id: z.string().regex(/^Q\d{1,2}$/), count: z.number().int().positive() })),
});
export type StreamDiagnostics = z.infer<typeof streamDiagnosticsSchema>;

/**
 * `GET /internal/diagnostics/{cameraId}` of a gateway, by service token, and `GET /api/cameras/{id}/diagnostics`.
 * Streams that nobody watches have none.
 */
export const diagnosticsSchema = z.object({
  cameraId: cameraIdSchema,
  streams: z.array(streamDiagnosticsSchema).max(streamProfiles.length),
});
export type Diagnostics = z.infer<typeof diagnosticsSchema>;
