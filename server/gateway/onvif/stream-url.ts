import { streamUrlSchema } from '#core/contracts';
import { fail, ok, type Result } from '#core/kit';
import type { CameraNetwork } from '../network/index.ts';
import { type Endpoint, parseRtspUrl } from '../rtsp/index.ts';

export interface DeviceHost {
  /** As it was registered: a name or an address. */
  readonly host: string;
  /** As it was checked. */
  readonly endpoint: Endpoint;
  readonly network: CameraNetwork;
}

/**
 * Where a stream is to be fetched, from what a device says. Its host is replaced by the registered one: devices behind
 * address translation name one that leads nowhere, and hostile ones name somebody else. Credentials are left out.
 * @returns `forbidden_address`: a port of the device that the allow-list has not. `unreachable`: the same, but the
 *   device spoke of another host, so that its port says nothing. `no_video`: not an RTSP address that we can use
 */
export function streamUrl(
  said: string,
  { host, endpoint, network }: DeviceHost,
): Result<string, 'forbidden_address' | 'unreachable' | 'no_video'> {
  const parsed = parseRtspUrl(said);
  if (!parsed.ok || parsed.value.secure) return fail('no_video');
  const { endpoint: told, path } = parsed.value;
  const name = host.includes(':') ? `[${host}]` : host;
  const url = streamUrlSchema.safeParse(`rtsp://${name}:${told.port}${path}`);
  if (!url.success) return fail('no_video');
  if (network.allows(endpoint.host, told.port)) return ok(url.data);
  return fail(told.host === host || told.host === endpoint.host ? 'forbidden_address' : 'unreachable');
}
