import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** Tables that nobody but the owner of the database may change: rows are added to them, and read. */
const APPEND_ONLY = ['audit_log', 'journal'] as const;
/** Where BullMQ keeps its tables; it makes a sequence there for every new queue. */
const QUEUE_SCHEMA = 'bullmq';

/**
 * Lets the database user of `appUrl` work with the tables: read and write rows, but only add to the audit log and the
 * journal, and change no table, trigger or function. Makes the user when there is none.
 * @param ownerUrl the database as its owner, who made the tables
 * @param appUrl the same database as the web, gateway and worker roles will use it
 * @throws when the owner may not make the user
 */
export async function grantAppRole(ownerUrl: string, appUrl: string): Promise<void> {
  await onDatabase(ownerUrl, async (client) => {
    const role = await ensureAppRole(client, appUrl);
    // All or nothing: at no moment does an installation that runs lack a right it had.
    await client.query('begin');
    await grantSchema(client, 'public', role);
    await grantSchema(client, QUEUE_SCHEMA, role);
    await client.query(
      `grant create on schema ${QUEUE_SCHEMA} to ${role};
       grant update on all sequences in schema ${QUEUE_SCHEMA} to ${role}`,
    );
    for (const table of APPEND_ONLY)
      await client.query(`revoke all on ${table} from ${role}; grant select, insert on ${table} to ${role}`);
    await client.query('commit');
  });
}

async function grantSchema(client: Client, schema: string, role: string): Promise<void> {
  await client.query(`grant usage on schema ${schema} to ${role}`);
  await client.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`);
  await client.query(`grant usage, select on all sequences in schema ${schema} to ${role}`);
}

/**
 * Makes the user of `appUrl`, with the password that stands in it, unless there is one.
 * @returns its name, as an identifier of SQL
 */
export async function ensureAppRole(client: Client, appUrl: string): Promise<string> {
  const { username, password } = new URL(appUrl);
  const name = decodeURIComponent(username);
  const role = escapeIdentifier(name);
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  if (rowCount === 0) {
    const verifier = escapeLiteral(scramVerifier(decodeURIComponent(password)));
    await client.query(
      `create role ${role} login nosuperuser nocreatedb nocreaterole noinherit noreplication password ${verifier}`,
    );
  }
  return role;
}

/** Whether two URLs name the same user of the database. */
export function isSameRole(oneUrl: string, otherUrl: string): boolean {
  return new URL(oneUrl).username === new URL(otherUrl).username;
}

const SCRAM_ITERATIONS = 4096;

/** What PostgreSQL keeps of a password (RFC 5802, section 3): sent instead of it, for statements may be logged. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, SCRAM_ITERATIONS, 32, 'sha256');
  const keyOf = (purpose: string) => createHmac('sha256', salted).update(purpose).digest();
  const storedKey = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  const serverKey = keyOf('Server Key').toString('base64');
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

async function onDatabase(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'beaconwall grants' });
  client.on('error', () => {}); // the query that runs fails with the same error
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
