import { systemClock } from '#core/kit';
import { gatewayPlaces, type Logger, type Secrets, type Settings } from '#server/config';
import { type RunningRole, startHealthServer } from '#server/supervisor';
import { startWorker } from '../../workers/main.ts';

/** The worker role: everything that happens without anybody asking. */
export async function startWorkerRole(
  settings: Settings,
  databaseUrl: string,
  secrets: Secrets,
  log: Logger,
): Promise<RunningRole> {
  const worker = await startWorker({
    databaseUrl,
    redisUrl: settings.redisUrl,
    gateways: gatewayPlaces(settings),
    hmac: secrets.hmac,
    sweepEveryMs: settings.sweepEveryMs,
    escalationScale: settings.escalationScale,
    clock: systemClock,
    log,
  });
  const health = await startHealthServer({
    host: settings.metricsHost,
    port: settings.workerPort,
    isReady: () => worker.isReady(),
  });
  return {
    close: async () => {
      await health.close();
      await worker.close();
    },
  };
}
