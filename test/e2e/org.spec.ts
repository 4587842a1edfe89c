import { z } from 'zod';
import { expect, signIn, test } from './support/fixtures.ts';

const treeSchema = z.object({
  units: z.array(
    z.object({ id: z.string(), path: z.string(), level: z.string(), name: z.object({ zh: z.string() }) }),
  ),
});

test('an administrator moves a village to another township and back; the page says what goes along', async ({
  page,
  demo,
}) => {
  await signIn(page, demo, 'administrator');
  const { units } = treeSchema.parse(await (await page.request.get(`${demo.url}/api/org-units`)).json());
  const [, home, other] = units.filter(({ level }) => level === 'township');
  const village = units.findLast(({ path }) => home !== undefined && path.startsWith(`${home.path}.`));
  if (home === undefined || other === undefined || village === undefined) throw new Error('no such units');

  await page.goto(`${demo.url}/admin/org`);
  await page.getByRole('searchbox').fill(village.name.zh);
  await page.getByRole('treeitem', { name: village.name.zh }).last().click();
  const panel = page.getByRole('region', { name: village.name.zh });
  const moveTo = async (name: string) => {
    await panel.getByRole('button', { name: '迁移' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill(name);
    await dialog.getByRole('option', { name }).first().click();
    await expect(dialog.getByText(/路摄像机.*一并迁移/)).toBeVisible();
    await dialog.getByRole('button', { name: '迁移' }).click();
    await expect(dialog).toHaveCount(0, { timeout: 15_000 });
    await expect(panel.getByText(name)).toBeVisible({ timeout: 15_000 });
  };
  await moveTo(other.name.zh);
  await moveTo(home.name.zh);
});
