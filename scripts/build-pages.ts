import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from '#core/kit';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(PROJECT, '.next', 'beaconwall-build');
const INPUTS = ['app/**/*', 'core/**/*.ts', 'next.config.js', 'package-lock.json', 'tsconfig.json'];

/** Builds the pages when their sources changed since the last build. */
export async function buildPages(withProgress: (doing: string, work: () => Promise<void>) => Promise<void>) {
  const hash = sourceHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  await withProgress('Building the pages (once)', runNextBuild);
  writeFileSync(STAMP, hash);
}

function sourceHash(): string {
  const hash = createHash('sha256');
  const files = globSync(INPUTS, { cwd: PROJECT }).sort();
  for (const file of files) {
    const path = join(PROJECT, file);
    if (statSync(path).isFile()) hash.update(file).update(readFileSync(path));
  }
  return hash.digest('hex');
}

async function runNextBuild(): Promise<void> {
  const next = join(PROJECT, 'node_modules', 'next', 'dist', 'bin', 'next');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const };
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new StartError(`The pages could not be built:\n${output}`);
}
