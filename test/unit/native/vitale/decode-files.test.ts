import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beneficiarySchema } from '../../../../src/borders/native.ts';
import { deriveInsForReading } from '../../../../src/domain/identity/ins-derivation.ts';
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

  it('is refused when a template says one thing twice', () => {
    const twice = [0x80, 0x80, 0x81, 0x82].map((tag) => tlv(tag, text('19840305')));
    const identity = join(identityOf(CLAIRE), tlv(0x65, join(...twice)));
    expect(reasonOf({ ...good, identity })).toBe('identity-template');
  });

  it('is refused for two numbers in one template', () => {
    const twice = tlv(0x65, join(tlv(0x93, text(CLAIRE.nir ?? '')), tlv(0x93, text(HUGO.nir ?? ''))));
    expect(reasonOf({ ...good, numbers: join(twice, numberOf(HUGO)) })).toBe('numbers-template');
  });

  it('names the file that is damaged', () => {
    expect(reasonOf({ ...good, identity: good.identity.subarray(0, 40) })).toBe('identity-file');
    expect(reasonOf({ ...good, numbers: good.numbers.subarray(0, 10) })).toBe('numbers-file');
  });
});

/** The decision on each person of the card, in its order. */
const decisions = (files: VitaleFiles) => {
  const decoded = decodeVitaleFiles(files);
  if (!decoded.ok) throw new Error(decoded.failure.detail?.reason);
  const { beneficiaries, validFrom } = decoded.value;
  return deriveInsForReading({ source: 'pcsc', card: 'vitale-2', test: null, beneficiaries, validFrom });
};

describe('an untidy card loses what cannot be read, and no more', () => {
  const good = filesOf([CLAIRE, HUGO]);
  const NAME = tlv(0x80, text('MARTIN'));
  const FIRST = tlv(0x81, text('HUGO'));
  const BIRTH = tlv(0x82, text('19820914'));

  it.each([
    ['no name', [FIRST, BIRTH], { name: '', unreadable: true }],
    ['no first name', [NAME, BIRTH], { firstName: '', unreadable: true }],
    ['a blank name', [tlv(0x80, text('   ')), FIRST, BIRTH], { name: '', unreadable: true }],
    [
      'a name with a hole',
      [tlv(0x80, text('MAR\0IN')), FIRST, BIRTH],
      { name: 'MAR\ufffdIN', unreadable: true },
    ],
    [
      'a name too long',
      [tlv(0x80, text('M'.repeat(65))), FIRST, BIRTH],
      { name: 'M'.repeat(64), unreadable: true },
    ],
    [
      'bytes that are no TLV',
      [Uint8Array.of(0x80, 0x85, 1)],
      { name: '', birthDate: '00000000', unreadable: true },
    ],
  ])('%s: that person is shown as far as it goes, and is not usable', (_what, fields, expected) => {
    const identity = join(identityOf(CLAIRE), tlv(0x65, join(...fields)));
    const decoded = decodeVitaleFiles({ ...good, identity });
    expect(decoded).toMatchObject({ ok: true, value: { beneficiaries: [{ name: 'MARTIN' }, expected] } });
    expect(decisions({ ...good, identity })[1]).toEqual({ usable: false, reason: 'identite-illisible' });
    expect(people({ ...good, identity })[0]).toEqual(CLAIRE);
  });

  it('a blank first name is a first name that is not there', () => {
    const without = { ...CLAIRE, firstName: '' };
    expect(people(filesOf([without]))).toEqual([without]);
    expect(decodeVitaleFiles(filesOf([without]))).not.toHaveProperty('value.beneficiaries.0.unreadable');
  });

  it.each([
    ['absent', [NAME, FIRST]],
    ['blank', [NAME, FIRST, tlv(0x82, text('        '))]],
    ['none', [NAME, FIRST, tlv(0x82, text('1984-3-5'))]],
  ])('a birth date that is %s is not known, and confirms nothing', (_what, fields) => {
    const identity = join(tlv(0x65, join(...fields)));
    const files = { identity, numbers: numberOf(HUGO) };
    expect(people(files)).toMatchObject([{ birthDate: '00000000' }]);
    expect(decisions(files)).toMatchObject([{ usable: false }]);
  });

  it.each(['28403751234567', '2840375123456789', '28403751234567?', '284037512 45678'])(
    'the number "%s" is none, and is not made one',
    (nir) => {
      const files = filesOf([CLAIRE, { ...HUGO, nir }]);
      expect(people(files).map((person) => person.nir)).toEqual([CLAIRE.nir, '?']);
      expect(decisions(files)[1]).toEqual({ usable: false, reason: 'numero-invalide' });
    },
  );

  it.each([0xff, 0x20])('padding of %i is padding', (filler) => {
    const bare = filesOf([CLAIRE, HUGO], 0);
    const padding = new Uint8Array(40).fill(filler);
    expect(people({ identity: join(bare.identity, padding), numbers: join(bare.numbers, padding) })).toEqual([
      CLAIRE,
      HUGO,
    ]);
    const after = join(bare.identity, padding, identityOf(CLAIRE));
    expect(reasonOf({ identity: after, numbers: bare.numbers })).toBe('identity-file');
  });

  it.each([
    ['UTF-8', Buffer.from('LEFÈVRE', 'utf8')],
    ['code page 850', Buffer.from([0x4c, 0x45, 0x46, 0xd4, 0x90, 0x52, 0x45])],
    ['Windows-1252', Buffer.from([0x8c, 0x55, 0x46])],
  ])('a name in %s is read', (what, bytes) => {
    const expected = { 'UTF-8': 'LEFÈVRE', 'code page 850': 'LEFÈÉRE', 'Windows-1252': 'ŒUF' }[what];
    const identity = tlv(0x65, join(tlv(0x80, bytes), FIRST, BIRTH));
    const decoded = decodeVitaleFiles({ identity, numbers: numberOf(HUGO) });
    expect(decoded).toMatchObject({ value: { beneficiaries: [{ name: expected }] } });
    expect(decoded).not.toHaveProperty('value.beneficiaries.0.unreadable');
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

  it('one untidy person costs nobody else anything, and gives nobody a number that a tidy card would not', () => {
    const field = fc.tuple(fc.constantFrom(0x80, 0x81, 0x82, 0x93, 0x5f), fc.uint8Array({ maxLength: 30 }));
    fc.assert(
      fc.property(family, fc.nat(), side, fc.array(field, { maxLength: 4 }), (someones, which, at, parts) => {
        const place = which % someones.length;
        const tidy = filesOf(someones, 0);
        const mess = tlv(0x65, join(...parts.map(([tag, value]) => tlv(tag, value))));
        const each = someones.map((person) => (at === 'identity' ? identityOf(person) : numberOf(person)));
        const untidy = {
          ...tidy,
          [at]: join(...each.map((whole, index) => (index === place ? mess : whole))),
        };
        const decoded = decodeVitaleFiles(untidy);
        if (!decoded.ok) return;
        const before = decisions(tidy);
        people(untidy).forEach((person, index) => {
          if (index !== place) expect(person).toEqual(someones[index]);
        });
        decisions(untidy).forEach((decision, index) => {
          if (index !== place && decision.usable) expect(decision.ins).toBe(someones[index]?.nir);
          if (index !== place && before[index]?.usable === false && at === 'identity' && decision.usable)
            // Somebody else's date may stop ruling them out, never the other way round without a date that says so.
            expect(people(untidy)[place]?.birthDate).not.toBe('00000000');
        });
      }),
      { numRuns: 2_000 },
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
