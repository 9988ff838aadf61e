import { expect, it } from 'vitest';
import { countPlaywright, countVitest } from '../../../scripts/lib/test-counts.mjs';

it('counts vitest’s report, a file that cannot be loaded as one failure', () => {
  const report = {
    numPassedTests: 7,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
      {
        name: 'b.test.ts',
        status: 'failed',
        assertionResults: [
          {
            status: 'failed',
            fullName: 'cards are read',
            failureMessages: ['\u001b[31mno card\u001b[0m\n at x'],
          },
          { status: 'passed' },
        ],
      },
      { name: 'c.test.ts', status: 'failed', message: 'cannot be parsed', assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({
    passed: 7,
    failed: 2,
    skipped: 3,
    failures: ['b.test.ts › cards are read: no card', 'c.test.ts: cannot be parsed'],
  });
});

it('counts Playwright’s report, an error outside the tests as one failure', () => {
  const spec = (title: string, status: string, message?: string) => ({
    file: 'e.test.ts',
    line: 3,
    title,
    tests: [{ status, results: [{ error: { message: 'first try' } }, { error: { message } }] }],
  });
  const report = {
    stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
    suites: [
      {
        specs: [spec('opens', 'expected')],
        suites: [{ specs: [spec('closes', 'unexpected', 'still open\nat y'), spec('blinks', 'flaky')] }],
      },
    ],
    errors: [{ message: 'x' }],
  };
  expect(countPlaywright(report)).toEqual({
    passed: 5,
    failed: 2,
    skipped: 2,
    failures: ['e.test.ts:3 › closes: still open', 'outside the tests: x'],
  });
});
