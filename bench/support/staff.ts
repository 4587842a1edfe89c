import { hash } from '@node-rs/argon2';
import type { Role } from '#core/access';
import type { OrgUnitId, UserId } from '#core/kit';
import { createUser } from '#db/repositories';
import type { Installation } from './installation.ts';

const PASSWORD = 'five beacons on one wall';
/** Signing in is no part of what is measured: the hash is weaker than in production. */
const WEAK = { memoryCost: 64, timeCost: 1 } as const;

export interface Staff {
  readonly role: Role;
  readonly orgUnitId: OrgUnitId;
  readonly count: number;
}

/** Makes people of one role at an org unit and signs each in. @returns their `Cookie` headers */
export async function signInStaff(
  { database, webUrl }: Pick<Installation, 'database' | 'webUrl'>,
  { role, orgUnitId, count }: Staff,
): Promise<string[]> {
  const passwordHash = await hash(PASSWORD, WEAK);
  const cookies: string[] = [];
  for (let index = 0; index < count; index++) {
    const username = `${role.replaceAll('_', '')}${index}`;
    await createUser(database.db, {
      ...{ id: `usr_${username}` as UserId, username, passwordHash, locale: 'zh', nowMs: Date.now() },
      displayName: { zh: `${index}号`, en: username },
      memberships: [{ role, orgUnitId }],
    });
    cookies.push(await signIn(webUrl, username));
  }
  return cookies;
}

async function signIn(webUrl: string, username: string): Promise<string> {
  const response = await fetch(`${webUrl}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  const answer = await response.text();
  const [cookie] = response.headers.getSetCookie();
  if (cookie === undefined) throw new Error(`${username} could not sign in: ${response.status} ${answer}`);
  return cookie.split(';', 1)[0] ?? '';
}
