import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { Pool } from 'pg';
import type { Log } from '#core/kit';

type NoSchema = Record<string, never>;

/** Anything a query runs on: the database itself or an open transaction. */
export type Queryable = PgDatabase<NodePgQueryResultHKT, NoSchema>;

/** An open transaction, as `database.transaction(async (tx) => …)` hands it out. */
export type Transaction = Parameters<Parameters<Queryable['transaction']>[0]>[0];

/** A pool of connections. Close it with `closeDatabase`. */
export type Database = NodePgDatabase<NoSchema> & { readonly $client: Pool };

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Connections at most; further queries wait for one. */
  readonly poolMax: number;
  /** Shown in `pg_stat_activity`, so that an administrator sees which role holds what. */
  readonly applicationName: string;
  readonly log: Log;
}

/** How long a query waits for a connection before it fails; then HTTP answers 503 instead of hanging. */
const CONNECT_TIMEOUT_MS = 5_000;
/** No query of ours takes this long; one that does is stuck behind a dead server. */
const QUERY_TIMEOUT_MS = 30_000;

/**
 * Opens a pool. Connects when first used, so PostgreSQL may come up later, go away and come back: a query fails
 * while it is away and works again after.
 */
export function connectDatabase(options: DatabaseOptions): Database {
  const client = new Pool({
    connectionString: options.url,
    max: options.poolMax,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
  });
  // An idle connection that PostgreSQL closes is an event; without a listener it would end the process.
  client.on('error', (error) => options.log.warn({ error: error.message }, 'lost a database connection'));
  // The same for a connection that is checked out but between two queries of a transaction.
  client.on('connect', (connection) => connection.on('error', () => {}));
  return Object.assign(drizzle({ client }), { transaction: transactionsOf(client) });
}

/**
 * As drizzle's own, which takes a connection, sends BEGIN, and keeps the connection for ever when that fails: a few
 * restarts of PostgreSQL would use up the pool (drizzle-team/drizzle-orm#6114). After a failure the connection is not
 * used again, as in `Pool.query`.
 */
function transactionsOf(pool: Pool): Queryable['transaction'] {
  return async (run, config) => {
    const connection = await pool.connect();
    let failed = true;
    try {
      const result = await drizzle({ client: connection }).transaction(run, config);
      failed = false;
      return result;
    } finally {
      connection.release(failed);
    }
  };
}

/** Ends the pool after the queries that run. */
export async function closeDatabase(database: Database): Promise<void> {
  await database.$client.end();
}

/** Whether PostgreSQL answers and the tables are there; for readiness checks. Never throws. */
export async function isDatabaseReady(database: Queryable): Promise<boolean> {
  try {
    const { rows } = await database.execute(sql`select to_regclass('journal') is not null as ready`);
    return rows[0]?.ready === true;
  } catch {
    return false;
  }
}
