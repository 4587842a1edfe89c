import type { ImportRowError } from '#core/contracts';
import { ERRORS_MAX } from '../table-file/index.ts';
import { HttpProblem } from './problem.ts';

/** A list with what is wrong in it, in the order of its lines. */
export function wrongRows(errors: readonly ImportRowError[]): HttpProblem {
  const rows = errors.toSorted((a, b) => a.line - b.line).slice(0, ERRORS_MAX);
  return new HttpProblem('import.invalid', { rows });
}

/** @throws HttpProblem `import.invalid` if there is anything wrong */
export function refuseWrongRows(errors: readonly ImportRowError[]): void {
  if (errors.length > 0) throw wrongRows(errors);
}
