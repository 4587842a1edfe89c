import { type DeviceAddress, streamEndpoint } from '#core/contracts';
import { isNumericAddress, mayConnect, type NetworkRules } from '#core/network';

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The address of a device's ONVIF service, as it is stored: always with its port. */
export function onvifUrlOf({ host, port, path }: DeviceAddress): string {
  return `http://${keyOf({ host, port })}${path}`;
}

/** Where a stream is fetched from. @param url as `streamUrlSchema` lets through */
export function endpointOf(url: string): Endpoint {
  const endpoint = streamEndpoint(url);
  if (endpoint === null) throw new Error('an address was not checked before use');
  return endpoint;
}

/** What streams of one device have in common: `host:port`. */
export function keyOf({ host, port }: Endpoint): string {
  const name = host.toLowerCase();
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
}

/**
 * Whether a camera may be registered there. A name is let through: what it stands for may change, so the gateway
 * checks it whenever it connects.
 */
export function mayRegister(networks: NetworkRules, { host, port }: Endpoint): boolean {
  const isName = !host.includes(':') && !isNumericAddress(host);
  return isName || mayConnect(networks, host, port);
}
