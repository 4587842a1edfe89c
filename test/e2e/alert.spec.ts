import type { Locator, Page } from '@playwright/test';
import { alertListSchema } from '#core/contracts';
import { expect, signIn, test } from './support/fixtures.ts';
import { SimulatorControl } from './support/simulator.ts';
import { waitForLive } from './support/wall.ts';

const alertRows = (page: Page): Locator =>
  page.locator('li[data-priority="1"]', { has: page.getByText('卡口布控命中') });

/** How many hits are open already: the first of the evening comes before it can be paused. */
async function openHits(page: Page, url: string): Promise<number> {
  const list = alertListSchema.parse(await (await page.request.get(`${url}/api/alerts`)).json());
  return list.items.filter(({ kind }) => kind === 'watchlist_hit').length;
}

test('a watchlist hit goes from the checkpoint to the map, to a squad’s phone, and to its end', async ({
  browser,
  page: dispatcher,
  demo,
}) => {
  const township = await (await browser.newContext()).newPage();
  const other = await (await browser.newContext()).newPage();
  const phone = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await signIn(dispatcher, demo, 'dispatcher');
  await dispatcher.goto(`${demo.url}/map`);
  await signIn(township, demo, 'township2');
  await signIn(other, demo, 'township');
  await signIn(phone, demo, 'patrol', '/patrol');
  const before = await openHits(dispatcher, demo.url);
  await expect(alertRows(dispatcher)).toHaveCount(before);
  await expect(alertRows(township)).toHaveCount(before);

  await new SimulatorControl(demo.simulatorUrl).fire('watchlist-hit');
  await expect(alertRows(dispatcher)).toHaveCount(before + 1);
  await expect(alertRows(township)).toHaveCount(before + 1);
  await expect(alertRows(other)).toHaveCount(0);

  const alert = alertRows(dispatcher).last();
  await alert.locator('[data-alert-row]').click();
  await waitForLive(dispatcher, 4);
  await dispatcher.getByRole('button', { name: /^派 石桥巡逻一组/ }).click();

  for (const [button, phase] of [
    ['接受', 'acked'],
    ['出发', 'en_route'],
    ['到场', 'on_scene'],
    ['完成', 'cleared'],
  ] as const) {
    await phone.getByRole('button', { name: button, exact: true }).click();
    await expect(dispatcher.locator(`li[data-phase="${phase}"]`).first()).toBeVisible();
  }
  for (const line of ['告警产生', '分派', '确认', '派遣', '派警', '接受', '出发', '到场', '完成']) {
    await expect(dispatcher.getByText(line, { exact: false }).first()).toBeVisible();
  }
  await dispatcher.screenshot({ path: 'test-results/map.png' });
  await phone.screenshot({ path: 'test-results/phone.png' });
});
