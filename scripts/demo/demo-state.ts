import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const accountSchema = z.object({
  role: z.string(),
  username: z.string(),
  password: z.string(),
  scope: z.string(),
});
/** A demo account as it is shown to whoever started the demo. */
export type DemoAccount = z.infer<typeof accountSchema>;

const PREFERRED_PORTS = { rtspPort: 8554, onvifPort: 8580 } as const;

const stateSchema = z.object({
  /** The simulated cameras are registered with this port. */
  rtspPort: z.number().int(),
  /** And, those that turn, with this one of their ONVIF services. */
  onvifPort: z.number().int().default(PREFERRED_PORTS.onvifPort),
  cameraPassword: z.string(),
  /** Signs what the simulated county sends; null until its people are registered. */
  ingestKey: z.string().nullable().default(null),
  accounts: z.array(accountSchema),
});
/** What one demo county keeps between starts besides its database. */
export type DemoState = z.infer<typeof stateSchema>;

/** A password that can be read out over a telephone: four groups of four letters and digits, 80 bits. */
export function newPassword(): string {
  const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** Reads the demo's state, or makes it at the first start. Accounts are filled in when they are created. */
export function loadDemoState(dataDir: string): DemoState {
  const file = stateFile(dataDir);
  if (existsSync(file)) return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { ...PREFERRED_PORTS, cameraPassword: newPassword(), ingestKey: null, accounts: [] };
}

export function saveDemoState(dataDir: string, state: DemoState): void {
  savePrivately(stateFile(dataDir), state);
}

/** Where the accounts of the simulated squads are kept for the simulator. */
export const handheldsFile = (dataDir: string): string => join(dataDir, 'handhelds.json');

/** Writes a file that only its owner can read, whole or not at all. */
export function savePrivately(file: string, content: object): void {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(content, null, 2), { mode: 0o600, flush: true });
  renameSync(partial, file);
}

/** The file the roles of the demo log to. */
export function openDemoLog(dataDir: string): { readonly path: string; readonly fd: number } {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const path = join(dataDir, 'demo.log');
  return { path, fd: openSync(path, 'a', 0o600) };
}

const stateFile = (dataDir: string): string => join(dataDir, 'demo.json');

/** `preferred` if nobody has it, else any free port. */
export async function freePort(preferred: number): Promise<number> {
  for (const port of [preferred, 0]) {
    const server = createServer();
    const bound = await new Promise<number | null>((resolve) => {
      server.once('error', () => resolve(null));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : null);
      });
    });
    await new Promise((resolve) => server.close(resolve));
    if (bound !== null) return bound;
  }
  throw new Error('no free port');
}
