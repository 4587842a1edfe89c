import type { EpochMs } from '#core/kit';
import type { Scope } from '#core/org';

/** Who changes something, where they may, and when. */
export interface Change {
  /** A user id or a role of the system; goes into the journal. */
  readonly actor: string;
  /** What lies outside is not found. */
  readonly scope: Scope;
  readonly nowMs: EpochMs;
}

/** A change that the audit log tells of too: who made it, by name, and from where. */
export interface AuditedChange extends Change {
  readonly actorName: string;
  readonly address: string;
}

/** Who does something to themselves, or to a session, where no scope has a say. */
export type OwnChange = Omit<AuditedChange, 'scope'>;

/** There is no such thing within the scope. */
export interface NotFound {
  readonly code: 'not_found';
}

/** Fills the given bytes with randomness, for new ids. */
export type RandomBytes = (bytes: Uint8Array) => Uint8Array;
