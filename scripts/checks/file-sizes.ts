/**
 * Checks that files stay small: none over 500 lines, nine in ten at most 250, half at most 80 (tests apart).
 * Function length is the linter's business.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const LIMITS = { max: 500, p90: 250, median: 80 };
const SOURCE = /\.(ts|tsx|mts|mjs|css)$/;
const NOT_COUNTED = /(^|\/)(node_modules|migrations|fixtures)\//;

const sizes = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => SOURCE.test(file) && !NOT_COUNTED.test(file) && existsSync(file))
  .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
  .sort((a, b) => a.lines - b.lines);

const code = sizes.filter(({ file }) => !/\.test\.tsx?$|^test\//.test(file));
const at = (share: number): number => code[Math.floor(code.length * share)]?.lines ?? 0;
const figures = { files: code.length, median: at(0.5), p90: at(0.9), max: sizes.at(-1)?.lines ?? 0 };
console.log(`file sizes: ${JSON.stringify(figures)}`);

const tooLong = sizes.filter(({ lines }) => lines > LIMITS.max);
for (const { file, lines } of tooLong) console.error(`${file}: ${lines} lines, over ${LIMITS.max}`);
const failed = tooLong.length > 0 || figures.p90 > LIMITS.p90 || figures.median > LIMITS.median;
if (failed) console.error(`limits: ${JSON.stringify(LIMITS)}`);
process.exitCode = failed ? 1 : 0;
