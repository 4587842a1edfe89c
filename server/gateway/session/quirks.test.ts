import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { quirksMet } from './quirks-met.ts';
import { newStreamCounters } from './stream-counters.ts';

const QUIRKS = 30;
const root = fileURLToPath(new URL('../../../', import.meta.url));
const ids = Array.from({ length: QUIRKS }, (_, index) => `Q${index + 1}`);

it('every peculiarity of docs/design/gateway.md has a test that is named for it', () => {
  const texts = ['server/gateway', 'test/integration'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(`${root}${folder}/${file}`, 'utf8')),
  );
  const hasTest = (id: string): boolean => texts.some((text) => new RegExp(`['"\`]${id} `).test(text));
  expect(ids.filter((id) => !hasTest(id))).toEqual([]);
});

it('the diagnostics tell of no other', () => {
  const counters = newStreamCounters();
  for (const name of Object.keys(counters) as (keyof typeof counters)[]) counters[name] = 1;
  const told = quirksMet(counters).map(({ id }) => id);
  expect(told.length).toBeGreaterThan(8);
  expect(ids).toEqual(expect.arrayContaining(told));
});
