import { NAMESPACES } from '../namespaces.ts';
import { leaf, node, type Xml } from '../xml.ts';
import { type Asked, hasPtz, type Operations, serviceUrl } from './operation.ts';

const FIRMWARE = '5.8.3 build 260312';
const VERSION = { major: 22, minor: 12 } as const;

const version = (prefix: string): Xml =>
  node(prefix, {}, leaf('tt:Major', VERSION.major), leaf('tt:Minor', VERSION.minor));

/** The device management service (ONVIF Core 8), as far as clients need it to know a device. */
export const deviceOperations: Operations = {
  GetDeviceInformation: ({ device }) => [
    leaf('tds:Manufacturer', device.manufacturer),
    leaf('tds:Model', device.model),
    leaf('tds:FirmwareVersion', FIRMWARE),
    leaf('tds:SerialNumber', `SN${device.code}`),
    leaf('tds:HardwareId', device.code.slice(-6)),
  ],
  GetServices: (asked) => [
    service(NAMESPACES.tds, serviceUrl(asked, 'device')),
    service(NAMESPACES.trt, serviceUrl(asked, 'media')),
    ...(hasPtz(asked) ? [service(NAMESPACES.tptz, serviceUrl(asked, 'ptz'))] : []),
  ],
  GetCapabilities: (asked) => [
    node(
      'tds:Capabilities',
      {},
      node('tt:Device', {}, leaf('tt:XAddr', serviceUrl(asked, 'device'))),
      node(
        'tt:Media',
        {},
        leaf('tt:XAddr', serviceUrl(asked, 'media')),
        node(
          'tt:StreamingCapabilities',
          {},
          leaf('tt:RTPMulticast', false),
          leaf('tt:RTP_TCP', true),
          leaf('tt:RTP_RTSP_TCP', true),
        ),
      ),
      ...(hasPtz(asked) ? [node('tt:PTZ', {}, leaf('tt:XAddr', serviceUrl(asked, 'ptz')))] : []),
    ),
  ],
  GetScopes: (asked) =>
    scopesOf(asked.device, hasPtz(asked)).map((scope) =>
      node('tds:Scopes', {}, leaf('tt:ScopeDef', 'Fixed'), leaf('tt:ScopeItem', scope)),
    ),
  GetNetworkInterfaces: ({ device }) => {
    const serial = Number(device.code.slice(-6));
    const octet = (value: number) => (value & 0xff).toString(16).padStart(2, '0');
    // 02: locally administered, so that it is nobody's.
    const address = ['02', '00', '5e', octet(serial >> 16), octet(serial >> 8), octet(serial)].join(':');
    return [
      node(
        'tds:NetworkInterfaces',
        { token: 'eth0' },
        leaf('tt:Enabled', true),
        node('tt:Info', {}, leaf('tt:Name', 'eth0'), leaf('tt:HwAddress', address), leaf('tt:MTU', 1_500)),
      ),
    ];
  },
};

function service(namespace: string, url: string): Xml {
  return node(
    'tds:Service',
    {},
    leaf('tds:Namespace', namespace),
    leaf('tds:XAddr', url),
    version('tds:Version'),
  );
}

/** GetSystemDateAndTime, which everybody may ask: without the device's time nobody could sign in. */
export function systemDateAndTime(nowMs: number): readonly Xml[] {
  const now = new Date(nowMs);
  return [
    node(
      'tds:SystemDateAndTime',
      {},
      leaf('tt:DateTimeType', 'NTP'),
      leaf('tt:DaylightSavings', false),
      node('tt:TimeZone', {}, leaf('tt:TZ', 'CST-8')),
      node(
        'tt:UTCDateTime',
        {},
        node(
          'tt:Time',
          {},
          leaf('tt:Hour', now.getUTCHours()),
          leaf('tt:Minute', now.getUTCMinutes()),
          leaf('tt:Second', now.getUTCSeconds()),
        ),
        node(
          'tt:Date',
          {},
          leaf('tt:Year', now.getUTCFullYear()),
          leaf('tt:Month', now.getUTCMonth() + 1),
          leaf('tt:Day', now.getUTCDate()),
        ),
      ),
    ),
  ];
}

/** ONVIF Core 7.3.2.2: URIs, so text is percent-encoded. */
export function scopesOf(device: Asked['device'], canMove: boolean): string[] {
  const scope = (kind: string, value: string) => `onvif://www.onvif.org/${kind}/${encodeURIComponent(value)}`;
  return [
    scope('type', 'video_encoder'),
    ...(canMove ? [scope('type', 'ptz')] : []),
    scope('Profile', 'Streaming'),
    scope('name', device.name),
    scope('hardware', `${device.manufacturer} ${device.model}`),
    scope('location', device.location),
  ];
}
