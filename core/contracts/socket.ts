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
  /** What the account may see or do is no longer what it was. */
  'access:changed': () => void;
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

/** One thing that goes over a socket. */
export interface SocketEventAbout {
  readonly meaning: string;
  /** Its arguments, for readers. */
  readonly carries: string;
}
type About<Events> = { readonly [Name in keyof Events]: SocketEventAbout };

/**
 * Every event of every namespace: docs/reference/events.md is made from this, and the access test goes through it. An
 * event that is declared above and not described here does not compile.
 */
export const socketEvents = {
  '/': {
    mayConnect: 'every session that owes nothing',
    sent: {
      journal: {
        meaning:
          'What happened, in the order of the journal: of the org units and kinds that the account may read, and to a ' +
          'handheld what concerns its squad. Drop entries at or before your own position.',
        carries: 'array of journal entries',
      },
      'session:ended': {
        meaning: 'The session is over: signed out, expired, account disabled. The socket is closed next.',
        carries: 'nothing',
      },
      'access:changed': {
        meaning:
          'What the account may see or do is other: ask who is signed in, and read the snapshots anew. If other news is ' +
          'to be heard, the connection is broken next and comes back.',
        carries: 'nothing',
      },
    },
    taken: {
      'journal:resume': {
        meaning:
          'Ask, after every connect, for what was missed since a position; live entries follow. `resumed`: all of it ' +
          'was sent before this answer. `reload`: too much was missed; read the snapshots anew and resume from theirs. ' +
          '`error`: `busy` while another is under way, `body.invalid`, `auth.required`, `internal`.',
        carries: '`{ after: position }`, and a function that is given `{ result, position?, code? }`',
      },
    },
  },
  '/positions': {
    mayConnect: 'sessions that may read squads somewhere (`squad.read`)',
    sent: {
      positions: {
        meaning:
          'Where squads of the account’s scope are now: those that moved, at most once a second, of each the newest ' +
          'only. Who does not read in time misses some.',
        carries: 'array of `{ squadId, lon, lat, headingDeg, atMs }`',
      },
    },
    taken: {},
  },
} as const satisfies {
  readonly [Namespace in '/' | '/positions']: {
    readonly mayConnect: string;
    readonly sent: About<Namespace extends '/' ? ServerToClientEvents : PositionsServerEvents>;
    readonly taken: About<Namespace extends '/' ? ClientToServerEvents : Record<never, never>>;
  };
};

export interface SquadPositionUpdate {
  readonly squadId: SquadId;
  readonly lon: number;
  readonly lat: number;
  readonly headingDeg: number | null;
  readonly atMs: number;
}
