import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeviceAddress } from '#core/contracts';

/** What a device says: the inside of a SOAP body, or whatever it does with the response. */
export type FakeAnswer = string | ((response: ServerResponse, request: FakeRequest) => void);

export interface FakeRequest {
  /** Such as `GetProfiles`. */
  readonly action: string;
  readonly path: string;
  readonly body: string;
  readonly authorization: string | null;
}

/** How a device wants to be told who asks. */
export type FakeLogin = 'none' | 'MD5' | 'SHA-256' | 'token';

export interface FakeDeviceOptions {
  readonly login?: FakeLogin;
  readonly password?: string;
  /** The device's clock minus the real one. */
  readonly clockOffsetMs?: number;
  /** Answers by action, in place of or besides the usual ones. */
  readonly answers?: Readonly<Record<string, FakeAnswer>>;
}

/** For tests: an ONVIF device over real HTTP on loopback that says exactly what it is told to. User name `admin`. */
export interface FakeDevice {
  readonly address: DeviceAddress;
  readonly requests: readonly FakeRequest[];
  /** Requests for anything but the time that carried credentials. */
  readonly logins: number;
  close(): Promise<void>;
}

export async function startFakeDevice(options: FakeDeviceOptions = {}): Promise<FakeDevice> {
  const requests: FakeRequest[] = [];
  const server = createServer((request, response) => {
    void readRequest(request).then((asked) => {
      requests.push(asked);
      respond(asked, response, options);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port, path: '/onvif/device_service' },
    requests,
    get logins() {
      return requests.filter(
        ({ authorization, body }) => authorization !== null || body.includes('<Username>'),
      ).length;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** An envelope as devices send it. */
export function envelope(body: string): string {
  return `<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tt='http://www.onvif.org/ver10/schema'><s:Header/><s:Body>${body}</s:Body></s:Envelope>`;
}

/** An answer over HTTP alone. */
export function status(code: number, headers: Readonly<Record<string, string>>, body = ''): FakeAnswer {
  return (response) => response.writeHead(code, headers).end(body);
}

export function fault(code: string): string {
  return `<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>${code}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en">no</s:Text></s:Reason></s:Fault>`;
}

/** A media profile as GetProfiles has it. */
export function profileXml(token: string, source: string, codec: string, width: number, ptz = false): string {
  return `<trt:Profiles token="${token}" fixed="true"><tt:Name>${token} name</tt:Name><tt:VideoSourceConfiguration token="vsc"><tt:Name>${source} name</tt:Name><tt:SourceToken>${source}</tt:SourceToken></tt:VideoSourceConfiguration><tt:VideoEncoderConfiguration token="vec"><tt:Encoding>${codec}</tt:Encoding><tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${(width * 9) / 16}</tt:Height></tt:Resolution><tt:RateControl><tt:FrameRateLimit>25</tt:FrameRateLimit></tt:RateControl></tt:VideoEncoderConfiguration>${ptz ? '<tt:PTZConfiguration token="ptz"/>' : ''}</trt:Profiles>`;
}

export function streamUriXml(uri: string): string {
  return `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>${uri}</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>`;
}

const service = (namespace: string, path: string): string =>
  `<tds:Service><tds:Namespace>http://www.onvif.org/${namespace}/wsdl</tds:Namespace><tds:XAddr>http://10.9.9.9:81${path}</tds:XAddr></tds:Service>`;

/** The services of a device that has the Media and PTZ services, and others if given. */
export function servicesXml(...more: readonly (readonly [namespace: string, path: string])[]): string {
  const services = [['ver10/media', '/onvif/media'], ['ver20/ptz', '/onvif/ptz'], ...more] as const;
  return `<tds:GetServicesResponse>${services.map(([namespace, path]) => service(namespace, path)).join('')}</tds:GetServicesResponse>`;
}

const usual: Readonly<Record<string, FakeAnswer>> = {
  GetServices: servicesXml(),
  GetDeviceInformation:
    '<tds:GetDeviceInformationResponse><tds:Manufacturer>Lookwell\u202e</tds:Manufacturer><tds:Model>LW-7</tds:Model><tds:FirmwareVersion>1.0</tds:FirmwareVersion><tds:SerialNumber>0042</tds:SerialNumber></tds:GetDeviceInformationResponse>',
  GetProfiles: `<trt:GetProfilesResponse>${profileXml('1.0', 'source', 'H264', 1920, true)}${profileXml('2.0', 'source', 'H264', 640)}</trt:GetProfilesResponse>`,
  GetStreamUri: (response, { body }) => {
    const token = /<ProfileToken>([^<]*)</.exec(body)?.[1];
    response.end(envelope(streamUriXml(`rtsp://10.9.9.9:8554/${token}?a=1&amp;b=2`)));
  },
};

function respond(asked: FakeRequest, response: ServerResponse, options: FakeDeviceOptions): void {
  const { login = 'none', answers = {}, clockOffsetMs = 0 } = options;
  if (asked.action === 'GetSystemDateAndTime' && answers[asked.action] === undefined) {
    response.end(envelope(timeXml(Date.now() + clockOffsetMs)));
  } else if (login !== 'none' && !isKnown(asked, login, options)) {
    refuse(response, login);
  } else {
    const answer = answers[asked.action] ?? usual[asked.action] ?? fault('ter:ActionNotSupported');
    if (typeof answer === 'function') answer(response, asked);
    else response.writeHead(answer.includes('s:Fault') ? 400 : 200).end(envelope(answer));
  }
}

function timeXml(nowMs: number): string {
  const time = new Date(nowMs);
  return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:UTCDateTime><tt:Time><tt:Hour>${time.getUTCHours()}</tt:Hour><tt:Minute>${time.getUTCMinutes()}</tt:Minute><tt:Second>${time.getUTCSeconds()}</tt:Second></tt:Time><tt:Date><tt:Year>${time.getUTCFullYear()}</tt:Year><tt:Month>${time.getUTCMonth() + 1}</tt:Month><tt:Day>${time.getUTCDate()}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`;
}

function refuse(response: ServerResponse, login: FakeLogin): void {
  if (login === 'token') {
    response.writeHead(400).end(envelope(fault('ter:NotAuthorized')));
    return;
  }
  const challenge = `Digest realm="cam", nonce="n0", qop="auth", algorithm=${login}`;
  response.writeHead(401, { 'WWW-Authenticate': ['Basic realm="cam"', challenge] }).end();
}

function isKnown(asked: FakeRequest, login: FakeLogin, options: FakeDeviceOptions): boolean {
  const { password = 'secret', clockOffsetMs = 0 } = options;
  return login === 'token'
    ? isTokenOf(asked.body, password, Date.now() + clockOffsetMs)
    : isDigestOf(asked, password, login === 'MD5' ? 'md5' : 'sha256');
}

/** OASIS WSS UsernameToken Profile 1.1, 3.1; fresh within a minute of the device's clock. */
function isTokenOf(body: string, password: string, nowMs: number): boolean {
  const text = (name: string): string => new RegExp(`<${name}(?: [^>]*)?>([^<]*)<`).exec(body)?.[1] ?? '';
  const created = text('Created');
  const hash = createHash('sha1')
    .update(Buffer.from(text('Nonce'), 'base64'))
    .update(created)
    .update(password);
  const fresh = Math.abs(Date.parse(created) - nowMs) < 60_000;
  return fresh && text('Username') === 'admin' && text('Password') === hash.digest('base64');
}

function isDigestOf({ authorization, path }: FakeRequest, password: string, hashName: string): boolean {
  const field = (name: string): string =>
    new RegExp(`\\b${name}="?([^",]*)`).exec(authorization ?? '')?.[1] ?? '';
  const hash = (text: string): string => createHash(hashName).update(text).digest('hex');
  const secret = hash(`admin:cam:${password}`);
  const parts = [secret, 'n0', field('nc'), field('cnonce'), 'auth', hash(`POST:${path}`)];
  return authorization?.startsWith('Digest ') === true && field('response') === hash(parts.join(':'));
}

async function readRequest(request: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  return {
    action: /<s:Body[^>]*><(\w+)/.exec(body)?.[1] ?? '',
    path: request.url ?? '',
    body,
    authorization: request.headers.authorization ?? null,
  };
}
