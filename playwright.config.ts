import { defineConfig } from '@playwright/test';

/** Electron is the only browser: none is downloaded. One worker: the tests share the card reader service. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // Under CI a window that a busy machine was late to draw is tried once more, and reported as flaky; here it is not.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
