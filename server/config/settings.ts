import { resolve } from 'node:path';
import { z } from 'zod';
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
        '`true` when a reverse proxy of yours is in front of the web role: the address of the caller is then taken ' +
        'from `X-Forwarded-For`, which anybody could forge otherwise.',
    }),
  DATABASE_URL: url('postgres', 'postgresql').optional().meta({
    description:
      'PostgreSQL 16 or newer with ltree and pg_trgm. Without it an embedded PostgreSQL is started.',
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
  readonly redisUrl: string | null;
  readonly masterKey: string | null;
  readonly sweepEveryMs: number;
  readonly cameraNetworks: NetworkRules;
  /** `cameraNetworks` as it was written. */
  readonly cameraNetworkList: string;
  readonly discoveryAddress: string;
  readonly escalationScale: number;
  readonly mapboxToken: string;
  readonly logLevel: Environment['BEACONWALL_LOG_LEVEL'];
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
  return ok(fromEnvironment(parsed.data));
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
    redisUrl: env.REDIS_URL ?? null,
    masterKey: env.BEACONWALL_MASTER_KEY ?? null,
    sweepEveryMs: env.BEACONWALL_SWEEP_EVERY_MS,
    cameraNetworks: env.BEACONWALL_CAMERA_NETWORKS.rules,
    cameraNetworkList: env.BEACONWALL_CAMERA_NETWORKS.list,
    discoveryAddress: env.BEACONWALL_DISCOVERY_ADDRESS,
    escalationScale: env.BEACONWALL_ESCALATION_SCALE,
    mapboxToken: env.BEACONWALL_MAPBOX_TOKEN,
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
    REDIS_URL: settings.redisUrl,
    BEACONWALL_MASTER_KEY: settings.masterKey,
    BEACONWALL_SWEEP_EVERY_MS: settings.sweepEveryMs,
    BEACONWALL_CAMERA_NETWORKS: settings.cameraNetworkList,
    BEACONWALL_DISCOVERY_ADDRESS: settings.discoveryAddress,
    BEACONWALL_ESCALATION_SCALE: settings.escalationScale,
    BEACONWALL_MAPBOX_TOKEN: settings.mapboxToken,
    BEACONWALL_LOG_LEVEL: settings.logLevel,
  };
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
}
