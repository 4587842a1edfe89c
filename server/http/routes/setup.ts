import { timingSafeEqual } from 'node:crypto';
import { type SetupRequest, setupSchema } from '#core/contracts';
import { newId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { setUp } from '#db/repositories';
import { passwordProblem } from '../auth/password-policy.ts';
import { hashToken } from '../auth/token.ts';
import { HttpProblem } from '../errors/problem.ts';
import { noContent, publicRoute } from '../route.ts';
import type { Services } from '../services.ts';

export const postSetup = publicRoute(
  {
    method: 'post',
    path: '/api/setup',
    summary: 'Make the first org unit and its administrator, once, with the token of the set-up link',
    body: setupSchema,
    answer: noContent,
    refusals: [
      'setup.bad_token',
      'setup.done',
      'password.too_short',
      'password.too_simple',
      'password.too_common',
    ],
  },
  async ({ body, services }) => {
    if (!isToken(body.token, services.setupToken)) throw new HttpProblem('setup.bad_token');
    const weakness = passwordProblem(body.password, body.username, services.signInPolicy.profile);
    if (weakness !== null) throw new HttpProblem(weakness);
    const done = await setUp(services.db, await firstRecords(body, services));
    if (!done.ok) throw new HttpProblem('setup.done');
    return { body: null };
  },
);

/** Compared by hash, so that the time taken tells nothing of the token. */
function isToken(given: string, expected: string | null): boolean {
  return expected !== null && timingSafeEqual(hashToken(given), hashToken(expected));
}

async function firstRecords(body: SetupRequest, { random, passwords, clock }: Services) {
  const { username, displayName, orgUnit } = body;
  const root = {
    id: newId('org', random),
    parentId: null,
    path: orgUnit.code as OrgPath, // the schema admits one label of a path
    level: 'county',
    name: { zh: orgUnit.nameZh, en: orgUnit.nameEn },
    code: orgUnit.code,
  } as const;
  const administrator = {
    id: newId('usr', random),
    username,
    passwordHash: await passwords.hash(body.password),
    displayName: { zh: displayName, en: displayName },
    locale: 'zh',
    memberships: [
      { role: 'administrator', orgUnitId: root.id },
      { role: 'operator', orgUnitId: root.id },
    ],
    nowMs: clock.now(),
  } as const;
  return { root, administrator };
}
