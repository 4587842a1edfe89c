import type { DiscoveredDevice } from '#core/contracts';
import { parseSoap } from './parse-soap.ts';
import { plainText } from './plain-text.ts';
import type { SoapElement } from './soap-element.ts';

/** What one ProbeMatch says. */
export interface ProbeMatch {
  /** The endpoint reference: the device's name for itself, the same at all its addresses. */
  readonly reference: string;
  /** Where it says it answers: numeric addresses only, in its order. */
  readonly device: DiscoveredDevice;
}

const MATCHES_MAX = 16;
const NAME_SCOPE = 'onvif://www.onvif.org/name/';
const HARDWARE_SCOPE = 'onvif://www.onvif.org/hardware/';

/** The message that a WS-Discovery answer answers; null when it says none. */
export function relatesTo(datagram: string): string | null {
  return /<(?:[\w.-]{1,32}:)?RelatesTo(?:\s[^<>]{0,200})?>\s*([^<\s]{1,100})\s*</.exec(datagram)?.[1] ?? null;
}

/**
 * Reads a WS-Discovery ProbeMatches message (WS-Discovery 2005/04, 5.3).
 * @param sender whoever sent it; addresses of other hosts are passed over, so that a device speaks only for itself
 */
export function readProbeMatches(datagram: string, sender: string): ProbeMatch[] {
  const message = parseSoap(datagram);
  if (!message.ok || message.value.kind === 'fault') return [];
  const matches = message.value.body.at('probeMatches').all('probeMatch').slice(0, MATCHES_MAX);
  return matches.flatMap((match) => readMatch(match, sender) ?? []);
}

function readMatch(match: SoapElement, sender: string): ProbeMatch | null {
  const reference = match.at('endpointReference', 'address').text;
  const urls = match.at('XAddrs').text.split(/\s+/, 8);
  const address = urls.map(readAddress).find((candidate) => candidate?.host === sender) ?? null;
  if (reference === '' || reference.length > 256 || address === null) return null;
  const scopes = match.at('scopes').text.split(/\s+/, 64);
  return {
    reference,
    device: { address, name: scopeValue(scopes, NAME_SCOPE), hardware: scopeValue(scopes, HARDWARE_SCOPE) },
  };
}

function readAddress(url: string): DiscoveredDevice['address'] | null {
  const match = /^http:\/\/([\d.]{7,15})(?::(\d{1,5}))?(\/[\x21-\x7e]{0,255})$/i.exec(url);
  const [, host = '', port = '80', path = ''] = match ?? [];
  return match === null || Number(port) < 1 || Number(port) > 65_535
    ? null
    : { host, port: Number(port), path };
}

/** ONVIF Core, 7.3.2.2: names are percent-encoded. */
function scopeValue(scopes: readonly string[], prefix: string): string {
  const value = scopes.find((scope) => scope.startsWith(prefix))?.slice(prefix.length) ?? '';
  try {
    return plainText(decodeURIComponent(value), 200);
  } catch {
    return plainText(value, 200);
  }
}
