import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'];

/** An empty page with hls.js, on an origin of its own, in the system's Chromium. */
export interface PlayerPage {
  readonly origin: string;
  readonly page: Page;
  /** What the page's console said, errors of the page itself included. */
  readonly console: readonly string[];
  close(): Promise<void>;
}

const HTML = '<!doctype html><title>player</title><video id="video" muted playsinline></video>';

/** Serves the page and opens it. `window.Hls` is the library as browsers get it. */
export async function openPlayerPage(): Promise<PlayerPage> {
  const library = await readFile(fileURLToPath(import.meta.resolve('hls.js/dist/hls.min.js')));
  const server = createServer((request, response) => {
    if (request.url === '/hls.js') response.setHeader('content-type', 'text/javascript').end(library);
    else response.setHeader('content-type', 'text/html').end(`${HTML}<script src="/hls.js"></script>`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(origin);
  return {
    origin,
    page,
    console: said,
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
