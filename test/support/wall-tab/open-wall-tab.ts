import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import type { StreamTicket } from '#core/contracts';
import type { TabTile, WallTabWindow } from './wall-tab-window.ts';

const ROOT = new URL('../../../', import.meta.url);
const FLAGS = ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'];

/** A folder of `core` each, as package.json has them. */
const CORE = ['kit', 'camera', 'contracts', 'access', 'alert', 'dispatch', 'geo', 'org'];
const IMPORTS = {
  ...Object.fromEntries(CORE.map((name) => [`#core/${name}`, `/core/${name}/index.ts`])),
  zod: '/node_modules/zod/index.js',
  'hls.js/light': '/node_modules/hls.js/dist/hls.light.mjs',
  // Nothing is rendered; a hook in the same folder as the stores is all that asks for it.
  react: 'data:text/javascript,export const useSyncExternalStore = () => {};',
};
/** How tiles lie on the page, and how large. */
export const wallTabStyle =
  'body { margin: 0; display: flex; flex-wrap: wrap } video { width: 96px; height: 54px }';
const HTML =
  `<!doctype html><title>wall</title><style>${wallTabStyle}</style>` +
  `<script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>` +
  '<script type="module" src="/test/support/wall-tab/tab.ts"></script>';

/** The wall's own players in the system's Chromium, file by file as they are written, on an origin of their own. */
export interface WallTab {
  readonly origin: string;
  readonly page: Page;
  openTiles(tickets: readonly StreamTicket[]): Promise<void>;
  suspend(): Promise<void>;
  show(): Promise<void>;
  listen(): Promise<void>;
  readTiles(): Promise<TabTile[]>;
  close(): Promise<void>;
}

export async function openWallTab(): Promise<WallTab> {
  const server = createServer((request, response) => void serve(request.url ?? '', response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  const page = await browser.newPage();
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await page.goto(origin);
  await page
    .waitForFunction(() => 'openTiles' in window)
    .catch((cause: unknown) => {
      throw new Error(`the page did not start: ${failures.join('; ')}`, { cause });
    });
  return {
    origin,
    page,
    openTiles: (tickets) =>
      page.evaluate((given) => (window as unknown as WallTabWindow).openTiles(given), tickets),
    suspend: () => page.evaluate(() => (window as unknown as WallTabWindow).suspend()),
    listen: () => page.evaluate(() => (window as unknown as WallTabWindow).listen()),
    show: () => page.evaluate(() => (window as unknown as WallTabWindow).show()),
    readTiles: () => page.evaluate(() => (window as unknown as WallTabWindow).readTiles()),
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function serve(path: string, response: ServerResponse): Promise<void> {
  if (path === '/') {
    response.setHeader('content-type', 'text/html').end(HTML);
    return;
  }
  try {
    const text = await readFile(fileURLToPath(new URL(`.${path}`, ROOT)), 'utf8');
    response.setHeader('content-type', 'text/javascript');
    response.end(path.endsWith('.ts') ? stripTypeScriptTypes(text) : text);
  } catch {
    response.writeHead(404).end();
  }
}
