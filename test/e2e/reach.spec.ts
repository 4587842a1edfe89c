import { z } from 'zod';
import { rawRequest } from '../support/raw-request.ts';
import { accountOf, type Demo, expect, signIn, test } from './support/fixtures.ts';
import { readTiles, videos, waitForLive } from './support/wall.ts';

const peopleSchema = z.object({ items: z.array(z.object({ id: z.string(), username: z.string() })) });

/** An administrator at work over the API. */
async function administrator(demo: Demo, request: import('@playwright/test').APIRequestContext) {
  const { username, password } = accountOf(demo, 'administrator');
  const headers = { Origin: demo.url };
  const ask = (path: string) => request.post(`${demo.url}${path}`, { headers });
  const signedIn = await request.post(`${demo.url}/api/session`, { headers, data: { username, password } });
  expect(signedIn.status()).toBe(200);
  const idOf = async (name: string) => {
    const found = await request.get(`${demo.url}/api/people?search=${name}`);
    const { items } = peopleSchema.parse(await found.json());
    return items.find((person) => person.username === name)?.id ?? '';
  };
  return { ask, idOf };
}

test('S2 an operator who is disabled sees nothing more within five seconds, and learns why', async ({
  page,
  demo,
  playwright,
}) => {
  const request = await playwright.request.newContext();
  const { ask, idOf } = await administrator(demo, request);
  const id = await idOf('operator');
  await signIn(page, demo, 'operator');
  await page.keyboard.press('4');
  await waitForLive(page, 4);
  await page.evaluate(() => {
    // The last picture that any tile shows, in a place that outlives the page's own change of address.
    const note = () => sessionStorage.setItem('last-picture', String(Date.now()));
    for (const video of document.querySelectorAll('video')) {
      const follow = () => {
        note();
        video.requestVideoFrameCallback(follow);
      };
      video.requestVideoFrameCallback(follow);
    }
  });
  const startMs = Date.now();
  try {
    expect((await ask(`/api/people/${id}/disable`)).status()).toBe(204);
    await page.waitForURL('**/sign-in?*', { timeout: 5_000 });
    await expect(page.getByRole('main')).toContainText(/已结束|ended/);
    const lastMs = Number(await page.evaluate(() => sessionStorage.getItem('last-picture')));
    expect(lastMs - startMs).toBeLessThan(5_000);
    await expect(videos(page)).toHaveCount(0);
  } finally {
    expect((await ask(`/api/people/${id}/enable`)).status()).toBe(204);
    await request.dispose();
  }
  await signIn(page, demo, 'operator');
  await waitForLive(page, (await readTiles(page)).length);
});

test('S5 what lets others past Next.js and its proxies leads to no data and to nowhere else', async ({
  demo,
}) => {
  const disguises: readonly [string, Record<string, string>][] = [
    ['/wall', { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' }],
    ['/admin', { rsc: '1', 'next-router-prefetch': '1' }],
    ['/wall?_rsc=1', { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D' }],
    ['/wall.rsc', {}],
    ['/wall;.js', {}],
    ['//evil.example/wall', {}],
    ['/%2e%2e/%2e%2e/etc/passwd', {}],
    ['/_next/static/%2e%2e/%2e%2e/server/app/page.js', {}],
    ['/_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=75', {}],
    ['/wall', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }],
    ['/wall', { 'x-original-url': '/api/cameras', 'x-rewrite-url': '/api/cameras' }],
    ['http://evil.example/wall', { host: 'evil.example' }],
    ['/metrics', {}],
    ['/internal/probe', {}],
  ];
  for (const [target, headers] of disguises) {
    const { status, headers: answered, body } = await rawRequest(demo.url, target, { headers });
    expect(status, target).toBeLessThan(500);
    expect(body, target).not.toMatch(/cam_\d|rtsp:|root:x:|passwordHash/);
    expect(String(answered.location ?? '/'), target).toMatch(/^\/(?!\/)/);
  }
  const action = { method: 'POST', headers: { 'next-action': '0'.repeat(40), origin: 'null' } };
  expect((await rawRequest(demo.url, '/wall', action)).status).toBe(405);
});
