import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { StartError, systemClock } from '#core/kit';
import { createVault } from '#db/sealing';
import { gatewayPlaces, type Logger, type Secrets, type Settings } from '#server/config';
import { PROVIDER_CALLBACK, startWeb, type WebOptions } from '#server/http';
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
    signInPolicy: { profile: settings.securityProfile, secondFactorRoles: settings.secondFactorRoles },
    ...identityProviderOf(settings),
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

/** Reads the client's secret at start, so that a file that is not there is told then and not at a sign-in. */
function identityProviderOf({ oidc, publicUrl }: Settings): Pick<WebOptions, 'identityProvider'> {
  const { issuer, clientId, clientSecret, clientSecretFile, label, usernameClaim } = oidc;
  if (issuer === null || clientId === null) return {};
  return {
    identityProvider: {
      ...{ issuer, clientId, label, usernameClaim },
      clientSecret: clientSecretFile === null ? (clientSecret ?? '') : secretFrom(clientSecretFile),
      redirectUri: `${publicUrl.replace(/\/+$/, '')}${PROVIDER_CALLBACK}`,
    },
  };
}

/** @throws StartError */
function secretFrom(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new StartError(`BEACONWALL_OIDC_CLIENT_SECRET_FILE cannot be read: ${String(error)}`);
  }
}
