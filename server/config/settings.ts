import { resolve } from 'node:path';
import { z } from 'zod';
import { type Role, roles, type SecurityProfile, securityProfiles } from '#core/access';
import { fail, ok, type Result } from '#core/kit';
import { type NetworkRules, parseNetworkRules } from '#core/network';

const port = z.coerce.number().int().min(0).max(65_535);
const url = (...protocols: string[]) =>
  z.url({
    protocol: new RegExp(`^(${protocols.join('|')})$`),
    error: `must be a URL with ${protocols.join(' or ')}`,
  });

/** Keeps the text beside what it means, because child processes are given the text. */
const networks = z.string().transform((list, context) => {
  const rules = parseNetworkRules(list);
  if (rules.ok) return { list, rules: rules.value };
  const message = `“${rules.error.entry}” is not a range of addresses such as 10.0.0.0/8 or 10.0.0.0/8:80+554`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
/** Keeps the text beside what it means, because child processes are given the text. */
const roleList = z.string().transform((list, context) => {
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isRole(name));
  if (unknown === undefined) return { list, roles: names.filter(isRole) };
  context.addIssue({ code: 'custom', message: `“${unknown}” is none of the roles ${roles.join(', ')}` });
  return z.NEVER;
});

function isRole(name: string): name is Role {
  return roles.some((role) => role === name);
}

/** Without TLS only on this machine: a sign-in that others can read is theirs. */
const issuerUrl = url('http', 'https').refine(
  (text) => text.startsWith('https:') || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(text).hostname),
  'must be https, or on this machine',
);
const durationMs = z.coerce.number().int().min(1000).max(86_400_000);

/**
 * Every setting of the product, each an environment variable with its default and its meaning. This is the only
 * place that knows their names; docs/reference/settings.md is generated from it.
 */
export const settingsSchema = z.object({
  BEACONWALL_DATA_DIR: z.string().min(1).default('data').meta({
    description:
      'Folder for the embedded database, generated secrets and logs. Made if missing; only its owner can list it.',
  }),
  BEACONWALL_HOST: z.string().min(1).default('127.0.0.1').meta({
    description:
      'Address the web and gateway roles listen on. The default can be reached from this machine only.',
  }),
  BEACONWALL_PORT: port.default(8080).meta({ description: 'Port of the web role: pages, API, Socket.IO.' }),
  BEACONWALL_GATEWAY_PORT: port.default(8081).meta({
    description: 'Port of the gateway role: live video. Further gateways take the ports after it.',
  }),
  BEACONWALL_GATEWAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(1)
    .meta({
      description:
        'How many gateways run on this machine, each a process of its own; one for every 500 streams, and no more than ' +
        'there are cores. Cameras are shared out between them, and between all others that use the same database.',
    }),
  BEACONWALL_METRICS_PORT: port.default(9464).meta({
    description:
      'Port of the gateway’s Prometheus metrics; never reachable through the other ports. Further gateways take ' +
      'every tenth port after it.',
  }),
  BEACONWALL_METRICS_HOST: z.string().min(1).default('127.0.0.1').meta({
    description: 'Address the metrics port and the worker’s health port listen on.',
  }),
  BEACONWALL_WORKER_PORT: port.default(9465).meta({
    description: 'Port of the worker role’s `/healthz` and `/readyz`.',
  }),
  BEACONWALL_PUBLIC_URL: url('http', 'https').optional().meta({
    description:
      'How browsers reach the web role. With https, cookies are Secure. Default: http, localhost and the port.',
  }),
  BEACONWALL_GATEWAY_PUBLIC_URL: url('http', 'https')
    .optional()
    .meta({
      description:
        'How browsers reach the gateway. Default: http, localhost and the gateway’s port. With several gateways ' +
        '`{gateway}` stands for the number of each, from 1; where it does not occur, the port counts up.',
    }),
  BEACONWALL_GATEWAY_URL: url('http', 'https')
    .optional()
    .meta({
      description:
        'How the web and worker roles reach the gateway. Default: http, 127.0.0.1 and the gateway’s port. With several ' +
        'gateways as above.',
    }),
  BEACONWALL_BEHIND_PROXY: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({
      description:
        '`true` when a reverse proxy of yours is in front of the web role and the gateways: the address of the caller is ' +
        'then taken from `X-Forwarded-For`, which anybody could forge otherwise.',
    }),
  DATABASE_URL: url('postgres', 'postgresql').optional().meta({
    description:
      'PostgreSQL 16 or newer with ltree and pg_trgm. Without it an embedded PostgreSQL is started.',
  }),
  BEACONWALL_OWNER_DATABASE_URL: url('postgres', 'postgresql')
    .optional()
    .meta({
      description:
        'The database of `DATABASE_URL` as the user that owns its tables and brings them up to date; the roles never ' +
        'get it. The user of `DATABASE_URL` may then add to the audit log and not change it. Without it one user does ' +
        'both, and the log is protected by a trigger and its chain of hashes alone.',
    }),
  REDIS_URL: url('redis', 'rediss').optional().meta({
    description: 'Redis (AOF, noeviction) for the queues. Without it the queues live in PostgreSQL.',
  }),
  BEACONWALL_MASTER_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64')
    .optional()
    .meta({
      description:
        '32 random bytes in base64 that seal camera credentials and sign tickets; the same for every role. ' +
        'Without it one is generated into the data folder.',
    }),
  BEACONWALL_SECURITY_PROFILE: z
    .enum(securityProfiles)
    .default('standard')
    .meta({
      description:
        '`mlps3` adds what GB/T 22239-2019 asks of level 3 (8.1.4.1): a second factor for everybody, passwords of three ' +
        'kinds of characters that are changed every 90 days, sessions that end after 15 minutes without use.',
    }),
  BEACONWALL_SECOND_FACTOR_ROLES: roleList.optional().meta({
    description:
      'Roles that need a second factor, with commas between them, such as `administrator,auditor`. Others may have one.',
  }),
  BEACONWALL_OIDC_ISSUER: issuerUrl.optional().meta({
    description:
      'Issuer identifier of an identity provider (OpenID Connect) where people may sign in besides. Needs client id ' +
      'and secret. Register `/api/sign-in/callback` below the public URL there.',
  }),
  BEACONWALL_OIDC_CLIENT_ID: z.string().min(1).optional().meta({
    description: 'What the identity provider calls this installation.',
  }),
  BEACONWALL_OIDC_CLIENT_SECRET: z.string().min(1).optional().meta({
    description: 'The secret it has given this installation.',
  }),
  BEACONWALL_OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional().meta({
    description: 'A file that holds the secret, in place of the variable.',
  }),
  BEACONWALL_OIDC_LABEL: z.string().min(1).max(40).default('SSO').meta({
    description: 'What the button on the sign-in page calls the identity provider.',
  }),
  BEACONWALL_OIDC_USERNAME_CLAIM: z
    .string()
    .min(1)
    .default('preferred_username')
    .meta({
      description:
        'The claim that holds user names of this installation. Read once, when somebody comes from there for the first ' +
        'time: an account without a password is then linked to them for good.',
    }),
  BEACONWALL_SWEEP_EVERY_MS: durationMs.default(30_000).meta({
    description: 'How often every camera is asked whether it still answers, in milliseconds.',
  }),
  BEACONWALL_CAMERA_NETWORKS: networks.prefault('10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7').meta({
    description:
      'Where cameras may be, as ranges of addresses with commas between them; nothing else is ever connected to. ' +
      '`192.168.7.0/24:80+554` allows only these ports of a range; IPv6 ranges with ports stand in brackets. ' +
      'Loopback must be named itself, link-local addresses are never allowed.',
  }),
  BEACONWALL_DISCOVERY_ADDRESS: z
    .ipv4()
    .default('0.0.0.0')
    .meta({
      description:
        'IPv4 address of this machine on the network that is searched for ONVIF devices. The default leaves the choice ' +
        'of the network to the operating system.',
    }),
  BEACONWALL_ESCALATION_SCALE: z.coerce.number().min(0.01).max(10).default(1).meta({
    description:
      'Multiplies the times after which an unacknowledged alert climbs: 0.1 makes minutes of six seconds, for a drill.',
  }),
  BEACONWALL_MAPBOX_TOKEN: z.string().default('').meta({
    description:
      'Access token for Mapbox’s maps. Without it the map is drawn by MapLibre from the offline base map.',
  }),
  BEACONWALL_AUDIT_KEEP_DAYS: z.coerce
    .number()
    .int()
    .min(184)
    .max(36_500)
    .default(184)
    .meta({
      description:
        'How many days rows of the audit log are kept at least; `npm run audit:purge` refuses to take out younger ones. ' +
        'Six months is the least (Cybersecurity Law of the PRC, article 21; GB/T 22239-2019).',
    }),
  BEACONWALL_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info').meta({
    description: 'Least important kind of log line that is written.',
  }),
});

type Environment = z.infer<typeof settingsSchema>;

/** The settings in the program's own words. */
export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  readonly webPort: number;
  readonly gatewayPort: number;
  /** Gateways on this machine. */
  readonly gateways: number;
  readonly metricsHost: string;
  readonly metricsPort: number;
  readonly workerPort: number;
  readonly publicUrl: string;
  readonly gatewayPublicUrl: string;
  readonly gatewayUrl: string;
  readonly behindProxy: boolean;
  readonly databaseUrl: string | null;
  /** The same database as the owner of its tables; null: `databaseUrl` is the owner's. */
  readonly ownerDatabaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly masterKey: string | null;
  readonly securityProfile: SecurityProfile;
  readonly secondFactorRoles: readonly Role[];
  /** `secondFactorRoles` as it was written; null when it was not. */
  readonly secondFactorRoleList: string | null;
  readonly oidc: OidcSettings;
  readonly sweepEveryMs: number;
  readonly cameraNetworks: NetworkRules;
  /** `cameraNetworks` as it was written. */
  readonly cameraNetworkList: string;
  readonly discoveryAddress: string;
  readonly escalationScale: number;
  readonly mapboxToken: string;
  readonly auditKeepDays: number;
  readonly logLevel: Environment['BEACONWALL_LOG_LEVEL'];
}

/** An identity provider; complete when there is an issuer. */
export interface OidcSettings {
  readonly issuer: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly clientSecretFile: string | null;
  readonly label: string;
  readonly usernameClaim: string;
}

/** One sentence per wrong setting. */
export interface SettingsError {
  readonly problems: readonly string[];
}

/** Reads and checks all settings. An empty variable counts as not set, as in compose files. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Result<Settings, SettingsError> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    return fail({
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    });
  }
  const settings = fromEnvironment(parsed.data);
  const missing = missingOfOidc(settings.oidc);
  if (missing !== null) return fail({ problems: [missing] });
  return ok(settings);
}

/** An identity provider is there as a whole or not at all. */
function missingOfOidc({ issuer, clientId, clientSecret, clientSecretFile }: OidcSettings): string | null {
  if (issuer === null) return null;
  if (clientId === null) return 'BEACONWALL_OIDC_CLIENT_ID: is needed with BEACONWALL_OIDC_ISSUER';
  if (clientSecret !== null || clientSecretFile !== null) return null;
  return 'BEACONWALL_OIDC_CLIENT_SECRET: it, or a file that holds it, is needed with BEACONWALL_OIDC_ISSUER';
}

function fromEnvironment(env: Environment): Settings {
  return {
    dataDir: resolve(env.BEACONWALL_DATA_DIR),
    host: env.BEACONWALL_HOST,
    webPort: env.BEACONWALL_PORT,
    gatewayPort: env.BEACONWALL_GATEWAY_PORT,
    gateways: env.BEACONWALL_GATEWAYS,
    metricsHost: env.BEACONWALL_METRICS_HOST,
    metricsPort: env.BEACONWALL_METRICS_PORT,
    workerPort: env.BEACONWALL_WORKER_PORT,
    publicUrl: env.BEACONWALL_PUBLIC_URL ?? `http://localhost:${env.BEACONWALL_PORT}`,
    gatewayPublicUrl: env.BEACONWALL_GATEWAY_PUBLIC_URL ?? `http://localhost:${env.BEACONWALL_GATEWAY_PORT}`,
    gatewayUrl: env.BEACONWALL_GATEWAY_URL ?? `http://127.0.0.1:${env.BEACONWALL_GATEWAY_PORT}`,
    behindProxy: env.BEACONWALL_BEHIND_PROXY,
    databaseUrl: env.DATABASE_URL ?? null,
    ownerDatabaseUrl: env.BEACONWALL_OWNER_DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    masterKey: env.BEACONWALL_MASTER_KEY ?? null,
    securityProfile: env.BEACONWALL_SECURITY_PROFILE,
    secondFactorRoles: env.BEACONWALL_SECOND_FACTOR_ROLES?.roles ?? [],
    secondFactorRoleList: env.BEACONWALL_SECOND_FACTOR_ROLES?.list ?? null,
    oidc: {
      issuer: env.BEACONWALL_OIDC_ISSUER ?? null,
      clientId: env.BEACONWALL_OIDC_CLIENT_ID ?? null,
      clientSecret: env.BEACONWALL_OIDC_CLIENT_SECRET ?? null,
      clientSecretFile: env.BEACONWALL_OIDC_CLIENT_SECRET_FILE ?? null,
      label: env.BEACONWALL_OIDC_LABEL,
      usernameClaim: env.BEACONWALL_OIDC_USERNAME_CLAIM,
    },
    sweepEveryMs: env.BEACONWALL_SWEEP_EVERY_MS,
    cameraNetworks: env.BEACONWALL_CAMERA_NETWORKS.rules,
    cameraNetworkList: env.BEACONWALL_CAMERA_NETWORKS.list,
    discoveryAddress: env.BEACONWALL_DISCOVERY_ADDRESS,
    escalationScale: env.BEACONWALL_ESCALATION_SCALE,
    mapboxToken: env.BEACONWALL_MAPBOX_TOKEN,
    auditKeepDays: env.BEACONWALL_AUDIT_KEEP_DAYS,
    logLevel: env.BEACONWALL_LOG_LEVEL,
  };
}

/** The same settings as environment variables, for the child processes that run the roles. */
export function toEnvironment(settings: Settings): Record<string, string> {
  const env: Record<keyof Environment, string | number | null> = {
    BEACONWALL_DATA_DIR: settings.dataDir,
    BEACONWALL_HOST: settings.host,
    BEACONWALL_PORT: settings.webPort,
    BEACONWALL_GATEWAY_PORT: settings.gatewayPort,
    BEACONWALL_GATEWAYS: settings.gateways,
    BEACONWALL_METRICS_HOST: settings.metricsHost,
    BEACONWALL_METRICS_PORT: settings.metricsPort,
    BEACONWALL_WORKER_PORT: settings.workerPort,
    BEACONWALL_PUBLIC_URL: settings.publicUrl,
    BEACONWALL_GATEWAY_PUBLIC_URL: settings.gatewayPublicUrl,
    BEACONWALL_GATEWAY_URL: settings.gatewayUrl,
    BEACONWALL_BEHIND_PROXY: String(settings.behindProxy),
    DATABASE_URL: settings.databaseUrl,
    BEACONWALL_OWNER_DATABASE_URL: null, // no role needs it
    REDIS_URL: settings.redisUrl,
    BEACONWALL_MASTER_KEY: settings.masterKey,
    BEACONWALL_SECURITY_PROFILE: settings.securityProfile,
    BEACONWALL_SECOND_FACTOR_ROLES: settings.secondFactorRoleList,
    BEACONWALL_OIDC_ISSUER: settings.oidc.issuer,
    BEACONWALL_OIDC_CLIENT_ID: settings.oidc.clientId,
    BEACONWALL_OIDC_CLIENT_SECRET: settings.oidc.clientSecret,
    BEACONWALL_OIDC_CLIENT_SECRET_FILE: settings.oidc.clientSecretFile,
    BEACONWALL_OIDC_LABEL: settings.oidc.label,
    BEACONWALL_OIDC_USERNAME_CLAIM: settings.oidc.usernameClaim,
    BEACONWALL_SWEEP_EVERY_MS: settings.sweepEveryMs,
    BEACONWALL_CAMERA_NETWORKS: settings.cameraNetworkList,
    BEACONWALL_DISCOVERY_ADDRESS: settings.discoveryAddress,
    BEACONWALL_ESCALATION_SCALE: settings.escalationScale,
    BEACONWALL_MAPBOX_TOKEN: settings.mapboxToken,
    BEACONWALL_AUDIT_KEEP_DAYS: settings.auditKeepDays,
    BEACONWALL_LOG_LEVEL: settings.logLevel,
  };
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
}
