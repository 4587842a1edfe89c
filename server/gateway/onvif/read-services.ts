import { fail, ok, type Result } from '#core/kit';
import type { AskFailure, DeviceSession } from './device-session.ts';
import type { ServiceName } from './request-composer.ts';
import type { SoapElement } from './soap-element.ts';

/** ONVIF Core, 5.3. */
const NAMESPACES: ReadonlyMap<string, ServiceName> = new Map([
  ['http://www.onvif.org/ver10/media/wsdl', 'media'],
  ['http://www.onvif.org/ver20/media/wsdl', 'media2'],
  ['http://www.onvif.org/ver20/ptz/wsdl', 'ptz'],
]);

/**
 * Learns where the device's services are (ONVIF Core, 8.1.2), older devices by their capabilities. Of an address only
 * the path is believed: host and port stay those that were registered and checked.
 */
export async function readServices(session: DeviceSession): Promise<Result<null, AskFailure>> {
  const services = await session.ask((cam) => cam.getServices(false));
  const found = services.ok ? servicesOf(services.value) : [];
  if (services.ok || services.error === 'fault') {
    if (found.length === 0) return readCapabilities(session);
    return note(session, found);
  }
  return services;
}

async function readCapabilities(session: DeviceSession): Promise<Result<null, AskFailure>> {
  const answer = await session.ask((cam) => cam.getCapabilities());
  if (!answer.ok) return answer;
  const capabilities = answer.value.at('getCapabilitiesResponse', 'capabilities');
  return note(session, [
    ['media', capabilities.at('media', 'XAddr').text],
    ['ptz', capabilities.at('PTZ', 'XAddr').text],
  ]);
}

function servicesOf(body: SoapElement): [ServiceName, string][] {
  return body
    .at('getServicesResponse')
    .all('service')
    .flatMap((service): [ServiceName, string][] => {
      const name = NAMESPACES.get(service.at('namespace').text);
      return name === undefined ? [] : [[name, service.at('XAddr').text]];
    });
}

function note(
  session: DeviceSession,
  services: readonly (readonly [ServiceName, string])[],
): Result<null, AskFailure> {
  for (const [name, url] of services) {
    const path = pathOf(url);
    if (path !== null) session.paths.set(name, path);
  }
  return session.paths.size === 0 ? fail('not_onvif') : ok(null);
}

function pathOf(url: string): string | null {
  return /^https?:\/\/[^/\s]{1,300}(\/[\x21-\x7e]{0,255})$/i.exec(url)?.[1] ?? null;
}
