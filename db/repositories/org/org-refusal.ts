import type { OrgUnitId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { NotFound } from '../changes.ts';

/** Why the tree stays as it is. */
export type OrgRefusal =
  | NotFound
  | {
      readonly code: /** Somebody else changed the unit since it was read. */
        | 'changed_meanwhile'
        /** A sibling has the code. */
        | 'code_taken'
        /** The code has not the form of the unit's level. */
        | 'bad_code'
        /** A unit lies below one of a higher level only. */
        | 'level_mismatch'
        /** What it is, or would come to lie below, is closed and takes nothing new. */
        | 'closed'
        /** It would lie below itself. */
        | 'inside_itself'
        /** The root lies below nothing. */
        | 'is_root'
        /** Units below it are still open. */
        | 'has_open_units';
    };

/** What became of a unit. */
export interface ChangedUnit {
  readonly id: OrgUnitId;
  readonly path: OrgPath;
  readonly version: number;
}
