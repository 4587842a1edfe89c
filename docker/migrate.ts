/**
 * `node docker/migrate.ts`: brings the database at DATABASE_URL up to date, as its owner if
 * BEACONWALL_OWNER_DATABASE_URL says who that is, then ends. In containers it runs once before the roles start; an
 * installation on one machine does the same by itself.
 */
import process from 'node:process';
import { readSettings } from '#server/config';
import { prepareDatabase } from '../server/composition/prepare-database.ts';

const settings = readSettings(process.env);
if (!settings.ok || settings.value.databaseUrl === null) {
  const problems = settings.ok ? ['DATABASE_URL: must be set'] : settings.error.problems;
  process.stderr.write(`These settings cannot be used:\n${problems.join('\n')}\n`);
  process.exit(78);
}
const { databaseUrl: url, ownerDatabaseUrl: ownerUrl } = settings.value;
await prepareDatabase({ url, ownerUrl });
