import { assertNever } from '#core/kit';
import type { DigestGuard } from './digest.ts';
import type { PlayableStream, PlayableTrack, StreamCatalogue } from './ports.ts';
import type { RtspRequest } from './request.ts';
import type { RtspResponse, RtspStatus } from './response.ts';
import type { Session } from './session.ts';
import { encodeSessionDescription } from './session-description.ts';
import { parseStreamUrl, type StreamUrl, TRACKS, type TrackName } from './stream-url.ts';
import { chooseTransport, type TransportChoice } from './transport.ts';

/** Seconds of silence after which a session is ended; clients are told. */
export const SESSION_TIMEOUT_S = 60;

const METHODS = ['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'GET_PARAMETER', 'TEARDOWN'] as const;
type Method = (typeof METHODS)[number];

/** A session just set up, and how the server's end is described in the Transport header. */
export interface NewSession {
  readonly session: Session;
  readonly serverParameters: string;
}

/** A track that is to be set up. */
export interface NamedTrack {
  readonly name: TrackName;
  readonly track: PlayableTrack;
}

/** What answering needs of the connection it came over. */
export interface Exchange {
  readonly catalogue: StreamCatalogue;
  readonly guard: DigestGuard;
  /** The address the client reached us at. */
  readonly host: string;
  session(): Session | null;
  /** Adds a track to the connection's session; replaces a session that cannot take it. */
  setUp(url: StreamUrl, track: NamedTrack, transport: TransportChoice): NewSession;
  tearDown(): void;
}

/** `hang_up` and `ignore`: no answer at all. `afterwards` is to be run when the response is on its way. */
export type Answer =
  | { readonly kind: 'respond'; readonly response: RtspResponse; readonly afterwards?: () => void }
  | { readonly kind: 'hang_up' }
  | { readonly kind: 'ignore' };

const respond = (status: RtspStatus, headers?: Readonly<Record<string, string>>): Answer => ({
  kind: 'respond',
  response: headers === undefined ? { status } : { status, headers },
});

/** Answers one request, RFC 2326 10. OPTIONS needs no password, as with most cameras; all else does. */
export function answerRequest(request: RtspRequest, exchange: Exchange): Answer {
  const { catalogue, guard } = exchange;
  const url = parseStreamUrl(request.uri);
  const manner = url === null ? { kind: 'well' as const } : catalogue.manner(url.code);
  if (manner.kind === 'dead') return { kind: 'hang_up' };
  if (manner.kind === 'mute') return { kind: 'ignore' };
  const method = METHODS.find((known) => known === request.method);
  const publicHeader = { Public: METHODS.join(', ') };
  if (method === undefined) return respond(501, publicHeader);
  if (method === 'OPTIONS') return respond(200, publicHeader);

  const verdict = guard.check(request.headers.get('authorization'), method, request.uri);
  if (manner.kind === 'denies_everyone' || verdict !== 'granted') {
    const stale = manner.kind !== 'denies_everyone' && verdict === 'stale';
    return respond(401, { 'WWW-Authenticate': guard.challenge(stale) });
  }
  const stream = url === null ? null : catalogue.find(url.code, url.profile);
  if (url === null || stream === null) return respond(404);
  const asksForMore = method === 'DESCRIBE' || method === 'SETUP';
  if (manner.kind === 'full' && asksForMore) return respond(manner.status);
  return answerKnown(method, { request, exchange, url, stream });
}

interface Known {
  readonly request: RtspRequest;
  readonly exchange: Exchange;
  readonly url: StreamUrl;
  readonly stream: PlayableStream;
}

function answerKnown(method: Exclude<Method, 'OPTIONS'>, known: Known): Answer {
  switch (method) {
    case 'DESCRIBE':
      return answerDescribe(known);
    case 'SETUP':
      return answerSetUp(known);
    case 'PLAY':
      return answerPlay(known);
    case 'GET_PARAMETER':
      return answerGetParameter(known);
    case 'TEARDOWN':
      return answerTearDown(known);
    default:
      return assertNever(method);
  }
}

/** The URI of the presentation, with the slash that relative control names are joined to. */
function contentBase(uri: string): string {
  return `${uri
    .replace(/\?.*$/, '')
    .replace(/\/+$/, '')
    .replace(/\/track\d$/, '')}/`;
}

function answerDescribe({ request, exchange, stream }: Known): Answer {
  const text = encodeSessionDescription(stream.describe(), { sessionId: stream.ssrc, host: exchange.host });
  return {
    kind: 'respond',
    response: {
      status: 200,
      headers: { 'Content-Base': contentBase(request.uri) },
      body: { type: 'application/sdp', text },
    },
  };
}

function answerSetUp({ request, exchange, url, stream }: Known): Answer {
  if (url.track === null) return respond(459);
  const track = url.track === 'video' ? stream : stream.sound;
  if (track === null) return respond(404);
  const session = exchange.session();
  if (session !== null && isForeign(session, request)) return respond(454);
  if (session?.playing === true) return respond(455);
  const transport = chooseTransport(request.headers.get('transport') ?? '');
  if (transport === null) return respond(461);
  const created = exchange.setUp(url, { name: url.track, track }, transport);
  const ssrc = track.ssrc.toString(16).padStart(8, '0').toUpperCase();
  return respond(200, {
    Session: `${created.session.id};timeout=${SESSION_TIMEOUT_S}`,
    Transport: `${created.serverParameters};ssrc=${ssrc};mode="PLAY"`,
  });
}

function answerPlay({ request, exchange, url }: Known): Answer {
  const session = exchange.session();
  if (session === null || !namesSession(session, request)) return respond(454);
  if (session.url.code !== url.code || session.url.profile !== url.profile) return respond(455);
  const base = contentBase(request.uri);
  const info = session
    .positions()
    .map(
      ({ name, sequence, timestamp }) => `url=${base}${TRACKS[name]};seq=${sequence};rtptime=${timestamp}`,
    );
  const headers = {
    Session: session.id,
    Range: 'npt=now-',
    'RTP-Info': info.join(','),
  };
  return { kind: 'respond', response: { status: 200, headers }, afterwards: () => session.play() };
}

function answerGetParameter({ request, exchange }: Known): Answer {
  const session = exchange.session();
  if (isForeign(session, request)) return respond(454);
  return session === null ? respond(200) : respond(200, { Session: session.id });
}

function answerTearDown({ request, exchange }: Known): Answer {
  const session = exchange.session();
  if (session === null || !namesSession(session, request)) return respond(454);
  exchange.tearDown();
  return respond(200, { Session: session.id });
}

/** The Session header's id; parameters a client repeats from our answer are not part of it. */
function sessionIdOf(request: RtspRequest): string | undefined {
  return request.headers.get('session')?.split(';')[0]?.trim();
}

function namesSession(session: Session, request: RtspRequest): boolean {
  return sessionIdOf(request) === session.id;
}

/** Whether the request names a session that is not this connection's. */
function isForeign(session: Session | null, request: RtspRequest): boolean {
  const id = sessionIdOf(request);
  return id !== undefined && id !== session?.id;
}
