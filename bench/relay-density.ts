/**
 * How many cameras one gateway carries: N cameras of 720p25 and 2 Mb/s over RTSP/TCP, each with one viewer on the
 * wall feed. The CPU time of the gateway process per stream stands against a process that reads the same streams and
 * throws them away, and against one `ffmpeg -c copy -f hls` a camera.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { cameraCodes } from './support/bench-cameras.ts';
import { holding } from './support/holding.ts';
import { measureFfmpeg, measureGateway, measureNullReader, type RelayCost } from './support/relay-cost.ts';
import { type BenchmarkContext, runBenchmark } from './support/run-benchmark.ts';
import { startSimulators } from './support/simulators.ts';
import { rounded } from './support/statistics.ts';

const STREAMS = { small: [20], full: [200, 1_000] } as const;
const WINDOW_MS = { small: 1_000, full: 2_000 } as const;
const FFMPEG_STREAMS = 8;
const BITS_PER_SECOND = 2_000_000;
/** After the simulators are up, and between two measurements: sockets close, sessions end. */
const SETTLE_MS = 1_000;

interface Density {
  readonly streams: number;
  readonly gateway: RelayCost;
  readonly nullCpu: number;
  readonly ffmpegCpu: number;
}

function measure(streams: number, { size, signal, progress }: BenchmarkContext): Promise<Density> {
  return holding(async (held) => {
    progress(`starting ${streams} cameras`);
    const codes = cameraCodes(streams);
    const simulators = await startSimulators(held, codes, BITS_PER_SECOND);
    const plan = { codes, simulators, windowMs: WINDOW_MS[size], signal };
    await sleep(SETTLE_MS, null, { signal });
    const settled = async <Cost>(what: string, measured: () => Promise<Cost>): Promise<Cost> => {
      progress(what);
      const cost = await measured();
      await sleep(SETTLE_MS, null, { signal });
      return cost;
    };
    // Machines drift: the reference is taken before and after.
    const nullReader = () =>
      settled(`${streams} streams into the null reader`, () => measureNullReader(plan));
    const nullBefore = await nullReader();
    const gateway = await settled(`${streams} streams through the gateway`, () => measureGateway(plan));
    const nullAfter = await nullReader();
    const few = { ...plan, codes: codes.slice(0, FFMPEG_STREAMS) };
    const ffmpegCpu = await settled(`${FFMPEG_STREAMS} streams through ffmpeg`, () => measureFfmpeg(few));
    return { streams, gateway, nullCpu: (nullBefore + nullAfter) / 2, ffmpegCpu };
  });
}

/** One size after the other, as far as this machine can go. @throws when it is the smallest that fails */
async function measureAll({ size, ...context }: BenchmarkContext): Promise<Density[]> {
  const measured: Density[] = [];
  for (const streams of STREAMS[size]) {
    try {
      measured.push(await measure(streams, { size, ...context }));
    } catch (error) {
      if (context.signal.aborted || measured.length === 0) throw error;
      context.progress(`${streams} streams are too many for this machine: ${error}`);
      break;
    }
  }
  return measured;
}

/** CPU in % of one core for one stream. */
function figuresOf({ streams, gateway, nullCpu, ffmpegCpu }: Density) {
  return {
    streams,
    cpuPerStreamPct: rounded(gateway.cpuPerStream * 100, 3),
    nullCpuPerStreamPct: rounded(nullCpu * 100, 3),
    cpuVsNull: rounded(gateway.cpuPerStream / nullCpu),
    ffmpegCpuPerStreamPct: rounded(ffmpegCpu * 100, 3),
    cpuVsFfmpeg: rounded(gateway.cpuPerStream / ffmpegCpu),
    rssPerStreamMiB: mebibytes(gateway.rssPerStreamBytes),
    ringPerStreamMiB: mebibytes(gateway.ringPerStreamBytes),
    framesLost: gateway.framesLost,
  };
}

type Row = readonly [label: string, wanted: string, value: (density: Density) => number];

const ROWS: readonly Row[] = [
  ['gateway, % of a core per stream', '', (density) => figuresOf(density).cpuPerStreamPct],
  ['null reader, the same', '', (density) => figuresOf(density).nullCpuPerStreamPct],
  ['gateway : null reader', '≤ 1.6', (density) => figuresOf(density).cpuVsNull],
  [`ffmpeg, the same (${FFMPEG_STREAMS} streams)`, '', (density) => figuresOf(density).ffmpegCpuPerStreamPct],
  ['gateway : ffmpeg', '≤ 0.2', (density) => figuresOf(density).cpuVsFfmpeg],
  ['gateway memory per stream, MiB', '', (density) => figuresOf(density).rssPerStreamMiB],
  ['… of it pictures kept for viewers', '', (density) => figuresOf(density).ringPerStreamMiB],
  [
    '… beyond those',
    '≤ 1',
    ({ gateway }) => mebibytes(gateway.rssPerStreamBytes - gateway.ringPerStreamBytes),
  ],
  ['pictures sent', '', ({ gateway }) => gateway.framesSent],
  ['… of them lost', '0', ({ gateway }) => gateway.framesLost],
  ['machine idle meanwhile, %', '> 0', ({ gateway }) => rounded(gateway.idleShare * 100, 0)],
];

const mebibytes = (bytes: number): number => rounded(bytes / 2 ** 20);

await runBenchmark('relay-density', async (context) => {
  const measured = await measureAll(context);
  const largest = measured.at(-1);
  if (largest === undefined) throw new Error('nothing measured');
  const head = ['', 'wanted', ...measured.map(({ streams }) => `${streams} streams`)];
  const rows = ROWS.map(([label, wanted, value]) => [label, wanted, ...measured.map(value)]);
  return { table: { head, rows }, figures: figuresOf(largest) };
});
