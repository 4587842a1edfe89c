import type { GatewayPlace } from '#core/gateways';
import type { Settings } from './settings.ts';

/** Between the metrics ports of two gateways; the port after the first one's is the worker's. */
const METRICS_PORT_STEP = 10;

/** The settings of one of the gateways of this machine. @param index from 0 */
export function settingsOfGateway(settings: Settings, index: number): Settings {
  return {
    ...settings,
    gateways: 1,
    gatewayPort: counted(settings.gatewayPort, index),
    metricsPort: counted(settings.metricsPort, index * METRICS_PORT_STEP),
    gatewayPublicUrl: countedUrl(settings.gatewayPublicUrl, index),
    gatewayUrl: countedUrl(settings.gatewayUrl, index),
  };
}

/** Where the gateways of this machine are, by its settings. */
export function gatewayPlaces(settings: Settings): [GatewayPlace, ...GatewayPlace[]] {
  const others = Array.from({ length: settings.gateways - 1 }, (_, index) => placeOf(settings, index + 1));
  return [placeOf(settings, 0), ...others];
}

/** A gateway is known by its address: after a restart it is the same one. */
function placeOf(settings: Settings, index: number): GatewayPlace {
  const { gatewayPublicUrl, gatewayUrl } = settingsOfGateway(settings, index);
  const publicUrl = gatewayPublicUrl.replace(/\/+$/, '');
  return { id: publicUrl, publicUrl, internalUrl: gatewayUrl };
}

/** Port 0 lets the system choose, each time anew. */
function counted(port: number, more: number): number {
  return port === 0 ? 0 : port + more;
}

function countedUrl(url: string, index: number): string {
  if (url.includes('{gateway}')) return url.replaceAll('{gateway}', String(index + 1));
  if (index === 0) return url;
  const { protocol, hostname, port, pathname } = new URL(url);
  const first = Number(port) || (protocol === 'https:' ? 443 : 80);
  return `${protocol}//${hostname}:${first + index}${pathname === '/' ? '' : pathname}`;
}
