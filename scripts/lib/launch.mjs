import { spawn } from 'node:child_process';
import { executableIn } from './electron-runtime.mjs';

/** @returns {boolean} whether Chromium would refuse to start with its sandbox (root on Linux) */
export function isRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/**
 * Path of the Electron program that the set-up has put in the environment.
 * @returns {string}
 */
export function electronPath() {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (dist === undefined || dist === '') {
    throw new Error(
      'ELECTRON_OVERRIDE_DIST_PATH is not set: start through npm, or see scripts/electron-runtime.mjs',
    );
  }
  return executableIn(dist);
}

/**
 * Switches that depend on the machine, to put before the program's path. Development only: the packaged program
 * never passes any.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string[]}
 */
export function electronSwitches(env = process.env) {
  const wayland = process.platform === 'linux' && !env['DISPLAY'] && Boolean(env['WAYLAND_DISPLAY']);
  return [...(isRoot() ? ['--no-sandbox'] : []), ...(wayland ? ['--ozone-platform-hint=auto'] : [])];
}

/**
 * Environment without what would make Electron something else than a program with windows.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function electronEnvironment(env = process.env) {
  const { ELECTRON_RUN_AS_NODE: _plain, NODE_OPTIONS: _options, ...rest } = env;
  return rest;
}

/**
 * Starts a program in the foreground and waits for its end. Ctrl-C reaches it directly from the terminal, so it is
 * only waited for; a request to end is passed on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} options
 * @returns {Promise<number>} its status; 128 + n when signal n ended it
 */
export function foreground(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const wait = () => undefined;
    const pass = () => void child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', pass).on('SIGHUP', pass);
    const tidy = () => process.off('SIGINT', wait).off('SIGTERM', pass).off('SIGHUP', pass);
    child.once('error', (error) => {
      tidy();
      reject(error);
    });
    child.once('exit', (status, signal) => {
      tidy();
      resolve(status ?? 128 + (signal === null ? 0 : (SIGNALS[signal] ?? 0)));
    });
  });
}

/** @type {Partial<Record<NodeJS.Signals, number>>} */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };
