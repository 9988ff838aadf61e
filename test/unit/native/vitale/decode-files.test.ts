import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beneficiarySchema } from '../../../../src/borders/native.ts';
import { decodeVitaleFiles, type VitaleFiles } from '../../../../src/native/vitale/decode-files.ts';
import { filesOf, identityOf, join, numberOf, someone, text, tlv, type Someone } from './files.ts';

const CLAIRE: Someone = {
  name: 'MARTIN',
  firstName: 'CLAIRE',
  birthDate: '19840305',
  nir: '284037512345678',
};
const HUGO: Someone = { name: 'MARTIN', firstName: 'HUGO', birthDate: '19820914', nir: '182097512345678' };

const reasonOf = (files: VitaleFiles): string => {
  const decoded = decodeVitaleFiles(files);
  if (decoded.ok) return 'ok';
  expect(decoded.failure.code).toBe('VITALE-INCOHERENTE');
  return decoded.failure.detail?.reason ?? '';
};

const people = (files: VitaleFiles) => {
  const decoded = decodeVitaleFiles(files);
  if (!decoded.ok) throw new Error(decoded.failure.detail?.reason);
  return decoded.value.beneficiaries.map(({ name, firstName, birthDate, nir }) => ({
    name,
    firstName,
    birthDate,
    nir,
  }));
};

describe('the files of a card', () => {
  it('are people, in order, each with the number at the same index', () => {
    expect(people(filesOf([CLAIRE, HUGO]))).toEqual([CLAIRE, HUGO]);
  });

  it('leave empty what only a vendor’s library knows', () => {
    const decoded = decodeVitaleFiles(filesOf([CLAIRE]));
    expect(decoded).toMatchObject({
      ok: true,
      value: {
        beneficiaries: [{ birthName: null, birthRank: null, certifiedNir: null, quality: null }],
        validFrom: null,
      },
    });
  });

  it('have names in Latin-1', () => {
    const lea = { ...CLAIRE, name: "D'ALMEIDA-LEFÈVRE", firstName: 'Zoé-Maëlle' };
    expect(people(filesOf([lea]))).toEqual([lea]);
  });

  it.each(['19520000', '19481507', '00000000'])('keep the date %s as it is written', (birthDate) => {
    expect(people(filesOf([{ ...CLAIRE, birthDate }]))).toMatchObject([{ birthDate }]);
  });

  it('may lack a number, or have a blank one', () => {
    const without = { ...CLAIRE, nir: null };
    expect(people(filesOf([without, HUGO]))).toEqual([without, HUGO]);
    expect(people(filesOf([{ ...CLAIRE, nir: ' '.repeat(15) }]))).toEqual([without]);
  });

  it('may have long lengths, no padding, and tags that nobody knows', () => {
    expect(people(filesOf([CLAIRE, HUGO], 0, true))).toEqual([CLAIRE, HUGO]);
    const unknown = tlv(0x9e, Uint8Array.of(0x65, 0x02));
    const { identity, numbers } = filesOf([CLAIRE]);
    expect(people({ identity: join(unknown, identity), numbers: join(unknown, numbers) })).toEqual([CLAIRE]);
  });

  it('give the start of validity, when it is a date', () => {
    const start = (value: string): Uint8Array => tlv(0x66, tlv(0x80, text(value)));
    const { identity, numbers } = filesOf([CLAIRE], 0);
    expect(decodeVitaleFiles({ identity: join(identity, start('20200115')), numbers })).toMatchObject({
      value: { validFrom: '20200115' },
    });
    expect(decodeVitaleFiles({ identity, numbers: join(numbers, start('20200115')) })).toMatchObject({
      value: { validFrom: '20200115' },
    });
    expect(decodeVitaleFiles({ identity: join(identity, start('?')), numbers })).toMatchObject({
      ok: true,
      value: { validFrom: null },
    });
  });
});

describe('a card that is not whole', () => {
  const good = filesOf([CLAIRE, HUGO]);

  it('is refused when the files do not hold the same number of people, whichever has fewer', () => {
    expect(reasonOf({ ...good, numbers: filesOf([CLAIRE]).numbers })).toBe('people-count');
    expect(reasonOf({ ...good, identity: filesOf([CLAIRE]).identity })).toBe('people-count');
  });

  it('is refused when there is nobody on it', () => {
    expect(reasonOf({ identity: new Uint8Array(), numbers: new Uint8Array() })).toBe('nobody');
    expect(reasonOf({ identity: new Uint8Array(64), numbers: new Uint8Array(64) })).toBe('nobody');
  });

  it('is refused when there are more people than any card has', () => {
    expect(reasonOf(filesOf(Array.from({ length: 100 }, () => CLAIRE)))).toBe('too-many-people');
  });

  it.each([
    ['no name', [tlv(0x81, text('CLAIRE')), tlv(0x82, text('19840305'))]],
    ['no first name', [tlv(0x80, text('MARTIN')), tlv(0x82, text('19840305'))]],
    ['no birth date', [tlv(0x80, text('MARTIN')), tlv(0x81, text('CLAIRE'))]],
    ['a blank name', [tlv(0x80, text('   ')), tlv(0x81, text('CLAIRE')), tlv(0x82, text('19840305'))]],
    [
      'a date that is none',
      [tlv(0x80, text('MARTIN')), tlv(0x81, text('CLAIRE')), tlv(0x82, text('1984-3-5'))],
    ],
    [
      'a name with a hole',
      [tlv(0x80, text('MAR\0IN')), tlv(0x81, text('CLAIRE')), tlv(0x82, text('19840305'))],
    ],
    [
      'a name too long',
      [tlv(0x80, text('M'.repeat(65))), tlv(0x81, text('CLAIRE')), tlv(0x82, text('19840305'))],
    ],
    [
      'two names',
      [
        tlv(0x80, text('MARTIN')),
        tlv(0x80, text('DURAND')),
        tlv(0x81, text('CLAIRE')),
        tlv(0x82, text('19840305')),
      ],
    ],
  ])('is refused for a person with %s', (_what, fields) => {
    const identity = join(identityOf(CLAIRE), tlv(0x65, join(...fields)));
    expect(reasonOf({ ...good, identity })).toBe('identity-template');
  });

  it.each(['28403751234567', '2840375123456789', '28403751234567?', '284037512 45678'])(
    'is refused for the number "%s"',
    (nir) => {
      expect(reasonOf(filesOf([CLAIRE, { ...HUGO, nir }]))).toBe('numbers-template');
    },
  );

  it('is refused for two numbers in one template', () => {
    const twice = tlv(0x65, join(tlv(0x93, text(CLAIRE.nir ?? '')), tlv(0x93, text(HUGO.nir ?? ''))));
    expect(reasonOf({ ...good, numbers: join(twice, numberOf(HUGO)) })).toBe('numbers-template');
  });

  it('names the file that is damaged', () => {
    expect(reasonOf({ ...good, identity: good.identity.subarray(0, 40) })).toBe('identity-file');
    expect(reasonOf({ ...good, numbers: good.numbers.subarray(0, 10) })).toBe('numbers-file');
  });
});

const family = fc.array(someone, { minLength: 1, maxLength: 19 });
const side = fc.constantFrom('identity', 'numbers');

describe('over any card', () => {
  it('gives back exactly the people that were put on it', () => {
    fc.assert(
      fc.property(family, fc.nat(300), fc.boolean(), (someones, padding, long) => {
        expect(people(filesOf(someones, padding, long))).toEqual(someones);
      }),
    );
  });

  it('refuses every truncation of either file', () => {
    fc.assert(
      fc.property(fc.array(someone, { minLength: 1, maxLength: 4 }), side, (someones, cut) => {
        const whole = filesOf(someones, 0);
        for (let length = 0; length < whole[cut].length; length += 1) {
          expect(decodeVitaleFiles({ ...whole, [cut]: whole[cut].subarray(0, length) }).ok).toBe(false);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('after any flipped bit, either refuses or still has as many whole people, and everybody else as before', () => {
    fc.assert(
      fc.property(family, side, fc.nat(), fc.nat(7), (someones, damaged, at, bit) => {
        const whole = filesOf(someones);
        const file = Uint8Array.from(whole[damaged]);
        const index = at % file.length;
        file[index] = (file[index] ?? 0) ^ (1 << bit);
        const decoded = decodeVitaleFiles({ ...whole, [damaged]: file });
        if (!decoded.ok) return;
        expect(decoded.value.beneficiaries).toHaveLength(someones.length);
        const changed = people({ ...whole, [damaged]: file }).filter(
          (person, which) => JSON.stringify(person) !== JSON.stringify(someones[which]),
        );
        expect(changed.length).toBeLessThanOrEqual(1);
        for (const person of decoded.value.beneficiaries) beneficiarySchema.parse(person);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never gives one person the number of another', () => {
    fc.assert(
      fc.property(family, (someones) => {
        for (const [index, person] of people(filesOf(someones)).entries()) {
          expect(person.nir).toBe(someones[index]?.nir);
        }
      }),
    );
  });

  it('never throws on bytes that mean nothing, and what it accepts the contract accepts', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      // Bytes that look like templates get further into the decoder.
      fc
        .array(
          fc.tuple(fc.constantFrom(0x65, 0x66, 0x80, 0x81, 0x82, 0x93), fc.uint8Array({ maxLength: 20 })),
        )
        .map((parts) => join(...parts.map(([tag, value]) => tlv(tag, value)))),
    );
    fc.assert(
      fc.property(noise, noise, (identity, numbers) => {
        const decoded = decodeVitaleFiles({ identity, numbers });
        if (decoded.ok) for (const person of decoded.value.beneficiaries) beneficiarySchema.parse(person);
      }),
      { numRuns: 3_000 },
    );
  });
});
