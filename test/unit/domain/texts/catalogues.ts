/** Everything that the program says in French, found without being named, and the pages of the guide. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../../scripts/lib/paths.mjs';
import { FAILURES } from '../../../../src/domain/failures/index.ts';

const CATALOGUES = join(ROOT, 'src/domain/texts/fr');

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

/** Each with its path. */
export const TEXTS = await catalogues();
export const FAILURE_TEXTS = sentences(FAILURES, 'failures').filter(([path]) => !path.endsWith('.section'));

export const GUIDE = join(ROOT, 'docs/guide');
export const PAGES = readdirSync(GUIDE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.md'),
);
