import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { EmbeddedPostgresError } from './error.ts';

const ownerSchema = z.object({ pid: z.number().int(), startedAt: z.string() });

/**
 * Marks a cluster as looked after by this process, so that a second start does not take its PostgreSQL for an orphan.
 * The mark of a process that is gone counts for nothing.
 * @returns takes the mark away
 * @throws EmbeddedPostgresError `already_running`
 */
export async function lockCluster(root: string): Promise<() => Promise<void>> {
  const file = join(root, 'supervisor.json');
  const owner = await readFile(file, 'utf8').then(parseOwner, () => null);
  if (owner !== null && owner.startedAt === (await startedAt(owner.pid))) {
    throw new EmbeddedPostgresError(
      'already_running',
      `Beaconwall is running already on this data folder (process ${owner.pid}). Stop it, or choose another data folder.`,
    );
  }
  await rm(file, { force: true });
  const self = JSON.stringify({ pid: process.pid, startedAt: await startedAt(process.pid) });
  await writeFile(file, self, { flag: 'wx' });
  return () => rm(file, { force: true });
}

function parseOwner(text: string) {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return null; // cut off while it was written
  }
}

/**
 * When a process started, in ticks since boot (proc(5), /proc/pid/stat field 22): tells it from a later one of the
 * same pid. Null when there is no such process; where there is no /proc, a pid is taken at its word.
 */
async function startedAt(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return isAlive(pid) ? 'alive' : null;
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (line === null) return null;
  // The name in field 2 may hold anything, blanks and brackets too; what follows its last bracket is field 3.
  const [state, ...fields] = line.slice(line.lastIndexOf(')') + 2).split(' ');
  // A zombie is a process that ended where nobody collects the dead, as in many containers.
  return state === 'Z' ? null : (fields[22 - 4] ?? null);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
