import { randomFillSync } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { systemClock } from '#core/kit';
import { createVault } from '#db/sealing';
import { gatewayPlaces, type Logger, type Secrets, type Settings } from '#server/config';
import { startWeb } from '#server/http';
import type { RunningRole } from '#server/supervisor';

const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url));

/** The web role: pages, API and Socket.IO on one port. */
export function startWebRole(
  settings: Settings,
  databaseUrl: string,
  secrets: Secrets,
  log: Logger,
): Promise<RunningRole> {
  return startWeb({
    host: settings.host,
    port: settings.webPort,
    databaseUrl,
    vault: createVault(secrets.vaultKey),
    hmac: secrets.hmac,
    setupToken: secrets.setupToken,
    gateways: gatewayPlaces(settings),
    cameraNetworks: settings.cameraNetworks,
    allowedOrigins: [new URL(settings.publicUrl).origin],
    secureCookies: settings.publicUrl.startsWith('https:'),
    behindProxy: settings.behindProxy,
    escalationScale: settings.escalationScale,
    mapbox: settings.mapboxToken !== '',
    projectDir: PROJECT_DIR,
    clock: systemClock,
    random: randomFillSync,
    log,
  });
}
