import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JournalPosition, NewJournalEntry } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { closeDatabase, connectDatabase, type Database, isDatabaseReady } from '#db/database';
import { appendEntries, journalStart, readAfter, tailJournal } from '#db/journal';
import { systemScope } from '#db/repositories';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/database';
import { quietLog } from '#test/quiet-log';
import { prepareDatabase } from '../../server/composition/prepare-database.ts';

let dataDir = '';
let postgres: EmbeddedPostgres;
let db: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'beaconwall-restart-'));
  await chmod(dataDir, 0o755);
  postgres = await startEmbeddedPostgres({ dataDir, log: quietLog, progress: () => {} });
  await prepareDatabase(postgres);
  db = connectDatabase({ url: postgres.url, poolMax: 4, applicationName: 'test', log: quietLog });
});
afterAll(async () => {
  await closeDatabase(db);
  await postgres.close();
  await rm(dataDir, { recursive: true });
});

const entry = (name: string): NewJournalEntry => ({
  type: 'camera.registered',
  orgPath: '330127' as OrgPath,
  subject: name,
  actor: 'test',
  atMs: 1,
  payload: { cameraId: `cam_${name}` as CameraId },
});

/** The process that holds the cluster; null while none does. */
async function postmaster(): Promise<number | null> {
  const lock = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => '');
  return lock === '' ? null : Number(lock.split('\n')[0]);
}

/** Ends PostgreSQL, and waits for the one that takes its place: a signal that asks nicely takes its time. */
async function restartPostgres(signal: NodeJS.Signals): Promise<void> {
  const pid = await postmaster();
  if (pid === null) throw new Error('no PostgreSQL runs');
  process.kill(pid, signal);
  const isAnother = async () => {
    const now = await postmaster();
    return now !== null && now !== pid && (await isDatabaseReady(db));
  };
  await expect.poll(isAnother, { timeout: 30_000 }).toBe(true);
}

it('a tail delivers everything exactly once and in order across restarts of PostgreSQL', async () => {
  const positions: JournalPosition[] = [];
  const tail = tailJournal({
    url: postgres.url,
    from: journalStart,
    log: quietLog,
    pollMs: 250,
    onEntries: async (entries) => {
      positions.push(...entries.map((each) => each.position));
    },
  });
  // Four writers that go on whatever fails; a commit whose answer was lost may or may not have happened.
  let writing = true;
  const written = [0, 0, 0, 0];
  const writers = written.map(async (_, writer) => {
    while (writing) {
      const count = written[writer] ?? 0;
      await db
        .transaction((tx) => appendEntries(tx, [entry(`${writer}x${count}a`), entry(`${writer}x${count}b`)]))
        .then(
          () => {
            written[writer] = count + 1;
          },
          () => new Promise((resolve) => setImmediate(resolve)),
        );
    }
  });
  for (const signal of ['SIGKILL', 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const before = positions.length;
    await expect.poll(() => positions.length, { timeout: 30_000 }).toBeGreaterThan(before + 20);
    await restartPostgres(signal);
  }
  const before = positions.length;
  await expect.poll(() => positions.length, { timeout: 30_000 }).toBeGreaterThan(before + 20);
  writing = false;
  await Promise.all(writers);

  const all = await readAfter(db, { after: journalStart, limit: 1_000_000, scope: systemScope });
  await expect.poll(() => positions.length, { timeout: 30_000 }).toBe(all.length);
  expect(positions).toEqual(all.map((each) => each.position));
  expect(all.length).toBeGreaterThanOrEqual(2 * written.reduce((sum, each) => sum + each));
  await tail.close();
});

it('says that it is not ready while PostgreSQL is away, without failing', async () => {
  const url = new URL(postgres.url);
  url.port = '1';
  const away = connectDatabase({ url: url.href, poolMax: 1, applicationName: 'test', log: quietLog });
  expect(await isDatabaseReady(away)).toBe(false);
  expect(await isDatabaseReady(db)).toBe(true);
  await closeDatabase(away);
});

it('a tail stops at once while PostgreSQL is away', async () => {
  const url = new URL(postgres.url);
  url.port = '1';
  const from = journalStart;
  const tail = tailJournal({ url: url.href, from, log: quietLog, pollMs: 250, onEntries: async () => {} });
  const startedMs = performance.now();
  await tail.close();
  expect(performance.now() - startedMs).toBeLessThan(3_000);
});
