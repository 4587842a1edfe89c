/**
 * `node docker/health.ts URL`: exit code 0 when the URL answers 2xx within four seconds, else 1. For the health
 * checks of containers, whose images have no curl.
 */
import process from 'node:process';

const TIMEOUT_MS = 4_000;

const [, , url = ''] = process.argv;
const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: unknown) => {
  process.stderr.write(`${url}: ${error instanceof Error ? error.message : error}\n`);
  return null;
});
if (answer !== null && !answer.ok) process.stderr.write(`${url}: ${answer.status}\n`);
process.exitCode = answer?.ok ? 0 : 1;
