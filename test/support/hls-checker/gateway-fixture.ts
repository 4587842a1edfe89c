import { createHmac, randomFillSync } from 'node:crypto';
import type { StreamProfile, StreamSource } from '#core/camera';
import { type Hmac, signServiceToken, signTicket } from '#core/contracts';
import { type CameraId, type Clock, type Log, type SessionId, systemClock, type UserId } from '#core/kit';
import { type Gateway, type GatewayLimits, RevocationList, startGateway } from '#server/gateway';
import { type GstRtspServer, type GstRtspServerOptions, startGstRtspServer } from '#test/gst-rtsp-server';
import { networkRules } from '#test/network-rules';
import { quietLog } from '#test/quiet-log';

export const hmac: Hmac = (data) => createHmac('sha256', 'test key').update(data).digest('base64url');

/** The page of the allowed origin. */
export const wallOrigin = 'http://wall.test';

/** Of every camera of the gateway's directory. */
export const credentials = { username: 'viewer', password: 'gst-Pass-1' };

type GatewayOptions = Parameters<typeof startGateway>[0];

export interface TestGatewayOptions {
  /** Streams by camera id; each answers for both profiles. */
  readonly sources: Readonly<Record<string, string>>;
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<GatewayLimits>;
  readonly clock?: Clock;
  /** Where cameras may be; anywhere on loopback if not given. */
  readonly cameraNetworks?: string;
  readonly ptzDirectory?: GatewayOptions['ptzDirectory'];
  readonly deviceDirectory?: NonNullable<GatewayOptions['deviceDirectory']>;
  readonly statusSink?: GatewayOptions['statusSink'];
  /** Cameras whose main streams are kept open though nobody watches. */
  readonly warm?: readonly string[];
  readonly revocations?: GatewayOptions['revocations'];
  readonly viewingSink?: GatewayOptions['viewingSink'];
  readonly log?: Log;
}

/** A gateway whose directory is a table. */
export async function startTestGateway(options: TestGatewayOptions): Promise<Gateway> {
  const clock = options.clock ?? systemClock;
  return startGateway({
    host: '127.0.0.1',
    port: 0,
    metricsHost: '127.0.0.1',
    metricsPort: 0,
    allowedOrigins: options.allowedOrigins ?? [wallOrigin],
    hmac,
    directory: { find: async (cameraId, profile) => sourceOf(options.sources, cameraId, profile) },
    ptzDirectory: options.ptzDirectory ?? { find: async () => null },
    deviceDirectory: options.deviceDirectory ?? { find: async () => null },
    warmDirectory: {
      list: async () => (options.warm ?? []).map((id) => ({ cameraId: id as CameraId, profile: 'main' })),
    },
    cameraNetworks: networkRules(options.cameraNetworks ?? '127.0.0.1/32'),
    discoveryAddress: '127.0.0.1',
    statusSink: options.statusSink ?? { report: () => {} },
    revocations: options.revocations ?? new RevocationList(clock),
    viewingSink: options.viewingSink ?? { begun: () => {}, ended: () => {}, lost: () => {} },
    clientAddress: ({ socket }) => socket.remoteAddress ?? '',
    clock,
    random: Math.random,
    randomBytes: (bytes) => randomFillSync(bytes),
    log: options.log ?? quietLog,
    limits: options.limits ?? {},
  });
}

function sourceOf(
  sources: Readonly<Record<string, string>>,
  cameraId: CameraId,
  profile: StreamProfile,
): StreamSource | null {
  const url = sources[cameraId];
  return url === undefined
    ? null
    : { cameraId, profile, url, credentials: credentials, deviceKey: url, siteKey: 'site' };
}

/** A GStreamer camera with the credentials the test gateway's directory knows. */
export function startTestCamera(options: Partial<Omit<GstRtspServerOptions, 'credentials'>> = {}) {
  return startGstRtspServer({ port: 0, ...options, credentials: credentials });
}

export interface TestTicket {
  readonly cameraId: string;
  readonly profile?: StreamProfile;
  readonly lifetimeMs?: number;
  readonly key?: Hmac;
}

/** A ticket for a stream. */
export function ticketFor({
  cameraId,
  profile = 'main',
  lifetimeMs = 60_000,
  key = hmac,
}: TestTicket): string {
  const expiresAtMs = Date.now() + lifetimeMs;
  const holder = { sessionId: 'ses_test' as SessionId, userId: 'usr_test' as UserId };
  const stream = { cameraId: cameraId as CameraId, profile };
  return signTicket({ ...holder, ...stream, issuedAtMs: Date.now(), expiresAtMs }, key);
}

/** The `Authorization` header with a ticket in it. */
export function bearer(ticket: TestTicket): { authorization: string } {
  return { authorization: `Bearer ${ticketFor(ticket)}` };
}

/** The value of a metric of the gateway, by its name with its labels. */
export async function metricOf({ metricsPort }: Gateway, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')
      .at(-1),
  );
}

export function serviceToken(): string {
  return signServiceToken(hmac, Date.now());
}

export type { Gateway, GstRtspServer };
