import { randomFillSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { systemClock } from '#core/kit';
import { closeDatabase, connectDatabase } from '#db/database';
import { findOnvifDevice, findPtzDevice, findStreamSource } from '#db/repositories';
import { createVault } from '#db/sealing';
import { gatewayPlaces, type Logger, type Secrets, type Settings } from '#server/config';
import { RevocationList, startGateway } from '#server/gateway';
import { clientAddress } from '#server/http';
import type { RunningRole } from '#server/supervisor';
import { GatewayHeart } from './gateway-heart.ts';
import { HealthReporter } from './health-reporter.ts';
import { listOwnWarmStreams } from './own-warm-streams.ts';
import { RevocationFollower } from './revocation-follower.ts';
import { ViewingRecorder } from './viewing-recorder.ts';

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
  const [place] = gatewayPlaces(settings);
  const viewings = new ViewingRecorder({ database, gatewayId: place.id, clock: systemClock, log });
  const revocations = new RevocationList(systemClock);
  const follower = new RevocationFollower({ database, databaseUrl, revocations, clock: systemClock, log });
  const gateway = await startGateway({
    host: settings.host,
    port: settings.gatewayPort,
    metricsHost: settings.metricsHost,
    metricsPort: settings.metricsPort,
    allowedOrigins: [new URL(settings.publicUrl).origin],
    hmac: secrets.hmac,
    directory: { find: (cameraId, profile) => findStreamSource(database, vault, cameraId, profile) },
    deviceDirectory: { find: (cameraId) => findOnvifDevice(database, vault, cameraId) },
    ptzDirectory: { find: (cameraId) => findPtzDevice(database, vault, cameraId) },
    warmDirectory: { list: () => listOwnWarmStreams(database, place) },
    cameraNetworks: settings.cameraNetworks,
    discoveryAddress: settings.discoveryAddress,
    statusSink: reporter,
    revocations,
    viewingSink: viewings,
    clientAddress: addressBehind(settings),
    clock: systemClock,
    random: Math.random,
    randomBytes: (bytes) => randomFillSync(bytes),
    log,
  });
  const heart = new GatewayHeart({
    database,
    clock: systemClock,
    log,
    read: () => ({ ...place, streams: gateway.streams }),
  });
  await heart.start();
  return {
    close: async () => {
      await heart.close();
      await gateway.close();
      await follower.close();
      await reporter.close();
      await viewings.close();
      await closeDatabase(database);
    },
  };
}

function addressBehind({ behindProxy }: Settings): (request: IncomingMessage) => string {
  return ({ headers, socket }) => {
    const forwarded = headers['x-forwarded-for'];
    return clientAddress({
      behindProxy,
      forwardedFor: Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
      peerAddress: socket.remoteAddress,
    });
  };
}
