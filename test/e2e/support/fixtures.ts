import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { z } from 'zod';

const environmentSchema = z.object({
  url: z.string(),
  gatewayUrl: z.string(),
  simulatorUrl: z.string(),
  ingestKey: z.string(),
  cameraPassword: z.string(),
  deadPort: z.number(),
  accounts: z.array(
    z.object({ role: z.string(), username: z.string(), password: z.string(), scope: z.string() }),
  ),
});
export type Demo = z.infer<typeof environmentSchema>;

/** The demo all tests share. */
function runningDemo(): Demo {
  return environmentSchema.parse(JSON.parse(process.env.BEACONWALL_E2E ?? '{}'));
}

export function accountOf(demo: Demo, username: string): Demo['accounts'][number] {
  const account = demo.accounts.find((candidate) => candidate.username === username);
  if (account === undefined) throw new Error(`no account ${username}`);
  return account;
}

/** Signs in through the page, as a person does, and waits for the page such a person begins on. */
export async function signIn(page: Page, demo: Demo, username: string, home = '/wall'): Promise<void> {
  const account = accountOf(demo, username);
  await page.goto(`${demo.url}/sign-in`);
  await page.locator('input[name=username]').fill(account.username);
  await page.locator('input[name=password]').fill(account.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL(`**${home}`);
}

/** Opens the page of somebody else, who shares nothing with the others; closed after the test. */
export type OpenPage = (viewport?: { readonly width: number; readonly height: number }) => Promise<Page>;

/** Fails the test when the page logged an error or threw one nobody caught. */
export const test = base.extend<{ demo: Demo; openPage: OpenPage; pageErrors: string[] }>({
  openPage: async ({ browser }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (viewport) => {
      const context = await browser.newContext({
        reducedMotion: 'reduce',
        ...(viewport !== undefined && { viewport }),
      });
      opened.push(context);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
  demo: async ({ browserName: _ }, use) => use(runningDemo()),
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await use(errors);
      expect(errors, 'errors nobody caught in the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
