/**
 * From a source to the console: 200 signed alerts a second, one request each, through the web role into PostgreSQL and
 * out again over Socket.IO to every console, while a worker routes them; then 5,000 at once. What was accepted must be
 * stored and shown, to the last one. The reference is what the same PostgreSQL takes of such rows by bare INSERTs.
 */
import { cpus } from 'node:os';
import { sql } from 'drizzle-orm';
import type { OrgUnitId } from '#core/kit';
import type { Database } from '#db/database';
import { countyPath, seedCounty } from '#test/county-rows';
import { alertDelays, type Receipts, shownOnAll } from './support/alert-delays.ts';
import { AlertSources, newBurst, type Offer } from './support/alert-sources.ts';
import { bareInsertRate } from './support/bare-insert.ts';
import { type Child, startChild } from './support/child.ts';
import type { ConsolesApi } from './support/consoles-process.ts';
import { holding } from './support/holding.ts';
import { type Installation, startInstallation, startWorkerRole } from './support/installation.ts';
import { idleShare } from './support/machine.ts';
import { type BenchmarkContext, type BenchmarkResult, runBenchmark } from './support/run-benchmark.ts';
import { signInStaff } from './support/staff.ts';
import { median, percentile, rounded } from './support/statistics.ts';
import { waitUntil } from './support/wait-until.ts';

const OFFERED_PER_SECOND = 200;
const CONSOLES = { small: 4, full: 20 } as const;
const STEADY_MS = { small: 10_000, full: 120_000 } as const;
/** Gentle, so that nothing of it is left when measuring begins. */
const WARM_UP = { perSecond: 30, durationMs: 3_000 } as const;
/** How long the last ones may take to be shown and routed before they count as lost. */
const LATE_MS = { small: 10_000, full: 120_000 } as const;
const BARE_ROUNDS = 5;

/** One stretch of sending, and how long it took until every console had all of it. */
interface Stretch extends Offer {
  readonly shownWithinMs: number | null;
  readonly routedWithinMs: number | null;
}

interface Measured {
  readonly steady: Stretch;
  readonly burst: Stretch;
  readonly stored: number;
  readonly receipts: readonly Receipts[];
  readonly cuts: number;
  readonly reloads: number;
  /** Rows a second. */
  readonly bareRates: readonly number[];
  readonly idle: number;
}

class AlertPath {
  readonly #installation: Installation;
  readonly #sources: AlertSources;
  readonly #consoles: Child<ConsolesApi>;
  readonly #context: BenchmarkContext;

  private constructor(
    installation: Installation,
    sources: AlertSources,
    consoles: Child<ConsolesApi>,
    context: BenchmarkContext,
  ) {
    this.#installation = installation;
    this.#sources = sources;
    this.#consoles = consoles;
    this.#context = context;
  }

  static async start(held: AsyncDisposableStack, context: BenchmarkContext): Promise<AlertPath> {
    context.progress('starting PostgreSQL, web and worker');
    const installation = await startInstallation(held);
    await seedCounty(installation.database.db, 0);
    await startWorkerRole(held, installation);
    const sources = await AlertSources.register(installation, context.signal);
    const orgUnitId = `org_${countyPath}` as OrgUnitId;
    const staff = { role: 'operator', orgUnitId, count: CONSOLES[context.size] } as const;
    const cookies = await signInStaff(installation, staff);
    const consoles = startChild<ConsolesApi>(new URL('./support/consoles-process.ts', import.meta.url));
    held.use(consoles);
    await consoles.ask('open', installation.webUrl, cookies);
    return new AlertPath(installation, sources, consoles, context);
  }

  async measure(): Promise<Measured> {
    const { size, progress } = this.#context;
    const { db, ownerUrl } = this.#installation.database;
    await this.#stretch(() => this.#sources.offer(WARM_UP.perSecond, WARM_UP.durationMs));
    const storedBefore = await countAlerts(db);
    const coresBefore = cpus();
    progress(`${OFFERED_PER_SECOND} alerts a second`);
    const steady = await this.#stretch(() => this.#sources.offer(OFFERED_PER_SECOND, STEADY_MS[size]));
    const idle = idleShare(coresBefore, cpus());
    progress('many at once');
    const burst = await this.#stretch(() => this.#sources.burst());
    const stored = (await countAlerts(db)) - storedBefore;
    const receipts = await this.#consoles.ask('receipts');
    const { cuts, reloads } = await this.#consoles.ask('interruptions');
    progress('bare INSERTs');
    const bareRates: number[] = [];
    for (let round = 0; round < BARE_ROUNDS; round++)
      bareRates.push(await bareInsertRate(ownerUrl, newBurst()));
    return { steady, burst, stored, receipts, cuts, reloads, bareRates, idle };
  }

  /** Sends, and waits until every console has it all, and knows whose turn it is. */
  async #stretch(send: () => Promise<Offer>): Promise<Stretch> {
    const { size, signal } = this.#context;
    const startMs = performance.now();
    const offer = await send();
    await this.#consoles.ask('expect', [...offer.sentAtMs.keys()]);
    const within = async (of: 'allShown' | 'allRouted'): Promise<number | null> => {
      const isThere = () => this.#consoles.ask(of);
      return (await waitUntil(isThere, LATE_MS[size], signal)) ? performance.now() - startMs : null;
    };
    return { ...offer, shownWithinMs: await within('allShown'), routedWithinMs: await within('allRouted') };
  }
}

async function countAlerts(db: Database): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`select count(*)::int as count from alerts`);
  return rows[0]?.count ?? 0;
}

const ratePerSecond = ({ sentAtMs, tookMs }: Offer): number => (sentAtMs.size * 1_000) / tookMs;

function resultOf(measured: Measured): BenchmarkResult {
  const { steady, burst, stored, receipts, bareRates } = measured;
  const shown = alertDelays(steady.sentAtMs, receipts, ({ shownAtMs }) => shownAtMs);
  const figures = {
    offered: steady.offered + burst.offered,
    accepted: steady.sentAtMs.size + burst.sentAtMs.size,
    stored,
    shown: shownOnAll(steady.sentAtMs, receipts) + shownOnAll(burst.sentAtMs, receipts),
    ratePerSecond: rounded(ratePerSecond(steady), 1),
    p50: rounded(percentile(shown, 0.5), 0),
    p99: rounded(percentile(shown, 0.99), 0),
    insertVsBare: rounded(ratePerSecond(burst) / median(bareRates), 3),
  };
  const head = ['', 'p50', 'p99', 'max', 'wanted'];
  const rows = [
    delayRow('source to answer (stored), ms', steady.answerMs, ''),
    delayRow('source to console, ms', shown, 'p99 ≤ 500'),
    delayRow(
      'source to console: whose turn it is, ms',
      alertDelays(steady.sentAtMs, receipts, ({ routedAtMs }) => routedAtMs),
      '',
    ),
    ...countRows(measured, figures),
  ];
  return { table: { head, rows }, figures };
}

function delayRow(label: string, delaysMs: readonly number[], wanted: string) {
  const at = (share: number) => (delaysMs.length === 0 ? '–' : percentile(delaysMs, share).toFixed(0));
  return [label, at(0.5), at(0.99), at(1), wanted];
}

function countRows(measured: Measured, figures: Readonly<Record<string, number>>) {
  const { steady, burst, cuts, reloads, bareRates, receipts, idle } = measured;
  const row = (label: string, value: string | number, wanted = '') => [label, '', '', value, wanted];
  const seconds = (ms: number | null) => (ms === null ? 'not all' : (ms / 1_000).toFixed(2));
  return [
    row('accepted a second', figures.ratePerSecond ?? 0, String(OFFERED_PER_SECOND)),
    row('all of them routed, s', seconds(steady.routedWithinMs)),
    row('machine idle meanwhile, %', (idle * 100).toFixed(0), '> 0'),
    row(`burst of ${burst.offered}: all answered, s`, seconds(burst.tookMs)),
    row(`… all on every one of ${receipts.length} consoles, s`, seconds(burst.shownWithinMs)),
    row('… all routed, s', seconds(burst.routedWithinMs)),
    row('… accepted a second', ratePerSecond(burst).toFixed(0)),
    row('… bare INSERTs a second', median(bareRates).toFixed(0)),
    row('offered', figures.offered ?? 0),
    row('accepted', figures.accepted ?? 0, 'all'),
    row('stored', figures.stored ?? 0, 'all'),
    row('shown on every console', figures.shown ?? 0, 'all'),
    row('consoles cut off', cuts),
    row('… that had to read the list anew', reloads),
  ];
}

await runBenchmark('alert-path', (context) =>
  holding(async (held) => resultOf(await (await AlertPath.start(held, context)).measure())),
);
