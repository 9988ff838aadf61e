import { expect, it } from 'vitest';
import { countPlaywright, countVitest } from '../../../scripts/lib/test-counts.mjs';

it('counts vitest’s report, a file that cannot be loaded as one failure', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

it('counts Playwright’s report, an error outside the tests as one failure', () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'x' }] };
  expect(countPlaywright(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});
