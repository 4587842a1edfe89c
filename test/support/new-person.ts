import { hash } from '@node-rs/argon2';
import { TOTP } from 'otpauth';
import type { Role } from '#core/access';
import { enrolledSchema, enrolmentSchema } from '#core/contracts';
import type { OrgUnitId, UserId } from '#core/kit';
import { createUser, type NewUser } from '#db/repositories';
import { PASSWORD, type UnitName, units, type WebFixture } from './web-fixture.ts';

let made = 0;

/** An account of its own for a test, with everybody's password. @returns its user name */
export async function newPerson(
  fixture: WebFixture,
  { role = 'operator', unit = 'east', ...more }: NewPerson = {},
): Promise<string> {
  made += 1;
  const username = `person${made}`;
  const created = await createUser(fixture.db, {
    ...{ id: `usr_${username}` as UserId, username, locale: 'zh', nowMs: fixture.clock.now() },
    passwordHash: await hash(PASSWORD, { memoryCost: 64, timeCost: 1 }),
    displayName: { zh: username, en: username },
    memberships: [{ role, orgUnitId: units[unit].id as OrgUnitId }],
    ...more,
  });
  if (!created.ok) throw new Error(created.error);
  return username;
}

export interface NewPerson extends Partial<NewUser> {
  readonly role?: Role;
  readonly unit?: UnitName;
}

/** The code that an authenticator app shows at a time, `steps` of thirty seconds later. */
export function codeOf(secret: string, atMs: number, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: atMs + steps * 30_000 });
}

/** Enrols a second factor in a session. @returns its secret, the recovery codes and the cookie to go on with */
export async function enrolSecondFactor(fixture: WebFixture, cookie: string) {
  const offered = await fixture.call('POST', '/api/me/second-factor/offer', { cookie });
  const { secret, offer } = enrolmentSchema.parse(await offered.json());
  const code = codeOf(secret, fixture.clock.now());
  const body = { offer, code, proof: { password: PASSWORD } };
  const enrolled = await fixture.call('POST', '/api/me/second-factor', { cookie, body });
  if (enrolled.status !== 200) throw new Error(await enrolled.text());
  const { recoveryCodes, me } = enrolledSchema.parse(await enrolled.json());
  return { secret, recoveryCodes, me, cookie: cookieOf(enrolled) ?? cookie };
}

/** The `Cookie` header to send after an answer; null when it sets none. */
export function cookieOf(answer: Response, name = 'bw_session'): string | null {
  const set = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  return set?.split(';', 1)[0] ?? null;
}
