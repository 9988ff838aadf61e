/** The guide's page of keys and the keys that there are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { visitShortcut, type VisitShortcut } from '../../../src/domain/site/keys.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/guide/raccourcis.md'), 'utf8');

/** What a record's keys do: the compiler asks for every one of them. */
const SHORTCUTS: Readonly<Record<VisitShortcut, true>> = {
  guide: true,
  'page-1': true,
  'page-2': true,
  'page-3': true,
  'page-4': true,
  'page-5': true,
  'page-6': true,
  'page-7': true,
  'page-8': true,
  'page-9': true,
  back: true,
  close: true,
  'other-area': true,
  print: true,
  'save-pdf': true,
  reload: true,
  find: true,
  'find-next': true,
  'find-previous': true,
  'zoom-in': true,
  'zoom-out': true,
  'zoom-reset': true,
};

const NAMES: Readonly<Record<string, string>> = {
  '←': 'ArrowLeft',
  '−': '-',
  Entrée: 'Enter',
  Échap: 'Escape',
};

/** The keys of a table's rows where they act in a record: « Ctrl + 1 à 9 » is nine of them. */
function documented(): string[] {
  return PAGE.split('\n').flatMap((line) => {
    const [, keys = '', where = ''] = line.split('|').map((cell) => cell.trim());
    if (!/^(dossier|DMP Direct|partout dans DMP Direct)$/.test(where)) return [];
    return keys.split(', ').flatMap((one) => {
      const range = /^(.*)1 à 9$/.exec(one);
      return range === null
        ? [one]
        : Array.from({ length: 9 }, (_, place) => `${range[1] ?? ''}${String(place + 1)}`);
    });
  });
}

function shortcutOf(keys: string): VisitShortcut | null {
  const held = keys.split(' + ').filter((part) => part !== '');
  const last = keys.endsWith('+ +') ? '+' : (held.at(-1) ?? '');
  const key = NAMES[last] ?? last;
  return visitShortcut({
    key,
    code: '',
    command: held.includes('Ctrl'),
    shift: held.includes('Maj'),
    alt: held.includes('Alt'),
  });
}

it('the guide names every key of a record, and no key that does nothing there', () => {
  const found = documented().map((keys) => [keys, shortcutOf(keys)] as const);
  const elsewhere = new Set(['Entrée', 'Échap']);
  const idle = found
    .filter(([keys, shortcut]) => shortcut === null && !elsewhere.has(keys))
    .map(([keys]) => keys);
  expect(idle).toEqual([]);
  const named = new Set(found.map(([, shortcut]) => shortcut));
  expect(Object.keys(SHORTCUTS).filter((shortcut) => !named.has(shortcut as VisitShortcut))).toEqual([]);
});
