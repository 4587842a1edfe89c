import { createHmac, randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './error.ts';
import { type Location, rememberLocation } from './location.ts';
import { runProgram } from './run-program.ts';

/** The owner of the database: makes its tables, and is nobody's but the supervisor's. */
export const ROLE = 'beaconwall';
/** Whom the web, gateway and worker roles connect as: reads and writes rows, owns nothing. */
export const APP_ROLE = 'beaconwall_app';

/** The password of `APP_ROLE`: follows from the owner's, which does not follow from it. */
export function appPassword(secret: string): string {
  return createHmac('sha256', secret).update('beaconwall database user of the roles').digest('base64url');
}

const secretFile = ({ home }: Location) => join(home, 'secret');

/** Reads the password of a cluster. */
export async function readSecret(location: Location): Promise<string> {
  try {
    return (await readFile(secretFile(location), 'utf8')).trim();
  } catch (error) {
    throw new EmbeddedPostgresError(
      'secret_missing',
      `The password of the embedded database cannot be read from ${secretFile(location)}. Put the file back, or delete ${location.home} to begin with an empty database.`,
      error,
    );
  }
}

/**
 * Makes a new cluster. Made aside and moved into place when it is complete, so that a start that was cut off leaves
 * nothing that a later one would take for a database.
 */
export async function createCluster(location: Location, binaries: Binaries): Promise<void> {
  const { root, cluster, identity } = location;
  const partial = join(root, 'cluster.partial');
  const passwordFile = join(root, 'password.partial');
  const secret = randomBytes(24).toString('base64url');
  await rm(cluster, { recursive: true, force: true });
  await rm(partial, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await mkdir(partial, { mode: 0o700 });
  await writeFile(secretFile(location), secret, { mode: 0o600, flush: true });
  await writeFile(passwordFile, secret, { mode: 0o600 });
  if (identity !== null) {
    await chown(partial, identity.uid, identity.gid);
    await chown(passwordFile, identity.uid, identity.gid);
  }
  const args = [
    `--pgdata=${partial}`,
    `--username=${ROLE}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-instructions',
  ];
  const initdb = (locale: string) =>
    runProgram({ program: binaries.initdb, args: [...args, `--locale=${locale}`], identity, cwd: root });
  try {
    // Sorts by code point, but knows letters: pg_trgm drops Chinese characters under plain C.
    await initdb('C.UTF-8').catch((error: Error) => {
      if (!error.message.includes('locale')) throw error;
      return initdb('C');
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(partial, cluster);
  await rememberLocation(location);
}
