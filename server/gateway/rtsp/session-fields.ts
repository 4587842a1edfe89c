import type { RtspHeaders } from './rtsp-headers.ts';
import type { RtspMethod } from './rtsp-message.ts';

/** `Session` (RFC 2326, 12.37). */
export interface SessionField {
  readonly id: string;
  readonly timeoutMs: number;
}

/** RFC 2326, 12.37: what holds when the server does not say. */
export const DEFAULT_TIMEOUT_MS = 60_000;

/** Reads `Session`; a timeout that is missing or makes no sense (Q7, retina #106) gets the default. */
export function readSession(headers: RtspHeaders): SessionField | null {
  const [id = '', ...parameters] = (headers.get('session') ?? '').split(';');
  if (id.trim() === '') return null;
  const timeout = parameters.map((part) => /^\s*timeout\s*=\s*"?(\d{1,6})/i.exec(part)?.[1]).find(Boolean);
  const seconds = Number(timeout ?? 0);
  return { id: id.trim(), timeoutMs: seconds > 0 ? seconds * 1_000 : DEFAULT_TIMEOUT_MS };
}

/** The channels of one track inside the RTSP connection (RFC 2326, 10.12). */
export interface InterleavedChannels {
  readonly rtp: number;
  readonly rtcp: number;
}

/**
 * Reads the server's choice of channels from `Transport` (RFC 2326, 12.39). Cameras pick others than were asked for,
 * name only one, leave out `/TCP`, or the whole field (Q5: gortsplib #72, #142, #456).
 * @returns what was asked for when the answer does not say; null when it is not our connection
 */
export function readChannels(headers: RtspHeaders, asked: InterleavedChannels): InterleavedChannels | null {
  const transport = headers.get('transport');
  if (transport === undefined) return asked;
  const match = /interleaved\s*=\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?/i.exec(transport);
  if (match === null) return /client_port|server_port|multicast/i.test(transport) ? null : asked;
  const rtp = Number(match[1]);
  const rtcp = Number(match[2] ?? rtp + 1);
  return rtp <= 255 && rtcp <= 255 && rtp !== rtcp ? { rtp, rtcp } : null;
}

/**
 * The port at which the server takes RTCP, from `Transport` (RFC 2326, 12.39).
 * @returns null where it is 0 or missing (Q14)
 */
export function readServerControlPort(headers: RtspHeaders): number | null {
  const match = /server_port\s*=\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?/i.exec(headers.get('transport') ?? '');
  const rtp = Number(match?.[1] ?? 0);
  const rtcp = Number(match?.[2] ?? rtp + 1);
  return rtp > 0 && rtcp > 0 && rtcp <= 65_535 ? rtcp : null;
}

/**
 * The request that keeps a session alive (Q8): the first the server says it knows. OPTIONS when it says nothing,
 * since every server answers that.
 */
export function keepaliveMethod(publicField: string | undefined): RtspMethod {
  const known = new Set((publicField ?? '').toUpperCase().split(/[\s,]+/));
  const candidates = ['GET_PARAMETER', 'OPTIONS', 'SET_PARAMETER'] as const;
  return candidates.find((method) => known.has(method)) ?? 'OPTIONS';
}

const KEEPALIVE_MS_MIN = 1_000;
const KEEPALIVE_MS_MAX = 25_000;

/** How often to send it: twice a timeout at least, and never seldom enough for routers to forget the connection. */
export function keepaliveIntervalMs(timeoutMs: number): number {
  return Math.max(KEEPALIVE_MS_MIN, Math.min(timeoutMs / 2, KEEPALIVE_MS_MAX));
}
