/**
 * Writes the licences of everything that is shipped as one page, in French, for « À propos »: no script, no address
 * that is loaded.
 *
 *   node scripts/notices.mjs FILE
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { licenceText, lockedPackages } from './lib/shipped-packages.mjs';
import { runScript } from './lib/refusal.mjs';

/** Sources that a package has compiled into itself, under a licence whose text it does not bring. */
const COMPILED_IN = [
  {
    title: 'ZXing-C++, dans zxing-wasm',
    licence: 'Apache-2.0',
    // The licence's own text, the same for everybody.
    text: 'node_modules/typescript',
  },
];

/** @param {string} text */
const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * @param {string} [electronDist] directory of the Electron that is packed, for its licence
 * @returns {Promise<string>}
 */
export async function makeNotices(electronDist) {
  const packages = (await lockedPackages()).filter(({ shipped }) => shipped);
  const sections = [];
  const told = new Set();
  for (const { name, version, path, licence } of packages) {
    if (told.has(`${name}@${version}`)) continue;
    told.add(`${name}@${version}`);
    sections.push(section(`${name} ${version}`, licence, await licenceText(path)));
  }
  for (const { title, licence, text } of COMPILED_IN)
    sections.push(section(title, licence, await licenceText(text)));
  const electron = await electronLicence(electronDist);
  return [
    '<!doctype html>',
    '<html lang="fr">',
    '<head><meta charset="utf-8"><title>Licences des composants</title></head>',
    '<body>',
    '<h1>Licences des composants</h1>',
    '<p>DMP Direct contient les composants suivants, chacun sous sa propre licence.</p>',
    section('Electron', 'MIT', electron),
    '<p>Electron contient Chromium et Node.js\u00a0; leurs licences sont dans le fichier LICENSES.chromium.html, à côté du programme.</p>',
    ...sections,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** @param {string | undefined} dist */
async function electronLicence(dist) {
  for (const name of dist === undefined ? [] : ['LICENSE', 'LICENSE.electron.txt']) {
    const text = await readFile(join(dist ?? '', name), 'utf8').catch(() => undefined);
    if (text !== undefined) return text.trim();
  }
  return licenceText('node_modules/electron');
}

/**
 * @param {string} title
 * @param {string} licence
 * @param {string | undefined} text
 */
function section(title, licence, text) {
  return [
    `<section><h2>${escape(title)}</h2>`,
    `<p>Licence : ${escape(licence)}</p>`,
    ...(text === undefined ? [] : [`<pre>${escape(text)}</pre>`]),
    '</section>',
  ].join('\n');
}

/**
 * @param {string} file
 * @param {string} [electronDist]
 */
export async function writeNotices(file, electronDist) {
  await writeFile(file, await makeNotices(electronDist));
}

if (process.argv[1] === import.meta.filename)
  await runScript(() => writeNotices(process.argv[2] ?? 'THIRD-PARTY-NOTICES.html'));
