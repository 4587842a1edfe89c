import { ApiError } from '../../../_lib/api/index.ts';

/** Why a camera did not do what it was told; each has its word in the messages under `ptz`. */
export type PtzProblem = 'noReply' | 'refused';

const silent: ReadonlySet<string> = new Set(['camera.unreachable', 'gateway.away']);

/** Reads what `sendPtz` has thrown; `null` for nothing. */
export function ptzProblem(error: unknown): PtzProblem | null {
  if (error === null) return null;
  const failure = error instanceof ApiError ? error.failure : null;
  if (failure?.kind !== 'problem') return 'noReply';
  return silent.has(failure.problem?.code ?? '') ? 'noReply' : 'refused';
}
