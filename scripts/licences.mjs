/**
 * `node scripts/licences.mjs`: every package's licence against the lists of what the project accepts. What is shipped
 * must allow redistribution in a closed or an open product; what only builds or tests may ask for more.
 */
import { lockedPackages } from './lib/shipped-packages.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';

const SHIPPED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
];
const DEVELOPMENT = [...SHIPPED, 'CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0', 'WTFPL'];

/**
 * @param {string} expression SPDX, of the simple forms that packages use
 * @param {readonly string[]} accepted
 * @returns {boolean}
 */
export function isAccepted(expression, accepted) {
  const text = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (text.includes('(')) return false;
  // AND binds more tightly than OR.
  return text
    .split(/\s+OR\s+/)
    .some((part) => part.split(/\s+AND\s+/).every((licence) => accepted.includes(licence)));
}

/**
 * @param {readonly import('./lib/shipped-packages.mjs').InstalledPackage[]} packages
 * @returns {string[]} one line per package whose licence is not accepted
 */
export function licenceFaults(packages) {
  return packages.flatMap(({ name, version, licence, shipped }) =>
    isAccepted(licence, shipped ? SHIPPED : DEVELOPMENT)
      ? []
      : [`${name}@${version} (${shipped ? 'shipped' : 'development'}): ${licence}`],
  );
}

if (process.argv[1] === import.meta.filename)
  await runScript(async () => {
    const packages = await lockedPackages();
    const faults = licenceFaults(packages);
    if (faults.length > 0) throw new Refusal(`Licences that are not accepted:\n${faults.join('\n')}`);
    process.stdout.write(`${packages.length} packages, every licence accepted\n`);
  });
