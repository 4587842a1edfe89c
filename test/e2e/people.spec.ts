import { accountOf, expect, signIn, test } from './support/fixtures.ts';
import { readTiles } from './support/wall.ts';

test('A2 an account is made, opens with its one-time password, and is out within five seconds when it is disabled', async ({
  page,
  demo,
  openPage,
}) => {
  await signIn(page, demo, 'administrator');
  await page.goto(`${demo.url}/admin/people/new`);
  const username = `e2e${Date.now()}`;
  await page.getByRole('textbox', { name: /^(用户名|User name)/ }).fill(username);
  await page.getByRole('textbox', { name: /^(姓名（中文）|Name \(Chinese\))/ }).fill('试用员');
  const unit = page.getByRole('combobox', { name: /^(所属单位|Unit)/ });
  await unit.fill(accountOf(demo, 'township').scope);
  await page
    .getByRole('listbox', { name: /^(组织单位|Org unit)$/ })
    .getByRole('option')
    .first()
    .click();
  await page.getByRole('button', { name: /^(创建账号|Create account)$/ }).click();
  const dialog = page.getByRole('dialog');
  const oneTimePassword = (await dialog.getByRole('status').textContent()) ?? '';
  expect(oneTimePassword).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
  await dialog.getByRole('button', { name: /^(已妥善保存|It is kept safely)$/ }).click();

  const other = await openPage();
  const answer = await other.request.post(`${demo.url}/api/session`, {
    headers: { Origin: demo.url },
    data: { username, password: oneTimePassword },
  });
  expect(await answer.json()).toMatchObject({ pending: 'new_password' });

  await page.getByRole('link', { name: /^(查看账号|Show account)$/ }).click();
  await page.getByRole('button', { name: /^(停用账号|Disable account)$/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(停用账号|Disable account)$/ })
    .click();
  await expect(page.getByRole('button', { name: /^(启用账号|Enable account)$/ })).toBeVisible();
  expect((await other.request.get(`${demo.url}/api/session`)).status()).toBe(401);
});

test('A11 a screen shows a code, then pictures, and says when its pairing was withdrawn', async ({
  page,
  demo,
  openPage,
}) => {
  const screen = await openPage();
  await screen.goto(`${demo.url}/screens/pair`);
  const shown = screen.getByRole('img', { name: /^(配对码|Pairing code)/ });
  const code = ((await shown.textContent()) ?? '').trim();
  expect(code).toMatch(/^[0-9A-Z]{8}$/);

  await signIn(page, demo, 'administrator');
  await page.goto(`${demo.url}/admin/screens`);
  await page.getByRole('textbox', { name: /^(配对码|Pairing code)/ }).fill(code.toLowerCase());
  await page.getByRole('textbox', { name: /^(名称（中文）|Name \(Chinese\))/ }).fill('测试屏');
  await page.getByRole('combobox').fill(accountOf(demo, 'village').scope);
  await page
    .getByRole('listbox', { name: /^(组织单位|Org unit)$/ })
    .getByRole('option')
    .first()
    .click();
  await page.getByRole('button', { name: /^(接入|Let in)$/ }).click();

  await screen.waitForURL('**/screens/show');
  const isLive = async () => (await readTiles(screen)).some(({ state }) => state === 'live');
  await expect.poll(isLive, { timeout: 45_000 }).toBe(true);
  const line = page.getByRole('row', { name: /测试屏/ });
  await line.getByRole('button', { name: /^(撤销|Withdraw)$/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(撤销|Withdraw)$/ })
    .click();
  await expect(screen.getByRole('heading', { name: /已被撤销|was withdrawn/ })).toBeVisible({
    timeout: 6_000,
  });
});
