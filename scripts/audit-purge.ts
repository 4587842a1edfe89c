/**
 * `npm run audit:purge -- --before DATE`: takes rows from before a day out of the audit log, as the owner of the
 * database. Refuses days less than six months ago, or less than BEACONWALL_AUDIT_KEEP_DAYS. The rows are gone for
 * good: keep a copy (`pg_dump --table=audit_log`) if the law where you are wants one.
 */
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { systemClock } from '#core/kit';
import { auditGuard, purgeAudit } from '#db/audit';
import { runAuditCommand } from './audit/run-audit-command.ts';

const DAY_MS = 86_400_000;

await runAuditCommand(async ({ db }, { settings, refuse }) => {
  const { before = '' } = parseArgs({ options: { before: { type: 'string' } } }).values;
  const beforeMs = Date.parse(`${before}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(before) || Number.isNaN(beforeMs))
    refuse('Say from before which day rows are to go: npm run audit:purge -- --before 2026-01-31');
  const nowMs = systemClock.now();
  const newestMs = nowMs - settings.auditKeepDays * DAY_MS;
  if (beforeMs > newestMs) {
    const newest = new Date(newestMs).toISOString().slice(0, 10);
    refuse(
      `Rows are kept for ${settings.auditKeepDays} days, so only those from before ${newest} may go. Nothing was taken out.`,
    );
  }
  if ((await auditGuard(db)) === 'privileges')
    refuse(
      'This user of the database may not take rows out. Set BEACONWALL_OWNER_DATABASE_URL for this command alone.',
    );
  const removed = await purgeAudit(db, { beforeMs, actorName: userInfo().username, nowMs });
  console.log(
    `${removed} rows from before ${before} were taken out. The chain goes on from a row that says so.`,
  );
});
