import type { z } from 'zod';
import {
  type IngestResult,
  ingestAlertSchema,
  ingestPositionSchema,
  ingestPositionsResponseSchema,
  ingestPositionsSchema,
  ingestRequestSchema,
  ingestResponseSchema,
} from '#core/contracts';
import { fail, ok, type Result } from '#core/kit';
import { recordPositions } from '#db/repositories';
import { sourceRoute } from '../route.ts';
import { withinRate } from '../within-rate.ts';

type Refused = Extract<IngestResult, { readonly result: 'refused' }>;

export const postIngestAlerts = sourceRoute(
  {
    method: 'post',
    path: '/api/ingest/alerts',
    summary: 'Signals of a source; each has its own result, and what is accepted is stored by then',
    body: ingestRequestSchema,
    answer: ingestResponseSchema,
    refusals: ['ingest.too_many', 'overloaded'],
  },
  async ({ source, body, services }) => {
    const { alertRate, ingest } = services;
    try {
      withinRate(alertRate, source, body.alerts.length, 'ingest.too_many');
    } catch (error) {
      await services.overRate.report(source);
      throw error;
    }
    const results = await eachItem(body.alerts, ingestAlertSchema, (items) => ingest.take(source, items));
    return { body: { results } };
  },
);

export const postIngestPositions = sourceRoute(
  {
    method: 'post',
    path: '/api/ingest/positions',
    summary: 'Where squads are; each position has its own result, and only the newest of a squad is kept',
    body: ingestPositionsSchema,
    answer: ingestPositionsResponseSchema,
    refusals: ['ingest.too_many'],
  },
  async ({ source, body, services }) => {
    const { db, clock, positionRate } = services;
    withinRate(positionRate, source, body.positions.length, 'ingest.too_many');
    const results = await eachItem(body.positions, ingestPositionSchema, async (positions) => {
      const { unknown } = await recordPositions(db, positions, clock.now());
      const strangers = new Set(unknown);
      return positions.map(({ squadId }) =>
        strangers.has(squadId)
          ? refused('unknown_squad', `there is no squad ${squadId}`, 'squadId')
          : ({ result: 'accepted' } as const),
      );
    });
    return { body: { results } };
  },
);

/** Takes the items in that can be read, and puts the results of all back into the order they were sent. */
async function eachItem<Item, ItemResult>(
  items: readonly unknown[],
  schema: z.ZodType<Item>,
  takeIn: (items: readonly Item[]) => Promise<readonly ItemResult[]>,
): Promise<(ItemResult | Refused)[]> {
  const read = items.map((item) => readItem(item, schema));
  const good = read.flatMap((item) => (item.ok ? [item.value] : []));
  const taken = (good.length === 0 ? [] : await takeIn(good))[Symbol.iterator]();
  return read.map((item) => (item.ok ? (taken.next().value as ItemResult) : item.error));
}

function readItem<Item>(item: unknown, schema: z.ZodType<Item>): Result<Item, Refused> {
  const parsed = schema.safeParse(item);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail(refused('invalid_item', issue?.message ?? '', issue?.path.join('.') || null));
}

function refused(code: string, message: string, path: string | null): Refused {
  return { result: 'refused', code, message, path };
}
