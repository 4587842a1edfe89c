import type { SquadId } from '#core/kit';

/** The id under which a squad of the county is registered; `code` is `xl01`… */
export function squadIdOf(code: string): SquadId {
  return `sqd_${code}` as SquadId;
}
