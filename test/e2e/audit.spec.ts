import { expect, signIn, test } from './support/fixtures.ts';

test('S20 an auditor finds who signed in, opens the row, and checks the chain; others have no such page', async ({
  page,
  demo,
  openPage,
}) => {
  await signIn(page, demo, 'auditor', '/admin/**');
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) asked.push(message.text());
  });
  await page.goto(`${demo.url}/admin/audit?group=sign_in&actor=auditor`);
  const rows = page.locator('tbody tr');
  await expect(rows.first()).toContainText('auditor');
  await rows.first().getByRole('button').click();
  await expect(page.getByRole('complementary')).toContainText('127.0.0.1');
  await page.locator('section button').click();
  await expect(page.locator('section code')).toHaveText(/^[0-9a-f]{64}$/);
  expect(asked, 'what the page’s policy refused').toEqual([]);

  const operator = await openPage();
  await signIn(operator, demo, 'township');
  const refused = await operator.request.get(`${demo.url}/api/audit`);
  expect(refused.status()).toBe(403);
});
