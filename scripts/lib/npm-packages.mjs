import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './commands.mjs';
import { text } from './messages.mjs';
import { ROOT } from './paths.mjs';
import { Refusal } from './refusal.mjs';

const INSTALL_MS = 900_000;
const NETWORK_CODES =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/;

/**
 * Whether node_modules holds what the lockfile says, compared by content: dates change with every checkout.
 * @param {string} [root]
 * @returns {Promise<boolean>}
 */
export async function packagesAreCurrent(root = ROOT) {
  try {
    const wanted = await packagesOf(join(root, 'package-lock.json'));
    const present = await packagesOf(join(root, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true;
      const found = present[path];
      // npm leaves out what is optional and meant for another platform.
      return found === undefined ? entry.optional === true : found.version === entry.version;
    });
  } catch {
    return false;
  }
}

/**
 * @param {string} file a lockfile
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }>>}
 */
async function packagesOf(file) {
  return JSON.parse(await readFile(file, 'utf8')).packages;
}

/**
 * Installs the npm packages when they are not what the lockfile says.
 * @param {(line: string) => void} say
 * @throws {Refusal}
 */
export async function ensureNpmPackages(say) {
  if (await packagesAreCurrent()) return;
  say(text('npm.install'));
  const outcome = await npm(
    [
      'ci',
      '--include=dev',
      '--ignore-scripts',
      '--loglevel=error',
      '--no-progress',
      '--fetch-retries=2',
      '--fetch-retry-mintimeout=1000',
      '--fetch-retry-maxtimeout=5000',
    ],
    { cwd: ROOT, capture: true, timeoutMs: INSTALL_MS },
  );
  if (outcome.missing) throw new Refusal(text('npm.missing'));
  if (outcome.status === 0) return;
  if (outcome.timedOut || NETWORK_CODES.test(outcome.errors)) throw new Refusal(text('npm.network'));
  throw new Refusal(text('npm.failed', { reason: firstError(outcome.errors) }));
}

/** @param {string} errors what npm wrote */
function firstError(errors) {
  const lines = errors.split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim());
  return lines.find((line) => line !== '' && !/^(code|errno|syscall|path) /.test(line)) ?? 'npm ci';
}
