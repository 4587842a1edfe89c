import type { z } from 'zod';
import {
  type CameraPage,
  type CameraRecord,
  cameraPageSchema,
  type cameraQuerySchema,
  cameraSchema,
  type Me,
  meSchema,
  type OrgTree,
  orgTreeSchema,
  type SetupRequest,
  type StreamTicket,
  type StreamTicketRequest,
  type signInSchema,
  streamTicketResponseSchema,
} from '#core/contracts';
import { type CameraId, type Locale, systemClock } from '#core/kit';
import { serverClock } from '../time/index.ts';
import { type ApiRequest, command, queryText, request } from './request.ts';

type Credentials = z.infer<typeof signInSchema>;

/** Who is signed in. Its answer also corrects the page's view of the server's clock. */
export function fetchMe(): Promise<Me> {
  return timed({ path: '/api/session' });
}

/** Opens a session; the cookie that holds it is out of the page's reach. */
export function signIn(credentials: Credentials): Promise<Me> {
  return timed({ method: 'POST', path: '/api/session', body: credentials });
}

async function timed(call: ApiRequest): Promise<Me> {
  const sentAtMs = systemClock.monotonicMs();
  const me = await request(call, meSchema);
  serverClock.learn({ sentAtMs, receivedAtMs: systemClock.monotonicMs(), serverTimeMs: me.serverTimeMs });
  return me;
}

/** Makes the first org unit and its administrator, once. */
export function setUp(first: SetupRequest): Promise<void> {
  return command({ method: 'POST', path: '/api/setup', body: first });
}

/** Ends this session. */
export function signOut(): Promise<void> {
  return command({ method: 'DELETE', path: '/api/session' });
}

/** Keeps the user's language. */
export function changeLocale(locale: Locale): Promise<void> {
  return command({ method: 'PUT', path: '/api/me/locale', body: { locale } });
}

/** The caller's part of the organisation, with counts. */
export function fetchOrgTree(): Promise<OrgTree> {
  return request({ path: '/api/org-units' }, orgTreeSchema);
}

/** One page of cameras. */
export function fetchCameras(
  query: z.input<typeof cameraQuerySchema>,
  signal?: AbortSignal,
): Promise<CameraPage> {
  const call = { path: `/api/cameras?${queryText(query)}` };
  return request(signal === undefined ? call : { ...call, signal }, cameraPageSchema);
}

/** One camera; 404 when there is none for this user. */
export function fetchCamera(id: CameraId): Promise<CameraRecord> {
  return request({ path: `/api/cameras/${encodeURIComponent(id)}` }, cameraSchema);
}

/** Tickets for as many streams as the contract allows at once; see `streamTicketRequestSchema`. */
export async function fetchStreamTickets(streams: StreamTicketRequest['streams']): Promise<StreamTicket[]> {
  const call = { method: 'POST', path: '/api/stream-tickets', body: { streams } } as const;
  return (await request(call, streamTicketResponseSchema)).tickets;
}
