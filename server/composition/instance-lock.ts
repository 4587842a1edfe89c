import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '#core/kit';

/** What to do when another installation runs from the same data folder. */
export type OnConflict = 'refuse' | 'take-over';

const TAKE_OVER_TIMEOUT_MS = 8000;
const POLL_MS = 50;

/**
 * Makes sure that one installation runs from a data folder at a time. The file names the owner's process; one
 * left behind by a process that was killed is recognised and replaced.
 * @returns the release
 * @throws StartError when another one runs and `onConflict` is `refuse`
 */
export async function lockInstance(dataDir: string, onConflict: OnConflict): Promise<() => void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const file = join(dataDir, 'beaconwall.pid');
  const owner = readOwner(file);
  if (owner !== null && isOurs(owner)) {
    if (onConflict === 'refuse') {
      throw new StartError(
        `Beaconwall already runs from “${dataDir}” (process ${owner}). Stop it, or set BEACONWALL_DATA_DIR to another folder.`,
      );
    }
    await stopProcess(owner);
  }
  writeFileSync(file, `${process.pid}\n`);
  return () => {
    if (readOwner(file) === process.pid) rmSync(file, { force: true });
  };
}

function readOwner(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** A process id may have gone to a stranger since; where /proc tells, only one of our own entries counts. */
function isOurs(pid: number): boolean {
  if (pid === process.pid || !isAlive(pid)) return false;
  try {
    return /(server\/main|scripts\/demo)\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  const deadline = performance.now() + TAKE_OVER_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (performance.now() > deadline) {
      process.kill(pid, 'SIGKILL');
      return;
    }
    await delay(POLL_MS);
  }
}
