import type { Hmac } from '#core/contracts';
import { assertNever, type Clock } from '#core/kit';
import { type HlsFailure, parseDirectives } from '../hls/index.ts';
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
  /** The client hung up. */
  readonly gone: AbortSignal;
}

export interface LiveHandlerOptions {
  readonly holds: StreamHolds<StreamOutput>;
  readonly hmac: Hmac;
  readonly clock: Clock;
}

const FAILURES: Readonly<Record<HlsFailure, ProblemCode>> = {
  not_found: 'not_found',
  too_far: 'too_far_ahead',
  not_ready: 'not_ready',
  closed: 'stream_closed',
};

/** Names are never used for other bytes, so that a viewer's own cache may keep them as long as the window lasts. */
const IMMUTABLE = 'private, max-age=30, immutable';

/** Answers for playlist, init segment, part, segment and still; every one needs a ticket for that stream. */
export function createLiveHandler(options: LiveHandlerOptions): (request: LiveRequest) => Promise<Reply> {
  return async ({ route, query, authorization, gone }) => {
    const { cameraId, profile, target } = route;
    const { hmac, clock } = options;
    const ticket = checkTicket({ authorization, cameraId, profile, hmac, nowMs: clock.now() });
    if (!ticket.ok) return problemReply(ticket.error);
    const directives = parseDirectives(query);
    if (!directives.ok) return problemReply(directives.error);
    const answer = await options.holds.with(cameraId, ticket.value, ({ hls }) => {
      if (target.kind === 'playlist') return hls.playlist(directives.value, gone);
      return target.kind === 'still' ? hls.still(gone) : hls.resource(target, gone);
    });
    if (!answer.ok) return problemReply(answer.error);
    return answer.value.ok
      ? { status: 200, headers: headersFor(target), chunks: answer.value.chunks }
      : problemReply(FAILURES[answer.value.failure]);
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
