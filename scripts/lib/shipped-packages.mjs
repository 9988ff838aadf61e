import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** Development dependencies of which a part is in the product all the same: the typeface. */
const BUNDLED_FROM_DEVELOPMENT = ['@fontsource-variable/inter'];

/**
 * @typedef {object} InstalledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} path relative to the repository
 * @property {string} licence SPDX expression; `unknown` when it does not say
 * @property {string | undefined} integrity of the registry's archive
 * @property {boolean} shipped whether it, or a part of it, is in the product
 * @property {boolean} optional whether only some systems have it
 */

/** @returns {Promise<any>} package-lock.json */
async function lockFile() {
  return JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
}

/**
 * Every package of the lock file. npm's own `npm sbom --omit dev` leaves out what development also uses (zod,
 * js-yaml…), hence this.
 * @returns {Promise<InstalledPackage[]>} sorted by path
 */
export async function lockedPackages() {
  const { packages } = await lockFile();
  const found = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const shipped = !entry.dev && !entry.devOptional;
    found.push({
      name: entry.name ?? name,
      version: String(entry.version),
      path,
      licence: entry.license ?? (await statedLicence(path)),
      integrity: entry.integrity,
      shipped: shipped || BUNDLED_FROM_DEVELOPMENT.includes(name),
      optional: entry.optional === true || entry.devOptional === true,
    });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @param {string} path */
async function statedLicence(path) {
  try {
    const { license, licenses } = JSON.parse(await readFile(join(ROOT, path, 'package.json'), 'utf8'));
    const value = license ?? licenses?.[0];
    return typeof value === 'string' ? value : (value?.type ?? 'unknown');
  } catch {
    return 'unknown';
  }
}

/**
 * The text of a package's licence, as it came with it.
 * @param {string} path relative to the repository
 * @returns {Promise<string | undefined>} nothing when it has none or is not installed on this system
 */
export async function licenceText(path) {
  const folder = join(ROOT, path);
  const names = await readdir(folder).catch(() => /** @type {string[]} */ ([]));
  const file = names.filter((name) => /^(licen[cs]e|copying|ofl)/i.test(name)).sort()[0];
  return file === undefined ? undefined : (await readFile(join(folder, file), 'utf8')).trim();
}
