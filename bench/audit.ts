/**
 * The audit log: how many rows a second are appended to its chain, one at a time and by several writers at once, and
 * how long it takes to follow the chain of a million rows.
 */
import type { AuditAction } from '#core/contracts';
import { systemClock } from '#core/kit';
import { appendAudit, type NewAuditEntry, verifyChain } from '#db/audit';
import { countyPath } from '#test/county-rows';
import { type BenchDatabase, startBenchDatabase } from './support/bench-database.ts';
import { holding } from './support/holding.ts';
import { type BenchmarkContext, type BenchmarkResult, runBenchmark } from './support/run-benchmark.ts';
import { rounded } from './support/statistics.ts';

const ROWS = { small: 100_000, full: 1_000_000 } as const;
const BATCH = 5_000;
const SINGLE_ROWS = { small: 500, full: 4_000 } as const;
const WRITERS = 8;
const ACTIONS = [
  'session.started',
  'camera.ptz',
  'viewing.ended',
  'alert.handled',
] as const satisfies AuditAction[];

function entry(number: number): NewAuditEntry {
  const action = ACTIONS[number % ACTIONS.length] ?? 'camera.ptz';
  return {
    ...{
      atMs: 1_790_000_000_000 + number,
      action,
      actor: `usr_${number % 500}`,
      actorName: `值班员${number % 500}`,
    },
    ...{ address: `10.1.${number % 256}.7`, subject: `cam_33012700001310${number % 30_726}` },
    ...{ orgPath: countyPath, detail: { cameraName: '石桥村口', fromMs: number, untilMs: number + 60_000 } },
  };
}

async function fill({ db }: BenchDatabase, rows: number): Promise<void> {
  for (let start = 0; start < rows; start += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, at) => entry(start + at));
    await db.transaction((tx) => appendAudit(tx, batch));
  }
}

/** Rows of one transaction each, as requests append them. */
async function appendSingly({ db }: BenchDatabase, rows: number): Promise<void> {
  let next = 0;
  const write = async (): Promise<void> => {
    while (next < rows) {
      const row = entry(next++);
      await db.transaction((tx) => appendAudit(tx, [row]));
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = systemClock.monotonicMs();
  await work();
  return systemClock.monotonicMs() - startMs;
}

async function measure({ size, progress }: BenchmarkContext): Promise<BenchmarkResult> {
  return holding(async (held) => {
    const database = await startBenchDatabase(held);
    const rows = ROWS[size];
    progress(`appending ${rows} rows`);
    const fillMs = await timed(() => fill(database, rows));
    const singlyMs = await timed(() => appendSingly(database, SINGLE_ROWS[size]));
    progress('following the chain');
    const verifyMs = await timed(async () => {
      const { broken, rows: read } = await verifyChain(database.db);
      if (broken !== null || read !== rows + SINGLE_ROWS[size]) throw new Error('the chain does not hold');
    });
    const figures = {
      rows: rows + SINGLE_ROWS[size],
      verifyMs: rounded(verifyMs, 0),
      appendPerSecond: rounded((SINGLE_ROWS[size] * 1_000) / singlyMs, 0),
      batchAppendPerSecond: rounded((rows * 1_000) / fillMs, 0),
    };
    return {
      figures,
      table: {
        head: ['', 'measured', 'wanted'],
        rows: [
          [`${figures.rows} rows followed, ms`, figures.verifyMs, size === 'full' ? '≤ 30000' : '≤ 3000'],
          [`rows a second, ${WRITERS} writers, each row a transaction`, figures.appendPerSecond, ''],
          [`rows a second, ${BATCH} in a transaction`, figures.batchAppendPerSecond, ''],
        ],
      },
    };
  });
}

await runBenchmark('audit', measure);
