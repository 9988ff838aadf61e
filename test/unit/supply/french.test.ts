/** The French of what is no window: papers for administrators, templates, packages, and what the scripts say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAdml } from '../../../scripts/admx.mjs';
import { MESSAGES } from '../../../scripts/lib/messages.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { prose, typographyFaults, wordFaults } from '../domain/texts/french.ts';

const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
/** What a pattern has in brackets, wherever it fits. */
const each = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, part]) => part!);

const PAPERS = [
  ...readdirSync(join(ROOT, 'docs/deployment')).map((name) => `docs/deployment/${name}`),
  'docs/technical/integration-logiciels.md',
  'CHANGELOG.md',
  'SECURITY.md',
];

const builder = read('electron-builder.yml');
const catalogue = read('publiccode.yml');

/** Sentences by where they are; a place without any is a fault here. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  'the administrative template': each(makeAdml('fr').replaceAll('&quot;', '"'), /<string id="\w+">([^<]*)</g),
  'what scripts say to who starts the program': Object.values(MESSAGES.fr),
  // The sentences of docs/configuration.md are the settings' own, in the last column.
  'the settings’ table': each(read('docs', 'configuration.md'), /^\| `[\w.]+` .*\| ([^|]+) \|$/gm),
  'the packages’ descriptions': each(builder, /(?:synopsis|description|GenericName): (.+)/g),
  'the catalogue of public software': [
    ...each(catalogue, /shortDescription: (.+)/g),
    ...each(catalogue, /longDescription: >\n([^]*?)\n {4}features/g),
    ...each(catalogue, /^ {6}- ([A-Z].+)/gm),
  ],
  'the start with the session': each(read('build', 'linux', 'autostart.desktop'), /^Comment=(.+)/gm),
  'the command of the Linux package': each(read('build', 'linux', 'dmp-direct.sh'), /echo '([^']+)'/g),
  'the Windows installer': each(
    read('build', 'windows', 'installer.nsh'),
    /LANGUAGE == 1036\s+StrCpy \$\w+ "([^"]+)"/g,
  ),
};

describe('the papers', () => {
  it.each(PAPERS)('%s', (paper) => {
    for (const line of prose(read(paper)))
      expect([...typographyFaults(line), ...wordFaults(line)], line).toEqual([]);
  });
});

describe('what is said outside of the windows', () => {
  it.each(Object.entries(SAID))('%s', (_place, sentences) => {
    expect(sentences.length).toBeGreaterThan(0);
    for (const sentence of sentences)
      expect([...typographyFaults(sentence), ...wordFaults(sentence)], sentence).toEqual([]);
  });
});
