import type { z } from 'zod';
import {
  type CameraPage,
  cameraPageSchema,
  type cameraQuerySchema,
  type Me,
  meSchema,
  type OrgTree,
  orgTreeSchema,
  type StreamTicket,
  type StreamTicketRequest,
  type signInSchema,
  streamTicketResponseSchema,
} from '#core/contracts';
import { type Locale, systemClock } from '#core/kit';
import { serverClock } from '../time/index.ts';
import { command, request } from './request.ts';

/** Who is signed in. Its answer also sets the page's view of the server's clock. */
export async function fetchMe(): Promise<Me> {
  const sentAtMs = systemClock.monotonicMs();
  const me = await request({ path: '/api/me' }, meSchema);
  serverClock.learn({ sentAtMs, receivedAtMs: systemClock.monotonicMs(), serverTimeMs: me.serverTimeMs });
  return me;
}

/** Opens a session; the cookie that holds it is out of the page's reach. */
export function signIn(credentials: z.infer<typeof signInSchema>): Promise<void> {
  return command({ method: 'POST', path: '/api/session', body: credentials });
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
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const call = { path: `/api/cameras?${parameters}` };
  return request(signal === undefined ? call : { ...call, signal }, cameraPageSchema);
}

/** Tickets for as many streams as the contract allows at once; see `streamTicketRequestSchema`. */
export async function fetchStreamTickets(streams: StreamTicketRequest['streams']): Promise<StreamTicket[]> {
  const call = { method: 'POST', path: '/api/stream-tickets', body: { streams } } as const;
  return (await request(call, streamTicketResponseSchema)).tickets;
}
