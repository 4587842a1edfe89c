/**
 * Whether a flood of positions holds up an alert: consoles get alerts at a slow, even rate, first alone, then while
 * 10,720 handhelds and 380 squads report where they are and every console watches them move.
 */
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OrgUnitId } from '#core/kit';
import { registerSquads } from '#db/repositories';
import { countyPath, seedCounty } from '#test/county-rows';
import { alertDelays, shownOnAll } from './support/alert-delays.ts';
import { AlertSources } from './support/alert-sources.ts';
import { type Child, startChild } from './support/child.ts';
import type { ConsolesApi } from './support/consoles-process.ts';
import { handheldSquads, REPORTS_PER_SECOND } from './support/handhelds.ts';
import { holding } from './support/holding.ts';
import { type Installation, startInstallation, startWorkerRole } from './support/installation.ts';
import { idleShare } from './support/machine.ts';
import { PositionFlood } from './support/position-flood.ts';
import { type BenchmarkContext, type BenchmarkResult, runBenchmark } from './support/run-benchmark.ts';
import { signInStaff } from './support/staff.ts';
import { percentile, rounded } from './support/statistics.ts';
import { medianCpu } from './support/usage.ts';
import { waitUntil } from './support/wait-until.ts';

const CONSOLES = { small: 10, full: 50 } as const;
const ALERTS_PER_SECOND = 10;
const WINDOWS = 5;
/** Small: every handheld reports at least once while it is measured. */
const WINDOW_MS = {
  alone: { small: 2_000, full: 12_000 },
  flood: { small: 6_000, full: 24_000 },
} as const;
const WARM_UP_MS = 3_000;
const LATE_MS = 10_000;

interface Stretch {
  /** CPU seconds of the web role per second. */
  readonly cpu: number;
  readonly delaysMs: readonly number[];
  readonly offered: number;
  readonly shown: number;
  readonly idle: number;
}

interface Parts {
  readonly installation: Installation;
  readonly sources: AlertSources;
  readonly consoles: Child<ConsolesApi>;
  readonly signal: AbortSignal;
}

async function start(
  held: AsyncDisposableStack,
  { size, signal, progress }: BenchmarkContext,
): Promise<Parts> {
  progress('starting PostgreSQL, web and worker');
  const installation = await startInstallation(held);
  const { db } = installation.database;
  await seedCounty(db, 0);
  await registerSquads(db, handheldSquads());
  await startWorkerRole(held, installation);
  const sources = await AlertSources.register(installation, signal);
  const orgUnitId = `org_${countyPath}` as OrgUnitId;
  const cookies = await signInStaff(installation, { role: 'operator', orgUnitId, count: CONSOLES[size] });
  const consoles = startChild<ConsolesApi>(new URL('./support/consoles-process.ts', import.meta.url));
  held.use(consoles);
  await consoles.ask('open', installation.webUrl, cookies);
  return { installation, sources, consoles, signal };
}

/** Sends alerts, and measures how long they take and what the web role needs meanwhile. */
async function measure(
  { installation, sources, consoles, signal }: Parts,
  lengthMs: number,
): Promise<Stretch> {
  const coresBefore = cpus();
  const windows = { count: WINDOWS, lengthMs };
  const [offer, cpu] = await Promise.all([
    sources.offer(ALERTS_PER_SECOND, WINDOWS * lengthMs),
    medianCpu(() => installation.web.ask('usage'), windows, signal),
  ]);
  const idle = idleShare(coresBefore, cpus());
  const { sentAtMs, offered } = offer;
  await consoles.ask('expect', [...sentAtMs.keys()]);
  await waitUntil(() => consoles.ask('allShown'), LATE_MS, signal);
  const receipts = await consoles.ask('receipts');
  const delaysMs = alertDelays(sentAtMs, receipts, ({ shownAtMs }) => shownAtMs);
  return { cpu, idle, offered, delaysMs, shown: shownOnAll(sentAtMs, receipts) };
}

interface Flooded extends Stretch {
  readonly messagesPerSecond: number;
  /** What all consoles together got, by the positions reported times the consoles; and how old it was then. */
  readonly receivedShare: number;
  readonly ageP50: number;
  readonly ageP99: number;
}

/** The same while positions come in and every console watches. */
async function measureFlooded(parts: Parts, consoleCount: number, lengthMs: number): Promise<Flooded> {
  const { consoles, installation, signal } = parts;
  await consoles.ask('watchPositions');
  const flood = await PositionFlood.start(installation, signal);
  try {
    await sleep(WARM_UP_MS, null, { signal });
    await consoles.ask('takePositions');
    const [before, startMs] = [flood.accepted, performance.now()];
    const stretch = await measure(parts, lengthMs);
    const [accepted, tookMs] = [flood.accepted - before, performance.now() - startMs];
    const { received, p50, p99 } = await consoles.ask('takePositions');
    await flood.stop();
    const receivedShare = received / (accepted * consoleCount);
    return {
      ...stretch,
      ...{ messagesPerSecond: (accepted * 1_000) / tookMs, receivedShare, ageP50: p50, ageP99: p99 },
    };
  } finally {
    await flood.stop();
  }
}

function resultOf(alone: Stretch, flooded: Flooded): BenchmarkResult {
  const figures = {
    messagesPerSecond: rounded(flooded.messagesPerSecond, 0),
    cpuCores: rounded(flooded.cpu),
    alertP99: rounded(percentile(flooded.delaysMs, 0.99), 0),
  };
  const row = (label: string, wanted: string, of: (stretch: Stretch) => string | number) => [
    label,
    of(alone),
    of(flooded),
    wanted,
  ];
  const delay = (share: number) => (stretch: Stretch) => percentile(stretch.delaysMs, share).toFixed(0);
  const rows = [
    row('alert, source to console, p50, ms', '', delay(0.5)),
    row('alert, source to console, p99, ms', 'unchanged', delay(0.99)),
    row('alerts sent', '', ({ offered }) => offered),
    row('… shown on every console', 'all', ({ shown }) => shown),
    row('web role, cores', '≤ 0.5', ({ cpu }) => cpu.toFixed(2)),
    row('machine idle meanwhile, %', '> 0', ({ idle }) => (idle * 100).toFixed(0)),
    ['positions taken in a second', '', figures.messagesPerSecond, REPORTS_PER_SECOND.toFixed(0)],
    ['… of them on every console, %', '', (flooded.receivedShare * 100).toFixed(0), '100'],
    ['… age on the console, p50, ms', '', flooded.ageP50, ''],
    ['… age on the console, p99, ms', '', flooded.ageP99, ''],
  ];
  return { table: { head: ['', 'alone', 'with positions', 'wanted'], rows }, figures };
}

await runBenchmark('positions', (context) =>
  holding(async (held) => {
    const { size, progress } = context;
    const parts = await start(held, context);
    await parts.sources.offer(ALERTS_PER_SECOND, WARM_UP_MS);
    progress('alerts alone');
    const alone = await measure(parts, WINDOW_MS.alone[size]);
    progress(`alerts and ${REPORTS_PER_SECOND.toFixed(0)} positions a second`);
    return resultOf(alone, await measureFlooded(parts, CONSOLES[size], WINDOW_MS.flood[size]));
  }),
);
