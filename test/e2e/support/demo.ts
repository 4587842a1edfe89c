import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const readySchema = z.object({
  ready: z.literal(true),
  url: z.string(),
  accounts: z.array(
    z.object({ role: z.string(), username: z.string(), password: z.string(), scope: z.string() }),
  ),
});
export type DemoReady = z.infer<typeof readySchema>;

export interface RunningDemo extends DemoReady {
  readonly pid: number;
  readonly gatewayUrl: string;
  /** The simulator's control API: stop, freeze, start cameras again. */
  readonly simulatorUrl: string;
  /** Milliseconds from the start of the command to its ready line. */
  readonly startedInMs: number;
  /** Sends a signal and waits for the end of the command. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly tookMs: number; readonly code: number | null }>;
}

export interface DemoPlace {
  readonly dataDir: string;
  /** A port that cameras may have, and where nobody is. */
  readonly deadPort: number;
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

/** An empty data folder and ports that nobody uses. */
export async function newDemoPlace(): Promise<DemoPlace> {
  const dataDir = mkdtempSync(join(tmpdir(), 'beaconwall-demo-'));
  const [web = 0, gateway = 0, metrics = 0, worker = 0, control = 0, nobody = 0] = await freePorts(6);
  return {
    dataDir,
    deadPort: nobody,
    env: {
      // Beside the simulator's own ports, one where nobody answers.
      BEACONWALL_CAMERA_NETWORKS: `127.0.0.1/32:${nobody}`,
      BEACONWALL_DATA_DIR: dataDir,
      BEACONWALL_PORT: String(web),
      BEACONWALL_GATEWAY_PORT: String(gateway),
      BEACONWALL_METRICS_PORT: String(metrics),
      BEACONWALL_WORKER_PORT: String(worker),
      SIM_CONTROL_PORT: String(control),
      // Priority 1 climbs after three seconds instead of a minute.
      BEACONWALL_ESCALATION_SCALE: '0.05',
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** Starts `npm run demo -- --json` in a place and waits for its ready line. */
export async function startDemo(place: DemoPlace): Promise<RunningDemo> {
  const startedMs = performance.now();
  const child = spawn('npm', ['run', '--silent', 'demo', '--', '--json'], {
    env: { ...process.env, ...place.env },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // a process group of its own, as a shell would give it: Ctrl-C reaches all of it
  });
  const ready = await readyLine(child);
  return {
    ...ready,
    pid: child.pid ?? 0,
    gatewayUrl: `http://localhost:${place.env.BEACONWALL_GATEWAY_PORT}`,
    simulatorUrl: `http://127.0.0.1:${place.env.SIM_CONTROL_PORT}`,
    startedInMs: performance.now() - startedMs,
    stop: (signal = 'SIGINT') => stop(child, signal),
  };
}

async function readyLine(child: ChildProcess): Promise<DemoReady> {
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return readySchema.parse(JSON.parse(line));
  }
  throw new Error(`the demo ended before it was ready (exit code ${child.exitCode})`);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals) {
  const askedMs = performance.now();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  process.kill(-(child.pid ?? 0), signal);
  const code = await ended;
  return { tookMs: performance.now() - askedMs, code };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
