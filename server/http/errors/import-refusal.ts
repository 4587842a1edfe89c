import type { ImportRowError } from '#core/contracts';
import { ERRORS_MAX } from '../table-file/index.ts';
import { HttpProblem } from './problem.ts';

/** @throws HttpProblem `import.invalid` if there is any */
export function refuseWrongRows(errors: readonly ImportRowError[]): void {
  if (errors.length === 0) return;
  const rows = errors.toSorted((a, b) => a.line - b.line).slice(0, ERRORS_MAX);
  throw new HttpProblem('import.invalid', { rows });
}
