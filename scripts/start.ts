/** `npm start`: the real thing. Builds the pages if they changed, then runs an installation until Ctrl-C. */
import process from 'node:process';
import { buildPages } from './build-pages.ts';
import { withProgress } from './progress.ts';

await buildPages(withProgress).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
await import('../server/main.ts');
