import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAILURES } from '../../../src/domain/failures/index.ts';
import {
  blocksOf,
  contentsOf,
  inlineOf,
  placeOf,
  type Inline,
} from '../../../src/renderer/guide/markdown.ts';

const GUIDE = join(import.meta.dirname, '../../../docs/guide');
const PAGES = readdirSync(GUIDE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replaceAll('\\', '/').slice(0, -3));
const read = (place: string): string => readFileSync(join(GUIDE, `${place}.md`), 'utf8');

function wordsOf(page: string): readonly Inline[] {
  return blocksOf(page).flatMap((block) => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return block.words;
      case 'list':
        return block.items.flat();
      case 'table':
        return [...block.head.flat(), ...block.rows.flat(2)];
      case 'picture':
        return [];
    }
  });
}

describe('the guide in its window', () => {
  it.each(PAGES)(
    '%s is read whole: a title first, no mark left over, no link that leads nowhere',
    (place) => {
      const blocks = blocksOf(read(place));
      expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1 });
      for (const part of wordsOf(read(place))) {
        // A bar or a bracket in the words is Markdown that was not understood.
        if (part.kind === 'text') expect(part.text).not.toMatch(/\*\*|\]\(|^\||^#|^!\[|```/);
        if (part.kind !== 'link') continue;
        const to = placeOf(place, part.to);
        if (to !== null) expect(existsSync(join(GUIDE, `${to}.md`)), `${place}: ${part.to}`).toBe(true);
      }
      for (const block of blocks)
        if (block.kind === 'picture') {
          expect(block.alt).not.toBe('');
          expect(existsSync(join(GUIDE, block.file)), block.file).toBe(true);
        }
    },
  );

  it('leads from its first page to every other but the codes, and to their list', () => {
    const places = contentsOf(read('README')).map(({ place }) => place);
    expect(new Set(places).size).toBe(places.length);
    expect([...places].sort()).toEqual(
      PAGES.filter(
        (place) => place !== 'README' && (!place.startsWith('codes/') || place === 'codes/README'),
      ).sort(),
    );
  });

  it('has a page for every failure', () => {
    for (const code of Object.keys(FAILURES)) expect(PAGES).toContain(`codes/${code.toLowerCase()}`);
  });
});

describe('the little of Markdown', () => {
  it('tells words, marks and links apart', () => {
    expect(inlineOf('Choisissez **Changer**, puis `F1`. [Suite](famille.md#ici)')).toEqual([
      { kind: 'text', text: 'Choisissez ' },
      { kind: 'strong', text: 'Changer' },
      { kind: 'text', text: ', puis ' },
      { kind: 'code', text: 'F1' },
      { kind: 'text', text: '. ' },
      { kind: 'link', text: 'Suite', to: 'famille.md#ici' },
    ]);
  });

  it('reads a table with its head', () => {
    expect(blocksOf('| Touche | Effet |\n| --- | --- |\n| F1 | le guide |')).toEqual([
      {
        kind: 'table',
        head: [[{ kind: 'text', text: 'Touche' }], [{ kind: 'text', text: 'Effet' }]],
        rows: [[[{ kind: 'text', text: 'F1' }], [{ kind: 'text', text: 'le guide' }]]],
      },
    ]);
  });

  it.each([
    ['README', 'famille.md', 'famille'],
    ['README', 'codes/README.md', 'codes/README'],
    ['codes/ins-cle', 'README.md', 'codes/README'],
    ['codes/ins-cle', '../famille.md#refus', 'famille'],
    ['README', 'https://exemple.fr/a.md', null],
    ['README', '../technical/proof.md', null],
    ['README', 'images/a.png', null],
  ])('from %s to %s', (from, to, place) => {
    expect(placeOf(from, to)).toBe(place);
  });
});
