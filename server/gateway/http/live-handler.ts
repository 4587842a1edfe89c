import type { Hmac, TicketClaims } from '#core/contracts';
import { assertNever, type Cancel, type Clock } from '#core/kit';
import { type HlsFailure, parseDirectives } from '../hls/index.ts';
import type { Revocations } from '../revocation/index.ts';
import type { Viewer } from '../viewing/index.ts';
import { checkTicket } from './bearer.ts';
import type { ProblemCode } from './problem.ts';
import { problemReply, type Reply } from './reply.ts';
import type { LiveTarget, Route } from './route.ts';
import type { StreamHolds } from './stream-holds.ts';
import type { StreamOutput } from './stream-output.ts';

export interface LiveRequest {
  readonly route: Extract<Route, { name: 'live' }>;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly address: string;
  /** Aborted when the client hangs up; a request that waits is also ended by it when its ticket is over. */
  readonly waiting: AbortController;
}

export interface LiveHandlerOptions {
  readonly holds: StreamHolds<StreamOutput>;
  readonly hmac: Hmac;
  readonly clock: Clock;
  readonly revocations: Revocations;
  /** @returns to be called with every picture that is sent */
  readonly recorder: (viewer: Viewer) => () => void;
}

const FAILURES: Readonly<Record<HlsFailure, ProblemCode>> = {
  not_found: 'not_found',
  too_far: 'too_far_ahead',
  not_ready: 'not_ready',
  closed: 'stream_closed',
};

/** Longer than any request waits; a ticket that lives on after that needs no watching. */
const WAIT_MAX_MS = 30_000;

/** Names are never used for other bytes, so that a viewer's own cache may keep them as long as the window lasts. */
const IMMUTABLE = 'private, max-age=30, immutable';

/** Answers for playlist, init segment, part, segment and still; every one needs a ticket for that stream. */
export function createLiveHandler(options: LiveHandlerOptions): (request: LiveRequest) => Promise<Reply> {
  return async ({ route, query, authorization, address, waiting }) => {
    const { target } = route;
    const ticket = checkTicket({ ...route, ...options, authorization, nowMs: options.clock.now() });
    if (!ticket.ok) return problemReply(ticket.error);
    const directives = parseDirectives(query);
    if (!directives.ok) return problemReply(directives.error);
    const { signal } = waiting;
    const life = endWithTicket(ticket.value, waiting, options);
    const answer = await options.holds
      .with(ticket.value.cameraId, ticket.value.profile, ({ hls }) => {
        if (target.kind === 'playlist') return hls.playlist(directives.value, signal);
        return target.kind === 'still' ? hls.still(signal) : hls.resource(target, signal);
      })
      .finally(life.release);
    // Nothing that came while the request waited is for a ticket that is over by now.
    const over = life.over();
    if (!answer.ok) return problemReply(over ?? answer.error);
    if (!answer.value.ok) return problemReply(over ?? FAILURES[answer.value.failure]);
    const { chunks, release: sent } = answer.value;
    if (over !== null) {
      sent();
      return problemReply(over);
    }
    if (hasPictures(target)) {
      const { sessionId, userId, cameraId, profile } = ticket.value;
      options.recorder({ sessionId, userId, cameraId, profile, address })();
    }
    return { status: 200, headers: headersFor(target), chunks, sent };
  };
}

function hasPictures({ kind }: LiveTarget): boolean {
  return kind === 'part' || kind === 'segment' || kind === 'still';
}

/** Ends a request that waits as soon as its ticket is void, or has run out. */
function endWithTicket(
  claims: TicketClaims,
  waiting: AbortController,
  { clock, revocations }: LiveHandlerOptions,
): { readonly over: () => ProblemCode | null; readonly release: Cancel } {
  let over: ProblemCode | null = null;
  const end = (code: ProblemCode) => {
    over = code;
    waiting.abort();
  };
  const stopListening = revocations.onRevoked(() => {
    if (revocations.isRevoked(claims)) end('ticket_revoked');
  });
  const livesMs = claims.expiresAtMs - clock.now();
  const cancel = livesMs > WAIT_MAX_MS ? null : clock.after(livesMs, () => end('ticket_expired'));
  return {
    over: () => over,
    release: () => {
      stopListening();
      cancel?.();
    },
  };
}

function headersFor(target: LiveTarget): Record<string, string> {
  switch (target.kind) {
    case 'playlist':
      return { 'content-type': 'application/vnd.apple.mpegurl', 'cache-control': 'no-store' };
    case 'still':
      return { 'content-type': 'video/mp4', 'cache-control': 'no-store' };
    case 'init':
    case 'part':
    case 'segment':
      return { 'content-type': 'video/mp4', 'cache-control': IMMUTABLE };
    default:
      return assertNever(target);
  }
}
