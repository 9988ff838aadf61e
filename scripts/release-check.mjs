/**
 * `npm run release-check`: what the owner of DMP Direct has still to decide before anything is given out, each by name;
 * fails while something is left. Licence, addresses, contacts and promises are placeholders in the repository; keys and
 * signing identities are in the environment of whoever makes the packages, and nowhere else.
 *
 * What is in the repository is also told whenever a package is made, and a signed package that may be distributed is
 * refused while a placeholder is left (scripts/package.mjs).
 */
import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';

const UNCONFIRMED = /à confirmer par l’éditeur/;

/** Where placeholders are looked for, and by what they are known. */
const PLACEHOLDERS = [
  { file: 'package.json', pattern: /"license": "UNLICENSED"/, says: 'the licence is not chosen' },
  { file: 'publiccode.yml', pattern: /LicenseRef-undecided/, says: 'the licence is not chosen' },
  { file: 'publiccode.yml', pattern: /\.invalid\b/, says: 'the repository has no public address' },
  {
    file: 'publiccode.yml',
    pattern: /^ {2}contacts:\n(?!(?: {4}.*\n)*? {6}(?:email|phone): \S)/m,
    says: 'the contact has no address',
  },
  // The feed's address in `publish` is never used: the program takes its own from the settings.
  {
    file: 'electron-builder.yml',
    pattern: /^(?!\s*url:).*\.invalid\b/m,
    says: 'the home page or the maintainer’s address is not one',
  },
  {
    file: 'SECURITY.md',
    pattern: /n’est pas encore fixée/,
    says: 'there is no address to report a weakness to',
  },
  {
    file: 'SECURITY.md',
    pattern: UNCONFIRMED,
    says: 'the days within which a weakness is answered and closed are not promised',
  },
  {
    file: 'docs/deployment/accessibilite.md',
    pattern: UNCONFIRMED,
    says: 'the declaration names no address of the publisher',
  },
];

/**
 * @param {(file: string) => Promise<string>} [read]
 * @returns {Promise<string[]>} one line per decision that is still open in the repository
 */
export async function openDecisions(read = (file) => readFile(join(ROOT, file), 'utf8')) {
  const found = await Promise.all(
    PLACEHOLDERS.map(async ({ file, pattern, says }) =>
      pattern.test(await read(file)) ? [`${file}: ${says}`] : [],
    ),
  );
  return found.flat();
}

/**
 * Keys and identities that the packages would be made without.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} one line each
 */
export function missingKeys(env) {
  const has = (/** @type {string[]} */ ...names) => names.some((name) => (env[name] ?? '') !== '');
  const windows = has('CSC_LINK', 'WIN_CSC_LINK');
  const apple = has('CSC_LINK', 'CSC_NAME') && has('APPLE_API_KEY', 'APPLE_ID', 'APPLE_KEYCHAIN_PROFILE');
  return [
    ...updateKeyFaults(env['DMP_DIRECT_UPDATE_KEY'] ?? ''),
    ...(windows ? [] : ['signing identity: none for Windows (CSC_LINK or WIN_CSC_LINK)']),
    ...(apple
      ? []
      : ['signing identity: none for macOS, or none to notarise with (CSC_LINK, APPLE_API_KEY)']),
  ];
}

/** @param {string} key */
function updateKeyFaults(key) {
  if (key === '') return ['update key: there is none (DMP_DIRECT_UPDATE_KEY)'];
  try {
    const { asymmetricKeyType } = createPublicKey(key);
    return asymmetricKeyType === 'ed25519' ? [] : ['update key: it is not an Ed25519 key'];
  } catch {
    return ['update key: it cannot be read'];
  }
}

if (process.argv[1] === import.meta.filename)
  await runScript(async () => {
    const open = [...(await openDecisions()), ...missingKeys(process.env)];
    if (open.length > 0) throw new Refusal(`Not to be given out yet:\n${open.join('\n')}`);
    process.stdout.write('Everything that a release needs is decided.\n');
  });
