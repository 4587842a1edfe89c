import { createHash } from 'node:crypto';
import { devicePath, type OnvifDevice } from './device.ts';
import { DISCOVERY_NAMESPACES, declared } from './namespaces.ts';
import { scopesOf } from './services/device-service.ts';
import { childText, readSoap } from './soap-reader.ts';
import { leaf, node } from './xml.ts';

const PROBE_BYTES_MAX = 8_192;
const ANONYMOUS = 'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous';
const TYPES = ['NetworkVideoTransmitter', 'Device'];

/** A question for devices (WS-Discovery 5.2) that ours should answer. */
export interface Probe {
  readonly messageId: string;
}

/** Reads a datagram; null when it is no Probe, or one for devices of other types or with scopes, which we do not match. */
export function readProbe(datagram: Buffer): Probe | null {
  if (datagram.length > PROBE_BYTES_MAX) return null;
  const message = readSoap(datagram.toString('utf8'));
  if (!message.ok) return null;
  const { header, body } = message.value;
  const messageId = header.find(({ name }) => name === 'MessageID')?.text.trim() ?? '';
  if (body.uri !== DISCOVERY_NAMESPACES.d || body.name !== 'Probe' || messageId === '') return null;
  const words = (name: string) => (childText(body, name) ?? '').split(/\s+/).filter((word) => word !== '');
  const types = words('Types').map((type) => type.replace(/^.*:/, ''));
  const isForUs = types.every((type) => TYPES.includes(type)) && words('Scopes').length === 0;
  return isForUs ? { messageId } : null;
}

/** A UUID that belongs to the device, as its endpoint reference must for all time. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const version5 = `5${hex.slice(13, 16)}-8${hex.slice(17, 20)}`;
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version5}-${hex.slice(20, 32)}`;
}

/** The ProbeMatches message (WS-Discovery 5.3) of one device. */
export function probeMatch(
  device: OnvifDevice,
  probe: Probe,
  at: { readonly address: string; readonly port: number; readonly canMove: boolean },
): string {
  const header = node(
    'env:Header',
    {},
    leaf('wsa:MessageID', uuidOf(`${device.code}/${probe.messageId}`)),
    leaf('wsa:RelatesTo', probe.messageId),
    leaf('wsa:To', ANONYMOUS),
    leaf('wsa:Action', `${DISCOVERY_NAMESPACES.d}/ProbeMatches`),
  );
  const match = node(
    'd:ProbeMatch',
    {},
    node('wsa:EndpointReference', {}, leaf('wsa:Address', uuidOf(device.code))),
    leaf('d:Types', 'dn:NetworkVideoTransmitter'),
    leaf('d:Scopes', scopesOf(device, at.canMove).join(' ')),
    leaf('d:XAddrs', `http://${at.address}:${at.port}${devicePath(device.code)}`),
    leaf('d:MetadataVersion', 1),
  );
  const body = node('env:Body', {}, node('d:ProbeMatches', {}, match));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${node('env:Envelope', declared(DISCOVERY_NAMESPACES), header, body)}`;
}
