import { describe, expect, it } from 'vitest';
import type { Beneficiary } from '../../../../src/domain/identity/beneficiary.ts';
import { deriveInsForReading } from '../../../../src/domain/identity/ins-derivation.ts';
import { mergeReadings } from '../../../../src/domain/identity/merge-readings.ts';
import { drawHousehold, readByLibrary, readDirectly } from './random-cards.ts';
import { Dice, person, reading, withKey } from './sample-people.ts';

const CLAIRE = withKey('2850475108001');
const HUGO = withKey('1850475108002');
const LEA = withKey('2120675108003');

const claire = (changes: Partial<Beneficiary> = {}): Beneficiary => person({ nir: CLAIRE, ...changes });
const hugo = (changes: Partial<Beneficiary> = {}): Beneficiary =>
  person({ firstName: 'HUGO', birthDate: '19850430', nir: CLAIRE, ...changes });
const lea = (changes: Partial<Beneficiary> = {}): Beneficiary =>
  person({ firstName: 'LÉA', birthDate: '20120614', nir: CLAIRE, ...changes });

function merged(direct: readonly Beneficiary[], library: readonly Beneficiary[]): readonly string[] {
  const result = mergeReadings(reading('pcsc', ...direct), reading('ssv', ...library));
  return deriveInsForReading(result).map((decision, index) => {
    const who = result.beneficiaries[index]?.firstName ?? '';
    return `${who} ${decision.usable ? `${decision.rule} ${decision.ins}` : decision.reason}`;
  });
}

describe('refining what is shown', () => {
  it('gives a child their certified number and keeps everyone in place', () => {
    expect(
      merged([lea(), claire()], [claire({ quality: 0 }), lea({ quality: 6, certifiedNir: LEA })]),
    ).toEqual([`LÉA certified ${LEA}`, `CLAIRE insured ${CLAIRE}`]);
  });

  it('resolves a couple born the same month, whom the direct read had to refuse', () => {
    expect(merged([claire(), hugo()], [hugo({ quality: 2 }), claire({ quality: 0 })])).toEqual([
      `CLAIRE insured ${CLAIRE}`,
      'HUGO numero-de-l-assure',
    ]);
    expect(
      merged(
        [claire(), hugo()],
        [hugo({ quality: 2, certifiedNir: HUGO }), claire({ quality: 0, certifiedNir: CLAIRE })],
      ),
    ).toEqual([`CLAIRE certified ${CLAIRE}`, `HUGO certified ${HUGO}`]);
  });

  it('keeps a dependant’s own number that the direct read derived and the library does not gainsay', () => {
    expect(merged([claire(), hugo({ nir: HUGO })], [claire({ quality: 0 }), hugo({ quality: 2 })])).toEqual([
      `CLAIRE insured ${CLAIRE}`,
      `HUGO birth-date ${HUGO}`,
    ]);
  });

  it('does not keep it when the library does not say which number is the insured person’s', () => {
    expect(merged([hugo({ nir: HUGO })], [hugo({ nir: null, quality: 2 })])).toEqual([
      'HUGO numero-de-l-assure',
    ]);
  });

  it('puts the people only the library knows after the others', () => {
    expect(merged([claire()], [lea({ quality: 6, certifiedNir: LEA }), claire({ quality: 0 })])).toEqual([
      `CLAIRE insured ${CLAIRE}`,
      `LÉA certified ${LEA}`,
    ]);
    expect(merged([], [claire({ quality: 0 })])).toEqual([`CLAIRE insured ${CLAIRE}`]);
    expect(merged([claire()], [])).toEqual([`CLAIRE birth-date ${CLAIRE}`]);
    expect(merged([], [])).toEqual([]);
  });

  it('finds people whatever the case, accents and hyphens, and by their birth name', () => {
    const library = person({
      name: 'Dupont',
      birthName: 'Mar-tin',
      firstName: 'Clàire',
      nir: CLAIRE,
      quality: 0,
    });
    const result = mergeReadings(reading('pcsc', claire()), reading('ssv', library));
    expect(result.beneficiaries).toHaveLength(1);
    expect(result.beneficiaries[0]).toMatchObject({
      name: 'MARTIN',
      birthName: 'Mar-tin',
      firstName: 'CLAIRE',
      quality: 0,
    });
  });

  it('takes the library’s number where the direct read’s is none', () => {
    expect(merged([claire({ nir: 'x' })], [claire({ quality: 0 })])).toEqual([`CLAIRE insured ${CLAIRE}`]);
    expect(merged([lea({ nir: null })], [lea({ quality: 6 })])).toEqual(['LÉA numero-de-l-assure']);
  });

  it('takes from the library whether the card is a test card', () => {
    const library = { ...reading('ssv', claire({ quality: 0 })), test: true, validFrom: '20200101' };
    expect(mergeReadings(reading('pcsc', claire()), library)).toMatchObject({
      test: true,
      validFrom: '20200101',
    });
  });
});

describe('sources that contradict each other', () => {
  const contradiction = (who: string): string => `${who} sources-contradictoires`;

  it('refuse a certified number that is not the one the direct read derives', () => {
    expect(
      merged([hugo({ nir: HUGO })], [hugo({ quality: 2, certifiedNir: withKey('1850475108009') })]),
    ).toEqual([contradiction('HUGO')]);
  });
  it('refuse an insured person with another number in their template', () => {
    expect(merged([claire()], [claire({ quality: 0, nir: withKey('2850475108009') })])).toEqual([
      contradiction('CLAIRE'),
    ]);
    expect(
      merged(
        [claire({ nir: withKey('2500175108001') }), lea()],
        [claire({ quality: 0 }), lea({ quality: 6 })],
      )[0],
    ).toBe(contradiction('CLAIRE'));
  });
  it('refuse a dependant alone on the direct read whose number the library gives to the insured person', () => {
    expect(merged([hugo()], [hugo({ quality: 2 })])).toEqual([contradiction('HUGO')]);
    expect(merged([hugo()], [hugo({ quality: 2 }), claire({ quality: 0 })])).toEqual([
      contradiction('HUGO'),
      contradiction('CLAIRE'),
    ]);
  });
  it('refuse a number that one derives for one person and the other certifies for another', () => {
    expect(
      merged(
        [hugo({ nir: HUGO }), lea()],
        [hugo({ quality: 2 }), lea({ quality: 0, nir: HUGO, certifiedNir: HUGO })],
      ),
    ).toEqual([contradiction('HUGO'), contradiction('LÉA')]);
  });
  it('refuse namesakes born the same day, without losing or doubling anyone', () => {
    const twice = [claire({ quality: 0 }), claire({ quality: 6, certifiedNir: LEA })];
    expect(merged([claire()], twice)).toEqual([contradiction('CLAIRE'), contradiction('CLAIRE')]);
    expect(merged([claire({ nir: HUGO }), claire()], [claire({ quality: 0 })])).toEqual([
      contradiction('CLAIRE'),
      contradiction('CLAIRE'),
    ]);
    expect(merged([claire({ nir: HUGO }), claire()], twice)).toHaveLength(2);
  });
  it('refuse everyone when the two reads have no person in common: they are two cards', () => {
    expect(merged([claire()], [lea({ quality: 0, nir: LEA })])).toEqual([
      contradiction('CLAIRE'),
      contradiction('LÉA'),
    ]);
  });
});

const DRAWS = 30_000;

describe(`${String(DRAWS)} random households read twice`, () => {
  it('keep the shown people in place, lose nobody, and never give anyone another person’s number', () => {
    const dice = new Dice(31_337);
    const rules = new Map<string, number>();
    const wrong: string[] = [];
    for (let card = 0; card < DRAWS; card++) {
      const household = drawHousehold(dice);
      const everyone = household.map((one) => ({
        ...one,
        firstName: `${one.firstName} ${String(dice.below(9))}`,
      }));
      const people = everyone as unknown as typeof household;
      const direct = readDirectly(dice, people);
      const library = readByLibrary(dice, people);
      const hidden = dice.below(people.length + 3);
      const seen = direct.beneficiaries.filter((_, index) => index !== hidden);
      const shuffled = dice.chance(0.5) ? library.beneficiaries : [...library.beneficiaries].reverse();
      const result = mergeReadings(
        { ...direct, beneficiaries: seen },
        { ...library, beneficiaries: shuffled },
      );

      const identity = ({ name, firstName, birthDate }: Beneficiary): string =>
        `${name}/${firstName}/${birthDate}`;
      expect(result.beneficiaries.slice(0, seen.length).map(identity)).toEqual(seen.map(identity));
      const found = new Set(result.beneficiaries.map(identity));
      expect(shuffled.every((one) => found.has(identity(one)))).toBe(true);

      const decisions = deriveInsForReading(result);
      const given = decisions.filter((decision) => decision.usable).map(({ ins }) => ins);
      expect(new Set(given).size).toBe(given.length);
      decisions.forEach((decision, index) => {
        if (!decision.usable) return;
        const who = result.beneficiaries[index];
        const namesakes = people.filter(
          (one) => who !== undefined && identity({ ...who, ...one }) === identity(who),
        );
        rules.set(decision.rule, (rules.get(decision.rule) ?? 0) + 1);
        if (!namesakes.some(({ number }) => number === decision.ins))
          wrong.push(`card ${String(card)} ${decision.rule}`);
      });
    }
    expect(wrong).toEqual([]);
    for (const rule of ['certified', 'insured', 'birth-date']) expect(rules.get(rule)).toBeGreaterThan(1000);
  }, 60_000);
});

describe('two cards that share a child', () => {
  const mother = claire({ certifiedNir: CLAIRE, quality: 0 });

  it.each([
    ['by the reader: everybody is on this card', 'reader', { usable: true }],
    ['by the child alone: the parent may be on another card', 'person', { usable: false }],
  ] as const)('vouched for %s', (_, witness, decision) => {
    const library = reading('ssv', mother, lea({ quality: 6 }));
    const merged = mergeReadings(reading('pcsc', lea()), library, witness);
    expect(merged.beneficiaries.map(({ firstName }) => firstName)).toEqual(['LÉA', 'CLAIRE']);
    expect(deriveInsForReading(merged)[1]).toMatchObject(decision);
  });
});
