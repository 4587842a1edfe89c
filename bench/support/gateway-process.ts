import type { StreamSource } from '#core/camera';
import { type Log, systemClock } from '#core/kit';
import { startGateway } from '#server/gateway';
import { hmacOf } from './bench-cameras.ts';
import { serve } from './serve.ts';
import { ownUsage } from './usage.ts';

const complain = (fields: object, message: string): void => console.error(message, fields);
const log: Log = { debug: () => {}, info: () => {}, warn: complain, error: complain };

const api = {
  /** Starts the gateway over a directory in memory. @param key signs tickets */
  async start(sources: readonly StreamSource[], key: string): Promise<{ port: number; metricsPort: number }> {
    const directory = new Map(sources.map((source) => [`${source.cameraId}/${source.profile}`, source]));
    const { port, metricsPort } = await startGateway({
      host: '127.0.0.1',
      port: 0,
      metricsHost: '127.0.0.1',
      metricsPort: 0,
      allowedOrigins: [],
      hmac: hmacOf(key),
      directory: { find: async (cameraId, profile) => directory.get(`${cameraId}/${profile}`) ?? null },
      statusSink: { report: () => {} },
      clock: systemClock,
      random: Math.random,
      log,
    });
    return { port, metricsPort };
  },
  usage: ownUsage,
};
export type GatewayApi = typeof api;

serve(api);
