/**
 * `npm test [-- checks|unit|integration|kills|e2e …]`: everything, or the named parts. Runs on after a failure, so that
 * one run shows all of them, and closes with `N passed, N failed`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import process from 'node:process';
import { buildPages } from './build-pages.ts';
import { progress, withProgress } from './progress.ts';
import { playwrightCounts, vitestCounts } from './test/counts.ts';
import { ensureDebianPackages } from './test/debian-packages.ts';
import { runStep, type Step, type StepResult } from './test/run-step.ts';

const REPORTS = 'test-results';
const PARTS = ['checks', 'unit', 'integration', 'kills', 'e2e'] as const;
type Part = (typeof PARTS)[number];

const vitest = (project: string): Step => {
  const report = `${REPORTS}/${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    name: `${project} tests`,
    command: ['vitest', 'run', '--project', project, ...reporters],
    count: () => vitestCounts(report),
  };
};

const STEPS: Record<Part, readonly Step[]> = {
  checks: [
    { name: 'format and lint', command: ['biome', 'ci', '--error-on-warnings', '.'] },
    { name: 'types', command: ['tsc'] },
    {
      name: 'import rules',
      command: ['depcruise', 'core', 'db', 'server', 'workers', 'app', 'sim', 'scripts'],
    },
    { name: 'dead code', command: ['knip'] },
    { name: 'file sizes', command: ['node', 'scripts/checks/file-sizes.ts'] },
    { name: 'known holes', command: ['node', 'scripts/checks/audit-packages.ts'] },
    { name: 'generated documents', command: ['node', 'scripts/docs.ts', '--check'] },
  ],
  unit: [vitest('unit')],
  integration: [vitest('integration')],
  kills: [vitest('kills')],
  e2e: [
    {
      name: 'end-to-end tests',
      command: ['playwright', 'test'],
      count: () => playwrightCounts(`${REPORTS}/e2e.json`),
    },
  ],
};

function chosenParts(): readonly Part[] {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !PARTS.includes(name as Part));
  if (unknown.length > 0) {
    console.error(`There is no part “${unknown.join(', ')}” of the tests: it is ${PARTS.join(', ')}.`);
    process.exit(78);
  }
  return named.length > 0 ? (named as Part[]) : PARTS;
}

const parts = chosenParts();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS);

const missing = ensureDebianPackages(progress);
if (missing.length > 0) {
  console.error(
    `The tests need these Debian packages: run “sudo apt-get install -y ${missing.join(' ')}” first.`,
  );
  process.exit(78);
}
await buildPages(withProgress);

const results: StepResult[] = [];
for (const part of parts) for (const step of STEPS[part]) results.push(await runStep(step));

process.stdout.write('\n');
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${failed === 0 ? '✓' : '✗'} ${name.padEnd(22)} ${passed} passed, ${failed} failed (${seconds.toFixed(0)} s)`,
  );
}
const sum = (pick: (result: StepResult) => number) =>
  results.reduce((total, result) => total + pick(result), 0);
const failed = sum((result) => result.failed);
console.log(`\n${sum((result) => result.passed)} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
