/**
 * The one entry. `node server/main.ts` runs a whole installation on this machine: an embedded PostgreSQL unless
 * DATABASE_URL is set, and the three roles as supervised processes. `node server/main.ts web|gateway|worker`
 * runs a single role, as many copies and machines as needed, and wants DATABASE_URL.
 */
import process from 'node:process';
import { createLogger, loadSecrets, readSettings } from '#server/config';
import { explainStartError, runRole, START_ERROR_EXIT_CODE } from '#server/supervisor';
import { startGatewayRole } from './composition/gateway.ts';
import { runInstallation } from './composition/installation.ts';
import { startWebRole } from './composition/web.ts';
import { startWorkerRole } from './composition/worker.ts';

const ROLES = { web: startWebRole, gateway: startGatewayRole, worker: startWorkerRole } as const;

function fail(...sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence);
  process.exit(START_ERROR_EXIT_CODE);
}

const settings = readSettings(process.env);
if (!settings.ok) fail('These settings cannot be used:', ...settings.error.problems);
const role = process.argv[2];

if (role === undefined) {
  await runInstallation(settings.value).catch((error: unknown) => {
    const explained = explainStartError(error);
    if (explained === null) throw error;
    fail(explained.message);
  });
} else if (role in ROLES) {
  const { databaseUrl, dataDir, masterKey, logLevel } = settings.value;
  if (databaseUrl === null) fail(`The ${role} role on its own needs DATABASE_URL.`);
  const log = createLogger(role, logLevel);
  const start = ROLES[role as keyof typeof ROLES];
  await runRole(() => start(settings.value, databaseUrl, loadSecrets(dataDir, masterKey), log), log);
} else {
  fail(`There is no role “${role}”: it is web, gateway or worker, or nothing for all three.`);
}
