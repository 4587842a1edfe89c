import process from 'node:process';
import { parseArgs } from 'node:util';
import { thisMachine } from './machine.ts';
import { renderTable } from './table.ts';

const sizes = ['small', 'full'] as const;
/** `small` is quick and says whether something is badly off; `full` is what is published. */
type Size = (typeof sizes)[number];

export interface BenchmarkContext {
  readonly size: Size;
  /** Of all chance, where the benchmark has any; null: the benchmark takes one and says which. */
  readonly seed: number | null;
  /** Aborted by Ctrl-C and when whoever started the benchmark is gone. Everything that waits, waits with it. */
  readonly signal: AbortSignal;
  /** Says on stderr what is going on. */
  readonly progress: (doing: string) => void;
}

export interface BenchmarkResult {
  readonly table: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  };
  /** By the names of docs/reference/benchmarks.md; times in ms. */
  readonly figures: Readonly<Record<string, number>>;
}

/**
 * Runs one benchmark as a program: reads `--size` and `--seed`, prints a table for people and one JSON line for programs to
 * stdout, and ends the process. `measure` gives back everything it holds before it settles, however it does.
 */
export async function runBenchmark(
  name: string,
  measure: (context: BenchmarkContext) => Promise<BenchmarkResult>,
): Promise<never> {
  const { size, seed } = readOptions();
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(event, stop);
  const progress = (doing: string): void => void process.stderr.write(`· ${name}: ${doing} …\n`);
  try {
    const { table, figures } = await measure({ size, seed, signal: abort.signal, progress });
    const line = JSON.stringify({ bench: name, size, machine: thisMachine(), figures });
    process.stdout.write(`\n${name} (${size})\n\n${renderTable(table.head, table.rows)}\n\n${line}\n`);
    process.exit(0);
  } catch (error) {
    if (abort.signal.aborted) process.exit(130);
    console.error(error);
    process.exit(1);
  }
}

function readOptions(): Pick<BenchmarkContext, 'size' | 'seed'> {
  const { values } = parseArgs({
    options: { size: { type: 'string', default: 'small' }, seed: { type: 'string' } },
  });
  const size = sizes.find((known) => known === values.size);
  const seed = values.seed === undefined ? null : Number(values.seed);
  if (size === undefined) console.error(`There is no size “${values.size}”: it is ${sizes.join(' or ')}.`);
  else if (seed === null || Number.isSafeInteger(seed)) return { size, seed };
  else console.error(`A seed is a whole number, not “${values.seed}”.`);
  process.exit(78);
}
