import { access } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import next from 'next';
import { StartError } from '#core/kit';
import type { Pages } from './pages.ts';

/** The pages were not built before start. */
export class PagesNotBuiltError extends StartError {
  override readonly name = 'PagesNotBuiltError';

  constructor(projectDir: string) {
    super(`The pages are not built: there is no .next/BUILD_ID in ${projectDir}. Run "npm run build" first.`);
  }
}

/**
 * Prepares the built Next pages of `projectDir`.
 * @throws PagesNotBuiltError
 */
export async function nextPages(projectDir: string): Promise<Pages> {
  await access(join(projectDir, '.next', 'BUILD_ID')).catch(() => {
    throw new PagesNotBuiltError(projectDir);
  });
  // Next answers upgrades on whatever server it is given, or finds, and would end our sockets. This one never
  // listens, so only Socket.IO handles upgrades.
  const app = next({ dev: false, dir: projectDir, httpServer: createServer() });
  await app.prepare();
  return { handle: app.getRequestHandler(), close: () => app.close() };
}
