import { TOTP } from 'otpauth';
import { accountOf, expect, signIn, test } from './support/fixtures.ts';

const USERNAME = 'township2';

test('S1 a second factor is set up on the account page, asked for at the next sign-in, and given up again', async ({
  page,
  demo,
}) => {
  await signIn(page, demo, USERNAME);
  await page.goto(`${demo.url}/account`);
  const { password } = accountOf(demo, USERNAME);
  const section = page.locator('section[aria-labelledby=account-second-factor]');
  await section.getByRole('button').click();
  const key = (await section.locator('code').textContent())?.replaceAll(' ', '') ?? '';
  await section.locator('input[name=password]').fill(password);
  await section.locator('input[name=code]').fill('000000');
  await section.locator('button[type=submit]').click();
  await expect(section.getByRole('alert')).not.toBeEmpty();
  await section.locator('input[name=code]').fill(new TOTP({ secret: key }).generate());
  await section.locator('button[type=submit]').click();
  await expect(section.locator('ol code')).toHaveCount(10);
  const [first = '', second = ''] = await section.locator('ol code').allTextContents();

  // Left first: a page whose session ends goes to sign-in by itself, whatever it is asked for at that moment.
  await page.goto('about:blank');
  expect(
    (await page.request.delete(`${demo.url}/api/session`, { headers: { Origin: demo.url } })).status(),
  ).toBe(204);
  await page.goto(`${demo.url}/sign-in`);
  await page.locator('input[name=username]').fill(USERNAME);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await expect(page.locator('input[name=code]')).toBeFocused();
  // Half in, no other page opens.
  await page.goto(`${demo.url}/wall`);
  await page.waitForURL('**/sign-in');
  await expect(page.locator('input[name=code]')).toBeFocused();
  await page.locator('form button[type=button]').click();
  await page.locator('input[name=code][inputmode=text]').fill(first);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/wall');

  await page.goto(`${demo.url}/account`);
  await section.getByRole('button').last().click();
  await section.locator('input[name=password]').fill(password);
  await section.locator('input[name=proofCode]').fill(second);
  await section.locator('button[type=submit]').click();
  await expect(section.locator('form')).toHaveCount(0);
  await expect(section.getByRole('button')).toHaveCount(1);
});
