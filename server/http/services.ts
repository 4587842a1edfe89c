import type { SignInPolicy } from '#core/access';
import type { Hmac } from '#core/contracts';
import type { GatewayWatch } from '#core/gateways';
import type { Clock, Log } from '#core/kit';
import type { NetworkRules } from '#core/network';
import type { Database } from '#db/database';
import type { Vault } from '#db/sealing';
import type { HostCookie } from './auth/cookie.ts';
import type { IdentityProvider } from './auth/identity-provider.ts';
import type { Lockout } from './auth/lockout.ts';
import type { Passwords } from './auth/passwords.ts';
import type { Random } from './auth/token.ts';
import type { CameraGateway } from './camera-gateway.ts';
import type { IngestQueue } from './ingest-queue.ts';
import type { OverRateReports } from './over-rate-reports.ts';
import type { PtzLog } from './ptz-log.ts';
import type { RateLimit } from './rate-limit.ts';

/** What routes work with; built once at start. */
export interface Services {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  /** Opens the keys that sources sign with. */
  readonly vault: Vault;
  /** Takes signals of sources in. */
  readonly ingest: IngestQueue;
  readonly overRate: OverRateReports;
  /** How many alerts, and how many positions, each source may send. */
  readonly alertRate: RateLimit;
  readonly positionRate: RateLimit;
  /** How many devices each account may have asked, so that registering is no way to search a network. */
  readonly deviceRate: RateLimit;
  /** How many requests each API key may make. */
  readonly keyRate: RateLimit;
  /** How many pairing codes each account may try. */
  readonly pairingRate: RateLimit;
  /** How often each account may export or check the audit log. */
  readonly exportRate: RateLimit;
  /** How much each account may ask for. */
  readonly accountRate: RateLimit;
  /** Which movements of cameras are begun, for the audit log. */
  readonly ptzLog: PtzLog;
  readonly gateway: CameraGateway;
  /** Where cameras may be registered. */
  readonly cameraNetworks: NetworkRules;
  /** Signs stream tickets; the gateway holds the same key. */
  readonly hmac: Hmac;
  /** Which gateway has which camera. */
  readonly gateways: GatewayWatch;
  readonly cookie: HostCookie;
  /** Remembers the way to the identity provider and back. */
  readonly flowCookie: HostCookie;
  readonly lockout: Lockout;
  readonly passwords: Passwords;
  /** What signing in asks of people. */
  readonly signInPolicy: SignInPolicy;
  /** Where people may sign in besides; null: nowhere. */
  readonly identityProvider: IdentityProvider | null;
  /** What the one-time set-up link carries; `null` when no set-up is offered. */
  readonly setupToken: string | null;
  readonly log: Log;
}
