import {
  AUDIT_EXPORT_ROWS_MAX,
  type AuditDetail,
  type AuditFilter,
  auditFilterSchema,
  auditPageSchema,
  auditQuerySchema,
  auditVerificationSchema,
} from '#core/contracts';
import { auditGuard, hex, searchAudit, verifyChain } from '#db/audit';
import { recordAudit } from '#db/repositories';
import { auditCsv } from '../audit-csv.ts';
import { HttpProblem } from '../errors/problem.ts';
import { auditedChangeOf, download, type ScopedCall, scopedRoute } from '../route.ts';
import { withinRate } from '../within-rate.ts';

/** Followed in well under a second; the whole log is for the command line. */
const VERIFIED_ROWS = 10_000;

export const getAudit = scopedRoute(
  'audit.read',
  {
    method: 'get',
    path: '/api/audit',
    summary: 'Rows of the audit log of the caller’s scope, the newest first, page by page',
    query: auditQuerySchema,
    answer: auditPageSchema,
  },
  async (call) => {
    const { db } = call.services;
    const { cursor = null, limit, ...filter } = call.query;
    const found = await searchAudit(db, { scope: call.scope, filter, before: cursor, limit: limit + 1 });
    // Once a search: going on to its next page is the same look.
    if (cursor === null) await note(call, 'audit.read', detailOf(filter));
    const items = found.slice(0, limit);
    const nextCursor = found.length > limit ? (items.at(-1)?.seq ?? null) : null;
    return { body: { items, nextCursor, guard: await auditGuard(db) } };
  },
);

export const getAuditExport = scopedRoute(
  'audit.read',
  {
    method: 'get',
    path: '/api/audit/export',
    summary: `Rows of the audit log as CSV, the newest first, ${AUDIT_EXPORT_ROWS_MAX} at most`,
    query: auditFilterSchema,
    answer: download,
    refusals: ['audit.too_many_exports'],
  },
  async (call) => {
    const { services, query, scope, principal } = call;
    withinRate(services.exportRate, principal.userId, 1, 'audit.too_many_exports');
    await note(call, 'audit.exported', detailOf(query));
    const day = new Date(services.clock.now()).toISOString().slice(0, 10);
    const lines = auditCsv((before, limit) =>
      searchAudit(services.db, { scope, filter: query, before, limit }),
    );
    return { body: null, file: { name: `audit-${day}.csv`, type: 'text/csv; charset=utf-8', lines } };
  },
);

export const postAuditVerify = scopedRoute(
  'audit.read',
  {
    method: 'post',
    path: '/api/audit/verify',
    summary: `Follows the chain of the audit log over its newest ${VERIFIED_ROWS} rows`,
    answer: auditVerificationSchema,
    refusals: ['audit.too_many_exports'],
  },
  async ({ principal, services }) => {
    const { db, clock, exportRate } = services;
    withinRate(exportRate, principal.userId, 1, 'audit.too_many_exports');
    const { rows, first, last, broken } = await verifyChain(db, { newest: VERIFIED_ROWS });
    return {
      body: {
        rows,
        firstSeq: first?.seq ?? null,
        lastSeq: last?.seq ?? null,
        hash: last === null ? null : hex(last.hash),
        broken: broken === null ? null : { kind: broken.kind, seq: broken.seq },
        atMs: clock.now(),
      },
    };
  },
);

/** Reading the log is itself on record, before anything is shown. */
async function note(
  call: ScopedCall<unknown, unknown, unknown>,
  action: 'audit.read' | 'audit.exported',
  detail: AuditDetail,
): Promise<void> {
  const [orgPath] = call.scope.paths;
  if (orgPath === undefined) throw new HttpProblem('access.forbidden');
  await recordAudit(call.services.db, auditedChangeOf(call), {
    ...{ action, subject: 'audit_log', orgPath, detail },
  });
}

/** What was looked for; what was not is left out. */
function detailOf(filter: AuditFilter): AuditDetail {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
