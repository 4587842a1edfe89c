import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { Log } from '#core/kit';
import { EmbeddedPostgresError } from './error.ts';
import { canEnter, isRoot, unprivilegedIdentity } from './identity.ts';
import type { Identity } from './run-program.ts';

/** Where everything of one embedded PostgreSQL lies, and who it runs as. */
export interface Location {
  readonly identity: Identity;
  /** `postgres` in the data folder: the secret, and the word where the rest is. Ours alone. */
  readonly home: string;
  /** Holds the cluster, and copies of the programs if need be. PostgreSQL's user can enter it. */
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** Whether the cluster is there already. */
  readonly exists: boolean;
}

export interface LocationOptions {
  readonly dataDir: string;
  /** Where clusters go whose data folder PostgreSQL's user cannot enter; a folder each. */
  readonly outsideDir: string;
  readonly log: Log;
}

const pointerFile = (home: string) => join(home, 'location');

/** Decides where the cluster lies; the decision once made (`rememberLocation`) is kept. */
export async function findLocation({ dataDir, outsideDir, log }: LocationOptions): Promise<Location> {
  const home = join(dataDir, 'postgres');
  await mkdir(home, { recursive: true, mode: 0o711 });
  const pointer = await readFile(pointerFile(home), 'utf8').catch(() => null);
  if (pointer !== null) return existingLocation(home, pointer.trim());

  const identity = isRoot() ? await unprivilegedIdentity(log) : null;
  const inside = await canEnter(home, identity);
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const root = inside ? home : join(outsideDir, name);
  await mkdir(root, { recursive: true, mode: 0o755 });
  await chmod(root, 0o755); // whatever the umask says: PostgreSQL's user must pass
  return { identity, home, root, cluster: join(root, 'cluster'), exists: false };
}

async function existingLocation(home: string, root: string): Promise<Location> {
  const cluster = join(root, 'cluster');
  const owner = await stat(cluster).catch(() => null);
  if (owner === null) {
    throw new EmbeddedPostgresError(
      'cluster_missing',
      `The database of this data folder was kept in ${cluster}, which is gone. Put it back, or delete ${home} to begin with an empty database.`,
    );
  }
  const uid = process.getuid?.();
  if (uid !== 0 && owner.uid !== uid) {
    throw new EmbeddedPostgresError(
      'wrong_owner',
      `The database in ${cluster} was made by another user (uid ${owner.uid}). Start as that user or as root, or choose another data folder.`,
    );
  }
  const identity = uid === 0 ? { uid: owner.uid, gid: owner.gid } : null;
  return { identity, home, root, cluster, exists: true };
}

/** Keeps the decision, once the cluster is complete. */
export async function rememberLocation({ home, root }: Location): Promise<void> {
  await writeFile(pointerFile(home), `${root}\n`, { flush: true });
}
