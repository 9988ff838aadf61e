import { defineConfig } from '@playwright/test';

/** Electron is the only browser: none is downloaded. Every file starts a world of its own. */
export default defineConfig({
  outputDir: 'test-results',
  projects: [
    { name: 'e2e', testDir: 'test/e2e', testMatch: '**/*.test.ts', timeout: 90_000 },
    // The security campaign in the running program.
    { name: 'security', testDir: 'test/security', testMatch: '**/*.e2e.ts', timeout: 120_000 },
  ],
  // Other lanes of `npm test` run beside: two programs at once are enough for two cores.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // Under CI a window that a busy machine was late to draw is tried once more, and reported as flaky; here it is not.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
