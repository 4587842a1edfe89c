import { fail, ok, type Result } from '#core/kit';
import type { Endpoint } from './byte-stream.ts';

/** RFC 2326, 3.2, and the registry of service names for `rtsps`. */
const DEFAULT_PORT = { plain: 554, secure: 322 } as const;

/** A URL taken apart (RFC 2326, 3.2). Path and query stay as written: cameras compare them byte by byte. */
export interface RtspUrl {
  readonly secure: boolean;
  /** `rtspu`: its media are to come over UDP. */
  readonly datagrams: boolean;
  readonly endpoint: Endpoint;
  /** `host` or `host:port` as written, IPv6 in brackets. */
  readonly authority: string;
  /** Path and query, starting with a slash; empty when there is none. */
  readonly path: string;
}

const URL_PATTERN =
  /^(rtsp[su]?):\/\/(?:[^/?#]*@)?(\[[0-9A-Fa-f:.%]+\]|[^:/?#@[\]\s]+)(?::(\d{1,5}))?([/?][^\s]*)?$/i;

/** Reads an absolute RTSP URL; credentials in it are left out. */
export function parseRtspUrl(text: string): Result<RtspUrl, 'bad_url'> {
  const match = URL_PATTERN.exec(text.trim());
  if (match === null) return fail('bad_url');
  const [, scheme = '', host = '', portText, rest = ''] = match;
  const secure = scheme.toLowerCase() === 'rtsps';
  const port = portText === undefined ? DEFAULT_PORT[secure ? 'secure' : 'plain'] : Number(portText);
  if (port < 1 || port > 65_535) return fail('bad_url');
  return ok({
    secure,
    datagrams: scheme.toLowerCase() === 'rtspu',
    endpoint: { host: host.replace(/^\[|\]$/g, ''), port },
    authority: portText === undefined ? host : `${host}:${portText}`,
    path: rest.startsWith('?') ? `/${rest}` : rest,
  });
}

export function formatRtspUrl(url: RtspUrl): string {
  return `${url.secure ? 'rtsps' : 'rtsp'}://${url.authority}${url.path}`;
}
