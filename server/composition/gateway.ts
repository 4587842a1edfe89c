import { randomFillSync } from 'node:crypto';
import { systemClock } from '#core/kit';
import { closeDatabase, connectDatabase } from '#db/database';
import { findPtzDevice, findStreamSource } from '#db/repositories';
import { createVault } from '#db/sealing';
import type { Logger, Secrets, Settings } from '#server/config';
import { RevocationList, startGateway } from '#server/gateway';
import type { RunningRole } from '#server/supervisor';
import { HealthReporter } from './health-reporter.ts';
import { RevocationFollower } from './revocation-follower.ts';

/** The gateway role: cameras in, live video out. The database is behind its two ports. */
export async function startGatewayRole(
  settings: Settings,
  databaseUrl: string,
  secrets: Secrets,
  log: Logger,
): Promise<RunningRole> {
  const database = connectDatabase({
    url: databaseUrl,
    poolMax: 8,
    applicationName: 'beaconwall gateway',
    log,
  });
  const vault = createVault(secrets.vaultKey);
  const reporter = new HealthReporter(database, systemClock, log);
  const revocations = new RevocationList(systemClock);
  const gateway = await startGateway({
    host: settings.host,
    port: settings.gatewayPort,
    metricsHost: settings.metricsHost,
    metricsPort: settings.metricsPort,
    allowedOrigins: [new URL(settings.publicUrl).origin],
    hmac: secrets.hmac,
    directory: { find: (cameraId, profile) => findStreamSource(database, vault, cameraId, profile) },
    ptzDirectory: { find: (cameraId) => findPtzDevice(database, vault, cameraId) },
    cameraNetworks: settings.cameraNetworks,
    discoveryAddress: settings.discoveryAddress,
    statusSink: reporter,
    revocations,
    clock: systemClock,
    random: Math.random,
    randomBytes: (bytes) => randomFillSync(bytes),
    log,
  });
  const follower = new RevocationFollower({ database, databaseUrl, revocations, clock: systemClock, log });
  return {
    close: async () => {
      await gateway.close();
      await follower.close();
      await reporter.close();
      await closeDatabase(database);
    },
  };
}
