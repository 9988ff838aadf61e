import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAILURES } from '../../../src/domain/failures/index.ts';
import { SETTING_KEYS } from '../../../src/domain/settings/setting-keys.ts';
import { de } from '../../../src/domain/texts/fr/grammar.ts';
import { interfaceTexts } from '../../../src/domain/texts/fr/index.ts';

const CATALOGUES = join(import.meta.dirname, '../../../src/domain/texts/fr');
const GUIDE = join(import.meta.dirname, '../../../docs/guide');

/** What the parameters of a text may be: a word, a count, a sex, a flag, a list, a card, what a check has found. */
const ARGUMENTS: readonly (readonly unknown[])[] = [
  ['F', 2, 'X'],
  ['X', 'Xavier', 'X'],
  [2, 2, 2],
  [null, 'X', true],
  ['vitale-2', 'X', 2, 2],
  ['cpx', 'X'],
  [['X', 'Y'], ['X'], ['X']],
  ['X', ['Y'], 'X'],
  [{ type: 'CPS', test: true, authentication: true, signature: true }, 0],
  ['X', { milliseconds: 12, protocol: 'TLS 1.2', asksForCard: true, proxy: 'X' }],
];

/** A function's sentences, for every sort of argument that it takes; one that takes none of them is a fault here. */
function written(text: (...args: unknown[]) => unknown, path: string): [string, string][] {
  const all = ARGUMENTS.flatMap((args) => {
    try {
      return sentences(text(...args), `${path}(${args.join(', ')})`);
    } catch {
      return [];
    }
  });
  if (all.length === 0) throw new Error(`${path} says nothing`);
  return all;
}

/** Every sentence of a catalogue. */
function sentences(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return written(value as (...args: unknown[]) => unknown, path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

/** Whatever is exported by any file of the folder: a new catalogue is looked at without being named here. */
async function catalogues(): Promise<[string, string][]> {
  const files = readdirSync(CATALOGUES).filter((name) => name.endsWith('.ts') && name !== 'grammar.ts');
  const all: [string, string][] = [];
  for (const file of files) {
    const exported = (await import(join(CATALOGUES, file))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported))
      if (typeof value === 'object') all.push(...sentences(value, `${file}:${name}`));
  }
  return all;
}

const TEXTS = await catalogues();
const FAILURE_TEXTS = sentences(FAILURES, 'failures').filter(([path]) => !path.endsWith('.section'));

/** The prose of the guide's pages, line by line, without what is not prose: code, links' targets, tables' rules. */
function prose(page: string): string[] {
  let fenced = false;
  return readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => {
      if (line.startsWith('```')) fenced = !fenced;
      return !fenced && !line.startsWith('```') && !/^[|\s:-]+$/.test(line) && !line.startsWith('<!--');
    })
    .map((line) =>
      line
        .replace(/`[^`]*`/g, 'x')
        .replace(/\]\([^)]*\)/g, ']')
        .replace(/https?:\/\/\S+/g, 'x'),
    );
}

const PAGES = readdirSync(GUIDE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.md'),
);

/** What typography asks of any French text. */
function keepsTypography(text: string): void {
  const bare = text.replace(/https?:\/\/\S*/g, 'x').replace(/\d\d:\d\d/g, 'x');
  expect(bare).not.toMatch(/'|"|\.\.\./);
  expect(bare).not.toMatch(/(?<![\u00a0\u202f])[;?!](?!\w)/);
  expect(bare).not.toMatch(/(?<![\u00a0\u202f]):/);
  expect(bare).not.toMatch(/«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»/);
  expect(bare).not.toMatch(/\d %/);
}

/** One word for one thing, and nothing that only a developer reads. */
function keepsTheWords(text: string): void {
  expect(text).not.toMatch(/CPx/);
  expect(text).not.toMatch(/carte(s)? (professionnelle|de professionnel)/i);
  expect(text).not.toMatch(/né\(e\)|assuré\(e\)/);
  expect(text).not.toMatch(/\b(une|la|cette|aucune) INS\b|INS (lue|saisie|indiquée|qualifiée)\b/i);
  expect(text).not.toMatch(/DMP sans INS|premier réglage|redonne|DMPAccessDenied/);
  expect(text).not.toMatch(/puce vers|du bon côté/);
  // « Réessayer » is the same once more; a sign-in, or a reading on the site, begins again.
  expect(text).not.toMatch(/recommencez(?! (la|quand))/i);
  expect(text).not.toMatch(/\bde (un|une|Amadou)\b|\bde le\b|\bpar e-CPS avec\b/);
}

describe('the French catalogues', () => {
  it('are found whole', () => {
    expect(TEXTS.length).toBeGreaterThan(500);
    expect(FAILURE_TEXTS.length).toBeGreaterThan(400);
    expect(PAGES.length).toBeGreaterThan(100);
  });

  it.each([...TEXTS, ...FAILURE_TEXTS])('%s', (_path, text) => {
    keepsTypography(text);
    keepsTheWords(text);
    expect(text).not.toMatch(/!/);
    expect(text.trim()).toBe(text);
    expect(text).not.toBe('');
  });

  it.each([...TEXTS, ...FAILURE_TEXTS])(
    '%s names what one sees, never a key of the settings',
    (_path, text) => {
      expect(text).not.toMatch(/\b(cards|webPs|proSanteConnect|notifications|softwareCalls)\.\w/);
      const words = new Set(text.match(/[\w.]*\w/g));
      expect(SETTING_KEYS.filter((key) => /[A-Z.]/.test(key) && words.has(key))).toEqual([]);
    },
  );
});

describe('the guide', () => {
  it.each(PAGES)('%s', (page) => {
    for (const line of prose(join(GUIDE, page))) {
      keepsTypography(line.replace(/^!\[/, '['));
      keepsTheWords(line);
    }
  });
});

describe('what French makes of a name', () => {
  it.each([
    ['Claire MARTIN', 'de Claire MARTIN'],
    ['Amadou DIALLO', 'd’Amadou DIALLO'],
    ['Élise', 'd’Élise'],
    ['Yves', 'd’Yves'],
    ['Yann', 'de Yann'],
    ['Œuvrard', 'd’Œuvrard'],
    ['un autre logiciel', 'd’un autre logiciel'],
    ['Dr A. PRATICIEN', 'du Dr A. PRATICIEN'],
    ['Dreyfus', 'de Dreyfus'],
    ['le logiciel du cabinet', 'du logiciel du cabinet'],
  ])('%s', (words, written) => {
    expect(de(words)).toBe(written);
  });

  it('is asked wherever a name follows', () => {
    expect(interfaceTexts.launcher.people.open('Amadou DIALLO')).toBe('Ouvrir le DMP d’Amadou DIALLO');
    expect(interfaceTexts.software.asks('un autre logiciel')).toBe('Demande reçue d’un autre logiciel.');
    expect(interfaceTexts.visit.signedIn('cpx', 'CPS', 'Dr A. PRATICIEN')).toBe(
      'Connecté avec la CPS du Dr A. PRATICIEN',
    );
  });

  it('counts people in words', () => {
    expect(interfaceTexts.people(1)).toBe('une personne');
    expect(interfaceTexts.people(2)).toBe('deux personnes');
    expect(interfaceTexts.people(19)).toBe('dix-neuf personnes');
    expect(interfaceTexts.people(24)).toBe('24 personnes');
  });
});
