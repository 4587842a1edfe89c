import { randomFillSync } from 'node:crypto';
import type { StreamSource } from '#core/camera';
import { systemClock } from '#core/kit';
import { connectDatabase } from '#db/database';
import { findStreamSource } from '#db/repositories';
import { createVault } from '#db/sealing';
import { RevocationList, startGateway } from '#server/gateway';
import { hmacOf } from './bench-cameras.ts';
import { complainingLog as log } from './complaining-log.ts';
import type { Keys } from './keys.ts';
import { loopbackOnly } from './loopback.ts';
import { serve } from './serve.ts';
import { ownUsage } from './usage.ts';

type GatewayOptions = Parameters<typeof startGateway>[0];

interface Ports {
  readonly port: number;
  readonly metricsPort: number;
}

const api = {
  /** Starts the gateway over a directory in memory. @param key signs tickets */
  start(sources: readonly StreamSource[], key: string): Promise<Ports> {
    const directory = new Map(sources.map((source) => [`${source.cameraId}/${source.profile}`, source]));
    const find = async (...of: readonly [string, string]) => directory.get(of.join('/')) ?? null;
    return start({ find }, key);
  },
  /** Starts the gateway over the registry of cameras, as the product does. */
  startOnDatabase(databaseUrl: string, { vaultKey, hmacKey }: Keys): Promise<Ports> {
    const db = connectDatabase({ url: databaseUrl, poolMax: 8, applicationName: 'bench gateway', log });
    const vault = createVault(vaultKey);
    return start({ find: (cameraId, profile) => findStreamSource(db, vault, cameraId, profile) }, hmacKey);
  },
  usage: ownUsage,
};
export type GatewayApi = typeof api;

async function start(directory: GatewayOptions['directory'], key: string): Promise<Ports> {
  const { port, metricsPort } = await startGateway({
    host: '127.0.0.1',
    port: 0,
    metricsHost: '127.0.0.1',
    metricsPort: 0,
    allowedOrigins: [],
    hmac: hmacOf(key),
    directory,
    ptzDirectory: { find: async () => null },
    cameraNetworks: loopbackOnly(),
    discoveryAddress: '127.0.0.1',
    statusSink: { report: () => {} },
    revocations: new RevocationList(systemClock),
    clock: systemClock,
    random: Math.random,
    randomBytes: (bytes) => randomFillSync(bytes),
    log,
  });
  return { port, metricsPort };
}

serve(api);
