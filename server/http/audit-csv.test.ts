import { describe, expect, it } from 'vitest';
import type { AuditItem } from '#core/contracts';
import type { OrgPath } from '#core/org';
import { auditCsv } from './audit-csv.ts';

const entry = (seq: number): AuditItem => ({
  ...{ seq, atMs: 0, action: 'session.refused', actor: '=cmd|calc', actorName: '-1+1', address: '10.0.0.1' },
  ...{ subject: '@a', orgPath: '330127' as OrgPath, detail: { typed: '"a",b' } },
  subjectName: { zh: '+村口', en: '' },
});

/** A log of `count` rows, read as the database does. */
function logOf(count: number) {
  const asked: number[] = [];
  const read = async (before: number | null, limit: number) => {
    asked.push(limit);
    const newest = Math.min(count, (before ?? count + 1) - 1);
    return Array.from({ length: Math.min(limit, newest) }, (_, at) => entry(newest - at));
  };
  return { read, asked };
}

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}

describe('S20: the audit log as CSV', () => {
  it('has every row once, the newest first, a page in memory at a time', async () => {
    const { read, asked } = logOf(2_500);
    const lines = (await textOf(auditCsv(read))).trimEnd().split('\r\n');
    expect(lines.slice(1).map((line) => Number(line.split(',', 1)[0]))).toEqual(
      Array.from({ length: 2_500 }, (_, at) => 2_500 - at),
    );
    expect(Math.max(...asked)).toBeLessThanOrEqual(1_001);
  });

  it('says in its last line that there are more than it may hold', async () => {
    const lines = (await textOf(auditCsv(logOf(30).read, 20))).trimEnd().split('\r\n');
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toMatch(/^Only the newest 20 rows .*只包含最新的 20 条/);
    expect((await textOf(auditCsv(logOf(20).read, 20))).trimEnd().split('\r\n')).toHaveLength(21);
  });

  it('has no cell that a spreadsheet would take for a formula', async () => {
    const [, line = ''] = (await textOf(auditCsv(logOf(1).read))).split('\r\n');
    expect(line).toBe(
      `1,1970-01-01T00:00:00.000Z,session.refused,'-1+1,'=cmd|calc,10.0.0.1,'@a,'+村口,330127,"{""typed"":""\\""a\\"",b""}"`,
    );
  });

  it('of nothing is its head alone', async () => {
    expect((await textOf(auditCsv(logOf(0).read))).split('\r\n')).toHaveLength(2);
  });
});
