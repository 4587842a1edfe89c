import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hmac } from '#core/contracts';
import { type Clock, fail, type Log, ok } from '#core/kit';
import type { NetworkRules } from '#core/network';
import {
  type AcquireFeed,
  defaultFeedLimits,
  type FeedLimits,
  FeedServer,
  newFeedCounters,
} from '../feed/index.ts';
import { checkedConnect, checkedDatagrams, createCameraNetwork } from '../network/index.ts';
import { createOnvifClient, type DeviceDirectory, type PtzDirectory } from '../onvif/index.ts';
import type { Revocations } from '../revocation/index.ts';
import { openUdpPorts, tcpConnect } from '../rtsp/index.ts';
import {
  type CameraDirectory,
  defaultSessionLimits,
  PreviewDirectory,
  type SessionLimits,
  SessionRegistry,
  type StreamStatusSink,
  type WarmDirectory,
  WarmStreams,
} from '../session/index.ts';
import { ViewingBook, type ViewingSink } from '../viewing/index.ts';
import { createDeviceHandlers } from './device-handlers.ts';
import { createDiagnosticsHandler } from './diagnostics-handler.ts';
import { gatewayMetrics } from './gateway-metrics.ts';
import { createGatewayServer } from './gateway-server.ts';
import { newHttpCounters } from './http-counters.ts';
import { defaultHttpLimits, type HttpLimits } from './http-limits.ts';
import { requestKeyFramesBy } from './key-frames.ts';
import { createLiveHandler } from './live-handler.ts';
import { createMetricsServer } from './metrics-server.ts';
import { OutputSet } from './output-set.ts';
import { createProbeHandler } from './probe-handler.ts';
import { renderMetrics } from './prometheus.ts';
import type { ServicePorts } from './service-handler.ts';
import { StreamHolds } from './stream-holds.ts';
import type { StreamOutput } from './stream-output.ts';

export interface GatewayLimits {
  readonly sessions: Partial<SessionLimits>;
  readonly feed: Partial<FeedLimits>;
  readonly http: Partial<HttpLimits>;
}

export interface GatewayOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where `/metrics` is served, and nothing else; not an address that viewers reach. */
  readonly metricsHost: string;
  readonly metricsPort: number;
  /** Origins of the pages that may watch, such as `https://wall.example`. */
  readonly allowedOrigins: readonly string[];
  /** The key that signs stream tickets and service tokens. */
  readonly hmac: Hmac;
  readonly directory: CameraDirectory;
  readonly ptzDirectory: PtzDirectory;
  /** Default: no camera can be asked for a key frame. */
  readonly deviceDirectory?: DeviceDirectory;
  /** Streams to be kept open though nobody watches. Default: none. */
  readonly warmDirectory?: WarmDirectory;
  /** Where cameras may be: every connection to one is checked against it. */
  readonly cameraNetworks: NetworkRules;
  /** IPv4 address of ours on the network that is searched for devices; `0.0.0.0` leaves the choice to the system. */
  readonly discoveryAddress: string;
  readonly statusSink: StreamStatusSink;
  /** Which tickets are void before they expire. */
  readonly revocations: Revocations;
  /** Where it is recorded who watched what. */
  readonly viewingSink: ViewingSink;
  /** Where a request comes from. */
  readonly clientAddress: (request: IncomingMessage) => string;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Fills the given bytes with randomness nobody can guess. */
  readonly randomBytes: (bytes: Uint8Array) => Uint8Array;
  readonly log: Log;
  readonly limits?: Partial<GatewayLimits>;
}

/** A running gateway. */
export interface Gateway {
  /** `http://host:port`, as bound. */
  readonly url: string;
  readonly port: number;
  readonly metricsPort: number;
  /** Camera streams it holds now. */
  readonly streams: number;
  /** Tells viewers to go, gives them a moment, and stops everything within two seconds. */
  close(): Promise<void>;
}

/** How long viewers get to take their last frames. */
const DRAIN_MS = 1_000;

/** Starts the gateway. Rejects when a port cannot be bound. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const parts = assemble(options);
  const port = await listen(parts.server, options.port, options.host);
  const metricsPort = await listen(parts.metricsServer, options.metricsPort, options.metricsHost);
  options.log.info({ port, metricsPort }, 'gateway listening');
  return {
    url: `http://${options.host}:${port}`,
    port,
    metricsPort,
    get streams() {
      return parts.registry.size;
    },
    close: () => close(parts, options.clock),
  };
}

type Assembly = ReturnType<typeof assemble>;

function assemble(options: GatewayOptions) {
  const { clock, hmac, log, revocations, clientAddress } = options;
  const limits = {
    sessions: { ...defaultSessionLimits, ...options.limits?.sessions },
    feed: { ...defaultFeedLimits, ...options.limits?.feed },
    http: { ...defaultHttpLimits, ...options.limits?.http },
  };
  const counters = { feed: newFeedCounters(), http: newHttpCounters() };
  const outputs = new OutputSet(clock, limits.http.blockingMs);
  const { registry, previews, internal, diagnostics } = assembleInput(options, outputs, limits.sessions);
  const holds = new StreamHolds(registry, clock);
  const warm = new WarmStreams({
    directory: options.warmDirectory ?? { list: async () => [] },
    acquire: (...stream) => registry.acquire(...stream),
    ...{ clock, log, streamsMax: limits.sessions.warm },
  });
  const viewings = new ViewingBook({ sink: options.viewingSink, clock });
  const recorder = viewings.recorder.bind(viewings);
  const feed = new FeedServer({
    acquire: feedsOf(registry),
    hmac,
    clock,
    revocations,
    recorder,
    clientAddress,
    limits: limits.feed,
    counters: counters.feed,
  });
  const state = { ready: true };
  const server = createGatewayServer({
    allowedOrigins: new Set(options.allowedOrigins),
    limits: limits.http,
    counters: counters.http,
    live: createLiveHandler({ holds, hmac, clock, revocations, recorder }),
    internal,
    diagnostics,
    feed,
    clientAddress,
    ready: () => state.ready,
    onError: (error) => log.warn({ error }, 'request failed'),
  });
  const metricsServer = createMetricsServer(() =>
    renderMetrics(
      gatewayMetrics({
        sessions: registry.inspect(),
        ...outputs.figures(),
        feedSockets: feed.connections,
        hlsStreams: holds.size,
        feed: counters.feed,
        http: counters.http,
      }),
    ),
  );
  return { registry, previews, holds, warm, viewings, feed, server, metricsServer, state };
}

/** The side that faces the cameras; every connection it makes goes through one checked network. */
function assembleInput(options: GatewayOptions, outputs: OutputSet, limits: SessionLimits) {
  const { clock, hmac, log, random, statusSink, directory } = options;
  const network = createCameraNetwork({ rules: options.cameraNetworks });
  const previews = new PreviewDirectory({
    directory,
    statusSink,
    clock,
    randomBytes: options.randomBytes,
  });
  const onvif = createOnvifClient({ network, clock, random, discoveryAddress: options.discoveryAddress });
  const devices = options.deviceDirectory ?? { find: async () => null };
  const registry = new SessionRegistry<StreamOutput>({
    directory: previews,
    statusSink: previews,
    createOutput: () => outputs.create(),
    clock,
    random,
    connect: checkedConnect(network, tcpConnect),
    openDatagrams: checkedDatagrams(network, openUdpPorts),
    requestKeyFrame: requestKeyFramesBy({ onvif, devices, log }),
    log,
    limits,
  });
  const ports: ServicePorts = {
    hmac,
    clock,
    onError: (error) => log.warn({ error: String(error) }, 'internal call failed'),
  };
  const internal = {
    probe: createProbeHandler({ ...ports, probe: (ids, how) => registry.probe(ids, how) }),
    ...createDeviceHandlers({ ...ports, onvif, network, previews, ptzDirectory: options.ptzDirectory }),
  };
  const diagnostics = createDiagnosticsHandler(ports, (cameraId) => registry.diagnose(cameraId));
  return { registry, previews, internal, diagnostics };
}

function feedsOf(registry: SessionRegistry<StreamOutput>): AcquireFeed {
  return async (cameraId, profile) => {
    try {
      const lease = await registry.acquire(cameraId, profile);
      if (!lease.ok) return lease;
      return ok({ feed: lease.value.output.feed, release: () => lease.value.release() });
    } catch {
      return fail('unavailable');
    }
  };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

async function close(
  { state, feed, holds, warm, viewings, registry, previews, server, metricsServer }: Assembly,
  clock: Clock,
): Promise<void> {
  state.ready = false;
  feed.shutDown();
  holds.close();
  warm.close();
  viewings.close();
  registry.close();
  previews.close();
  const closed = Promise.all([server, metricsServer].map(closeServer));
  server.closeIdleConnections();
  metricsServer.closeAllConnections();
  const cancel = clock.after(DRAIN_MS, () => server.closeAllConnections());
  await closed;
  cancel();
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
