import type { AuditAction, AuditDetail, JournalEntry, NewJournalEntry } from '#core/contracts';
import type { UserId } from '#core/kit';
import type { OrgPath, OrgUnit } from '#core/org';
import { appendAudit } from '../../audit/index.ts';
import type { Transaction } from '../../database/index.ts';
import { appendEntries } from '../../journal/index.ts';
import type { AuditedChange } from '../changes.ts';

type OrgChange = Extract<JournalEntry, { type: 'org.changed' }>['payload']['change'];

/** What happened to a unit. */
export interface OrgNews {
  readonly unit: Pick<OrgUnit, 'id' | 'path'>;
  readonly change: OrgChange;
  readonly action: Extract<AuditAction, `org.${string}`>;
  readonly detail: AuditDetail;
  /** Where it was, when it moved: those who saw it there hear of it too. */
  readonly from?: OrgPath;
  /** Accounts that may do or see something else from now on. */
  readonly accounts?: readonly UserId[];
}

/** An entry is read as a whole by everybody who hears of it. */
const ACCOUNTS_PER_ENTRY = 500;

/** Journals and audits changes of the tree; the last thing of a transaction. */
export async function tellChanges(
  tx: Transaction,
  news: readonly OrgNews[],
  change: AuditedChange,
): Promise<void> {
  await appendEntries(
    tx,
    news.flatMap((each) => entriesOf(each, change)),
  );
  const { actor, actorName, address, nowMs: atMs } = change;
  const rows = news.map(({ unit, action, detail }) => ({
    ...{ atMs, action, actor, actorName, address },
    ...{ subject: unit.id, orgPath: unit.path, detail },
  }));
  await appendAudit(tx, rows);
}

function entriesOf({ unit, change, from, accounts = [] }: OrgNews, by: AuditedChange): NewJournalEntry[] {
  const common = { subject: unit.id, actor: by.actor, atMs: by.nowMs };
  const places = from === undefined || from === unit.path ? [unit.path] : [from, unit.path];
  const entries = places.map(
    (orgPath): NewJournalEntry => ({
      ...common,
      ...{ type: 'org.changed', orgPath, payload: { orgUnitId: unit.id, change } },
    }),
  );
  for (let start = 0; start < accounts.length; start += ACCOUNTS_PER_ENTRY) {
    const userIds = accounts.slice(start, start + ACCOUNTS_PER_ENTRY);
    entries.push({ ...common, type: 'access.changed', orgPath: unit.path, payload: { userIds } });
  }
  return entries;
}
