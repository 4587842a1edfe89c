import { AUDIT_EXPORT_ROWS_MAX, type AuditItem } from '#core/contracts';
import { CSV_START, csvLine } from '#core/kit';

const PAGE = 1_000;
const COLUMNS = [
  'number',
  'time',
  'action',
  'user',
  'account',
  'address',
  'subject',
  'subject_name',
  'unit',
  'detail',
];

/**
 * The log as CSV, a page at a time: however many rows, only a page of them is in memory. When there are more than may be
 * exported, its last line says so.
 * @param read rows older than `before`, the newest first
 */
export async function* auditCsv(
  read: (before: number | null, limit: number) => Promise<readonly AuditItem[]>,
  rowsMax: number = AUDIT_EXPORT_ROWS_MAX,
): AsyncGenerator<string> {
  yield CSV_START + csvLine(COLUMNS);
  let before: number | null = null;
  for (let written = 0; ; ) {
    const wanted = Math.min(PAGE, rowsMax - written);
    // One more than is wanted tells whether there are more.
    const rows: readonly AuditItem[] = await read(before, wanted + 1);
    const page = rows.slice(0, wanted);
    yield page.map(toLine).join('');
    written += page.length;
    before = page.at(-1)?.seq ?? before;
    if (rows.length <= wanted) return;
    if (written >= rowsMax) break;
  }
  yield csvLine([
    `Only the newest ${rowsMax} rows are in this file. Export the older ones with a narrower time range.`,
    `本文件只包含最新的 ${rowsMax} 条记录。更早的记录请缩小时间范围后另行导出。`,
  ]);
}

function toLine(entry: AuditItem): string {
  const { seq, atMs, action, actorName, actor, address, subject, subjectName, orgPath, detail } = entry;
  const time = new Date(atMs).toISOString();
  return csvLine([
    ...[String(seq), time, action, actorName, actor, address, subject, subjectName?.zh ?? '', orgPath],
    JSON.stringify(detail),
  ]);
}
