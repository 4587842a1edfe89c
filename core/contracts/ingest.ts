import { z } from 'zod';
import { alertKinds } from '#core/alert';
import { localizedTextSchema } from '#core/kit';
import { lonLatSchema, prioritySchema } from './alerts.ts';
import { alertIdSchema, squadIdSchema } from './ids.ts';

/** One signal of a source, in our own normal form. */
export const ingestAlertSchema = z.object({
  /** The source's own id of this signal: the same one again answers with the first answer. */
  sourceEventId: z.string().min(1).max(128),
  kind: z.enum(alertKinds),
  priority: prioritySchema.optional(),
  /** Division code of the unit it happened in (GB/T 2260; 6, 9 or 12 digits). */
  unitCode: z.string().regex(/^\d{6,12}$/),
  place: localizedTextSchema,
  details: localizedTextSchema.optional(),
  position: lonLatSchema.optional(),
  /** Signals with the same key are repeats of one alert while it is open. Default: kind, unit and place. */
  dedupKey: z.string().min(1).max(200).optional(),
  /** When it happened at the source. */
  occurredAtMs: z.number().int(),
  /** `ended`: what was signalled under this dedup key is over. */
  condition: z.enum(['active', 'ended']).default('active'),
});
export type IngestAlert = z.infer<typeof ingestAlertSchema>;

/** POST /api/ingest/alerts: one, or a batch. Items are read one by one, so that the good part of a batch is kept. */
export const INGEST_BATCH_MAX = 500;
export const ingestRequestSchema = z.object({ alerts: z.array(z.unknown()).min(1).max(INGEST_BATCH_MAX) });

const refusedSchema = z.object({
  result: z.literal('refused'),
  code: z.string(),
  message: z.string(),
  /** The field of the item that is wrong: `place.zh`. */
  path: z.string().nullable(),
});
/** What became of each item, in the order they were sent. */
export const ingestResultSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('accepted'), alertId: alertIdSchema, repeatOf: z.boolean() }),
  z.object({ result: z.literal('duplicate'), alertId: alertIdSchema }),
  refusedSchema,
]);
export type IngestResult = z.infer<typeof ingestResultSchema>;
export const ingestResponseSchema = z.object({ results: z.array(ingestResultSchema) });

/**
 * How a source signs: `X-Beaconwall-Source: <name>`, `X-Beaconwall-Timestamp: <unix ms>`,
 * `X-Beaconwall-Signature: base64url(HMAC-SHA256(key, timestamp + "." + body))`.
 */
export const INGEST_SKEW_MS = 5 * 60_000;

/** Where a squad is. */
export const ingestPositionSchema = z.object({
  squadId: squadIdSchema,
  ...lonLatSchema.shape,
  headingDeg: z.number().min(0).lt(360).nullable(),
  atMs: z.number().int(),
});

/**
 * POST /api/ingest/positions: squads' handhelds, in batches; read one by one as alerts are. Latest value only; never
 * journaled.
 */
export const POSITIONS_BATCH_MAX = 2000;
export const ingestPositionsSchema = z.object({
  positions: z.array(z.unknown()).min(1).max(POSITIONS_BATCH_MAX),
});

/** What became of each position, in the order they were sent. */
export const ingestPositionsResponseSchema = z.object({
  results: z.array(
    z.discriminatedUnion('result', [z.object({ result: z.literal('accepted') }), refusedSchema]),
  ),
});
