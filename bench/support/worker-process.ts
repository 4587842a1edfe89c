import { systemClock } from '#core/kit';
import { onlyGateway } from '#test/only-gateway';
import { startWorker } from '../../workers/main.ts';
import { hmacOf } from './bench-cameras.ts';
import { complainingLog } from './complaining-log.ts';
import type { Keys } from './keys.ts';
import { serve } from './serve.ts';

/** Longer than any benchmark: these installations have no cameras to ask. */
const SWEEP_EVERY_MS = 86_400_000;

const api = {
  /** Starts the worker role, its jobs in PostgreSQL. */
  async start(databaseUrl: string, { hmacKey }: Keys, gatewayUrl: string): Promise<void> {
    await startWorker({
      databaseUrl,
      redisUrl: null,
      gateways: onlyGateway(gatewayUrl),
      hmac: hmacOf(hmacKey),
      clock: systemClock,
      log: complainingLog,
      sweepEveryMs: SWEEP_EVERY_MS,
    });
  },
};
export type WorkerApi = typeof api;

serve(api);
