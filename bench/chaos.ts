/**
 * Whether cameras that misbehave touch anything but themselves: many cameras behind one gateway, a fifth of which
 * goes wrong in every way the simulator knows, at random from a seed that is printed.
 */
import { type Calm, type ChaosOutcome, runChaos } from './support/chaos/run-chaos.ts';
import { runBenchmark } from './support/run-benchmark.ts';
import { median, rounded } from './support/statistics.ts';

const SIZES = {
  small: { cameras: 60, bad: 12, durationMs: 40_000, warmUpMs: 16_000, recoveryMs: 40_000 },
  full: { cameras: 500, bad: 100, durationMs: 600_000, warmUpMs: 20_000, recoveryMs: 90_000 },
} as const;
const CALM_MS = 10_000;
const BITS_PER_SECOND = 300_000;

const mebibytes = (bytes: number): number => rounded(bytes / 2 ** 20, 1);
const heldBeyondBuffers = ({ memory, bufferBytes }: Calm): number => memory.liveBytes - bufferBytes;

/** How much more the last third of the run used than the first. */
function drift(cpu: readonly number[]): number {
  const third = Math.max(1, Math.floor(cpu.length / 3));
  return median(cpu.slice(-third)) / median(cpu.slice(0, third));
}

function figuresOf(outcome: ChaosOutcome, seed: number) {
  const { before, after, cpu, violations } = outcome;
  return {
    seed,
    faults: outcome.faults,
    neighbourPictures: outcome.pictures,
    neighbourLost: outcome.lost,
    simulatorStallMs: rounded(outcome.longestStallMs, 0),
    playlists: outcome.playlists,
    violations: violations.length,
    unhandledRejections: outcome.unhandledRejections,
    liveGrowthMiB: mebibytes(heldBeyondBuffers(after) - heldBeyondBuffers(before)),
    rssBeforeMiB: mebibytes(before.memory.rssBytes),
    rssAfterMiB: mebibytes(after.memory.rssBytes),
    cpuCalmPct: rounded(before.cpu * 100, 1),
    cpuChaosPct: rounded(median(cpu) * 100, 1),
    cpuDrift: rounded(drift(cpu)),
    parked: outcome.parked,
    liveAtEnd: outcome.live,
  };
}

await runBenchmark('chaos', async ({ size, seed: wanted, signal, progress }) => {
  const seed = wanted ?? Math.floor(Math.random() * 2 ** 31);
  const { cameras, bad, ...times } = SIZES[size];
  const outcome = await runChaos({
    ...{ cameras, bad, ...times, seed, signal, progress, calmMs: CALM_MS, bitsPerSecond: BITS_PER_SECOND },
  });
  for (const violation of outcome.violations.slice(0, 20)) progress(`against the standard: ${violation}`);
  for (const complaint of outcome.complaints.slice(0, 20))
    progress(`a neighbour was disturbed: ${complaint}`);
  const figures = figuresOf(outcome, seed);
  const rows: (readonly [string, string, string | number])[] = [
    ['cameras, of which misbehave', '', `${cameras}, ${bad}`],
    ['faults', '', figures.faults],
    ['pictures of the others', '', figures.neighbourPictures],
    ['… of them lost', '0', figures.neighbourLost],
    ['… never sent: the simulator was short of CPU time', '', outcome.skipped],
    ['… longest time for which it got none, ms', '< 5000', figures.simulatorStallMs],
    ['playlists checked', '', figures.playlists],
    ['… breaches of the standard', '0', figures.violations],
    ['unhandled rejections', '0', figures.unhandledRejections],
    ['gateway holds after, beyond buffers, more than before, MiB', '≤ 32', figures.liveGrowthMiB],
    ['gateway resident memory before, MiB', '', figures.rssBeforeMiB],
    ['… and after', '≤ 1.5 times', figures.rssAfterMiB],
    ['gateway CPU before, % of a core', '', figures.cpuCalmPct],
    ['… and meanwhile', '', figures.cpuChaosPct],
    ['… last third : first third', '≤ 1.2', figures.cpuDrift],
    ['parked, for a password refused twice', '', figures.parked],
    ['live at the end, those opened anew', `${cameras}`, figures.liveAtEnd],
  ];
  return { table: { head: ['', 'wanted', `seed ${seed}`], rows }, figures };
});
