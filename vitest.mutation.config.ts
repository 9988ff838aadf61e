import { defineConfig } from 'vitest/config';

/** The unit tests that mutation testing repeats for each mutant: quick ones only, so that a score is a lower bound. */
export default defineConfig({
  test: {
    include: ['test/unit/domain/**/*.test.ts', 'test/unit/native/vitale/**/*.test.ts'],
    // Campaigns over tens of thousands of drawn families say their number in their title.
    testNamePattern: /^(?!.*\d{5} )/,
    setupFiles: ['test/seeds.ts'],
    testTimeout: 20_000,
  },
});
