import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Beneficiary } from '../../../../src/domain/identity/beneficiary.ts';
import type { DatamatrixIdentity } from '../../../../src/domain/identity/datamatrix.ts';
import { confront, isSamePerson, mayBe } from '../../../../src/domain/identity/document-match.ts';
import { deriveInsForReading } from '../../../../src/domain/identity/ins-derivation.ts';
import { anyIdentity } from './random-documents.ts';
import { person, reading, withKey } from './sample-people.ts';

const CLAIRE_INS = withKey('2850475999001');
const LEA_INS = withKey('2120675999001');
const LEA: DatamatrixIdentity = {
  ins: LEA_INS,
  origin: 'nir',
  birthName: 'MARTIN',
  givenNames: 'LEA ROSE',
  sex: 'F',
  birthDate: '20120614',
  birthPlace: null,
};
const claire = person({ nir: CLAIRE_INS });
const lea = person({ firstName: 'LÉA', birthDate: '20120614', nir: CLAIRE_INS });

describe('who is the same', () => {
  const LONG = 'DE LA ROCHEFOUCAULD-MONTMORENCY';
  it.each<readonly [string, Partial<Beneficiary>, Partial<DatamatrixIdentity>, boolean]>([
    ['the same', {}, {}, true],
    ['accents and case', { name: 'Martín', firstName: 'Léa' }, {}, true],
    ['hyphens as spaces', { firstName: 'ANNE MARIE' }, { givenNames: 'ANNE-MARIE JULIE' }, true],
    ['spaces as hyphens', { firstName: 'ANNE-MARIE' }, { givenNames: 'ANNE MARIE JULIE' }, true],
    ['an apostrophe', { name: 'D HERVELINE' }, { birthName: "D'HERVELINE" }, true],
    ['the second given name', { firstName: 'ROSE' }, {}, true],
    ['a name cut at 25 characters', { name: LONG.slice(0, 25) }, { birthName: LONG }, true],
    [
      'a name cut behind a space',
      { name: 'ABCDEFGHIJKLMNOPQRSTUVWX ' },
      { birthName: 'ABCDEFGHIJKLMNOPQRSTUVWX YZ' },
      true,
    ],
    ['a name cut at 20 characters', { name: LONG.slice(0, 20) }, { birthName: LONG }, false],
    [
      'a given name cut at 20 characters',
      { firstName: 'MARIE-CHARLOTTE-ELEO' },
      { givenNames: 'MARIE-CHARLOTTE-ELEONORE ANNE' },
      true,
    ],
    [
      'a given name cut at 12 characters',
      { firstName: 'MARIE-CHARLO' },
      { givenNames: 'MARIE-CHARLOTTE' },
      false,
    ],
    ['half of a double given name', { firstName: 'JEAN' }, { givenNames: 'JEAN-PIERRE' }, false],
    ['the birth name where the card has it', { name: 'DUPONT', birthName: 'MARTIN' }, {}, true],
    ['the usual name where the birth name differs', { birthName: 'DURAND' }, {}, false],
    ['another birth date', { birthDate: '20120615' }, {}, false],
    ['a birth date without a day', { birthDate: '20120600' }, {}, false],
    ['another name', { name: 'MARTINE' }, {}, false],
    ['another given name', { firstName: 'LEO' }, {}, false],
    ['no name', { name: '' }, {}, false],
    ['no given name', { firstName: '' }, {}, false],
  ])('%s', (_, card, document, same) => {
    expect(isSamePerson({ ...lea, ...card }, { ...LEA, ...document })).toBe(same);
  });

  it('is whoever a card writes of the identity, cut and folded as cards do', () => {
    fc.assert(
      fc.property(anyIdentity, (identity) => {
        const field = (text: string, longest: number): string => text.slice(0, longest).replaceAll('-', ' ');
        const card = person({
          name: field(identity.birthName, 25),
          firstName: field(identity.givenNames, 20),
          birthDate: identity.birthDate,
        });
        // A name made of separators alone within the field is none.
        fc.pre(/[A-Z]/.test(card.name) && /[A-Z]/.test(card.firstName));
        expect(isSamePerson(card, identity)).toBe(true);
        expect(isSamePerson({ ...card, birthDate: '18990101' }, identity)).toBe(false);
        expect(isSamePerson({ ...card, name: 'ZZQX' }, identity)).toBe(identity.birthName === 'ZZQX');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a document beside a card', () => {
  const held = (identity: DatamatrixIdentity, ...people: readonly Beneficiary[]) => {
    const card = reading('pcsc', ...people);
    return confront(card.beneficiaries, deriveInsForReading(card), identity);
  };

  it('gives the child its number, and nobody else another', () => {
    const { verdict, decisions } = held(LEA, claire, lea);
    expect(verdict).toEqual({ kind: 'person', index: 1 });
    expect(decisions).toEqual([
      { usable: true, ins: CLAIRE_INS, rule: 'birth-date' },
      { usable: true, ins: LEA_INS, rule: 'document' },
    ]);
  });

  it('speaks of nobody on a card of other people', () => {
    const { verdict, decisions } = held(LEA, claire);
    expect(verdict).toEqual({ kind: 'nobody' });
    expect(decisions).toEqual([{ usable: true, ins: CLAIRE_INS, rule: 'birth-date' }]);
  });

  it('takes a usual name for the same person’s where number, birth date and given name are the same', () => {
    const document = { ...LEA, ins: CLAIRE_INS, givenNames: 'CLAIRE', birthDate: '19850412' };
    const { verdict } = held({ ...document, birthName: 'DURAND' }, claire);
    expect(verdict).toEqual({ kind: 'person', index: 0 });
  });

  it('contradicts: another number for the same person', () => {
    const document = { ...LEA, givenNames: 'CLAIRE', birthDate: '19850412' };
    expect(held(document, claire)).toEqual({
      verdict: { kind: 'contradiction' },
      decisions: [{ usable: false, reason: 'document-contredit' }],
    });
  });

  it('contradicts: a parent’s number under the child’s name', () => {
    const { verdict, decisions } = held({ ...LEA, origin: 'nia', ins: CLAIRE_INS }, claire, lea);
    expect(verdict).toEqual({ kind: 'contradiction' });
    expect(decisions.some(({ usable }) => usable)).toBe(false);
  });

  it('contradicts: a number that the card certifies for somebody else', () => {
    const certified = person({ firstName: 'HUGO', birthDate: '19830903', certifiedNir: LEA_INS });
    const { verdict, decisions } = held(LEA, certified, lea);
    expect(verdict).toEqual({ kind: 'contradiction' });
    expect(decisions[1]).toEqual({ usable: false, reason: 'document-contredit' });
  });

  it('does not choose between two people whom it may mean', () => {
    const { verdict, decisions } = held(LEA, lea, { ...lea, firstName: 'ROSE' });
    expect(verdict).toEqual({ kind: 'contradiction' });
    expect(decisions.some(({ usable }) => usable)).toBe(false);
  });

  it('does not settle what the card says twice and differently', () => {
    const card = [{ ...lea, quality: 0, certifiedNir: withKey('2120675999009') } as const];
    const decisions = [{ usable: false, reason: 'numeros-differents' } as const];
    expect(confront(card, decisions, LEA).verdict).toEqual({ kind: 'contradiction' });
  });

  it('never gives a number to two people, nor takes one from somebody it does not speak of', () => {
    const numbers = [CLAIRE_INS, LEA_INS, withKey('2120675999003')];
    const anyPerson = fc.record({
      firstName: fc.constantFrom('LÉA', 'ROSE', 'CLAIRE', 'HUGO'),
      name: fc.constantFrom('MARTIN', 'DUPONT'),
      birthDate: fc.constantFrom('20120614', '19850412'),
      nir: fc.constantFrom(null, ...numbers),
      certifiedNir: fc.constantFrom(null, null, ...numbers),
    });
    const anyDocument = fc.record({
      ins: fc.constantFrom(...numbers),
      givenNames: fc.constantFrom('LEA ROSE', 'CLAIRE'),
      birthDate: fc.constantFrom('20120614', '19850412'),
    });
    fc.assert(
      fc.property(fc.array(anyPerson, { minLength: 1, maxLength: 4 }), anyDocument, (people, changes) => {
        const card = reading('pcsc', ...people.map((one) => person(one)));
        const before = deriveInsForReading(card);
        const identity = { ...LEA, origin: 'nia', ...changes } as const;
        const { verdict, decisions } = confront(card.beneficiaries, before, identity);
        const given = decisions.flatMap((each) => (each.usable ? [each.ins] : []));
        expect(new Set(given).size).toBe(given.length);
        decisions.forEach((each, index) => {
          if (verdict.kind === 'nobody') expect(each).toEqual(before[index]);
          if (verdict.kind === 'person' && index !== verdict.index) expect(each).toEqual(before[index]);
          if (each.usable && each.ins === identity.ins) expect(verdict).toEqual({ kind: 'person', index });
        });
      }),
      { numRuns: 3000 },
    );
  });
});

describe('whom a program names under a card’s number', () => {
  const SAID = { birthName: 'Martin', givenNames: 'Léa Rose', birthDate: '20120614' };
  it.each<readonly [string, Partial<Beneficiary>, Partial<typeof SAID>, boolean]>([
    ['the same', {}, {}, true],
    ['a name alone', {}, { givenNames: '', birthDate: '' }, true],
    ['the usual name beside a birth name', { birthName: 'DURAND' }, {}, true],
    ['a birth name that the card does not print', {}, { birthName: 'Durand' }, true],
    ['another birth name than the card’s', { birthName: 'MARTIN' }, { birthName: 'Durand' }, false],
    ['another name, alone', {}, { birthName: 'Durand', givenNames: '', birthDate: '' }, false],
    ['another name and a date', {}, { birthName: 'Durand', givenNames: '' }, false],
    ['another given name', {}, { givenNames: 'Léo' }, false],
    ['another birth date', {}, { birthDate: '20120615' }, false],
    ['a date that the card does not know', { birthDate: '20120600' }, {}, false],
  ])('%s', (_, card, said, may) => {
    expect(mayBe({ ...lea, ...card }, { ...SAID, ...said })).toBe(may);
  });
});
