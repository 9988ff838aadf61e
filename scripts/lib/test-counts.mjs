/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures what failed, a line each: file, test and the first line of its error
 */

/**
 * Counts of vitest's JSON report. A file that could not even be loaded counts as one failure.
 * @param {any} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const failures = report.testResults.flatMap((/** @type {any} */ file) => {
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
    if (failed.length === 0 && file.status === 'failed') return [told(file.name, file.message)];
    return failed.map((/** @type {any} */ test) =>
      told(`${file.name} › ${test.fullName}`, test.failureMessages?.[0]),
    );
  });
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures,
  };
}

/**
 * Counts of Playwright's JSON report. An error outside the tests counts as one failure.
 * @param {any} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failures = [
    ...unexpectedSpecs(report.suites ?? []),
    ...report.errors.map((/** @type {any} */ error) => told('outside the tests', error.message)),
  ];
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped, failures };
}

/**
 * @param {any[]} suites
 * @returns {string[]}
 */
function unexpectedSpecs(suites) {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
      spec.tests
        .filter((/** @type {any} */ test) => test.status === 'unexpected')
        .map((/** @type {any} */ test) =>
          told(`${spec.file}:${spec.line} › ${spec.title}`, test.results.at(-1)?.error?.message),
        ),
    ),
    ...unexpectedSpecs(suite.suites ?? []),
  ]);
}

/**
 * @param {string} where
 * @param {string | undefined} message
 */
function told(where, message = '') {
  // eslint-disable-next-line no-control-regex -- the colours of a terminal
  const [first = ''] = message.replace(/\u001b\[[0-9;]*m/g, '').split('\n');
  return first === '' ? where : `${where}: ${first}`;
}
