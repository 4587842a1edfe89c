import { asc, eq, sql } from 'drizzle-orm';
import { type GatewayPlace, gatewayTiming } from '#core/gateways';
import type { Queryable } from '../database/index.ts';
import { gateways } from '../schema/index.ts';

/** What a gateway says of itself. */
export interface GatewayHeartbeat extends GatewayPlace {
  /** Camera streams it holds. */
  readonly streams: number;
}

/** The clock all gateways share: their own differ by more than a heartbeat may be late. */
const databaseNowMs = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** After so long a row says nothing to anybody. */
const FORGOTTEN_MS = 24 * 3_600_000;

/** Notes that a gateway lives. @param starting it has just started */
export async function recordGateway(
  db: Queryable,
  { id, publicUrl, internalUrl, streams }: GatewayHeartbeat,
  starting: boolean,
): Promise<void> {
  const said = { publicUrl, internalUrl, streams, seenMs: databaseNowMs };
  await db
    .insert(gateways)
    .values({ id, ...said, startedMs: databaseNowMs })
    .onConflictDoUpdate({
      target: gateways.id,
      set: starting ? { ...said, startedMs: databaseNowMs } : said,
    });
  if (starting) await db.delete(gateways).where(sql`${gateways.seenMs} < ${databaseNowMs} - ${FORGOTTEN_MS}`);
}

/** Takes a gateway off the list that stops in order; its cameras go to others at once. */
export async function forgetGateway(db: Queryable, id: string): Promise<void> {
  await db.delete(gateways).where(eq(gateways.id, id));
}

/** The gateways that were heard lately. */
export function listLiveGateways(db: Queryable): Promise<GatewayPlace[]> {
  const { id, publicUrl, internalUrl, seenMs } = gateways;
  return db
    .select({ id, publicUrl, internalUrl })
    .from(gateways)
    .where(sql`${seenMs} > ${databaseNowMs} - ${gatewayTiming.lapseMs}`)
    .orderBy(asc(id));
}
