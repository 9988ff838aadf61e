import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, type VirtualCard } from '../../../lab/cards/card.ts';
import { vitale2, vitale2Files, type Vitale2Options } from '../../../lab/cards/vitale2.ts';
import { decode, people } from './tlv.ts';

const SELECT_MASTER = '00A40000023F00';
const SELECT_APPLICATION = '00A404000BD250000002564954414C45';
const READ = '00B0820000';

const ONE = [{ name: 'MARTIN', firstName: 'Zoé', birthDate: '19850412', nir: '285047599900122' }];

function send(card: VirtualCard, command: string): string {
  const answer = card.respond(fromHex(command));
  return answer === 'pulled-out' ? answer : toHex(answer);
}

/** The bytes of a file in one answer. */
function dataOf(answer: string): Uint8Array {
  expect(answer.slice(-4)).toBe('9000');
  return fromHex(answer.slice(0, -4));
}

describe('the files of a Vitale 2', () => {
  const somebody = fc.record({
    name: fc.string({ unit: latin1Letter(), minLength: 1, maxLength: 60 }),
    firstName: fc.string({ unit: latin1Letter(), minLength: 1, maxLength: 60 }),
    birthDate: fc.stringMatching(/^\d{8}$/),
    nir: fc.option(fc.stringMatching(/^\d{15}$/)),
  });
  const anyOptions: fc.Arbitrary<Vitale2Options> = fc.record({
    nameWidth: fc.integer({ min: 0, max: 64 }),
    longLengths: fc.boolean(),
    unknownTags: fc.boolean(),
    padding: fc.integer({ min: 0, max: 300 }),
  });

  it('say what they were made from, in every form', () => {
    fc.assert(
      fc.property(fc.array(somebody, { minLength: 1, maxLength: 20 }), anyOptions, (given, options) => {
        const files = vitale2Files({ people: given, validFrom: '20200115' }, options);
        expect(people(files.identity, files.numbers)).toEqual(given);
      }),
    );
  });

  it('are Latin-1 padded with spaces, in template 65, with the validity in 66', () => {
    const { identity, numbers } = vitale2Files(
      { people: ONE, validFrom: '20200115' },
      { nameWidth: 8, padding: 2 },
    );
    expect(toHex(identity)).toBe(
      [
        '651E',
        '80084D415254494E2020',
        '81085A6FE92020202020',
        '82083139383530343132',
        '660A',
        '80083230323030313135',
        '0000',
      ].join(''),
    );
    expect(toHex(numbers)).toBe('6515' + '90024652' + '930F323835303437353939393030313232' + '0000');
  });

  it('use long lengths where they must, and everywhere when asked', () => {
    const long = vitale2Files({ people: ONE }, { nameWidth: 60 }).identity;
    expect(toHex(long).slice(0, 6)).toBe('658186');
    const forced = vitale2Files({ people: ONE }, { longLengths: true }).numbers;
    expect(toHex(forced).slice(0, 6)).toBe('658117');
  });

  it('can be truncated or hold different counts', () => {
    expect(vitale2Files({ people: ONE }, { identityLength: 20 }).identity).toHaveLength(20);
    const files = vitale2Files({ people: [...ONE, ...ONE] }, { numbersCount: 1 });
    expect(decode(files.identity)).toHaveLength(2);
    expect(decode(files.numbers)).toHaveLength(1);
  });

  it('refuse what Latin-1 cannot write', () => {
    expect(() => vitale2Files({ people: [{ ...ONE[0]!, name: 'ŒUF' }] })).toThrow();
  });
});

describe('a Vitale 2', () => {
  const files = vitale2Files({ people: ONE });

  it('gives the identity from the master file and the numbers from the application', () => {
    const card = vitale2({ people: ONE });
    expect(send(card, SELECT_MASTER)).toBe('9000');
    expect(dataOf(send(card, READ))).toEqual(files.identity);
    expect(send(card, SELECT_APPLICATION)).toBe('9000');
    expect(dataOf(send(card, READ))).toEqual(files.numbers);
  });

  it('is back at the master file after a reset', () => {
    const card = vitale2({ people: ONE });
    send(card, SELECT_APPLICATION);
    card.reset();
    expect(dataOf(send(card, READ))).toEqual(files.identity);
  });

  it.each([
    ['another application', '00A404000BD250000002564954414C46', '6A82'],
    ['another file', '00A40000022001', '6A82'],
    ['another short file', '00B0830000', '6A82'],
    ['reading before a file is chosen', '00B0000000', '6986'],
    ['another class', '80B0820000', '6E00'],
    ['another instruction', '00CA000000', '6D00'],
    ['GET RESPONSE without anything to give', '00C0000010', '6985'],
    ['a name shorter than it says', '00A40000023F', '6700'],
    ['half a header', '00A400', '6700'],
  ])('refuses %s', (_what, command, status) => {
    expect(send(vitale2({ people: ONE }), command)).toBe(status);
  });

  it('gives a long file by offsets, and never more than 256 bytes at once', () => {
    const crowd = Array.from({ length: 19 }, () => ONE[0]!);
    const whole = vitale2Files({ people: crowd }).identity;
    const card = vitale2({ people: crowd });
    const parts = [dataOf(send(card, READ))];
    for (let offset = 256; offset < whole.length; offset += 256) {
      parts.push(dataOf(send(card, `00B0${offset.toString(16).padStart(4, '0')}00`)));
    }
    expect(parts.every((part) => part.length <= 256)).toBe(true);
    expect(Uint8Array.from(parts.flatMap((part) => [...part]))).toEqual(whole);
    expect(send(card, '00B07FFF00')).toBe('6B00');
  });

  it('answers 61 xx first when it is such a card', () => {
    const card = vitale2({ people: ONE }, { getResponse: true });
    const length = files.identity.length.toString(16).padStart(2, '0').toUpperCase();
    expect(send(card, READ)).toBe(`61${length}`);
    expect(dataOf(send(card, `00C00000${length}`))).toEqual(files.identity);
  });

  it('gives an answer in pieces when less is fetched, and forgets it at the next command', () => {
    const card = vitale2({ people: ONE }, { getResponse: true });
    const left = (files.identity.length - 0x10).toString(16).padStart(2, '0').toUpperCase();
    send(card, READ);
    expect(send(card, '00C0000010').slice(-4)).toBe(`61${left}`);
    send(card, SELECT_MASTER);
    expect(send(card, '00C0000010')).toBe('6985');
  });

  it('answers 6C xx to another length when it is such a card', () => {
    const card = vitale2({ people: ONE }, { exactLength: true });
    const length = files.identity.length.toString(16).padStart(2, '0').toUpperCase();
    expect(send(card, READ)).toBe(`6C${length}`);
    expect(dataOf(send(card, `00B08200${length}`))).toEqual(files.identity);
  });
});

/** Printable Latin-1 but for the space, which padding eats. */
function latin1Letter(): fc.Arbitrary<string> {
  const code = fc.oneof(fc.integer({ min: 0x21, max: 0x7e }), fc.integer({ min: 0xa1, max: 0xff }));
  return code.map((value) => String.fromCharCode(value));
}
