/**
 * `node scripts/register-cameras.ts cameras.json`: enters the cameras of a file, all or none. See
 * docs/guide/administrator.md for what the file holds.
 */
import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { cameraClasses, parseNationalCode } from '#core/camera';
import { localizedTextSchema, newId, type OrgUnitId, systemClock } from '#core/kit';
import { closeDatabase, connectDatabase } from '#db/database';
import { registerCameras } from '#db/repositories';
import { createVault } from '#db/sealing';
import { createLogger, loadSecrets, readSettings, type Settings } from '#server/config';

const camerasSchema = z
  .array(
    z.strictObject({
      /** 20 digits. */
      code: z.string().refine((code) => parseNationalCode(code).ok, 'must be 20 digits'),
      /** The `id` of an org unit, as `GET /api/org-units` gives it. */
      orgUnitId: z.string().transform((id) => id as OrgUnitId),
      name: localizedTextSchema,
      class: z.enum(cameraClasses),
      /** WGS-84 degrees. */
      position: z.object({ lon: z.number(), lat: z.number() }),
      view: z
        .object({ azimuthDeg: z.number().min(0).max(360), angleDeg: z.number(), rangeM: z.number() })
        .default({ azimuthDeg: 0, angleDeg: 75, rangeM: 60 }),
      mainUrl: z.url({ protocol: /^rtsp$/ }),
      subUrl: z
        .url({ protocol: /^rtsp$/ })
        .nullable()
        .default(null),
      credentials: z.object({ username: z.string(), password: z.string() }).nullable().default(null),
    }),
  )
  .min(1);

/** The database of `npm start` on this machine, while it runs. */
function embeddedDatabaseUrl(dataDir: string): string {
  const home = join(dataDir, 'postgres');
  const read = (path: string): string => readFileSync(path, 'utf8').trim();
  const port = read(join(read(join(home, 'location')), 'port'));
  return `postgres://beaconwall:${read(join(home, 'secret'))}@127.0.0.1:${port}/beaconwall`;
}

async function register(settings: Settings, file: string): Promise<number> {
  const cameras = camerasSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const secrets = loadSecrets(settings.dataDir, settings.masterKey);
  const database = connectDatabase({
    url: settings.databaseUrl ?? embeddedDatabaseUrl(settings.dataDir),
    poolMax: 1,
    applicationName: 'beaconwall register cameras',
    log: createLogger('register', 'warn'),
  });
  try {
    await registerCameras(database, createVault(secrets.vaultKey), {
      cameras: cameras.map((camera) => ({
        ...camera,
        id: newId('cam', randomFillSync),
        device: null,
        ptz: false,
        // One recorder, one address: its channels share its limits.
        deviceKey: new URL(camera.mainUrl).host,
        siteKey: camera.orgUnitId,
      })),
      actor: 'administrator',
      nowMs: systemClock.now(),
    });
  } finally {
    await closeDatabase(database);
  }
  return cameras.length;
}

const [, , file] = process.argv;
const settings = readSettings(process.env);
if (file === undefined || !settings.ok) {
  process.stderr.write(settings.ok ? 'Which file?\n' : `${settings.error.problems.join('\n')}\n`);
  process.exit(78);
}
try {
  process.stdout.write(`${await register(settings.value, file)} cameras registered\n`);
} catch (error) {
  process.stderr.write(`Nothing was registered.\n${explain(error)}\n`);
  process.exit(1);
}

/** The database's own words, without the query: that holds every camera of the file. */
function explain(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
