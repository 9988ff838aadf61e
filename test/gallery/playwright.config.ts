import { defineConfig } from '@playwright/test';

/** Nothing is shared between the workers: each has a window of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../test-results/gallery',
  snapshotPathTemplate: '{testDir}/reference/{arg}{ext}',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // As for the end-to-end tests: a busy machine is late, and what was late is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  reporter: [['list']],
});
