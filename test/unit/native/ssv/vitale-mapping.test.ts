import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vitaleReadingSchema } from '../../../../src/borders/native.ts';
import type { GroupRecord } from '../../../../src/native/ssv/session.ts';
import { toVitaleReading, VITALE_PLAN } from '../../../../src/native/ssv/vitale-mapping.ts';

const record = (group: number, fields: Record<number, string>, occurrence = 1): GroupRecord => ({
  group,
  occurrence,
  fields: new Map(Object.entries(fields).map(([number, text]) => [Number(number), text])),
});

const HOLDER = record(101, { 8: '2690549588157', 9: '80' });
const PERSON = { 1: 'DURAND', 2: '', 3: 'ALICE', 9: '', 10: '', 12: '19690511', 13: '1', 14: '0' };
const read = (fields: Record<number, string>): ReturnType<typeof toVitaleReading> =>
  toVitaleReading([HOLDER, record(104, { ...PERSON, ...fields })], 'vitale-2');

describe('a Vitale from the library', () => {
  it('gives the card’s number to the insured person alone', () => {
    const reading = toVitaleReading(
      [
        HOLDER,
        record(104, PERSON),
        record(104, { ...PERSON, 3: 'BOB', 14: '2' }, 2),
        record(104, { ...PERSON, 14: '' }, 3),
      ],
      'vitale-2',
    );
    expect(reading.ok && reading.value.beneficiaries.map((person) => person.nir)).toEqual([
      '269054958815780',
      null,
      null,
    ]);
  });

  it('takes the birth name where there is no usual name', () => {
    expect(read({ 1: '', 2: 'DUVAL' })).toMatchObject({
      value: { beneficiaries: [{ name: 'DUVAL', birthName: 'DUVAL' }] },
    });
  });

  it('keeps dates that say "unknown"', () => {
    expect(read({ 12: '19690000' })).toMatchObject({ value: { beneficiaries: [{ birthDate: '19690000' }] } });
  });

  it('takes a quality that the manual does not name for none', () => {
    expect(read({ 14: '7' })).toMatchObject({ value: { beneficiaries: [{ quality: null, nir: null }] } });
  });

  it.each([
    [{ 1: '', 2: '' }, '104/1'],
    [{ 1: 'X'.repeat(65) }, '104/1'],
    [{ 3: 'X'.repeat(65) }, '104/3'],
    [{ 12: '' }, '104/12'],
    [{ 12: '11051969X' }, '104/12'],
    [{ 13: 'A' }, '104/13'],
    [{ 9: '26905495881578', 10: '80' }, '104/9'],
  ])('is refused whole for %j, naming the field only', (fields, field) => {
    expect(read(fields)).toEqual({ ok: false, failure: { code: 'SSV-REPONSE', detail: { field } } });
  });

  it('is refused without a person, or without a card', () => {
    expect(toVitaleReading([HOLDER], 'vitale-2')).toMatchObject({ failure: { code: 'SSV-REPONSE' } });
    expect(toVitaleReading([record(104, PERSON)], 'vitale-2')).toMatchObject({
      failure: { code: 'SSV-REPONSE' },
    });
  });

  it('never yields something outside the contract, whatever the fields hold', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 70 }),
      fc.stringMatching(/^[0-9]{0,16}$/),
      fc.constant('19690511'),
    );
    const fields = fc.record(Object.fromEntries([1, 2, 3, 9, 10, 12, 13, 14].map((field) => [field, text])));
    fc.assert(
      fc.property(fc.array(fields, { maxLength: 4 }), fc.record({ 8: text, 9: text }), (people, holder) => {
        const records = [
          record(101, holder),
          ...people.map((person, index) => record(104, person, index + 1)),
        ];
        const reading = toVitaleReading(records, 'vitale-2');
        if (!reading.ok) return;
        expect(vitaleReadingSchema.safeParse(reading.value).success).toBe(true);
        expect(reading.value.beneficiaries).toHaveLength(people.length);
      }),
    );
  });
});

describe('the plan of fields', () => {
  it('holds no serial, address, scheme, right or coverage', () => {
    expect(Object.fromEntries(VITALE_PLAN)).toEqual({
      40: [4, 5],
      41: [1, 2, 3, 5, 6, 7],
      101: [8, 9],
      104: [1, 2, 3, 9, 10, 12, 13, 14],
    });
  });
});
