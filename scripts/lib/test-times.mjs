/**
 * Where the minutes of a run go: by lane, step and file.
 * @typedef {object} FileTime
 * @property {string} file relative to the repository
 * @property {number} seconds
 */

/**
 * @typedef {object} StepTime
 * @property {string} name
 * @property {number} seconds from its start to its end, with what it waits for
 * @property {readonly FileTime[]} files
 */

/** How many files are named. */
const SLOWEST = 15;

/**
 * Times of vitest's JSON report, from the start of a file's first test to the end of its last one.
 * @param {any} report
 * @param {string} root
 * @returns {FileTime[]}
 */
export function vitestTimes(report, root) {
  return report.testResults.map((/** @type {any} */ { name, startTime, endTime }) => ({
    file: relativeTo(root, name),
    seconds: (endTime - startTime) / 1_000,
  }));
}

/**
 * Times of Playwright's JSON report: of a file's tests together, tried again or not.
 * @param {any} report
 * @param {string} root
 * @returns {FileTime[]}
 */
export function playwrightTimes(report, root) {
  const folder = relativeTo(root, report.config?.rootDir ?? root);
  return (report.suites ?? []).map((/** @type {any} */ suite) => ({
    file: folder === '' || folder === root ? suite.file : `${folder}/${suite.file}`,
    seconds: durationOf(suite) / 1_000,
  }));
}

/**
 * @param {any} suite
 * @returns {number} milliseconds
 */
function durationOf({ specs = [], suites = [] }) {
  const own = specs
    .flatMap((/** @type {any} */ spec) => spec.tests)
    .flatMap((/** @type {any} */ test) => test.results)
    .reduce((/** @type {number} */ sum, /** @type {any} */ { duration }) => sum + duration, 0);
  return suites.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + durationOf(one), own);
}

/**
 * @param {string} root
 * @param {string} path
 */
function relativeTo(root, path) {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/**
 * What a run says in the end of its time: every lane with its steps, the longest lane first, and the slowest files.
 * Lanes run side by side: only the longest one is waited for.
 * @param {readonly (readonly StepTime[])[]} lanes
 * @returns {string[]}
 */
export function timesReport(lanes) {
  const known = lanes
    .map((steps) => ({ steps, seconds: steps.reduce((sum, step) => sum + step.seconds, 0) }))
    .filter(({ steps }) => steps.length > 0)
    .sort((one, other) => other.seconds - one.seconds);
  const files = lanes
    .flat()
    .flatMap((step) => step.files)
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, SLOWEST);
  return [
    ...known.map(
      ({ steps, seconds }) =>
        `${written(seconds)}  ${steps.map(({ name, seconds: each }) => `${name} ${written(each).trim()}`).join(' + ')}`,
    ),
    ...(files.length === 0 ? [] : ['', 'slowest files, by the time of their tests']),
    ...files.map(({ file, seconds }) => `${written(seconds)}  ${file}`),
  ];
}

/** @param {number} seconds */
function written(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`.padStart(6);
}
