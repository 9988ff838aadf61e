import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/**
 * @typedef {object} Outcome
 * @property {number | null} status exit status, null when ended by a signal or never started
 * @property {boolean} missing true when the program does not exist
 * @property {boolean} timedOut true when it was ended at its deadline
 * @property {string} output stdout, empty unless captured
 * @property {string} errors stderr, empty unless captured
 */

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] after which the program and its children are ended; none by default
 * @property {boolean} [capture] keep stdout and stderr instead of showing them
 * @property {boolean} [toStderr] show the program's stdout on our stderr, so that our stdout stays clean
 */

/**
 * Runs a program to its end. Never throws for what the program does: the outcome says it.
 * stdin is closed, so nothing can wait for an answer that nobody will type (sudo asks on the terminal itself).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const out = options.capture ? 'pipe' : options.toStderr ? 2 : 'inherit';
    const ownGroup = options.timeoutMs !== undefined && process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', out, options.capture ? 'pipe' : 'inherit'],
      detached: ownGroup,
    });
    let output = '';
    let errors = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (errors += text));
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            endTree(child, ownGroup);
          }, options.timeoutMs);
    const finish = (/** @type {number | null} */ status, missing = false) => {
      clearTimeout(timer);
      resolve({ status, missing, timedOut, output, errors });
    };
    child.on('error', (error) =>
      finish(null, /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT'),
    );
    child.on('close', (status) => finish(status));
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} ownGroup
 */
function endTree(child, ownGroup) {
  try {
    if (ownGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/**
 * How to call the npm client that started us, whatever the platform (npm is a batch file on Windows).
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand() {
  const path = process.env['npm_execpath'];
  if (path !== undefined && basename(path) === 'npm-cli.js')
    return { command: process.execPath, args: [path] };
  return process.platform === 'win32'
    ? { command: 'cmd.exe', args: ['/d', '/s', '/c', 'npm'] }
    : { command: 'npm', args: [] };
}

/**
 * Runs the npm client, with the registry and the rest of its own configuration.
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 */
export function npm(args, options = {}) {
  const client = npmCommand();
  return run(client.command, [...client.args, ...args], options);
}
