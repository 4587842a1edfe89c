import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';

/** Any number that no other user of advisory locks in this database takes: `BEACON` on a telephone keypad. */
const MIGRATION_LOCK = 232266;

/**
 * Brings the tables up to date. Several roles may call it at once: one does the work, the others wait for it.
 * @throws when PostgreSQL cannot be reached, or may not create the extensions `ltree` and `pg_trgm`
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'beaconwall migrate' });
  client.on('error', () => {}); // the query that runs fails with the same error
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    // Quiet about "already exists, skipping" of the migrator's own bookkeeping.
    await client.query('set client_min_messages to warning');
    await migrate(drizzle({ client }), { migrationsFolder: join(import.meta.dirname, '../migrations') });
  } finally {
    await client.end(); // releases the lock
  }
}
