import { defineConfig } from 'vitest/config';

const common = { environment: 'node', passWithNoTests: false } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: [
            '{core,db,server,workers,app,sim,scripts,bench}/**/*.test.{ts,tsx}',
            'test/{compose,support}/**/*.test.ts',
          ],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...common,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          // They wait more than they work; two files at a time keep two cores busy and no more.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...common,
          name: 'kills',
          include: ['test/kills/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          // Real services share two cores: files one after the other, so that no test waits on another's load.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
