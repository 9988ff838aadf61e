/**
 * Copies the tour's pictures that the user guide shows into `docs/guide/images`, so that they never lie, with the words
 * of the catalogue that stand on each (`words.json`): run the tour first.
 *
 *   npm run tour && node scripts/guide-pictures.mjs [--check]
 *
 * `--check` (a step of `npm test`) writes nothing. It refuses a picture that the guide shows and that is missing or too
 * heavy, one that no page shows any more, one whose step the tour has lost, one on which words stand that the program
 * no longer says, and one of a window that has been given other words since (`windows.json`).
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';

const GUIDE = join(ROOT, 'docs/guide');
const IMAGES = join(GUIDE, 'images');
const WORDS = join(IMAGES, 'words.json');
const WINDOWS = join(IMAGES, 'windows.json');
const RENDERER = join(ROOT, 'src/renderer');
const FLOWS = join(GUIDE, 'mesures.md');
const TOUR = join(ROOT, 'tour-output');
/** The same gestures in the tour of an older commit, which did not time its flows: the sums of its steps. */
const BEFORE = join(ROOT, 'test/lab/tour/before.json');
/** Measured apart, `npm run tour -- --package FILE`: a package is not made at every tour. */
const INSTALLATION = join(ROOT, 'test/lab/tour/installation.json');
const JOURNEYS = ['journey.ts', 'first-start.ts'].map((name) => join(ROOT, 'test/lab/tour', name));
/** From the installation to somebody's record: what is aimed at. */
const AIM_SECONDS = 60;
/** Where the sentences of the windows are written. */
const CATALOGUE = ['src/domain/texts/fr', 'src/domain/failures'];
const MAX_BYTES = 150_000;
const AGAIN =
  'lancez «\u00a0npm run tour\u00a0» puis «\u00a0node scripts/guide-pictures.mjs\u00a0», et regardez l’image';

/** Names of the pictures that the guide's pages show, each that of a step of the tour. */
async function shown() {
  const pages = (await readdir(GUIDE)).filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(pages.map((name) => readFile(join(GUIDE, name), 'utf8')));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\]\(images\/([a-z0-9-]+)\.png\)/g)].map(([, name = '']) => name),
  );
  return [...new Set(names)].sort();
}

/**
 * What the program says as it stands in the sources, from one quotation mark to the next. Words around a value
 * (`Version ${…}`) are none of them: only whole sentences are looked for.
 * @returns {Promise<ReadonlySet<string>>}
 */
async function sentences() {
  const files = await Promise.all(
    CATALOGUE.map(async (folder) =>
      (await readdir(join(ROOT, folder))).map((name) => join(ROOT, folder, name)),
    ),
  );
  const texts = await Promise.all(files.flat().map((file) => readFile(file, 'utf8')));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/'([^'\n]+)'/g)].map(([, said = '']) => plain(said))),
  );
}

/** @param {string} text in which a non-breaking space is a space, as in what a page says of itself */
const plain = (text) => text.replaceAll(/\\u00a0|\u00a0|\u202f/g, ' ').trim();

/**
 * Which texts of the catalogue a window's sources name: another one is a word more, or another, on its picture. Only
 * the names count, so that sources which say the same in another way leave the pictures alone.
 * @param {string} window
 */
async function textsOf(window) {
  const names = (await readdir(join(RENDERER, window))).filter((name) => /\.tsx?$/.test(name)).sort();
  const sources = await Promise.all(names.map((name) => readFile(join(RENDERER, window, name), 'utf8')));
  const said = sources.flatMap((source) =>
    [...source.matchAll(/\b\w*[tT]exts(?:\.\w+)+/g)].map(([all]) => all),
  );
  return createHash('sha256')
    .update([...new Set(said)].sort().join('\n'))
    .digest('hex')
    .slice(0, 16);
}

/** @typedef {{ title: string, cards: number, clicks: number, keys: number, seconds: number }} Flow */

/**
 * What a flow took before, as its cell says it.
 * @param {Flow} flow
 * @param {Flow | undefined} before
 */
function beforeWords(flow, before) {
  if (before === undefined) return '—';
  const more = before.clicks - flow.clicks;
  const same = more === 0 && before.cards === flow.cards && before.keys === flow.keys;
  if (!same && (more < 1 || before.cards !== flow.cards || before.keys !== flow.keys))
    throw new Refusal(
      `guide\u00a0: «\u00a0${flow.title}\u00a0» demande d’autres gestes qu’avant\u00a0; dites lesquels.`,
    );
  const gestures = same ? 'mêmes gestes' : `${more} clic${more > 1 ? 's' : ''} de plus`;
  return `${gestures}, ${inFrench(before.seconds)}\u00a0s`;
}

/**
 * The table of what is measured, between its two marks: the tour writes it, nobody else.
 * @param {readonly Flow[]} flows
 */
async function writeFlows(flows) {
  if (flows.length === 0) throw new Refusal(`guide\u00a0: la visite n’a rien mesuré\u00a0; ${AGAIN}.`);
  /** @type {{ flows: Flow[] }} */
  const before = JSON.parse(await readFile(BEFORE, 'utf8'));
  /** @type {Flow} */
  const installation = JSON.parse(await readFile(INSTALLATION, 'utf8'));
  const firstStart = flows.at(-1) ?? installation;
  const rows = [...flows.slice(0, -1), installation, firstStart].map((flow) => {
    const { title, cards, clicks, keys, seconds } = flow;
    const then = beforeWords(
      flow,
      before.flows.find((other) => other.title === title),
    );
    return `| ${title} | ${cards} | ${clicks} | ${keys} | ${inFrench(seconds)} | ${then} |`;
  });
  const head =
    '| Ce que l’on fait | Cartes | Clics | Touches | Secondes | Avant |\n| --- | --- | --- | --- | --- | --- |';
  const page = await readFile(FLOWS, 'utf8');
  const written = page.replace(
    /(<!-- mesures -->\n)[^]*?(\n<!-- fin des mesures -->)/,
    (_all, begin, end) => `${begin}\n${head}\n${rows.join('\n')}\n\n${sum(installation, firstStart)}\n${end}`,
  );
  await writeFile(FLOWS, await format(written, { parser: 'markdown', ...(await resolveConfig(FLOWS)) }));
}

/** @param {number} seconds */
const inFrench = (seconds) => String(seconds).replace('.', ',');

/**
 * What the last two rows make together, beside what is aimed at.
 * @param {Flow} installation
 * @param {Flow} firstStart
 */
function sum(installation, firstStart) {
  const seconds = Math.round(10 * (installation.seconds + firstStart.seconds)) / 10;
  if (seconds >= AIM_SECONDS)
    throw new Refusal(
      `guide\u00a0: ${seconds} s de l’installation au premier dossier, pour ${AIM_SECONDS} visées.`,
    );
  const left = Math.floor(AIM_SECONDS - seconds);
  return `De l’installation au premier dossier\u00a0: ${inFrench(seconds)}\u00a0secondes de programme. L’objectif est de ${AIM_SECONDS}\u00a0secondes en tout\u00a0: il en reste ${left} pour lire, répondre et taper le code.`;
}

/** @param {string} file */
async function refuseHeavy(file) {
  const { size } = await stat(file).catch(() => ({ size: -1 }));
  if (size < 0) throw new Refusal(`guide\u00a0: l’image ${file} manque\u00a0; ${AGAIN}.`);
  if (size > MAX_BYTES)
    throw new Refusal(`guide\u00a0: l’image ${file} pèse ${size} octets, plus que ${MAX_BYTES}.`);
}

/** @param {readonly string[]} names */
async function copyPictures(names) {
  const said = await sentences();
  /** @type {{ steps: { picture: string | null, window: string, sees: string[] }[], flows?: Flow[] }} */
  const { steps, flows } = JSON.parse(
    await readFile(join(TOUR, 'transcript.json'), 'utf8').catch(() => '{ "steps": [] }'),
  );
  await rm(IMAGES, { recursive: true, force: true });
  await mkdir(IMAGES, { recursive: true });
  /** @type {Record<string, string[]>} */
  const words = {};
  /** @type {Record<string, { window: string, texts: string }>} */
  const windows = {};
  for (const name of names) {
    // `04-tableau-de-bord.png` is the step `tableau-de-bord`.
    const step = steps.find(({ picture }) => picture?.replace(/^\d+-/, '') === `${name}.png`);
    if (!step?.picture)
      throw new Refusal(`guide\u00a0: la visite n’a pas d’image «\u00a0${name}\u00a0»\u00a0; ${AGAIN}.`);
    await copyFile(join(TOUR, step.picture), join(IMAGES, `${name}.png`));
    windows[name] = { window: step.window, texts: await textsOf(step.window) };
    words[name] = [...new Set(step.sees.map(plain))].filter((line) => said.has(line));
  }
  await writeFlows(flows ?? []);
  await writeFile(WORDS, `${JSON.stringify(words, null, 2)}\n`);
  await writeFile(WINDOWS, `${JSON.stringify(windows, null, 2)}\n`);
}

/** @param {readonly string[]} names */
async function checkPictures(names) {
  for (const name of names) await refuseHeavy(join(IMAGES, `${name}.png`));
  const files = (await readdir(IMAGES)).filter((file) => file.endsWith('.png'));
  const orphan = files.find((file) => !names.includes(file.replace(/\.png$/, '')));
  if (orphan !== undefined) throw new Refusal(`guide\u00a0: aucune page ne montre l’image ${orphan}.`);
  const journey = (await Promise.all(JOURNEYS.map((file) => readFile(file, 'utf8')))).join('\n');
  const said = await sentences();
  /** @type {Record<string, string[] | undefined>} */
  const words = JSON.parse(await readFile(WORDS, 'utf8'));
  /** @type {Record<string, { window: string, texts: string } | undefined>} */
  const windows = JSON.parse(await readFile(WINDOWS, 'utf8').catch(() => '{}'));
  for (const name of names) {
    const drawn = windows[name];
    if (drawn === undefined || drawn.texts !== (await textsOf(drawn.window)))
      throw new Refusal(
        `guide\u00a0: l’image ${name}.png est d’une fenêtre qui a reçu d’autres textes depuis\u00a0; ${AGAIN}.`,
      );
    if (!journey.includes(`'${name}'`))
      throw new Refusal(`guide\u00a0: la visite n’a plus d’étape «\u00a0${name}\u00a0».`);
    const lie = words[name] === undefined ? name : words[name].find((line) => !said.has(line));
    if (lie !== undefined)
      throw new Refusal(
        `guide\u00a0: l’image ${name}.png dit «\u00a0${lie}\u00a0», et le programme ne le dit plus\u00a0; ${AGAIN}.`,
      );
  }
}

await runScript(async () => {
  const names = await shown();
  if (!process.argv.includes('--check')) await copyPictures(names);
  await checkPictures(names);
  process.stderr.write(`guide\u00a0: ${names.length} images\n`);
});
