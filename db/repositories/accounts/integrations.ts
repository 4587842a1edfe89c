import { eq } from 'drizzle-orm';
import type { CreateIntegration } from '#core/contracts';
import { fail, ok, type Result, type SessionId, type UserId } from '#core/kit';
import type { Database } from '../../database/index.ts';
import { sessions } from '../../schema/index.ts';
import type { AuditedChange } from '../changes.ts';
import { createSession } from '../session-changes.ts';
import { createUser } from '../users.ts';
import { changingAccounts, tellOfAccounts } from './changing-accounts.ts';
import { grantText, regrant } from './grants.ts';
import type { AccountRefusal } from './refusal.ts';
import { unattendedName } from './unattended.ts';

interface NewIntegration extends CreateIntegration {
  readonly id: UserId;
  readonly sessionId: SessionId;
  /** SHA-256 of its key. */
  readonly keyHash: Uint8Array;
}

/** A key is good until it is revoked or past its date, used or not. */
export const FOR_EVER_MS = 253_402_300_799_000; // the end of the year 9999

/** Makes the account of another system, and the session that its key is. */
export function createIntegration(
  db: Database,
  integration: NewIntegration,
  by: AuditedChange,
): Promise<Result<void, AccountRefusal>> {
  return changingAccounts(db, async (tx) => {
    const { id, sessionId, keyHash, name, role, orgUnitId, narrowedTo, expiresMs } = integration;
    const account = { kind: 'integration', held: [] } as const;
    const roles = await regrant(tx, account, [{ role, orgUnitId }], by.scope);
    if (!roles.ok) return roles;
    const [granted] = roles.value.granted;
    if (granted === undefined) return fail({ code: 'unknown_unit' });
    const username = unattendedName('integration', id);
    await createUser(tx, {
      ...{ id, kind: 'integration', username, passwordHash: null, displayName: name, locale: 'zh' },
      ...{ memberships: [{ role, orgUnitId }], orgUnitId, narrowedTo, expiresMs, nowMs: by.nowMs },
    });
    await createSession(tx, {
      ...{ id: sessionId, userId: id, tokenHash: keyHash, carrier: 'bearer', nowMs: by.nowMs },
      ...{ idleTimeoutMs: FOR_EVER_MS, expiresMs: FOR_EVER_MS },
    });
    // Not used yet, so that its first use is noted at once.
    await tx.update(sessions).set({ lastSeenMs: 0 }).where(eq(sessions.id, sessionId));
    const { orgPath } = granted;
    const detail = {
      ...{ username, nameZh: name.zh, nameEn: name.en, roles: [grantText(granted)] },
      ...{ narrowedTo: narrowedTo === null ? null : [...narrowedTo] },
      expires: expiresMs === null ? null : new Date(expiresMs).toISOString(),
    };
    await tellOfAccounts(tx, [{ id, orgPath, action: 'integration.created', detail }], by);
    return ok(undefined);
  });
}
