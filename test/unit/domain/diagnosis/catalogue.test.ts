/** The one catalogue: nothing is missing in it, everything in it is used, and the user's guide says the same. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderPages } from '../../../../scripts/lib/failure-pages.mjs';
import { GOOD_RESULTS } from '../../../../src/domain/texts/fr/good-results.ts';
import { DIAGNOSIS_SECTIONS, FAILURES, type FailureEntry } from '../../../../src/domain/failures/index.ts';
import { diagnosisTexts } from '../../../../src/domain/texts/fr/diagnosis.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const PAGES = join(ROOT, 'docs', 'guide', 'codes');
const ENTRIES: [string, FailureEntry][] = Object.entries(FAILURES);

/** Ways to name a code without raising it: to compare with it, to list it, to say more of it, to type it. */
const NAMED_ONLY =
  /[!=]==\s*'[A-Z0-9-]+'|'[A-Z0-9-]+'\s*[!=]==|\bcase '[A-Z0-9-]+':|(?<=[{,]\s*)'[A-Z0-9-]+':|\|\s*'[A-Z0-9-]+'|'[A-Z0-9-]+'\s*\||\[(?:\s*'[A-Z0-9-]+',?)+\s*\]/g;

/** The sources without the places that only name a code. */
function raisedIn(source: string): string {
  return source.replace(NAMED_ONLY, '');
}

async function sources(folder: string): Promise<string> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter(
    ({ name, parentPath }) =>
      // The catalogue itself, and what only shows or words failures.
      /\.tsx?$/.test(name) && !/\/(?:failures|renderer|texts)(?:\/|$)/.test(parentPath),
  );
  const texts = await Promise.all(
    files.map(({ name, parentPath }) => readFile(join(parentPath, name), 'utf8')),
  );
  return texts.join('\n');
}

describe('every failure code', () => {
  it.each(ENTRIES)('%s has a title, a sentence, remedies and a section', (code, entry) => {
    expect(code).toMatch(/^[A-Z0-9]+(?:-[A-Z0-9]+)*$/);
    expect(entry.title.trim()).not.toBe('');
    expect(entry.title).not.toMatch(/\.$/);
    expect(entry.sentence).toMatch(/[.\u00a0?]$/);
    expect(entry.remedies.length).toBeGreaterThan(0);
    expect(new Set(entry.remedies).size).toBe(entry.remedies.length);
    for (const remedy of entry.remedies) expect(remedy).toMatch(/\.$/);
    expect(DIAGNOSIS_SECTIONS).toContain(entry.section);
  });

  it.each(ENTRIES)(
    '%s is written without blame or haste, as the guide asks',
    (_code, { title, sentence, remedies }) => {
      for (const text of [title, sentence, ...remedies]) {
        expect(text).not.toContain('!');
        expect(text).not.toMatch(/\p{L}'\p{L}/u);
      }
    },
  );

  it('is raised somewhere, and not merely shown or compared with', async () => {
    const text = raisedIn(await sources('src'));
    const unused = ENTRIES.map(([code]) => code).filter((code) => !text.includes(`'${code}'`));
    expect(unused).toEqual([]);
  });

  it.each([
    ["failure('UN-CODE', { host })", true],
    ["{ code: 'UN-CODE' }", true],
    ["ENOENT: 'UN-CODE',", true],
    ["isBad ? 'UN-CODE' : null", true],
    ["if (code === 'UN-CODE')", false],
    ["'UN-CODE' !== code", false],
    ["case 'UN-CODE':", false],
    ["{ 'UN-CODE': 'non installé' }", false],
    ["type Known = 'UN-CODE' | 'AUTRE'", false],
    ["new Set(['UN-CODE'])", false],
    ["const QUIET: readonly string[] = ['UN-CODE', 'AUTRE'];", false],
  ])('%s counts as raised: %s', (source, raised) => {
    expect(raisedIn(source).includes("'UN-CODE'")).toBe(raised);
  });
});

describe('every place of the interface that tells a failure', () => {
  it('leads to the diagnosis', async () => {
    const folder = join(ROOT, 'src', 'renderer');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const without: string[] = [];
    for (const { name, parentPath } of entries.filter((entry) => entry.name.endsWith('.tsx'))) {
      const text = await readFile(join(parentPath, name), 'utf8');
      const tells = /describeFailure\(|<Notice\b/.test(text);
      // The stop's ways on come from main, which adds the diagnosis to all; the diagnosis itself is there already.
      const leads = /<DiagnosisLink|<Notice\b|stop\.actions|RepairCard/.test(text);
      if (tells && !leads) without.push(name);
    }
    expect(without).toEqual([]);
  });
});

describe('every good result', () => {
  it('has a meaning and is given somewhere', async () => {
    const text = await sources('src/domain/diagnosis');
    for (const [code, meaning] of Object.entries(GOOD_RESULTS)) {
      expect(meaning).toMatch(/\.$/);
      // At least once where it is given: their list is among the texts.
      expect(text.split(`'${code}'`).length, code).toBeGreaterThan(1);
    }
  });
});

describe('the pages of the user’s guide', () => {
  const pages = renderPages({ failures: FAILURES, good: GOOD_RESULTS, sections: diagnosisTexts.sections });

  it('are there for every code and no other (node scripts/failure-pages.mjs)', async () => {
    expect((await readdir(PAGES)).sort()).toEqual([...pages.keys()].sort());
    expect(pages.size).toBe(ENTRIES.length + 1);
  });

  it('say what the catalogue says', async () => {
    const stale: string[] = [];
    for (const [name, text] of pages)
      if ((await readFile(join(PAGES, name), 'utf8').catch(() => '')) !== text) stale.push(name);
    expect(stale).toEqual([]);
  });

  it('hold the title, the code and the numbered remedies', () => {
    const page = pages.get('galss-lecteur-absent.md') ?? '';
    expect(page).toContain('# galss.ini désigne un lecteur absent');
    expect(page).toContain('`GALSS-LECTEUR-ABSENT`');
    expect(page).toMatch(/^2\. Vérifiez l’aperçu/m);
    expect(page).toContain('GALSS et bibliothèque SESAM-Vitale');
  });
});
