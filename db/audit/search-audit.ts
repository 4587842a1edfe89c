import { and, desc, eq, gte, inArray, like, lt, or, type SQL, sql } from 'drizzle-orm';
import { type AuditFilter, type AuditItem, auditActions, auditGroupOf } from '#core/contracts';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { auditLog, cameras, orgUnits, users, withinScope } from '../schema/index.ts';

export interface AuditSearch {
  /** Rows of what happened within. */
  readonly scope: Scope;
  readonly filter: AuditFilter;
  /** Rows older than this one; null: from the newest on. */
  readonly before: number | null;
  /** Rows at most. */
  readonly limit: number;
}

/** More cameras than these a word of a name is not looked up for. */
const SUBJECTS_MAX = 500;

const nameOfSubject = sql<AuditItem['subjectName']>`case
  when ${cameras.id} is not null then jsonb_build_object('zh', ${cameras.nameZh}, 'en', ${cameras.nameEn})
  when ${users.id} is not null then jsonb_build_object('zh', ${users.displayNameZh}, 'en', ${users.displayNameEn})
  when ${orgUnits.id} is not null then jsonb_build_object('zh', ${orgUnits.nameZh}, 'en', ${orgUnits.nameEn})
end`;

/** Rows of the audit log, the newest first. */
export async function searchAudit(db: Queryable, search: AuditSearch): Promise<AuditItem[]> {
  return db
    .select({
      seq: auditLog.seq,
      atMs: auditLog.atMs,
      action: auditLog.action,
      actor: auditLog.actor,
      actorName: auditLog.actorName,
      address: auditLog.address,
      subject: auditLog.subject,
      orgPath: auditLog.orgPath,
      detail: auditLog.detail,
      subjectName: nameOfSubject,
    })
    .from(auditLog)
    .leftJoin(cameras, eq(cameras.id, sql`${auditLog.subject}`))
    .leftJoin(users, eq(users.id, sql`${auditLog.subject}`))
    .leftJoin(orgUnits, eq(orgUnits.id, sql`${auditLog.subject}`))
    .where(
      and(
        withinScope(auditLog.orgPath, search.scope),
        search.before === null ? undefined : lt(auditLog.seq, search.before),
        ...conditions(db, search.filter),
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(search.limit);
}

function conditions(db: Queryable, filter: AuditFilter): (SQL | undefined)[] {
  const { fromMs, untilMs, group, action, actor, subject, address, orgUnitId } = filter;
  return [
    fromMs === undefined ? undefined : gte(auditLog.atMs, fromMs),
    untilMs === undefined ? undefined : lt(auditLog.atMs, untilMs),
    action === undefined ? undefined : eq(auditLog.action, action),
    group === undefined
      ? undefined
      : inArray(
          auditLog.action,
          auditActions.filter((each) => auditGroupOf(each) === group),
        ),
    actor === undefined ? undefined : isActor(db, storable(actor)),
    subject === undefined ? undefined : isSubject(db, storable(subject)),
    address === undefined ? undefined : eq(auditLog.address, storable(address)),
    orgUnitId === undefined
      ? undefined
      : sql`${auditLog.orgPath} <@ (${db.select({ path: orgUnits.path }).from(orgUnits).where(eq(orgUnits.id, orgUnitId))})`,
  ];
}

/** By the id of whoever has the name now, by the name itself where nobody was signed in, or by that of then. */
function isActor(db: Queryable, actor: string): SQL | undefined {
  const known = db.select({ id: users.id }).from(users).where(eq(users.username, actor));
  return or(inArray(auditLog.actor, known), eq(auditLog.actor, actor), eq(auditLog.actorName, actor));
}

function isSubject(db: Queryable, subject: string): SQL | undefined {
  const literal = subject.toLowerCase().replaceAll(/[\\%_]/g, '\\$&');
  const named = db
    .select({ id: cameras.id })
    .from(cameras)
    .where(like(cameras.searchText, `%${literal}%`))
    .limit(SUBJECTS_MAX);
  const account = db.select({ id: users.id }).from(users).where(eq(users.username, subject));
  return or(
    eq(auditLog.subject, subject),
    inArray(auditLog.subject, sql`(${named})`),
    inArray(auditLog.subject, sql`(${account})`),
  );
}

/** PostgreSQL's text has no NUL, and nothing that has one is in the log. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
