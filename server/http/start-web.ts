import { createServer } from 'node:http';
import { type SignInPolicy, standardPolicy } from '#core/access';
import type { Hmac } from '#core/contracts';
import { type GatewayPlace, GatewayWatch } from '#core/gateways';
import type { Cancel, Clock, Log } from '#core/kit';
import type { NetworkRules } from '#core/network';
import { auditGuard } from '#db/audit';
import { closeDatabase, connectDatabase, type Database, isDatabaseReady } from '#db/database';
import { ingestAlerts, listLiveGateways, touchSession } from '#db/repositories';
import type { Vault } from '#db/sealing';
import { startRealtime } from '#server/realtime';
import { createApi } from './api.ts';
import { flowCookie, sessionCookie } from './auth/cookie.ts';
import { type IdentityProviderOptions, identityProvider } from './auth/identity-provider.ts';
import { Lockout } from './auth/lockout.ts';
import { createPasswords } from './auth/passwords.ts';
import { originPolicy } from './auth/same-origin.ts';
import { sessionReader } from './auth/session-reader.ts';
import { newToken, type Random } from './auth/token.ts';
import { httpCameraGateway } from './camera-gateway.ts';
import { IngestQueue } from './ingest-queue.ts';
import { listen, stopListening } from './listen.ts';
import { OverRateReports } from './over-rate-reports.ts';
import { nextPages } from './pages/next-pages.ts';
import type { Pages } from './pages/pages.ts';
import { securityHeaders } from './pages/security-headers.ts';
import { PtzLog } from './ptz-log.ts';
import { type Rate, RateLimit } from './rate-limit.ts';
import { refuseMalformed } from './refuse-malformed.ts';
import { requestListener } from './request-listener.ts';

/** How much may be asked for; sources and keys have rates of their own. */
export interface RequestRates {
  readonly account: Rate;
  readonly address: Rate;
}

/** A wall of 36 tiles that turns its pages asks for five a second; behind one address a hall of fifty may be. */
const REQUEST_RATES: RequestRates = {
  account: { perSecond: 50, burst: 2_000 },
  address: { perSecond: 300, burst: 15_000 },
};

export interface WebOptions {
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 lets the system choose. */
  readonly port: number;
  /** `postgres://…` of a database whose tables are there. */
  readonly databaseUrl: string;
  /** Opens what this installation has sealed. */
  readonly vault: Vault;
  /** Signs stream tickets; the gateway must hold the same key. */
  readonly hmac: Hmac;
  /** The gateways there are by the settings; those that live say so in the database. */
  readonly gateways: readonly [GatewayPlace, ...GatewayPlace[]];
  /** Where cameras may be registered; the gateway must hold the same list. */
  readonly cameraNetworks: NetworkRules;
  /** The origins under which browsers reach us. Without it: whatever host a request was sent to. */
  readonly allowedOrigins?: readonly string[];
  /** Browsers reach us over https: cookies are Secure, HSTS is sent. */
  readonly secureCookies: boolean;
  /** Our own reverse proxy is in front and writes `X-Forwarded-For`; otherwise that header is ignored. */
  readonly behindProxy?: boolean;
  /** The token of the one-time set-up link; without it no set-up is offered. */
  readonly setupToken?: string;
  /** What signing in asks of people; default: a good password. */
  readonly signInPolicy?: SignInPolicy;
  /** Where people may sign in besides; default: nowhere. */
  readonly identityProvider?: IdentityProviderOptions;
  /** Default: far more than a hall of walls asks for. */
  readonly requestRates?: RequestRates;
  /** Multiplies the delays before an alert climbs; 1 if not given. */
  readonly escalationScale?: number;
  /** Pages draw Mapbox's map; default: not. */
  readonly mapbox?: boolean;
  /** Where `.next` lies. */
  readonly projectDir: string;
  /** Serves the pages instead of Next; `null` serves none. */
  readonly pages?: Pages | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface Web {
  readonly url: string;
  readonly port: number;
  /** Lets running requests end and breaks sockets, so that clients go elsewhere; 3 s at most. */
  close(): Promise<void>;
}

const POOL_CONNECTIONS_MAX = 16;
/** Slower clients hold connections for nothing. Kept open longer than a proxy in front keeps them. */
const LIMITS = {
  ...{ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 75_000 },
  // How exactly the first two are kept.
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
};
/** Of one source: far above what a county's sources send in their worst minute, far below what PostgreSQL bears. */
const ALERT_RATE = { perSecond: 200, burst: 6_000 };
const POSITION_RATE = { perSecond: 1_000, burst: 10_000 };
/** Of one account: more than anybody registers by hand, too few to search a network. */
const DEVICE_RATE = { perSecond: 0.5, burst: 30 };
/** Of one key: a page of a list every 50 ms for as long as it likes. */
const KEY_RATE = { perSecond: 20, burst: 400 };
/** Of one account: exports are for the archive, and the chain is not followed for fun. */
const EXPORT_RATE = { perSecond: 0.1, burst: 10 };
/** Of one account: a hall's screens one after the other, and no search for codes. */
const PAIRING_RATE = { perSecond: 0.2, burst: 30 };
const GRACE_MS = 2_000;
const CLOSE_MS = 2_900;

/**
 * Starts the web role: API, pages and sockets on one port.
 * @throws PagesNotBuiltError, PortTakenError, or whatever says that the database is away
 */
export async function startWeb(options: WebOptions): Promise<Web> {
  const started = new AsyncDisposableStack();
  try {
    const port = await start(options, started);
    const host = options.host.includes(':') ? `[${options.host}]` : options.host;
    return {
      url: `http://${host}:${port}`,
      port,
      close: () => closeWithin(CLOSE_MS, started, options.clock),
    };
  } catch (error) {
    await started.disposeAsync();
    throw error;
  }
}

/** Starts one part after the other and notes how to stop each, in the reverse order. @returns the port */
async function start(options: WebOptions, started: AsyncDisposableStack): Promise<number> {
  const { clock, random, log, databaseUrl } = options;
  const pages = options.pages === undefined ? await nextPages(options.projectDir) : options.pages;
  if (pages !== null) started.defer(() => pages.close());
  const db = connectDatabase({
    url: databaseUrl,
    poolMax: POOL_CONNECTIONS_MAX,
    applicationName: 'beaconwall web',
    log,
  });
  started.defer(() => closeDatabase(db));
  await warnOfGuard(db, log);

  const cookie = sessionCookie({ secure: options.secureCookies });
  const origins = originPolicy(options.allowedOrigins);
  const { signInPolicy = standardPolicy, requestRates = REQUEST_RATES } = options;
  const sessions = sessionReader(db, clock, signInPolicy);
  const gateways = await watchGateways(options, db);
  started.defer(() => gateways.close());
  const { escalationScale = 1 } = options;
  const ingest = new IngestQueue((source, items) =>
    ingestAlerts(db, { source, items, nowMs: clock.now(), random, escalationScale }),
  );
  let isDraining = false;
  const api = createApi({
    services: {
      ...{ db, clock, random, vault: options.vault, hmac: options.hmac, gateways, cookie, log },
      ingest,
      overRate: new OverRateReports({ db, ingest, clock, log }),
      alertRate: new RateLimit(ALERT_RATE, clock),
      positionRate: new RateLimit(POSITION_RATE, clock),
      deviceRate: new RateLimit(DEVICE_RATE, clock),
      keyRate: new RateLimit(KEY_RATE, clock),
      exportRate: new RateLimit(EXPORT_RATE, clock),
      accountRate: new RateLimit(requestRates.account, clock),
      ptzLog: new PtzLog(clock),
      pairingRate: new RateLimit(PAIRING_RATE, clock),
      gateway: httpCameraGateway({ gateways, hmac: options.hmac, clock, log }),
      cameraNetworks: options.cameraNetworks,
      flowCookie: flowCookie({ secure: options.secureCookies }),
      lockout: new Lockout(db, clock),
      signInPolicy,
      identityProvider: options.identityProvider ? identityProvider(options.identityProvider, clock) : null,
      passwords: await createPasswords(newToken(random)),
      setupToken: options.setupToken ?? null,
    },
    addressRate: new RateLimit(requestRates.address, clock),
    origins,
    behindProxy: options.behindProxy ?? false,
    resolvePrincipal: sessions.use,
    isReady: async () => !isDraining && (await isDatabaseReady(db)) && (await realtime.isInStep()),
  });
  const headers = securityHeaders({
    gatewayOrigins: () => gateways.origins,
    ...{ mapbox: options.mapbox ?? false, https: options.secureCookies },
  });
  const httpServer = createServer(LIMITS, requestListener({ api, pages, headers, random, log }));
  httpServer.on('clientError', refuseMalformed);
  started.defer(() => stopListening(httpServer, GRACE_MS));
  const realtime = await startRealtime({
    ...{ httpServer, db, databaseUrl, clock, log },
    authenticate: (headers) => sessions.look({ carrier: 'cookie', token: cookie.read(headers.cookie) }),
    touch: (sessionId) => touchSession(db, sessionId, clock.now()),
    isOwnOrigin: origins.isOwn,
  });
  started.defer(() => realtime.close());
  const port = await listen(httpServer, options.host, options.port);
  started.defer(() => {
    isDraining = true;
  });

  return port;
}

/** Says so when the user of the database could change the audit log; auditors read it on their page too. */
async function warnOfGuard(db: Database, log: Log): Promise<void> {
  if ((await auditGuard(db)) === 'privileges') return;
  log.warn(
    {},
    'The database user of DATABASE_URL could alter the audit log: only a trigger and the chain guard it. ' +
      'Set BEACONWALL_OWNER_DATABASE_URL, see docs/guide/administrator.md, “Two database users”.',
  );
}

async function watchGateways(
  { gateways: configured, clock, log }: WebOptions,
  db: Database,
): Promise<GatewayWatch> {
  const watch = new GatewayWatch({ list: () => listLiveGateways(db), configured, clock, log });
  await watch.start();
  return watch;
}

/** A database behind a dead network path must not hold up a shutdown; the process ends after this anyway. */
async function closeWithin(limitMs: number, started: AsyncDisposableStack, clock: Clock): Promise<void> {
  let cancel: Cancel = () => {};
  const limit = new Promise<void>((resolve) => {
    cancel = clock.after(limitMs, resolve);
  });
  await Promise.race([started.disposeAsync(), limit]);
  cancel();
}
