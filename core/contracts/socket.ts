import { z } from 'zod';
import type { SquadId } from '#core/kit';
import type { JournalEntry } from './journal.ts';
import { type JournalPosition, journalPositionSchema } from './position.ts';

/** What a client asks after every (re)connect: give me what I missed since this position. */
export const resumeRequestSchema = z.object({ after: journalPositionSchema });
export type ResumeRequest = z.infer<typeof resumeRequestSchema>;

/**
 * `resumed`: everything missed was sent, in order, before this answer; live entries follow.
 * `reload`: too much was missed or the position is unknown; fetch the snapshots again, then resume from theirs.
 */
export type ResumeAnswer =
  | { readonly result: 'resumed'; readonly position: JournalPosition }
  | { readonly result: 'reload' }
  | { readonly result: 'error'; readonly code: string };

/** Events the server sends on the root namespace. Only the server assigns rooms. */
export interface ServerToClientEvents {
  /** Entries in journal order. A client drops those at or before its own position. */
  journal: (entries: readonly JournalEntry[]) => void;
  /** The session is over (signed out, expired, user disabled); the socket is closed next. */
  'session:ended': () => void;
}

export interface ClientToServerEvents {
  'journal:resume': (request: ResumeRequest, answer: (result: ResumeAnswer) => void) => void;
}

/**
 * Namespace `/positions`: high-rate, volatile, latest value only. It is apart from the journal so that a flood of
 * positions can never push an alert out of a buffer. Only squads of the socket's scope are sent.
 */
export interface PositionsServerEvents {
  positions: (positions: readonly SquadPositionUpdate[]) => void;
}

export interface SquadPositionUpdate {
  readonly squadId: SquadId;
  readonly lon: number;
  readonly lat: number;
  readonly headingDeg: number | null;
  readonly atMs: number;
}
