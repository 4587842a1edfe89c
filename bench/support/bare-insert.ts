import { Client } from 'pg';
import type { IngestAlert } from '#core/contracts';

/**
 * How fast this PostgreSQL takes rows when nobody decides anything: each batch is one INSERT of its own and one
 * commit, on a connection of its own, all at once, into a table that has a key and the signal as it came, and nothing
 * else. The least that storing them durably can cost.
 * @param databaseUrl as a user that may make tables
 * @returns rows a second
 */
export async function bareInsertRate(
  databaseUrl: string,
  batches: readonly (readonly IngestAlert[])[],
): Promise<number> {
  const clients = batches.map(() => new Client({ connectionString: databaseUrl }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    await clients[0]?.query(
      'create table if not exists bench_signals (id text primary key, body jsonb not null)',
    );
    const startMs = performance.now();
    await Promise.all(
      clients.map((client, index) =>
        client.query(
          `insert into bench_signals
            select signal->>'sourceEventId', signal from jsonb_array_elements($1::jsonb) as signal`,
          [JSON.stringify(batches[index])],
        ),
      ),
    );
    const rows = batches.reduce((sum, batch) => sum + batch.length, 0);
    return (rows * 1_000) / (performance.now() - startMs);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
