import { expect, it } from 'vitest';
import { playwrightTimes, timesReport, vitestTimes } from '../../../scripts/lib/test-times.mjs';

it('takes the time of each file from vitest’s report', () => {
  const testResults = [
    { name: '/here/test/unit/a.test.ts', startTime: 1_000, endTime: 3_500 },
    { name: '/elsewhere/b.test.ts', startTime: 0, endTime: 250 },
  ];
  expect(vitestTimes({ testResults }, '/here')).toEqual([
    { file: 'test/unit/a.test.ts', seconds: 2.5 },
    { file: '/elsewhere/b.test.ts', seconds: 0.25 },
  ]);
});

it('adds the tests of a file up in Playwright’s report, in suites of suites and tried again', () => {
  const spec = (...durations: number[]) => ({
    tests: [{ results: durations.map((duration) => ({ duration })) }],
  });
  const report = {
    config: { rootDir: '/here/test/e2e' },
    suites: [
      { file: 'a.test.ts', specs: [spec(1_000, 2_000)], suites: [{ specs: [spec(500)] }] },
      { file: 'b.test.ts' },
    ],
  };
  expect(playwrightTimes(report, '/here')).toEqual([
    { file: 'test/e2e/a.test.ts', seconds: 3.5 },
    { file: 'test/e2e/b.test.ts', seconds: 0 },
  ]);
  expect(playwrightTimes({ suites: [{ file: 'a.test.ts' }] }, '/here')).toEqual([
    { file: 'a.test.ts', seconds: 0 },
  ]);
});

it('says which lane was waited for, what was in it, and the slowest files of all', () => {
  const file = (name: string, seconds: number) => ({ file: name, seconds });
  const step = (name: string, seconds: number, ...files: { file: string; seconds: number }[]) => ({
    name,
    seconds,
    files,
  });
  expect(
    timesReport([
      [],
      [step('unit', 61, file('a', 3))],
      [step('soak', 60.4), step('e2e:1', 599.7, file('c', 100), file('b', 5))],
    ]),
  ).toEqual([
    ' 11:00  soak 1:00 + e2e:1 10:00',
    '  1:01  unit 1:01',
    '',
    'slowest files, by the time of their tests',
    '  1:40  c',
    '  0:05  b',
    '  0:03  a',
  ]);
  const many = Array.from({ length: 40 }, (_, index) => file(String(index), index));
  expect(timesReport([[step('unit', 1, ...many)]]).slice(3)).toHaveLength(15);
  expect(timesReport([[step('lint', 1)]])).toEqual(['  0:01  lint 0:01']);
});
