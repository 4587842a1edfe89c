import { z } from 'zod';

const URL_PATTERN =
  /^(rtsp[su]?):\/\/(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]{1,253}))(?::(\d{1,5}))?(?:[/?][\x21-\x7e]*)?$/;
/** RFC 2326, 3.2, and the registry of service names for `rtsps`. */
const DEFAULT_PORT = { plain: 554, secure: 322 } as const;

/**
 * Where a stream is fetched from; IPv6 without brackets. `rtsps` is RTSP under TLS; `rtspu` asks for media over UDP.
 * @returns null for what is not `rtsp://host:port/path` in ASCII, and for addresses with credentials in them
 */
export function streamEndpoint(url: string): { readonly host: string; readonly port: number } | null {
  const match = URL_PATTERN.exec(url);
  if (match === null) return null;
  const [, scheme, address, name = '', portText] = match;
  const defaultPort = DEFAULT_PORT[scheme === 'rtsps' ? 'secure' : 'plain'];
  const port = portText === undefined ? defaultPort : Number(portText);
  return port < 1 || port > 65_535 ? null : { host: address ?? name, port };
}

/** A user or password in it is refused, they have a field of their own. */
export const streamUrlSchema = z
  .string()
  .max(512)
  .refine((url) => streamEndpoint(url) !== null, 'must be rtsp://host:port/path, without credentials');
