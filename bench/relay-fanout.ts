/**
 * What one more viewer costs: one camera, V viewers on the wall feed, then V on LL-HLS. The CPU time of the gateway per
 * byte sent stands against a bare Node server that sends as many bytes to as many clients.
 */
import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { gatewayNodeArguments } from '#server/gateway';
import type { BareFanoutApi } from './support/bare-fanout-process.ts';
import { cameraCodes, cameraIdOf, streamSources, ticketFor } from './support/bench-cameras.ts';
import { type Child, startChild } from './support/child.ts';
import type { FanoutViewersApi } from './support/fanout-viewers-process.ts';
import type { GatewayApi } from './support/gateway-process.ts';
import { holding } from './support/holding.ts';
import { idleShare } from './support/machine.ts';
import { type BenchmarkContext, runBenchmark } from './support/run-benchmark.ts';
import { startSimulators } from './support/simulators.ts';
import { rounded } from './support/statistics.ts';
import { medianCpu, type Usage } from './support/usage.ts';

const VIEWERS = { small: 200, full: 600 } as const;
const BITS_PER_SECOND = 2_000_000;
const WARM_UP_MS = 2_000;
const WINDOWS = { count: 5, lengthMs: 1_000 } as const;
/** The stream is there, and has one complete segment. */
const STREAM_STARTS_MS = 4_000;

interface Cost {
  /** CPU seconds per second, of one core. */
  readonly cpu: number;
  readonly bytesPerSecond: number;
  readonly playlistBytes: number;
  readonly partBytes: readonly number[];
}

interface Server {
  usage(): Promise<Usage>;
}

/** What the server uses while the viewers watch. */
async function measure(
  server: Server,
  watch: (viewers: Child<FanoutViewersApi>) => Promise<void>,
  signal: AbortSignal,
): Promise<Cost> {
  return holding(async (held) => {
    const file = new URL('./support/fanout-viewers-process.ts', import.meta.url);
    const viewers = held.use(startChild<FanoutViewersApi>(file));
    await watch(viewers);
    await sleep(WARM_UP_MS, null, { signal });
    const before = await viewers.ask('received');
    const cpu = await medianCpu(() => server.usage(), WINDOWS, signal);
    const after = await viewers.ask('received');
    const bytesPerSecond = ((after.bytes - before.bytes) * 1_000) / (after.atMs - before.atMs);
    return { cpu, bytesPerSecond, playlistBytes: after.playlistBytes, partBytes: after.partBytes };
  });
}

/** Viewers of the gateway: on the feed, then on LL-HLS. */
function measureGateway(viewers: number, { signal, progress }: BenchmarkContext) {
  return holding(async (held) => {
    const codes = cameraCodes(1);
    const simulators = await startSimulators(held, codes, BITS_PER_SECOND);
    const file = new URL('./support/gateway-process.ts', import.meta.url);
    const gateway = held.use(startChild<GatewayApi>(file, gatewayNodeArguments()));
    const key = randomBytes(32).toString('base64url');
    const { port } = await gateway.ask('start', streamSources(codes, simulators.urlOf), key);
    const cameraId = cameraIdOf(codes[0] ?? '');
    const ticket = ticketFor(cameraId, key);
    const feedUrl = `ws://127.0.0.1:${port}/feed`;
    const playlistUrl = `http://127.0.0.1:${port}/live/${cameraId}/main/index.m3u8`;
    const server = { usage: () => gateway.ask('usage') };
    progress(`${viewers} viewers on the wall feed`);
    const feed = await measure(
      server,
      async (watching) => {
        await watching.ask('watchFeed', feedUrl, cameraId, ticket, viewers);
        await sleep(STREAM_STARTS_MS, null, { signal });
      },
      signal,
    );
    progress(`${viewers} viewers on LL-HLS`);
    const hls = await measure(
      server,
      (watching) => watching.ask('watchHls', playlistUrl, ticket, viewers),
      signal,
    );
    return { feed, hls };
  });
}

/** The same through a server that does nothing else. */
function measureBare(
  viewers: number,
  { partBytes, playlistBytes }: Pick<Cost, 'partBytes' | 'playlistBytes'>,
  { signal, progress }: BenchmarkContext,
) {
  return holding(async (held) => {
    const file = new URL('./support/bare-fanout-process.ts', import.meta.url);
    const bare = held.use(startChild<BareFanoutApi>(file));
    const server = { usage: () => bare.ask('usage') };
    progress(`${viewers} clients of a bare server`);
    const feedPort = await bare.ask('startFeed', partBytes);
    const feed = await measure(server, (clients) => clients.ask('watchBareFeed', feedPort, viewers), signal);
    const hlsPort = await bare.ask('startHls', partBytes, playlistBytes);
    const url = `http://127.0.0.1:${hlsPort}/index.m3u8`;
    const hls = await measure(server, (clients) => clients.ask('watchHls', url, '', viewers), signal);
    return { feed, hls };
  });
}

const perByte = ({ cpu, bytesPerSecond }: Cost): number => cpu / bytesPerSecond;
const ratio = (ours: Cost, bare: Cost): number => rounded(perByte(ours) / perByte(bare));

await runBenchmark('relay-fanout', async (context) => {
  const viewers = VIEWERS[context.size];
  const coresBefore = cpus();
  const gateway = await measureGateway(viewers, context);
  const bare = await measureBare(
    viewers,
    { partBytes: gateway.feed.partBytes, playlistBytes: gateway.hls.playlistBytes },
    context,
  );
  const idle = idleShare(coresBefore, cpus());
  const figures = {
    viewers,
    cpuVsBareFeed: ratio(gateway.feed, bare.feed),
    cpuVsBareHls: ratio(gateway.hls, bare.hls),
  };
  const percent = ({ cpu }: Cost) => rounded((cpu * 100) / viewers, 3);
  const megabits = ({ bytesPerSecond }: Cost) => rounded((bytesPerSecond * 8) / 1e6, 0);
  const head = [`${viewers} viewers of one camera`, 'wanted', 'wall feed', 'LL-HLS'];
  const rows = [
    ['gateway, % of a core per viewer', '', percent(gateway.feed), percent(gateway.hls)],
    ['bare server, the same', '', percent(bare.feed), percent(bare.hls)],
    ['gateway sends, Mb/s', '', megabits(gateway.feed), megabits(gateway.hls)],
    ['bare server sends, Mb/s', '', megabits(bare.feed), megabits(bare.hls)],
    ['gateway : bare server, per byte', '≤ 1.3', figures.cpuVsBareFeed, figures.cpuVsBareHls],
    ['machine idle meanwhile, %', '> 0', rounded(idle * 100, 0), ''],
  ];
  return { table: { head, rows }, figures };
});
