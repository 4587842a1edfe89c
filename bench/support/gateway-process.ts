import { randomFillSync } from 'node:crypto';
import type { StreamSource } from '#core/camera';
import { type Log, systemClock } from '#core/kit';
import { connectDatabase } from '#db/database';
import { findStreamSource } from '#db/repositories';
import { createVault } from '#db/sealing';
import { RevocationList, startGateway } from '#server/gateway';
import { hmacOf } from './bench-cameras.ts';
import { complainingLog, silentLog } from './complaining-log.ts';
import type { Keys } from './keys.ts';
import { loopbackOnly } from './loopback.ts';
import { ownMemory } from './own-memory.ts';
import { serve } from './serve.ts';
import { ownUsage } from './usage.ts';

type GatewayOptions = Parameters<typeof startGateway>[0];

interface Ports {
  readonly port: number;
  readonly metricsPort: number;
}

let unhandledRejections = 0;

const api = {
  /** Starts the gateway over a directory in memory. @param key signs tickets @param origins of pages that watch */
  start(sources: readonly StreamSource[], key: string, origins: readonly string[] = []): Promise<Ports> {
    return start(inMemory(sources), key, complainingLog, origins);
  },
  /** The same where cameras fail by plan, and nobody wants to read of it. */
  startSilently(sources: readonly StreamSource[], key: string): Promise<Ports> {
    return start(inMemory(sources), key, silentLog);
  },
  /** Starts the gateway over the registry of cameras, as the product does. */
  startOnDatabase(databaseUrl: string, { vaultKey, hmacKey }: Keys): Promise<Ports> {
    const log = complainingLog;
    const db = connectDatabase({ url: databaseUrl, poolMax: 8, applicationName: 'bench gateway', log });
    const vault = createVault(vaultKey);
    return start(
      { find: (cameraId, profile) => findStreamSource(db, vault, cameraId, profile) },
      hmacKey,
      log,
    );
  },
  usage: ownUsage,
  memory: ownMemory,
  /** Promises that were rejected with nobody to hear of it, so far. */
  unhandledRejections: (): number => unhandledRejections,
};
export type GatewayApi = typeof api;

function inMemory(sources: readonly StreamSource[]): GatewayOptions['directory'] {
  const directory = new Map(sources.map((source) => [`${source.cameraId}/${source.profile}`, source]));
  return { find: async (...of: readonly [string, string]) => directory.get(of.join('/')) ?? null };
}

async function start(
  directory: GatewayOptions['directory'],
  key: string,
  log: Log,
  allowedOrigins: readonly string[] = [],
): Promise<Ports> {
  const { port, metricsPort } = await startGateway({
    host: '127.0.0.1',
    port: 0,
    metricsHost: '127.0.0.1',
    metricsPort: 0,
    allowedOrigins,
    hmac: hmacOf(key),
    directory,
    ptzDirectory: { find: async () => null },
    cameraNetworks: loopbackOnly(),
    discoveryAddress: '127.0.0.1',
    statusSink: { report: () => {} },
    revocations: new RevocationList(systemClock),
    viewingSink: { begun: () => {}, ended: () => {}, lost: () => {} },
    clientAddress: ({ socket }) => socket.remoteAddress ?? '',
    clock: systemClock,
    random: Math.random,
    randomBytes: (bytes) => randomFillSync(bytes),
    log,
  });
  return { port, metricsPort };
}

// Counted in place of ending the process, which is what Node does otherwise.
process.on('unhandledRejection', (reason) => {
  unhandledRejections += 1;
  console.error('  unhandled rejection:', reason);
});

serve(api);
