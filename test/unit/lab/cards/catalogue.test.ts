import { describe, expect, it } from 'vitest';
import { CATALOGUE, catalogueCard, isCardId } from '../../../lab/cards/catalogue.ts';
import { toHex } from '../../../lab/cards/card.ts';
import { nirKey } from '../../../lab/cards/nir.ts';

const WRONG_ON_PURPOSE = new Set(['cle-fausse']);

describe('the catalogue', () => {
  it('gives every card a name and a French title of its own', () => {
    expect(new Set(CATALOGUE.map((card) => card.id)).size).toBe(CATALOGUE.length);
    expect(new Set(CATALOGUE.map((card) => card.title)).size).toBe(CATALOGUE.length);
    for (const card of CATALOGUE) {
      expect(isCardId(card.id)).toBe(true);
      expect(card.title, card.id).not.toMatch(/['!]/);
      expect(card.title.length, card.id).toBeLessThanOrEqual(70);
    }
    expect(isCardId('toString')).toBe(false);
  });

  it.each(CATALOGUE.map((card) => [card.id, card] as const))('%s: numbers have their key', (id, card) => {
    for (const { nir } of card.people) {
      if (nir === null) continue;
      const right = nirKey(nir.slice(0, 13)) === nir.slice(13);
      expect(right).toBe(!WRONG_ON_PURPOSE.has(id));
    }
  });

  it('makes a new card at each insertion', () => {
    const entry = catalogueCard('claire');
    const first = entry.make();
    first.respond(Uint8Array.of(0, 0xb0, 0x82, 0, 0));
    expect(entry.make().log).toEqual([]);
  });

  it('adds a script to the misbehaviour a card has of itself', () => {
    const card = catalogueCard('abimee').make({ delayMs: 5 });
    const read = Uint8Array.of(0, 0xb0, 0x82, 0, 0);
    card.respond(read);
    expect(card.delayMs).toBe(5);
    expect(toHex(card.respond(read) as Uint8Array)).toBe('6581');
  });

  it('has a family whose children carry a parent’s number', () => {
    const [claire, hugo, ...children] = catalogueCard('famille').people;
    expect(claire?.nir).not.toBe(hugo?.nir);
    expect(children).toHaveLength(2);
    for (const child of children) expect(child.nir).toBe(claire?.nir);
  });

  it('has nineteen people with a number each, in files longer than one answer', () => {
    const { people } = catalogueCard('dix-neuf');
    expect(new Set(people.map((person) => person.nir)).size).toBe(19);
    const first = catalogueCard('dix-neuf')
      .make()
      .respond(Uint8Array.of(0, 0xb0, 0x82, 0, 0));
    expect(first).toHaveLength(258);
  });

  it('has Corsicans whose number says so', () => {
    expect(catalogueCard('corse-2a').people[0]?.nir?.slice(5, 7)).toBe('2A');
    expect(catalogueCard('corse-2b').people[0]?.nir?.slice(5, 7)).toBe('2B');
  });
});
