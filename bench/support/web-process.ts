import { randomFillSync } from 'node:crypto';
import { systemClock } from '#core/kit';
import { createVault } from '#db/sealing';
import { startWeb } from '#server/http';
import { onlyGateway } from '#test/only-gateway';
import { hmacOf } from './bench-cameras.ts';
import { complainingLog } from './complaining-log.ts';
import type { Keys } from './keys.ts';
import { loopbackOnly } from './loopback.ts';
import { serve } from './serve.ts';
import { ownUsage } from './usage.ts';

const api = {
  /** Starts the web role without pages. @returns its URL */
  async start(databaseUrl: string, { vaultKey, hmacKey }: Keys, gatewayUrl: string): Promise<string> {
    const { url } = await startWeb({
      host: '127.0.0.1',
      port: 0,
      databaseUrl,
      vault: createVault(vaultKey),
      hmac: hmacOf(hmacKey),
      gateways: onlyGateway(gatewayUrl),
      cameraNetworks: loopbackOnly(),
      secureCookies: false,
      projectDir: '.',
      pages: null,
      clock: systemClock,
      random: randomFillSync,
      log: complainingLog,
    });
    return url;
  },
  usage: ownUsage,
};
export type WebApi = typeof api;

serve(api);
