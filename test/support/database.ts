import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { Client } from 'pg';
import { inject } from 'vitest';
import { closeDatabase, connectDatabase, type Database } from '#db/database';
import { quietLog } from './quiet-log.ts';

export interface TestDatabase {
  /** As the product's roles use it: tests see what their user may do. */
  readonly url: string;
  readonly db: Database;
  /** As its owner: what only an administrator of the database can do. */
  readonly ownerUrl: string;
  /** Closes the pool and drops the database, cutting whoever is still connected. */
  close(): Promise<void>;
}

/** A fresh, migrated database on this worker's PostgreSQL; `close` it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = thisWorkersServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  // A copy of the one that is up to date: quicker than to make every table anew.
  await onServer(`create database ${name} template ${new URL(template.ownerUrl).pathname.slice(1)}`);
  const url = inDatabase(template.url, name);
  const db = connectDatabase({ url, poolMax: 10, applicationName: 'test', log: quietLog });
  return {
    url,
    db,
    ownerUrl: inDatabase(template.ownerUrl, name),
    close: async () => {
      await closeDatabase(db);
      await onServer(`drop database ${name} with (force)`);
    },
  };
}

/** Runs statements as the owner of the database, whom privileges do not hold back. */
export async function asOwner(
  { ownerUrl }: Pick<TestDatabase, 'ownerUrl'>,
  statements: string,
): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(statements).finally(() => client.end());
}

/** This worker's PostgreSQL, as its owner, in no test's database. */
export function serverUrl(): string {
  return inDatabase(thisWorkersServer().ownerUrl, 'postgres');
}

/** Workers have numbers from 1. */
function thisWorkersServer() {
  const server = inject('postgresServers')[Number(process.env.VITEST_POOL_ID) - 1];
  if (server === undefined) throw new Error(`worker ${process.env.VITEST_POOL_ID} has no PostgreSQL`);
  return server;
}

function inDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

async function onServer(statement: string): Promise<void> {
  await asOwner({ ownerUrl: serverUrl() }, statement);
}
