import { z } from 'zod';
import { expect, signIn, test } from './support/fixtures.ts';
import { readTiles, waitForLive } from './support/wall.ts';

const treeSchema = z.object({ units: z.array(z.object({ path: z.string(), level: z.string() })) });
const pageSchema = z.object({ items: z.array(z.object({ id: z.string(), orgPath: z.string() })) });
const ticketsSchema = z.object({
  tickets: z.array(z.object({ ticket: z.string(), playlistUrl: z.string() })),
});

test('a township sees its own cameras in tree, API and streams, and no other camera exists for it', async ({
  page,
  browser,
  demo,
}) => {
  const county = await browser.newPage();
  await signIn(county, demo, 'township2');
  const foreign = pageSchema.parse(
    await (await county.request.get(`${demo.url}/api/cameras?limit=1`)).json(),
  );
  await county.close();
  const foreignId = foreign.items[0]?.id ?? '';

  await signIn(page, demo, 'township');
  const tree = treeSchema.parse(await (await page.request.get(`${demo.url}/api/org-units`)).json());
  const own = tree.units[0]?.path ?? '';
  expect(tree.units[0]?.level).toBe('township');
  expect(tree.units.every(({ path }) => path === own || path.startsWith(`${own}.`))).toBe(true);
  await expect(page.getByRole('tree')).toBeVisible();
  await expect(page.getByRole('treeitem', { level: 1 })).toHaveCount(1);

  const cameras = pageSchema.parse(
    await (await page.request.get(`${demo.url}/api/cameras?limit=200`)).json(),
  );
  expect(cameras.items.length).toBeGreaterThan(0);
  expect(cameras.items.every(({ orgPath }) => orgPath.startsWith(own))).toBe(true);

  const origin = { Origin: demo.url };
  const askTicket = (cameraId: string) =>
    page.request.post(`${demo.url}/api/stream-tickets`, {
      headers: origin,
      data: { streams: [{ cameraId, profile: 'sub' }] },
    });
  expect((await page.request.get(`${demo.url}/api/cameras/${foreignId}`)).status()).toBe(404);
  expect((await askTicket(foreignId)).status()).toBe(404);

  const ownId = cameras.items[0]?.id ?? '';
  const { tickets } = ticketsSchema.parse(await (await askTicket(ownId)).json());
  const ticket = tickets[0]?.ticket ?? '';
  const playlist = (cameraId: string) =>
    page.request.get(`${demo.gatewayUrl}/live/${cameraId}/sub/index.m3u8`, {
      headers: { Authorization: `Bearer ${ticket}` },
    });
  expect((await playlist(ownId)).status()).toBe(200);
  expect((await playlist(foreignId)).status()).toBe(404);
});

test('a village room plays its own cameras', async ({ page, demo }) => {
  await signIn(page, demo, 'village');
  await page.keyboard.press('4');
  await expect.poll(async () => (await readTiles(page)).length).toBeGreaterThan(0);
  await waitForLive(page, (await readTiles(page)).length);
});

test('a wrong password is refused in words, in both languages', async ({ page, demo }) => {
  await page.goto(`${demo.url}/sign-in`);
  await page.locator('input[name=username]').fill('operator');
  await page.locator('input[name=password]').fill('not the password');
  await page.locator('button[type=submit]').click();
  await expect(page.getByRole('main').getByRole('alert')).not.toBeEmpty();
  const before = (await page.getByRole('main').getByRole('alert').textContent()) ?? '';
  await page.getByRole('button', { name: /^(EN|中文)$/, pressed: false }).click();
  await expect(page.getByRole('main').getByRole('alert')).not.toHaveText(before);
});

test('signing out ends the session in every window', async ({ context, page, demo }) => {
  await signIn(page, demo, 'township');
  const second = await context.newPage();
  await second.goto(`${demo.url}/wall`);
  await expect(second.getByRole('tree')).toBeVisible();
  const response = await page.request.delete(`${demo.url}/api/session`, { headers: { Origin: demo.url } });
  expect(response.status()).toBe(204);
  await second.waitForURL('**/sign-in**', { timeout: 10_000 });
  expect((await page.request.get(`${demo.url}/api/org-units`)).status()).toBe(401);
});
