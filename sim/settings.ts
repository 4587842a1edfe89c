import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** The simulator's settings, each an environment variable. This is the only place that knows their names. */
export const settingsSchema = z.object({
  SIM_HOST: z.string().min(1).default('127.0.0.1').meta({
    description:
      'Address the simulated cameras listen on. The default can be reached from this machine only.',
  }),
  SIM_RTSP_PORT: port
    .default(8554)
    .meta({ description: 'RTSP port of all simulated cameras; 0: any free one.' }),
  SIM_CONTROL_PORT: port.default(8555).meta({
    description:
      'Port of the control API, which gives cameras faults and plays steps of the evening. Always on loopback; 0: ' +
      'any free one.',
  }),
  SIM_ONVIF_PORT: port.default(8580).meta({
    description: 'HTTP port of the ONVIF services of all simulated cameras; 0: any free one.',
  }),
  SIM_DISCOVERY_ADDRESS: z.ipv4().default('127.0.0.1').meta({
    description:
      'IPv4 address of the interface on which devices that are not registered yet answer WS-Discovery (UDP port 3702).',
  }),
  SIM_SEED: z.coerce.number().int().min(0).optional().meta({
    description: 'Seed of the county and of all chance. Default: the demo county.',
  }),
  SIM_CAMERA_USERNAME: z.string().min(1).default('admin').meta({
    description: 'User name that every simulated camera asks for.',
  }),
  SIM_CAMERA_PASSWORD: z.string().min(1).meta({
    description: 'Password that every simulated camera asks for. There is no default.',
  }),
  SIM_WEB_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description:
        'Where the web role is reached. With it the county lives: squads patrol and respond, and the evening is played. ' +
        'Needs SIM_INGEST_KEY and SIM_HANDHELDS_FILE.',
    }),
  SIM_WEB_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'How browsers reach the web role. Default: as SIM_WEB_URL.',
    }),
  SIM_INGEST_SOURCE: z.string().min(1).default('simulator').meta({
    description: 'Name of the ingest source that the simulator sends signals as.',
  }),
  SIM_INGEST_KEY: z.string().min(1).optional().meta({ description: 'The key of that source.' }),
  SIM_HANDHELDS_FILE: z.string().min(1).optional().meta({
    description: 'JSON file with the accounts that squads sign in with.',
  }),
});

/** How the simulator reaches the web role, to make the county live. */
export interface WebSettings {
  /** Without a path. */
  readonly url: string;
  readonly origin: string;
  readonly source: { readonly name: string; readonly key: string };
  readonly handheldsFile: string;
}

export interface SimulatorSettings {
  readonly host: string;
  readonly rtspPort: number;
  readonly controlPort: number;
  readonly onvifPort: number;
  readonly discoveryAddress: string;
  readonly seed: number | null;
  readonly credentials: { readonly username: string; readonly password: string };
  /** `null`: there are only cameras. */
  readonly web: WebSettings | null;
}

/** Reads the settings. @throws Error that names every variable that is missing or wrong */
export function readSimulatorSettings(
  environment: Readonly<Record<string, string | undefined>>,
): SimulatorSettings {
  const parsed = settingsSchema.safeParse(environment);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const values = parsed.data;
  return {
    host: values.SIM_HOST,
    rtspPort: values.SIM_RTSP_PORT,
    controlPort: values.SIM_CONTROL_PORT,
    onvifPort: values.SIM_ONVIF_PORT,
    discoveryAddress: values.SIM_DISCOVERY_ADDRESS,
    seed: values.SIM_SEED ?? null,
    credentials: { username: values.SIM_CAMERA_USERNAME, password: values.SIM_CAMERA_PASSWORD },
    web: webSettings(values),
  };
}

function webSettings(values: z.infer<typeof settingsSchema>): WebSettings | null {
  const { SIM_WEB_URL: url, SIM_INGEST_KEY: key, SIM_HANDHELDS_FILE: handheldsFile } = values;
  if (url === undefined) return null;
  if (key === undefined || handheldsFile === undefined) {
    throw new Error('SIM_WEB_URL needs SIM_INGEST_KEY and SIM_HANDHELDS_FILE beside it');
  }
  return {
    url: new URL(url).origin,
    origin: new URL(values.SIM_WEB_ORIGIN ?? url).origin,
    source: { name: values.SIM_INGEST_SOURCE, key },
    handheldsFile,
  };
}
