import type { JournalEntry } from '#core/contracts';
import { assertNever } from '#core/kit';
import { inScope, type OrgPath, type Scope, selfAndAncestors } from '#core/org';

/** The room of everybody who may see what happens in an org unit. */
export function roomOf(path: OrgPath): string {
  return `org:${path}`;
}

/** The rooms an entry goes to: those of its org unit and of all above it. */
export function roomsOf(entry: JournalEntry): string[] {
  return selfAndAncestors(entry.orgPath).map(roomOf);
}

/** Whether an entry is news for screens. Who signs in, and from where, is for the audit only. */
export function isBroadcast(entry: JournalEntry): boolean {
  switch (entry.type) {
    case 'camera.registered':
    case 'camera.online':
    case 'camera.offline':
      return true;
    case 'session.started':
    case 'session.ended':
    case 'session.refused':
      return false;
    default:
      return assertNever(entry);
  }
}

/** Whether someone with this scope may see an entry. */
export function isVisibleTo(scope: Scope, entry: JournalEntry): boolean {
  return isBroadcast(entry) && inScope(scope, entry.orgPath);
}

/** Cuts a batch where the org path changes: each run goes to one set of rooms, and the order stays. */
export function runsByPath(entries: readonly JournalEntry[]): JournalEntry[][] {
  const runs: JournalEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run?.[0]?.orgPath === entry.orgPath) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}
