import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from './messages.mjs';
import { Refusal } from './refusal.mjs';

const START_MS = 20_000;

/** @returns {boolean} whether windows can be shown to somebody here */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/**
 * @typedef {object} VirtualDisplay
 * @property {Record<string, string>} env what a program needs in its environment to show its windows there
 * @property {() => Promise<void>} stop
 */

/**
 * Starts Xvfb on a display number that is free, open only to those who have its key.
 * It ends with this process at the latest.
 * @param {{ size?: string }} [options] `size` as `1600x1000`
 * @returns {Promise<VirtualDisplay>}
 * @throws {Refusal} when Xvfb is missing or does not start
 */
export function startXvfb({ size = '1600x1000' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'dmp-direct-x-'));
  const authority = join(folder, 'authority');
  writeFileSync(authority, authorityFile(), { mode: 0o600 });
  return new Promise((resolve, reject) => {
    const server = spawn(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset', '-auth', authority],
      // Its own group: Ctrl-C ends the program first, then its display.
      { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true },
    );
    const endNow = () => {
      server.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    };
    process.once('exit', endNow);
    const ended = new Promise((done) => server.once('close', done));
    const stop = async () => {
      server.kill('SIGTERM');
      const late = setTimeout(() => server.kill('SIGKILL'), 3_000);
      await ended;
      clearTimeout(late);
      process.off('exit', endNow);
      rmSync(folder, { recursive: true, force: true });
    };
    const timer = setTimeout(() => fail('start time-out'), START_MS);
    const fail = (/** @type {string} */ reason, missing = false) => {
      clearTimeout(timer);
      process.off('exit', endNow);
      endNow();
      reject(new Refusal(missing ? text('display.missing') : text('display.failed', { reason })));
    };
    let errors = '';
    server.stderr
      ?.setEncoding('utf8')
      .on('data', (/** @type {string} */ line) => (errors = (errors + line).slice(-2_000)));
    server.once('error', (error) =>
      fail(error.message, /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT'),
    );
    server.once('exit', (status) => fail(errors.trim().split('\n').at(-1) || `status ${status}`));
    let number = '';
    server.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      number += chunk.toString('ascii');
      if (!number.endsWith('\n')) return;
      clearTimeout(timer);
      server.removeAllListeners('exit');
      server.unref();
      resolve({ env: { DISPLAY: `:${number.trim()}`, XAUTHORITY: authority }, stop });
    });
  });
}

/**
 * A key for whichever number the server takes: one record of the Xauthority format (libXau), of the family "wild",
 * without address and number: u16 family, then address, number, name and data, each with its u16 length, big-endian.
 */
function authorityFile() {
  const counted = (/** @type {Buffer} */ bytes) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const empty = counted(Buffer.alloc(0));
  const name = counted(Buffer.from('MIT-MAGIC-COOKIE-1', 'ascii'));
  return Buffer.concat([Buffer.from([0xff, 0xff]), empty, empty, name, counted(randomBytes(16))]);
}

/**
 * Runs something with a display: the user's own when there is one, else an Xvfb that ends afterwards.
 * @template T
 * @param {(env: NodeJS.ProcessEnv, virtual: boolean) => Promise<T>} body receives the environment to start programs with
 * @param {{ say?: (line: string) => void, always?: boolean }} [options] `always`: Xvfb even beside a display (tests)
 * @returns {Promise<T>}
 */
export async function withDisplay(body, { say, always = false } = {}) {
  if (process.platform !== 'linux' || (hasDisplay() && !always)) return body({ ...process.env }, false);
  const display = await startXvfb();
  say?.(text('display.none'));
  const { WAYLAND_DISPLAY: _hidden, ...env } = process.env;
  try {
    return await body({ ...env, ...display.env }, true);
  } finally {
    await display.stop();
  }
}
