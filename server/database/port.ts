import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Database connections never leave the machine. */
export const LOOPBACK = '127.0.0.1';

/**
 * The port to listen on: the wanted one, else the one of last time, else a free one. A port that is taken is
 * replaced by a free one. Remembered in `root`, so that what an administrator has open goes on working.
 * @param wanted 0 for no wish
 */
export async function choosePort(root: string, wanted: number): Promise<number> {
  const file = join(root, 'port');
  const remembered = Number(await readFile(file, 'utf8').catch(() => '0'));
  const port = (await bindable(wanted || remembered || 0)) ?? (await bindable(0));
  if (port === null) throw new Error(`no free port on ${LOOPBACK}`);
  await writeFile(file, String(port));
  return port;
}

/** Binds `port` for a moment. @returns the port, chosen by the system for 0; null when it is taken */
async function bindable(port: number): Promise<number | null> {
  const server = createServer();
  try {
    server.listen({ port, host: LOOPBACK });
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  } catch {
    return null;
  } finally {
    server.close();
  }
}
