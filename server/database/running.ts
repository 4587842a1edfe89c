import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLE } from './cluster.ts';
import { LOOPBACK } from './port.ts';

/**
 * How the owner reaches the embedded database of a data folder while an installation runs on it; null when none has
 * left word there. Whether it answers is to be tried.
 */
export async function whereEmbeddedPostgresRuns(dataDir: string): Promise<string | null> {
  const home = join(dataDir, 'postgres');
  const root = await read(join(home, 'location'));
  const secret = await read(join(home, 'secret'));
  if (root === null || secret === null) return null;
  const [isRunning, port] = await Promise.all([
    read(join(root, 'supervisor.json')),
    read(join(root, 'port')),
  ]);
  if (isRunning === null || port === null) return null;
  return `postgres://${ROLE}:${secret}@${LOOPBACK}:${port}/${ROLE}`;
}

async function read(file: string): Promise<string | null> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}
