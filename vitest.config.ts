import { defineConfig } from 'vitest/config';

/** Most of a minute of the running program: in a lane of its own (scripts/test.mjs). */
const SOAK = 'test/integration/campaigns/soak.test.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // Two even on two cores: many tests wait for a process or a timer.
    maxWorkers: 2,
    setupFiles: ['test/seeds.ts'],
    teardownTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // The part of the security campaign that needs no window is among them.
          include: ['test/unit/**/*.test.{ts,tsx}', 'test/security/**/*.test.ts'],
          // Thousands of draws for some properties: time for a machine with other work.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // What the linters' own configurations refuse: each starts its tool again and again.
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['test/rules/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { extends: true, test: { name: 'soak', include: [SOAK], testTimeout: 300_000 } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: [SOAK],
          // Real services, ports and processes: one file at a time, and time for a slow machine.
          fileParallelism: false,
          // As for the end-to-end tests: services and timers of a busy machine, under CI only.
          retry: process.env.CI ? 1 : 0,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
