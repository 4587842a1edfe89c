import { HttpProblem, type ProblemCode } from './errors/problem.ts';
import type { RateLimit } from './rate-limit.ts';

/** Takes `count` of what `key` may still do. @throws HttpProblem `code`, with the time after which there is enough */
export function withinRate(rate: RateLimit, key: string, count: number, code: ProblemCode): void {
  const limited = rate.take(key, count);
  if (limited === null) return;
  const retryAfterS = Math.ceil(limited.retryAfterMs / 1000);
  throw new HttpProblem(code, { headers: { 'Retry-After': String(retryAfterS) } });
}
