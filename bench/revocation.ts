/**
 * How soon somebody who is barred sees nothing more. The real demo; an operator looks on in all four ways there are:
 * requests, the socket, low-latency HLS and the wall feed. An administrator disables the account, and each way is over
 * when it is refused or ended.
 */
import type { z } from 'zod';
import { cameraPageSchema, peoplePageSchema } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { newDemoPlace, type RunningDemo, startDemo } from '../test/e2e/support/demo.ts';
import { holding } from './support/holding.ts';
import { Onlooker } from './support/onlooker.ts';
import { type BenchmarkContext, type BenchmarkResult, runBenchmark } from './support/run-benchmark.ts';
import { percentile, rounded } from './support/statistics.ts';
import { waitUntil } from './support/wait-until.ts';

const CAMERAS_COME_MS = 60_000;
const ROUNDS = { small: 20, full: 100 } as const;
const WAYS = ['http', 'socket', 'hls', 'feed'] as const;
const LABELS = { http: 'requests', socket: 'socket', hls: 'LL-HLS', feed: 'wall feed' } as const;

/** An account of the demo, signed in over the API. */
class Desk {
  readonly #url: string;
  readonly cookie: string;

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.cookie = cookie;
  }

  static async signIn({ url, accounts }: RunningDemo, username: string): Promise<Desk> {
    const password = accounts.find((account) => account.username === username)?.password;
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (!response.ok || cookie === undefined)
      throw new Error(`${username} cannot sign in: ${response.status}`);
    return new Desk(url, cookie.split(';', 1)[0] ?? '');
  }

  async get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    const response = await fetch(`${this.#url}${path}`, { headers: { cookie: this.cookie } });
    return schema.parse(await response.json());
  }

  async post(path: string): Promise<void> {
    const headers = { cookie: this.cookie, origin: this.#url };
    const response = await fetch(`${this.#url}${path}`, { method: 'POST', headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
}

type Times = Record<(typeof WAYS)[number], number[]>;

/** The demo is ready before it has looked after its cameras. */
async function firstOnline(desk: Desk, signal: AbortSignal): Promise<CameraId | null> {
  let found: CameraId | null = null;
  const isThere = async (): Promise<boolean> => {
    const page = await desk.get('/api/cameras?state=online&limit=1', cameraPageSchema);
    found = page.items[0]?.id ?? null;
    return found !== null;
  };
  await waitUntil(isThere, CAMERAS_COME_MS, signal);
  return found;
}

async function measure(demo: RunningDemo, { size, signal, progress }: BenchmarkContext): Promise<Times> {
  const administrator = await Desk.signIn(demo, 'administrator');
  const people = await administrator.get('/api/people?search=operator', peoplePageSchema);
  const id = people.items.find(({ username }) => username === 'operator')?.id;
  const cameraId = await firstOnline(administrator, signal);
  if (id === undefined || cameraId === null) throw new Error('the demo has no operator, or no camera');
  const times: Times = { http: [], socket: [], hls: [], feed: [] };
  for (let round = 0; round < ROUNDS[size]; round++) {
    progress(`round ${round + 1} of ${ROUNDS[size]}`);
    const operator = await Desk.signIn(demo, 'operator');
    const endings = await new Onlooker(demo.url, operator.cookie, cameraId, signal).lookOn();
    const startMs = performance.now();
    await administrator.post(`/api/people/${id}/disable`);
    for (const way of WAYS) times[way].push((await endings[way]) - startMs);
    await administrator.post(`/api/people/${id}/enable`);
    signal.throwIfAborted();
  }
  return times;
}

function report(times: Times): BenchmarkResult {
  const head = ['ms until it is over', 'p50', 'p95', 'max', 'wanted p95', 'rounds'];
  const rows = WAYS.map((way) => {
    const at = [0.5, 0.95, 1].map((share) => percentile(times[way], share).toFixed(0));
    return [LABELS[way], ...at, '< 5000', times[way].length];
  });
  const figures = Object.fromEntries(
    WAYS.map((way) => [`${way}P95`, rounded(percentile(times[way], 0.95), 0)]),
  );
  return { table: { head, rows }, figures };
}

await runBenchmark('revocation', (context) =>
  holding(async (held) => {
    const place = await newDemoPlace();
    held.defer(() => place.remove());
    context.progress('starting the demo');
    const demo = await startDemo(place);
    held.defer(async () => void (await demo.stop()));
    context.signal.throwIfAborted();
    return report(await measure(demo, context));
  }),
);
