import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { Client } from 'pg';
import { inject } from 'vitest';
import { closeDatabase, connectDatabase, type Database, migrateDatabase } from '#db/database';
import { quietLog } from './quiet-log.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  /** Closes the pool and drops the database, cutting whoever is still connected. */
  close(): Promise<void>;
}

/** A fresh, migrated database on this worker's PostgreSQL; `close` it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  await migrateDatabase(url.href);
  const db = connectDatabase({ url: url.href, poolMax: 10, applicationName: 'test', log: quietLog });
  return {
    url: url.href,
    db,
    close: async () => {
      await closeDatabase(db);
      await onServer(`drop database ${name} with (force)`);
    },
  };
}

/** This worker's PostgreSQL, as its owner. Workers have numbers from 1. */
export function serverUrl(): string {
  const url = inject('postgresUrls')[Number(process.env.VITEST_POOL_ID) - 1];
  if (url === undefined) throw new Error(`worker ${process.env.VITEST_POOL_ID} has no PostgreSQL`);
  return url;
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  await client.query(statement);
  await client.end();
}
