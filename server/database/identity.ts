import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import type { Log } from '#core/kit';
import { EmbeddedPostgresError } from './error.ts';
import { type Identity, runProgram } from './run-program.ts';

const USER = 'beaconwall';

/** Whether this program runs as root, whom PostgreSQL refuses to run as. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Finds or makes the unprivileged user that PostgreSQL runs as when this program runs as root. */
export async function unprivilegedIdentity(log: Log): Promise<Identity> {
  const known = await lookUp(USER);
  if (known !== null) return known;
  const options = ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  await runProgram({ program: 'useradd', args: [...options, USER], identity: null, cwd: '/' }).catch(
    (error: Error) => log.warn({ error: error.message }, 'no user could be made for PostgreSQL'),
  );
  // `nobody` where users cannot be made, such as in a container with a read-only root.
  const identity = (await lookUp(USER)) ?? (await lookUp('nobody'));
  if (identity !== null) return identity;
  throw new EmbeddedPostgresError(
    'no_unprivileged_user',
    `PostgreSQL does not run as root, and no other user could be found. Run "useradd --system ${USER}", or start as an ordinary user.`,
  );
}

/** Reads a user from passwd(5). initdb looks its user up there too, so a bare number would not do. */
async function lookUp(name: string): Promise<Identity> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === name);
  return fields === undefined ? null : { uid: Number(fields[2]), gid: Number(fields[3]) };
}

/**
 * Whether `identity` can get into `folder`: every folder on the way down must let it pass. Root's home commonly does
 * not. Decided by the mode bits alone; an access list that would allow more only costs a copy elsewhere.
 */
export async function canEnter(folder: string, identity: Identity): Promise<boolean> {
  if (identity === null) return true;
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const shift = uid === identity.uid ? 6 : gid === identity.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
