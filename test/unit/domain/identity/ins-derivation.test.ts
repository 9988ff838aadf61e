import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Beneficiary, QualityCode, VitaleReading } from '../../../../src/domain/identity/beneficiary.ts';
import { comparableMonth, parseCardDate } from '../../../../src/domain/identity/card-date.ts';
import {
  deriveInsForReading,
  INS_REFUSAL_SENTENCES,
  type InsDecision,
} from '../../../../src/domain/identity/ins-derivation.ts';
import { parseInsMatricule, readInsFields } from '../../../../src/domain/identity/ins.ts';
import { drawHousehold, readByLibrary, readDirectly } from './random-cards.ts';
import { Dice, person, reading, withKey } from './sample-people.ts';

/** The decisions in a word each: the rule, or the reason. */
const outcomes = (source: VitaleReading['source'], ...people: readonly Beneficiary[]): readonly string[] =>
  deriveInsForReading(reading(source, ...people)).map(inAWord);

const inAWord = (decision: InsDecision): string => (decision.usable ? decision.rule : decision.reason);

// Claire, born 12/04/1985.
const CLAIRE = withKey('2850475108001');
const OTHER = withKey('2790275108001');
const claire = (changes: Partial<Beneficiary> = {}): Beneficiary => person({ nir: CLAIRE, ...changes });
const lea = (changes: Partial<Beneficiary> = {}): Beneficiary =>
  person({ firstName: 'LÉA', birthDate: '20120614', nir: CLAIRE, ...changes });

describe('rule 1, certified number', () => {
  it('gives its owner a certified number, from whatever number stands in the template', () => {
    const certified = withKey('2120675108001');
    expect(deriveInsForReading(reading('ssv', lea({ certifiedNir: certified, quality: 6 })))).toEqual([
      { usable: true, ins: certified, rule: 'certified' },
    ]);
  });
  it.each(['212067510800199', '999', 'x'])('refuses a certified number that is none: %s', (certifiedNir) => {
    expect(outcomes('ssv', claire({ certifiedNir, quality: 0 }))).toEqual(['numero-certifie-invalide']);
  });
  it.each(['', ' '.repeat(15), '0'.repeat(15)])('takes an empty field %j for no number', (certifiedNir) => {
    expect(outcomes('ssv', claire({ certifiedNir, quality: 0 }))).toEqual(['insured']);
  });
  it.each(['19850512', '19860412'])('refuses it when the birth date %s contradicts it', (birthDate) => {
    expect(outcomes('ssv', claire({ certifiedNir: CLAIRE, quality: 2, birthDate }))).toEqual([
      'date-contredite',
    ]);
  });
  it.each(['19850000', '19852012', '19850400', '00000000', '', 'abcdefgh'])(
    'takes the unknown parts of %j for no contradiction',
    (birthDate) => {
      expect(outcomes('ssv', claire({ certifiedNir: CLAIRE, quality: 2, birthDate }))).toEqual(['certified']);
    },
  );
  it('refuses both of two people certified with one number', () => {
    const twins = [
      claire({ certifiedNir: CLAIRE, quality: 6 }),
      claire({ certifiedNir: CLAIRE, quality: 6 }),
    ];
    expect(outcomes('ssv', ...twins)).toEqual(['numero-partage', 'numero-partage']);
  });
  it('gives twins certified apart each their own', () => {
    const first = withKey('2120675108001');
    const second = withKey('2120675108002');
    const twin = (certifiedNir: string): Beneficiary => lea({ certifiedNir, quality: 6 });
    expect(deriveInsForReading(reading('ssv', twin(first), twin(second)))).toEqual([
      { usable: true, ins: first, rule: 'certified' },
      { usable: true, ins: second, rule: 'certified' },
    ]);
  });
  it('refuses both when the insured person’s number is certified for another', () => {
    const spouse = person({ firstName: 'HUGO', nir: CLAIRE, certifiedNir: CLAIRE, quality: 2 });
    expect(outcomes('ssv', claire({ quality: 0 }), spouse)).toEqual(['numero-partage', 'numero-partage']);
    // Even where the insured person is refused for another reason, the number may still be theirs.
    const insured = claire({ quality: 0, certifiedNir: withKey('2850475108002') });
    expect(outcomes('ssv', insured, spouse)).toEqual(['numeros-differents', 'numero-partage']);
  });
});

describe('rule 2, insured person', () => {
  it('gives the card’s number to quality 0 and to no one else', () => {
    expect(outcomes('ssv', claire({ quality: 0 }), lea({ quality: 6 }))).toEqual([
      'insured',
      'numero-de-l-assure',
    ]);
  });
  it.each([1, 2, 3, 4, 5, 6, 8, 9] as QualityCode[])(
    'refuses quality %i even where the date agrees',
    (quality) => {
      expect(outcomes('ssv', claire({ quality }))).toEqual(['numero-de-l-assure']);
      expect(outcomes('pcsc', claire({ quality }))).toEqual(['numero-de-l-assure']);
    },
  );
  it('refuses a number that is none, and one the birth date contradicts', () => {
    expect(outcomes('ssv', claire({ quality: 0, nir: `${CLAIRE.slice(0, 13)}00` }))).toEqual([
      'numero-invalide',
    ]);
    expect(outcomes('ssv', claire({ quality: 0, nir: null }))).toEqual(['aucun-numero']);
    expect(outcomes('ssv', claire({ quality: 0, birthDate: '19850512' }))).toEqual(['date-contredite']);
  });
  it('refuses everyone on a card with two insured people, but whom a certified number tells', () => {
    expect(outcomes('ssv', claire({ quality: 0 }), claire({ quality: 0 }))).toEqual([
      'assures-multiples',
      'assures-multiples',
    ]);
    expect(
      outcomes('ssv', claire({ quality: 0 }), claire({ quality: 0, nir: OTHER, birthDate: '19790212' })),
    ).toEqual(['assures-multiples', 'assures-multiples']);
    const certified = person({ quality: 0, birthDate: '19790212', nir: OTHER, certifiedNir: OTHER });
    expect(outcomes('ssv', claire({ quality: 0 }), certified)).toEqual(['assures-multiples', 'certified']);
  });
  it('refuses the insured person whose certified number is another', () => {
    const certifiedNir = withKey('2850475108002');
    expect(outcomes('ssv', claire({ quality: 0, certifiedNir }))).toEqual(['numeros-differents']);
  });
});

describe('rule 3, the number in one’s own template and the birth date', () => {
  it('gives the number to the one person it agrees with', () => {
    expect(outcomes('pcsc', claire())).toEqual(['birth-date']);
    expect(outcomes('pcsc', lea(), claire())).toEqual(['numero-d-un-parent', 'birth-date']);
    expect(outcomes('pcsc', lea())).toEqual(['date-contredite']);
  });
  it('is for the direct read only', () => {
    expect(outcomes('ssv', claire())).toEqual(['qualite-inconnue']);
  });
  it.each(['19850000', '19852012', '19850400', '19850431'])(
    'is not satisfied by the lunar or partial date %s',
    (birthDate) => {
      expect(outcomes('pcsc', claire({ birthDate }))).toEqual(['date-incomplete']);
    },
  );
  it.each(['00000000', '', '        ', 'abcdefgh'])('is not satisfied by the date %j', (birthDate) => {
    expect(outcomes('pcsc', claire({ birthDate }))).toEqual(['date-incomplete']);
  });
  it.each(['20', '42', '50', '99'])(
    'needs the year alone where the number carries no month (%s)',
    (month) => {
      const nir = withKey(`285${month}75108001`);
      expect(outcomes('pcsc', claire({ nir }))).toEqual(['birth-date']);
      expect(outcomes('pcsc', claire({ nir, birthDate: '19852012' }))).toEqual(['birth-date']);
      expect(outcomes('pcsc', claire({ nir, birthDate: '19860412' }))).toEqual(['date-contredite']);
      expect(outcomes('pcsc', claire({ nir }), claire({ nir, birthDate: '19850000' }))[0]).toBe(
        'numero-partage',
      );
    },
  );
  it('is not satisfied by a number without a month and a date without a year', () => {
    const nir = withKey('2852075108001');
    expect(outcomes('pcsc', claire({ nir, birthDate: '00000000' }))).toEqual(['date-incomplete']);
  });
  it('says whose number it may be only where somebody else carries it', () => {
    expect(outcomes('pcsc', lea(), claire({ nir: OTHER, birthDate: '19790212' }))).toEqual([
      'date-contredite',
      'birth-date',
    ]);
  });
  it('refuses a couple born the same month, twins, and a centenarian with a child a century younger', () => {
    const both = ['numero-partage', 'numero-partage'];
    expect(outcomes('pcsc', claire(), claire({ firstName: 'HUGO', birthDate: '19850430' }))).toEqual(both);
    expect(outcomes('pcsc', claire(), claire({ firstName: 'ANNE' }))).toEqual(both);
    const nir = withKey('2050675108001');
    const elder = person({ birthDate: '19050601', nir });
    const child = person({ birthDate: '20050615', nir });
    expect(outcomes('pcsc', elder, child)).toEqual(both);
    expect(outcomes('pcsc', elder)).toEqual(['birth-date']);
  });
  it('lets a gap of 120 years decide, because the two years differ in the number', () => {
    const nir = withKey('2050675108001');
    const elder = person({ birthDate: '19050601', nir });
    const child = person({ birthDate: '20250601', nir });
    expect(outcomes('pcsc', elder, child)).toEqual(['birth-date', 'numero-d-un-parent']);
  });
  it('does not give a shared number to the only one who agrees while another cannot be ruled out', () => {
    const spouse = claire({ firstName: 'HUGO', birthDate: '19850430' });
    for (const birthDate of ['19850000', '19850400', '00000000', ''])
      expect(outcomes('pcsc', claire({ birthDate }), spouse)).toEqual(['date-incomplete', 'numero-partage']);
    for (const nir of [null, '', '0'.repeat(15), `${CLAIRE.slice(0, 13)}00`])
      expect(outcomes('pcsc', claire({ nir }), spouse)[1]).toBe('numero-partage');
    // Someone of another year is ruled out, whatever the rest of their date.
    expect(outcomes('pcsc', claire({ birthDate: '19600000' }), spouse)[1]).toBe('birth-date');
  });
  it('has one limit: alone on the card, someone born the same month as an insured person who is not on it', () => {
    // Nothing on the card tells them apart; only the vendor's library can (merge-readings).
    expect(outcomes('pcsc', claire({ firstName: 'HUGO', birthDate: '19850430' }))).toEqual(['birth-date']);
  });
  it('gives each their own where each has an own number', () => {
    expect(outcomes('pcsc', claire(), claire({ nir: withKey('1850475108002') }))).toEqual([
      'birth-date',
      'birth-date',
    ]);
  });
});

describe('every reason', () => {
  it('has a sentence with the way on', () => {
    for (const sentence of Object.values(INS_REFUSAL_SENTENCES)) {
      expect(sentence).toMatch(/\. .*recherchez .*depuis le tableau de bord\.$/i);
      expect(sentence).not.toMatch(/[^\u00a0][:;?!]|'/);
    }
    expect(INS_REFUSAL_SENTENCES['numero-d-un-parent']).toBe(
      'La carte porte le numéro d’un parent\u00a0: son INS n’est pas utilisable. Scannez ou saisissez l’INS de l’enfant, ou recherchez son nom depuis le tableau de bord.',
    );
  });
});

const DRAWS = 100_000;

describe(`${String(DRAWS)} random family cards`, () => {
  it.each([
    ['direct reads', readDirectly, ['birth-date']],
    ['reads by the vendor’s library', readByLibrary, ['certified', 'insured']],
  ] as const)(
    '%s: no person ever gets another person’s number',
    (_, read, rules) => {
      const dice = new Dice(20_260_412);
      const seen = new Map<string, number>();
      const wrong: string[] = [];
      for (let card = 0; card < DRAWS; card++) {
        const household = drawHousehold(dice);
        const decisions = deriveInsForReading(read(dice, household));
        household.forEach((one, index) => {
          const decision = decisions[index];
          if (decision === undefined) throw new Error('A person without a decision');
          seen.set(inAWord(decision), (seen.get(inAWord(decision)) ?? 0) + 1);
          if (decision.usable && decision.ins !== one.number)
            wrong.push(`card ${String(card)}, ${decision.rule}`);
        });
      }
      expect(wrong).toEqual([]);
      // The cards are not all refused, and the coincidences do happen.
      for (const rule of rules) expect(seen.get(rule)).toBeGreaterThan(10_000);
    },
    60_000,
  );
});

describe('any card whatever', () => {
  const numbers = [CLAIRE, OTHER, withKey('2050675108001'), '0'.repeat(15), '285047510800100', '', 'x', null];
  const anyPerson = fc.record({
    name: fc.constantFrom('MARTIN', '', 'X'),
    birthName: fc.constantFrom(null, '', 'DURAND'),
    firstName: fc.string({ maxLength: 4 }),
    birthDate: fc.oneof(
      fc.constantFrom('19850412', '19850400', '19852012', '00000000', '', '20050601', '19050601', '19790212'),
      fc.string({ maxLength: 9 }),
    ),
    birthRank: fc.constantFrom(null, 0, 1, 2),
    nir: fc.constantFrom(...numbers),
    certifiedNir: fc.constantFrom(...numbers),
    quality: fc.constantFrom<QualityCode | null>(null, 0, 0, 1, 2, 6, 9),
  });
  const anyReading = fc.tuple(
    fc.constantFrom('pcsc' as const, 'ssv' as const),
    fc.array(anyPerson, { maxLength: 7 }),
  );

  it('gives one decision each, no number twice, and only a sound number of their own that nothing contradicts', () => {
    fc.assert(
      fc.property(anyReading, ([source, people]) => {
        const decisions = deriveInsForReading(reading(source, ...people));
        expect(decisions).toHaveLength(people.length);
        const given = decisions.filter((decision) => decision.usable).map(({ ins }) => ins);
        expect(new Set(given).size).toBe(given.length);
        people.forEach((one, index) => {
          const decision = decisions[index];
          if (decision?.usable !== true) return;
          expect(parseInsMatricule(decision.ins).ok).toBe(true);
          expect([one.nir, one.certifiedNir]).toContain(decision.ins);
          const { yearOfCentury, month } = readInsFields(decision.ins);
          const birth = parseCardDate(one.birthDate);
          if (birth.year !== null) expect(birth.year % 100).toBe(yearOfCentury);
          if (month !== null && comparableMonth(birth) !== null) expect(comparableMonth(birth)).toBe(month);
        });
      }),
      { numRuns: 5000 },
    );
  });

  it('does not depend on the order of the people', () => {
    fc.assert(
      fc.property(anyReading, ([source, people]) => {
        const backwards = deriveInsForReading(reading(source, ...[...people].reverse()));
        expect([...backwards].reverse()).toEqual(deriveInsForReading(reading(source, ...people)));
      }),
      { numRuns: 2000 },
    );
  });
});
