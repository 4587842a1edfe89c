import type { Locator, Page } from '@playwright/test';
import { orgTreeSchema } from '#core/contracts';
import { AlertSource } from './support/alert-source.ts';
import { accountOf, type Demo, expect, type OpenPage, signIn, test } from './support/fixtures.ts';
import { SimulatorControl } from './support/simulator.ts';
import { waitForPlaying } from './support/wall.ts';

/** Each test's alerts have a place of their own, so that rows are told apart by it. */
const rowsAt = (page: Page, place: string): Locator =>
  page.locator('li[data-priority]', { has: page.getByText(place) });

/** A console with one picture: here the queue is looked at, and two cores decode no more than they must. */
async function oneTileConsole(openPage: OpenPage, demo: Demo, username: string): Promise<Page> {
  const page = await openPage({ width: 1366, height: 768 });
  await signIn(page, demo, username);
  await page.keyboard.press('1');
  return page;
}

test.use({ viewport: { width: 1366, height: 768 } });

test('a watchlist hit goes from the checkpoint to the map, to a squad’s phone, and to its end', async ({
  openPage,
  page: dispatcher,
  demo,
}) => {
  test.slow();
  const place = '石桥镇·省道卡口';
  await signIn(dispatcher, demo, 'dispatcher');
  await dispatcher.goto(`${demo.url}/map`);
  const township = await oneTileConsole(openPage, demo, 'township2');
  const other = await oneTileConsole(openPage, demo, 'township');
  const phone = await openPage({ width: 360, height: 740 });
  await signIn(phone, demo, 'patrol', '/patrol');
  await expect(phone.getByText('待命')).toBeVisible();

  await new SimulatorControl(demo.simulatorUrl).fire('watchlist-hit');
  const alert = rowsAt(dispatcher, place).first();
  await expect(alert).toBeVisible({ timeout: 15_000 });
  await expect(rowsAt(township, place).first()).toBeVisible({ timeout: 15_000 });

  await alert.locator('[data-alert-row]').click();
  await waitForPlaying(dispatcher, 4);
  const send = dispatcher.getByRole('button', { name: /^派 石桥巡逻一组/ });
  await expect(send).toBeDisabled();
  const response = dispatcher.getByRole('region', { name: '处置' });
  await response.getByRole('button', { name: '核对并确认' }).click();
  await send.click({ timeout: 15_000 });
  await expect(rowsAt(township, place).first()).toHaveAttribute('data-phase', 'acknowledged', {
    timeout: 15_000,
  });

  for (const [button, phase] of [
    ['接受', 'acked'],
    ['出发', 'en_route'],
    ['到场', 'on_scene'],
  ] as const) {
    await phone.getByRole('button', { name: button, exact: true }).click({ timeout: 30_000 });
    await expect(response.locator(`li[data-phase="${phase}"]`).first()).toBeVisible({ timeout: 15_000 });
  }
  await phone.getByRole('button', { name: '完成', exact: true }).click({ timeout: 30_000 });
  await expect(phone.getByText('待命')).toBeVisible({ timeout: 15_000 });
  for (const line of ['告警产生', '分派', '确认', '派遣', '派警', '接受', '出发', '到场', '完成']) {
    await expect(response.getByRole('listitem').filter({ hasText: line }).first()).toBeVisible({
      timeout: 15_000,
    });
  }
  await expect(rowsAt(other, place)).toHaveCount(0);
});

test('nobody acts: an alert climbs from village to township to county, and its clock runs on', async ({
  openPage,
  page: county,
  demo,
}) => {
  test.slow();
  const place = '村口无人值守处';
  await signIn(county, demo, 'operator');
  await county.keyboard.press('1');
  const village = await oneTileConsole(openPage, demo, 'village');
  const township = await oneTileConsole(openPage, demo, 'township');
  const row = rowsAt(county, place).first();
  const units = await village.request.get(`${demo.url}/api/org-units`);
  const [room] = orgTreeSchema.parse(await units.json()).units;

  const sentAtMs = Date.now();
  await new AlertSource(demo).send({ kind: 'sos', unitCode: room?.id.slice('org_'.length) ?? '', place });
  for (const [holder, page] of [
    ['village', village],
    ['township', township],
    ['operator', county],
  ] as const) {
    await expect(row).toContainText(`归属 ${accountOf(demo, holder).scope}`, { timeout: 30_000 });
    await expect(rowsAt(page, place).first()).toBeVisible();
  }
  const openForS = (Date.now() - sentAtMs) / 1_000;
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec((await row.textContent()) ?? '') ?? [];
  expect(Number(minutes) * 60 + Number(seconds)).toBeGreaterThanOrEqual(Math.floor(openForS) - 2);
});
