import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '#core/kit';
import { EmbeddedPostgresError } from './error.ts';

/** How long an orphan gets for each step of being stopped. */
const PATIENCE_MS = 5_000;

/**
 * Ends what an earlier start left running on this cluster (its supervisor was killed), and clears its lock file.
 * Only processes whose working directory is the cluster are touched: every process of PostgreSQL stands there, and a
 * pid in a lock file may long belong to somebody else.
 */
export async function retireOrphans(cluster: string, log: Log): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid');
  const lock = await readFile(lockFile, 'utf8').catch(() => null);
  if (lock === null) return;
  // Without /proc there is no telling; PostgreSQL checks its lock file itself.
  if (process.platform !== 'linux') return;
  const postmaster = Number(lock.split('\n')[0]);
  if ((await processesIn(cluster)).includes(postmaster)) {
    log.warn({ pid: postmaster }, 'stopping a PostgreSQL that an earlier start left running');
    process.kill(postmaster, 'SIGINT'); // "fast shutdown"
    await gone(cluster);
  }
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of await processesIn(cluster)) signalIfThere(pid, signal);
    await gone(cluster);
  }
  if ((await processesIn(cluster)).length > 0) {
    throw new EmbeddedPostgresError(
      'already_running',
      `Another PostgreSQL runs on ${cluster} and does not stop. Stop process ${postmaster} and start again.`,
    );
  }
  await rm(lockFile, { force: true });
}

/** The processes whose working directory is `folder`, among those we may look at. */
async function processesIn(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => null)));
  return pids.filter((_, index) => folders[index] === folder).map(Number);
}

/** Waits until no process stands in `folder`, or patience ends. */
async function gone(folder: string): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (performance.now() < deadlineMs && (await processesIn(folder)).length > 0) await sleep(20);
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}
