import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { gatewayNodeArguments } from '#server/gateway';
import { cameraIdOf, streamSources, ticketFor } from './bench-cameras.ts';
import { type Child, startChild } from './child.ts';
import type { FeedViewersApi } from './feed-viewers-process.ts';
import { startFfmpegRelays } from './ffmpeg-relay.ts';
import type { GatewayApi } from './gateway-process.ts';
import { holding } from './holding.ts';
import { idleShare } from './machine.ts';
import type { NullReaderApi } from './null-reader-process.ts';
import { prometheusValue } from './prometheus-value.ts';
import type { Simulators } from './simulators.ts';
import { medianCpu, type Windows } from './usage.ts';

const FRAME_RATE = 25;
const WINDOWS = 5;
/** The code is compiled and sockets have found their sizes. */
const WARM_UP_MS = 3_000;
/**
 * The gateway keeps seven segments of two seconds, the one under way, and for four seconds more what has left the playlist;
 * before that many have passed its memory still grows.
 */
const RING_FULL_MS = 30_000;
/** ffmpeg looks at five seconds of a stream before it starts. */
const FFMPEG_WARM_UP_MS = 6_000;

const windowsOf = (lengthMs: number): Windows => ({ count: WINDOWS, lengthMs });

export interface RelayPlan {
  readonly codes: readonly string[];
  readonly simulators: Pick<Simulators, 'urlOf' | 'beginCount' | 'skipped'>;
  /** Of each of five windows. */
  readonly windowMs: number;
  readonly signal: AbortSignal;
}

export interface RelayCost {
  /** CPU seconds per second. */
  readonly cpuPerStream: number;
  readonly rssPerStreamBytes: number;
  /** Media kept for viewers. */
  readonly ringPerStreamBytes: number;
  /** Pictures the cameras sent while it was measured, and how many of them did not come. */
  readonly framesSent: number;
  readonly framesLost: number;
  /** Which part of the machine was idle meanwhile: without any, the figures are of a machine out of breath. */
  readonly idleShare: number;
}

/** What the gateway needs, with one feed viewer for every stream. */
export function measureGateway(plan: RelayPlan): Promise<RelayCost> {
  return holding((held) => {
    const gateway = startChild<GatewayApi>(
      new URL('./gateway-process.ts', import.meta.url),
      gatewayNodeArguments(),
    );
    // They take in as much as the gateway does, and must not be what cannot keep up.
    const viewers = startChild<FeedViewersApi>(
      new URL('./feed-viewers-process.ts', import.meta.url),
      gatewayNodeArguments(),
    );
    held.use(gateway);
    held.use(viewers);
    return relay(plan, gateway, viewers);
  });
}

async function relay(
  { codes, simulators, windowMs, signal }: RelayPlan,
  gateway: Child<GatewayApi>,
  viewers: Child<FeedViewersApi>,
): Promise<RelayCost> {
  const key = randomBytes(32).toString('base64url');
  const { port, metricsPort } = await gateway.ask('start', streamSources(codes, simulators.urlOf), key);
  const empty = await gateway.ask('usage');
  const streams = codes.map((code) => {
    const cameraId = cameraIdOf(code);
    return { cameraId, ticket: ticketFor(cameraId, key) };
  });
  await viewers.ask('watch', `ws://127.0.0.1:${port}/feed`, streams);
  await sleep(RING_FULL_MS, null, { signal });
  const coresBefore = cpus();
  await simulators.beginCount();
  await viewers.ask('beginCount');
  const cpu = await medianCpu(() => gateway.ask('usage'), windowsOf(windowMs), signal);
  const coresAfter = cpus();
  const { taken, received } = await viewers.ask('endCount', FRAME_RATE);
  const framesSent = taken - (await simulators.skipped());
  const { rssBytes } = await gateway.ask('usage');
  const count = codes.length;
  return {
    cpuPerStream: cpu / count,
    rssPerStreamBytes: (rssBytes - empty.rssBytes) / count,
    ringPerStreamBytes: (await bufferBytes(metricsPort)) / count,
    framesSent,
    framesLost: Math.max(0, framesSent - received),
    idleShare: idleShare(coresBefore, coresAfter),
  };
}

async function bufferBytes(metricsPort: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  return prometheusValue(await response.text(), 'beaconwall_gateway_buffer_bytes');
}

/** CPU seconds per stream and second of a process that only reads the sockets. */
export function measureNullReader({ codes, simulators, windowMs, signal }: RelayPlan): Promise<number> {
  return holding(async (held) => {
    const reader = startChild<NullReaderApi>(new URL('./null-reader-process.ts', import.meta.url));
    held.use(reader);
    await reader.ask('open', codes.map(simulators.urlOf));
    await sleep(WARM_UP_MS, null, { signal });
    const cpu = await medianCpu(() => reader.ask('usage'), windowsOf(windowMs), signal);
    return cpu / codes.length;
  });
}

/** CPU seconds per stream and second of one ffmpeg process a camera. */
export function measureFfmpeg({ codes, simulators, windowMs, signal }: RelayPlan): Promise<number> {
  return holding(async (held) => {
    const relays = held.use(startFfmpegRelays(codes.map(simulators.urlOf)));
    await sleep(FFMPEG_WARM_UP_MS, null, { signal });
    const usage = async () => ({ atMs: performance.now(), cpuSeconds: relays.cpuSeconds() });
    const cpu = await medianCpu(usage, windowsOf(windowMs), signal);
    return cpu / codes.length;
  });
}
