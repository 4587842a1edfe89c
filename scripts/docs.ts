/**
 * Writes the generated pages of docs/reference/, or with `--check` says which of them no longer fit the code.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { eventsReference } from './docs/events-reference.ts';
import { permissionsReference } from './docs/permissions-reference.ts';
import { settingsReference } from './docs/settings-reference.ts';

const PAGES: Readonly<Record<string, () => string>> = {
  'docs/reference/events.md': eventsReference,
  'docs/reference/permissions.md': permissionsReference,
  'docs/reference/settings.md': settingsReference,
};

const check = process.argv.includes('--check');
for (const [file, render] of Object.entries(PAGES)) {
  const text = render();
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) {
    console.error(`${file} does not fit the code any more: run “node scripts/docs.ts”.`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${file}`);
  }
}
