import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamState } from '#core/camera';
import { cameraCodes, cameraIdOf, streamSources, ticketFor } from '../bench-cameras.ts';
import { type Child, startChild } from '../child.ts';
import type { GatewayApi } from '../gateway-process.ts';
import { holding } from '../holding.ts';
import type { Memory } from '../own-memory.ts';
import { prometheusValue } from '../prometheus-value.ts';
import { median } from '../statistics.ts';
import type { Usage } from '../usage.ts';
import { waitUntil } from '../wait-until.ts';
import { type ChaosCameras, startChaosCameras } from './chaos-cameras.ts';
import type { FollowersApi } from './followers-process.ts';
import { lossOf } from './loss.ts';
import { type Blow, chooseBad, planChaos } from './plan.ts';
import type { ChaosStream, ChaosViewersApi } from './viewers-process.ts';

export interface ChaosOptions {
  readonly cameras: number;
  /** How many of them misbehave. */
  readonly bad: number;
  readonly durationMs: number;
  readonly seed: number;
  readonly bitsPerSecond: number;
  /** Before memory is measured: the window of every playlist has filled, the code is compiled. */
  readonly warmUpMs: number;
  /** How long the gateway's use of CPU is measured before and after. */
  readonly calmMs: number;
  /** How long those that misbehaved may take to come back. Delays between attempts grow to a minute. */
  readonly recoveryMs: number;
  readonly signal: AbortSignal;
  readonly progress: (doing: string) => void;
}

/** What the gateway held and used while all was well. */
export interface Calm {
  readonly memory: Memory;
  /** Media kept for viewers on purpose. */
  readonly bufferBytes: number;
  /** CPU seconds per second. */
  readonly cpu: number;
}

export interface ChaosOutcome {
  readonly faults: number;
  /** Of the cameras that were well. */
  readonly pictures: number;
  readonly lost: number;
  /** Pictures the simulator left out, as it got no CPU time. */
  readonly skipped: number;
  /** The longest of these times, ms. After five seconds the gateway must take the cameras for dead. */
  readonly longestStallMs: number;
  readonly before: Calm;
  readonly after: Calm;
  /** CPU seconds per second, window by window, while it lasted. */
  readonly cpu: readonly number[];
  /** What the gateway told viewers of good cameras beside their pictures. */
  readonly complaints: readonly string[];
  readonly playlists: number;
  readonly violations: readonly string[];
  readonly unhandledRejections: number;
  /** Cameras that came back and were not tried any more, as they had refused the password twice. */
  readonly parked: number;
  /** Streams that were live once somebody had opened those anew. */
  readonly live: number;
}

const CPU_WINDOW_MS = 2_000;
/** A parked camera is tried again for who opens it a minute after; when that is, its viewer cannot know. */
const REOPEN_EVERY_MS = 5_000;
/** Streams that the checker of playlists follows: of either kind. */
const FOLLOWED = 3;

interface Stage {
  readonly options: ChaosOptions;
  readonly cameras: ChaosCameras;
  readonly gateway: Child<GatewayApi>;
  readonly viewers: Child<ChaosViewersApi>;
  readonly followers: Child<FollowersApi>;
  readonly metricsPort: number;
  /** One more client joins, who never reads. */
  watchWithoutReading(): Promise<void>;
}

/**
 * Watches many cameras through one gateway while some of them misbehave in every way there is. Cameras, gateway and
 * viewers are processes of their own. Rejects when one of them ends, or a stream of a good camera does.
 */
export function runChaos(options: ChaosOptions): Promise<ChaosOutcome> {
  return holding(async (held) => {
    const { progress, seed } = options;
    const codes = cameraCodes(options.cameras);
    const bad = new Set(chooseBad(codes, options.bad, seed));
    progress(`starting ${codes.length} cameras, of which ${bad.size} will misbehave; seed ${seed}`);
    const cameras = await startChaosCameras(held, codes, options.bitsPerSecond);
    const stage = await setStage(held, options, cameras, bad);
    const plan = planChaos([...bad], options.durationMs, seed);
    const before = await measureCalm(stage);
    await stage.watchWithoutReading();
    progress(`${plan.length} faults and healings in ${Math.round(options.durationMs / 1_000)} s`);
    const { cpu, ...loss } = await countingLoss(stage, () => enact(stage, plan));
    progress('waiting for them to come back');
    const parked = await recover(stage);
    const after = await measureCalm(stage);
    const { playlists, violations } = await stage.followers.ask('end');
    return {
      faults: plan.filter(({ fault }) => fault !== null).length,
      ...{ ...loss, before, after, cpu, playlists, violations },
      complaints: await stage.viewers.ask('complaints'),
      unhandledRejections: await stage.gateway.ask('unhandledRejections'),
      parked,
      live: await streamsThatAre('live', stage),
    };
  });
}

async function setStage(
  held: AsyncDisposableStack,
  options: ChaosOptions,
  cameras: ChaosCameras,
  bad: ReadonlySet<string>,
): Promise<Stage> {
  const gateway = held.use(startChild<GatewayApi>(new URL('../gateway-process.ts', import.meta.url)));
  const viewers = held.use(startChild<ChaosViewersApi>(new URL('./viewers-process.ts', import.meta.url)));
  const followers = held.use(startChild<FollowersApi>(new URL('./followers-process.ts', import.meta.url)));
  const key = randomBytes(32).toString('base64url');
  const sources = streamSources(cameras.codes, cameras.urlOf);
  const { port, metricsPort } = await gateway.ask('startSilently', sources, key);
  const streams = cameras.codes.map((code): ChaosStream => {
    const cameraId = cameraIdOf(code);
    return { code, cameraId, ticket: ticketFor(cameraId, key), isGood: !bad.has(code) };
  });
  const feedUrl = `ws://127.0.0.1:${port}/feed`;
  await viewers.ask('watch', feedUrl, streams, cameras.frameRate);
  const followed = [true, false].flatMap((isGood) =>
    streams.filter((stream) => stream.isGood === isGood).slice(0, FOLLOWED),
  );
  await followers.ask(
    'follow',
    followed.map(({ cameraId, ticket }) => ({
      playlistUrl: `http://127.0.0.1:${port}/live/${cameraId}/main/index.m3u8`,
      ticket,
    })),
  );
  const watchWithoutReading = () => viewers.ask('watchWithoutReading', feedUrl, streams);
  return { options, cameras, gateway, viewers, followers, metricsPort, watchWithoutReading };
}

async function measureCalm({ options, gateway, metricsPort }: Stage): Promise<Calm> {
  await sleep(options.warmUpMs, null, { signal: options.signal });
  const shares = await cpuShares(gateway, options.calmMs, options.signal);
  const memory = await gateway.ask('memory');
  const bufferBytes = await metric({ metricsPort }, 'beaconwall_gateway_buffer_bytes');
  return { memory, bufferBytes, cpu: median(shares) };
}

/** Runs `act`, and says what became of the good cameras' pictures meanwhile. */
async function countingLoss<Value>(
  { viewers, cameras }: Stage,
  act: () => Promise<Value>,
): Promise<Value & { pictures: number; lost: number; skipped: number; longestStallMs: number }> {
  // What was left out just before may not have been missed yet, and must not count as lost.
  const skippedBefore = await cameras.skipped();
  const arrivedBefore = await viewers.ask('arrived');
  await cameras.longestStall();
  const value = await act();
  const arrived = await viewers.ask('arrived');
  const skipped = await cameras.skipped();
  const longestStallMs = await cameras.longestStall();
  return {
    ...value,
    longestStallMs,
    ...lossOf({ arrivedBefore, arrived, skippedBefore, skipped, untilUs: Date.now() * 1_000 }),
  };
}

async function enact(
  { options, cameras, gateway }: Stage,
  plan: readonly Blow[],
): Promise<{ cpu: number[] }> {
  const startedMs = performance.now();
  const measured = cpuShares(gateway, options.durationMs, options.signal);
  for (const { atMs, code, fault } of plan) {
    const waitMs = startedMs + atMs - performance.now();
    if (waitMs > 0) await sleep(waitMs, null, { signal: options.signal });
    if (fault === null) await cameras.heal(code);
    else await cameras.fail(code, fault);
  }
  return { cpu: await measured };
}

/**
 * Waits for all to come back; those that refused the password twice are opened anew until they are tried again.
 * @returns how many those were
 */
async function recover(stage: Stage): Promise<number> {
  const { cameras, recoveryMs, signal } = stage.options;
  const areLive = async () => (await streamsThatAre('live', stage)) === cameras;
  const areSettled = async () =>
    (await streamsThatAre('parked', stage)) + (await streamsThatAre('live', stage)) === cameras;
  await waitUntil(areSettled, recoveryMs, signal);
  const parked = await streamsThatAre('parked', stage);
  const deadlineMs = performance.now() + recoveryMs;
  while (performance.now() < deadlineMs && !(await waitUntil(areLive, REOPEN_EVERY_MS, signal)))
    await stage.viewers.ask('reopenParked');
  return parked;
}

/** CPU seconds used per second, in windows one after the other. */
async function cpuShares(
  gateway: Child<GatewayApi>,
  durationMs: number,
  signal: AbortSignal,
): Promise<number[]> {
  const shares: number[] = [];
  let before: Usage = await gateway.ask('usage');
  const endMs = performance.now() + durationMs;
  while (shares.length === 0 || performance.now() + CPU_WINDOW_MS <= endMs) {
    await sleep(CPU_WINDOW_MS, null, { signal });
    const now = await gateway.ask('usage');
    shares.push(((now.cpuSeconds - before.cpuSeconds) * 1_000) / (now.atMs - before.atMs));
    before = now;
  }
  return shares;
}

function streamsThatAre(state: StreamState, stage: Stage): Promise<number> {
  return metric(stage, `beaconwall_gateway_streams{state="${state}"}`);
}

async function metric({ metricsPort }: Pick<Stage, 'metricsPort'>, name: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  return prometheusValue(await response.text(), name);
}
