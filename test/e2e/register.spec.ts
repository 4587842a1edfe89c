import type { Locator, Page } from '@playwright/test';
import { CAMERA_USERNAME } from '../../scripts/demo/seed.ts';
import { type Demo, expect, signIn, test } from './support/fixtures.ts';
import { tileOf } from './support/wall.ts';

/** Gives the credentials and reads the device whose address is filled in. */
async function readDevice(page: Page, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(CAMERA_USERNAME);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '读取设备' }).click();
}

async function chooseAddress(page: Page, host: string, port: number): Promise<void> {
  await page.getByLabel('地址', { exact: true }).fill(host);
  await page.getByLabel('端口').fill(String(port));
}

async function openWizard(page: Page, demo: Demo): Promise<void> {
  await signIn(page, demo, 'administrator');
  await page.getByRole('link', { name: '管理' }).click();
  await page.getByRole('link', { name: '添加摄像机' }).click();
}

/** The picture in grey, coarse enough that only what a person would notice counts. */
const glance = (tile: Locator): Promise<number[]> =>
  tile.evaluate((element) => {
    const canvas = new OffscreenCanvas(32, 18);
    const context = canvas.getContext('2d');
    context?.drawImage(element as HTMLVideoElement, 0, 0, 32, 18);
    const pixels = context?.getImageData(0, 0, 32, 18).data ?? [];
    return Array.from({ length: 32 * 18 }, (_, index) => pixels[index * 4 + 1] ?? 0);
  });

/** How much two glances differ, in parts of the whole range of grey. */
const difference = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length / 255;

test('an administrator discovers a dome, registers it in under two minutes, watches it and turns it', async ({
  page,
  openPage,
  demo,
}) => {
  test.slow();
  await openWizard(page, demo);
  const startedMs = Date.now();
  await page.getByRole('button', { name: '搜索网络' }).click();
  const device = page.getByRole('list', { name: '找到的设备' }).getByRole('button', { name: /Speed Dome/ });
  await device.first().click({ timeout: 15_000 });
  await readDevice(page, 'not the password');
  await expect(page.getByText('设备拒绝了用户名或密码')).toBeVisible({ timeout: 15_000 });
  await readDevice(page, demo.cameraPassword);
  await expect(page.getByText('QL-D2420 Speed Dome').last()).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('status').filter({ hasText: '实时' })).toBeVisible({ timeout: 20_000 });

  await page.getByRole('combobox', { name: '组织单位' }).fill('城关镇');
  await page
    .getByRole('option', { name: /^城关镇/ })
    .first()
    .click();
  await page.getByLabel('名称（中文）').fill('新建路口球机');
  await page.getByLabel('名称（英文）').fill('New junction dome');
  await page.getByLabel('位置', { exact: true }).fill('119.04, 29.61');
  await page.getByRole('button', { name: '登记 1 路摄像机' }).dblclick();
  await expect(page.getByText('已登记 1 路摄像机')).toBeVisible({ timeout: 15_000 });
  const show = page.getByRole('link', { name: '上墙查看' });
  const wall = (await show.getAttribute('href')) ?? '';
  const cameraId = new URL(wall, demo.url).searchParams.get('camera') ?? '';
  await show.click();
  await expect(tileOf(page, cameraId)).toHaveAttribute('data-state', 'live', { timeout: 30_000 });
  expect(Date.now() - startedMs).toBeLessThan(120_000);

  await page.close();
  const operator = await openPage();
  await signIn(operator, demo, 'operator');
  await operator.goto(new URL(wall, demo.url).href);
  await operator.keyboard.press('1');
  const dome = tileOf(operator, cameraId);
  await expect(dome).toHaveAttribute('data-state', 'live', { timeout: 30_000 });
  const before = await glance(dome);
  await operator.keyboard.press('p');
  await expect(operator.getByRole('toolbar', { name: '云台控制' })).toBeVisible();
  await operator.keyboard.down('ArrowRight');
  await expect
    .poll(async () => difference(before, await glance(dome)), {
      message: 'the picture turns',
      timeout: 20_000,
    })
    .toBeGreaterThan(0.05);
  await operator.keyboard.up('ArrowRight');
});

test('a forbidden address, one where nobody answers, and one that is no device are told apart in words', async ({
  page,
  demo,
}) => {
  await openWizard(page, demo);
  for (const [host, port] of [
    ['169.254.169.254', 80],
    ['127.0.0.1', 6379],
    ['localhost', 22],
  ] as const) {
    await chooseAddress(page, host, port);
    await readDevice(page, demo.cameraPassword);
    await expect(page.getByText('这个地址不在允许接入的网段内，没有连接')).toBeVisible();
  }
  await chooseAddress(page, '127.0.0.1', demo.deadPort);
  await readDevice(page, demo.cameraPassword);
  await expect(page.getByText('设备没有应答')).toBeVisible({ timeout: 20_000 });
});

test('a list with a bad row registers nothing and says where; mended, all of it', async ({ page, demo }) => {
  await signIn(page, demo, 'administrator');
  await page.goto(`${demo.url}/admin/cameras/import`);
  const header = 'code,org_unit,name_zh,name_en,class,lon,lat,main_url';
  const row = (serial: number, lon: string) =>
    `999901000013200098${serial},999901,清单 ${serial},List ${serial},II,${lon},29.6,rtsp://127.0.0.1:${demo.deadPort}/${serial}`;
  const choose = (lines: readonly string[]) =>
    page.locator('input[type=file]').setInputFiles({
      name: 'cameras.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(lines.join('\n')),
    });
  await choose([header, row(10, '119.05'), row(11, 'east')]);
  const wrong = page.getByRole('row').filter({ hasText: '3' });
  await expect(wrong.first()).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('button', { name: /登记/ })).toHaveCount(0);

  await choose([header, row(10, '119.05'), row(11, '119.06')]);
  await page.getByRole('button', { name: /登记/ }).click({ timeout: 15_000 });
  await page.goto(`${demo.url}/admin/cameras`);
  await page.getByLabel('名称或编码').fill('清单 1');
  await expect(page.getByRole('row').filter({ hasText: '清单' })).toHaveCount(2, { timeout: 15_000 });
});
