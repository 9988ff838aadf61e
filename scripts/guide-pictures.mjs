/**
 * Copies the tour's pictures that the user guide shows into `docs/guide/images`, so that they never lie: run the tour
 * first. A picture that the guide names and the tour no longer takes is a refusal, as is one that is too heavy.
 *
 *   npm run tour && node scripts/guide-pictures.mjs [--check]
 *
 * `--check` writes nothing: it tells whether every picture of the guide is there, and small enough.
 */
import { copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';

const GUIDE = join(ROOT, 'docs/guide');
const IMAGES = join(GUIDE, 'images');
const TOUR = join(ROOT, 'tour-output');
const MAX_BYTES = 150_000;

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
 * `04-tableau-de-bord.png` is the step `tableau-de-bord`.
 * @param {readonly string[]} files
 * @param {string} name
 */
function ofStep(files, name) {
  return files.find((file) => file.replace(/^\d+-/, '') === `${name}.png`);
}

/** @param {string} file */
async function refuseHeavy(file) {
  const { size } = await stat(file).catch(() => ({ size: -1 }));
  if (size < 0) throw new Refusal(`guide : l’image ${file} manque ; lancez « npm run tour » puis ce script.`);
  if (size > MAX_BYTES)
    throw new Refusal(`guide : l’image ${file} pèse ${size} octets, plus que ${MAX_BYTES}.`);
}

await runScript(async () => {
  const names = await shown();
  if (!process.argv.includes('--check')) {
    const files = await readdir(TOUR).catch(() => /** @type {string[]} */ ([]));
    await mkdir(IMAGES, { recursive: true });
    for (const name of names) {
      const file = ofStep(files, name);
      if (file === undefined)
        throw new Refusal(`guide : la visite n’a pas d’image « ${name} » ; lancez « npm run tour ».`);
      await refuseHeavy(join(TOUR, file));
      await copyFile(join(TOUR, file), join(IMAGES, `${name}.png`));
    }
  }
  for (const name of names) await refuseHeavy(join(IMAGES, `${name}.png`));
  process.stderr.write(`guide : ${names.length} images\n`);
});
