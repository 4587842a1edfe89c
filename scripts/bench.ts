/**
 * `npm run bench [-- NAME] [--size small|full] [--seed NUMBER]`: every benchmark, or one. Each runs in a process of its own, one
 * after the other; see docs/reference/benchmarks.md.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const FOLDER = fileURLToPath(new URL('../bench', import.meta.url));
const NAMES = globSync('*.ts', { cwd: FOLDER })
  .map((file) => basename(file, '.ts'))
  .sort();

const { values, positionals } = parseArgs({
  options: { size: { type: 'string', default: 'small' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark “${unknown.join(', ')}”: it is ${NAMES.join(', ')}.`);
  process.exit(78);
}

let stopping = false;
const onStop = (): void => {
  stopping = true;
};
// Ctrl-C reaches the benchmark too; it decides how to stop, and we wait for it.
process.on('SIGINT', onStop);

let failed = false;
for (const name of positionals.length > 0 ? positionals : NAMES) {
  if (stopping) break;
  const seed = values.seed === undefined ? [] : ['--seed', values.seed];
  const child = fork(join(FOLDER, `${name}.ts`), ['--size', values.size, ...seed]);
  const stop = (): void => {
    onStop();
    child.kill('SIGTERM');
  };
  for (const event of ['SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(event, stop);
  const [code] = await once(child, 'exit');
  for (const event of ['SIGTERM', 'SIGHUP', 'disconnect'] as const) process.off(event, stop);
  failed ||= code !== 0;
}
process.exit(failed || stopping ? 1 : 0);
