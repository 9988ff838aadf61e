import { defineConfig } from 'vitest/config';

/** The part of the security campaign that needs no window; started by scripts/security.mjs. */
export default defineConfig({
  test: { include: ['test/security/**/*.test.ts'], testTimeout: 60_000, maxWorkers: 2 },
});
