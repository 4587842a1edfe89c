import { randomFillSync } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Role } from '#core/access';
import { type LocalizedText, newId, type SquadId, systemClock } from '#core/kit';
import type { Transaction } from '#db/database';
import { createUser } from '#db/repositories';
import { type DemoAccount, newPassword } from './demo-state.ts';
import { orgUnitId } from './org-unit-id.ts';

const DAY_MS = 86_400_000;
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

interface AccountPlan {
  readonly role: Role;
  readonly username: string;
  readonly displayName: LocalizedText;
  readonly unit: { readonly code: string; readonly name: LocalizedText };
  /** The squad whose handheld signs in with it. */
  readonly squadId?: SquadId;
  /** For so many days only, from when the county is made. */
  readonly days?: number;
}

/** An account that is to be made. */
export interface NewAccount extends AccountPlan {
  readonly password: string;
}

export function newAccount(plan: AccountPlan): NewAccount {
  return { ...plan, password: newPassword() };
}

/** As it is shown to whoever started the demo. */
export function shown({ role, username, password, unit }: NewAccount): DemoAccount {
  return { role, username, password, scope: unit.name.zh };
}

export async function createAccounts(tx: Transaction, accounts: readonly NewAccount[]): Promise<void> {
  const hashes = await Promise.all(accounts.map(({ password }) => hash(password, ARGON2ID)));
  const nowMs = systemClock.now();
  for (const [index, { role, username, displayName, unit, squadId, days }] of accounts.entries()) {
    const created = await createUser(tx, {
      ...{ id: newId('usr', randomFillSync), username, displayName, locale: 'zh' },
      passwordHash: hashes[index] ?? '',
      memberships: [{ role, orgUnitId: orgUnitId(unit.code) }],
      ...(squadId !== undefined && { squadId }),
      ...(days !== undefined && { expiresMs: nowMs + days * DAY_MS }),
      nowMs,
    });
    if (!created.ok) throw new Error(`the user name ${username} is taken`);
  }
}
