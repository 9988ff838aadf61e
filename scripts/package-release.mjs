/**
 * What the owner of DMP Direct has not decided yet: licence, addresses, contacts. Placeholders are told whenever a
 * package is made, and a signed package that may be distributed is refused while one is left.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';

/** Where placeholders are looked for, and by what they are known. */
const PLACEHOLDERS = [
  { file: 'package.json', pattern: /"license": "UNLICENSED"/, says: 'the licence is not chosen' },
  { file: 'publiccode.yml', pattern: /LicenseRef-undecided/, says: 'the licence is not chosen' },
  { file: 'publiccode.yml', pattern: /\.invalid\b/, says: 'the repository has no public address' },
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
];

/**
 * @param {(file: string) => Promise<string>} [read]
 * @returns {Promise<string[]>} one line per decision that is still open
 */
export async function openDecisions(read = (file) => readFile(join(ROOT, file), 'utf8')) {
  const found = await Promise.all(
    PLACEHOLDERS.map(async ({ file, pattern, says }) =>
      pattern.test(await read(file)) ? [`${file}: ${says}`] : [],
    ),
  );
  return found.flat();
}
