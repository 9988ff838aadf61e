import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  birthLine,
  foldName,
  formalName,
  initials,
  insTail,
  maskIns,
  personKey,
  personKeysInSources,
  sexOf,
  spokenName,
  usualNameNote,
} from '../../../../src/domain/identity/person.ts';
import { person, withKey } from './sample-people.ts';

const TODAY = new Date(2026, 10, 23);

describe('names', () => {
  it.each([
    ['MARTIN', null, 'CLAIRE', 'MARTIN Claire', 'Claire MARTIN', 'CM'],
    ['martin', null, 'claire', 'MARTIN Claire', 'Claire MARTIN', 'CM'],
    ['D’ALMÉIDA', null, 'JEAN-PAUL', 'D’ALMÉIDA Jean-Paul', 'Jean-Paul D’ALMÉIDA', 'JD'],
    ['LE GOFF', null, 'MARIE  ANNE', 'LE GOFF Marie Anne', 'Marie Anne LE GOFF', 'ML'],
    ['MACLEOD', null, 'McArthur', 'MACLEOD McArthur', 'McArthur MACLEOD', 'MM'],
    ['DUPONT', 'MARTIN', 'ÉLODIE', 'MARTIN Élodie', 'Élodie MARTIN', 'ÉM'],
    ['DUPONT', '  ', 'LEA', 'DUPONT Lea', 'Lea DUPONT', 'LD'],
    ['', null, 'LEA', 'Lea', 'Lea', 'L'],
    ['MARTIN', null, '', 'MARTIN', 'MARTIN', 'M'],
    ['', null, '', 'Sans nom', 'Sans nom', '?'],
    ['--', null, '12', '-- 12', '12 --', '?'],
  ])('%s (%s) %s', (name, birthName, firstName, formal, spoken, letters) => {
    const someone = person({ name, birthName, firstName });
    expect([formalName(someone), spokenName(someone), initials(someone)]).toEqual([formal, spoken, letters]);
  });

  it('tells the usual name only where it differs', () => {
    expect(usualNameNote(person({ name: 'Dupont', birthName: 'MARTIN' }))).toBe('nom d’usage DUPONT');
    expect(usualNameNote(person({ name: 'MARTIN', birthName: 'Martin' }))).toBeNull();
    expect(usualNameNote(person({ birthName: null }))).toBeNull();
    expect(usualNameNote(person({ name: ' ', birthName: 'MARTIN' }))).toBeNull();
  });
});

describe('birth line', () => {
  it.each([
    ['19850412', 'F', 'née le 12/04/1985 · 41 ans'],
    ['19850412', 'M', 'né le 12/04/1985 · 41 ans'],
    ['19850412', null, 'naissance\u00a0: 12/04/1985 · 41 ans'],
    ['19850400', 'F', 'née en 04/1985'],
    ['19850000', null, 'naissance\u00a0: 1985'],
    ['00000000', 'F', 'date de naissance inconnue'],
    ['', null, 'date de naissance inconnue'],
  ] as const)('of %s for %s', (date, sex, line) => {
    expect(birthLine(date, sex, TODAY)).toBe(line);
  });

  it('takes the sex from 1 and 2 only', () => {
    const sexes = ['1', '2', '3', '4', '7', '8'].map((digit) => sexOf(withKey(`${digit}850475123456`)));
    expect(sexes).toEqual(['M', 'F', null, null, null, null]);
  });
});

it('shows four characters of a number and no more', () => {
  const ins = withKey('188102B172952');
  expect(maskIns(insTail(ins))).toBe('••••••••••• 52 64');
});

describe('comparing people', () => {
  it('folds case, accents, ligatures and what stands between letters', () => {
    for (const same of ['LE GOFF-BÉŒUF', 'le goff beoeuf', 'Lé-Goff’Bèœuf', 'LEGOFFBEOEUF'])
      expect(foldName(same)).toBe('legoffbeoeuf');
  });

  it('keeps the key when another source adds a birth name', () => {
    expect(personKey(person({ birthName: 'DURAND' }))).toBe(personKey(person()));
    expect(personKey(person({ name: 'Martin', firstName: 'Claire' }))).toBe(personKey(person()));
  });

  it.each([{ name: 'MARTINE' }, { firstName: 'CLARA' }, { birthDate: '19850413' }])(
    'tells %o apart',
    (change) => {
      expect(personKey(person(change))).not.toBe(personKey(person()));
    },
  );

  it('finds someone in another source by printed or birth name, and no one without a name', () => {
    expect(personKeysInSources(person({ birthName: 'DURAND' }))).toEqual([
      'martin|claire|19850412',
      'durand|claire|19850412',
    ]);
    expect(personKeysInSources(person({ birthName: 'Martin' }))).toHaveLength(1);
    expect(personKeysInSources(person({ name: ' ', firstName: 'CLAIRE' }))).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (name, firstName, birthDate) => {
        const someone = person({ name, firstName, birthDate });
        const all = [formalName, spokenName, initials, personKey, usualNameNote].map((write) =>
          write(someone),
        );
        expect(all).toHaveLength(5);
        birthLine(birthDate, null, TODAY);
      }),
    );
  });
});
