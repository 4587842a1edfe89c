import { z } from 'zod';
import { auditQuerySchema } from '#core/contracts';

const { fromMs, untilMs, group, actor, subject, address, orgUnitId, cursor } = auditQuerySchema.shape;

/** What the audit log is narrowed to, and where it goes on; all of it is in the address of the page. */
const listQuerySchema = z.object({
  fromMs: fromMs.catch(undefined),
  untilMs: untilMs.catch(undefined),
  group: group.catch(undefined),
  actor: actor.catch(undefined),
  subject: subject.catch(undefined),
  address: address.catch(undefined),
  orgUnitId: orgUnitId.catch(undefined),
  cursor: cursor.catch(undefined),
});
type Fields = z.infer<typeof listQuerySchema>;
export type AuditListQuery = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };

/** Reads an address; what it should not hold is as if it were not there. */
export function readAuditQuery(parameters: URLSearchParams): AuditListQuery {
  return listQuerySchema.parse(Object.fromEntries(parameters));
}

/** The address of a list. A change of what is listed begins at its newest row. */
export function auditAddress(query: AuditListQuery, change: AuditListQuery): string {
  const next = { ...query, cursor: undefined, ...change };
  const given = Object.entries(next).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  const text = new URLSearchParams(given).toString();
  return text === '' ? '/admin/audit' : `/admin/audit?${text}`;
}

/** What is exported: everything that is listed, from the newest row on. */
export function filterOf({ cursor: _, ...filter }: AuditListQuery): Omit<AuditListQuery, 'cursor'> {
  return filter;
}

/** Whether the list is narrowed, not only turned over. */
export function isNarrowed(query: AuditListQuery): boolean {
  return Object.values(filterOf(query)).some((value) => value !== undefined);
}

/** A stamp as a field for date and time has it, in the reader's own time zone; empty for none. */
export function toLocalTime(ms: number | undefined): string {
  if (ms === undefined) return '';
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offsetMs).toISOString().slice(0, 16);
}

/** What such a field says; none for an empty one, or one that is being filled in. */
export function fromLocalTime(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) || ms < 0 ? undefined : ms;
}
