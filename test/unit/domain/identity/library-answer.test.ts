import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Beneficiary } from '../../../../src/domain/identity/beneficiary.ts';
import {
  onlyShared,
  readerOfSlot,
  sharePerson,
  witnessOf,
  type AnsweredInsertion,
} from '../../../../src/domain/identity/library-answer.ts';
import { person, reading } from './sample-people.ts';

const claire = person();
const bruno = person({ name: 'DURAND', firstName: 'BRUNO', birthDate: '19700101' });

const INSERTED: AnsweredInsertion = {
  reader: 'Lecteur A 0',
  channelReader: 'Lecteur A 0',
  direct: null,
  vitalesMeanwhile: 1,
};

describe('who vouches for what the library read', () => {
  test('its channel’s reader is the insertion’s', () => {
    expect(witnessOf(reading('ssv', claire), INSERTED)).toBe('reader');
  });

  test('a person that a direct read of that very card knows, whatever galss.ini says', () => {
    const direct = reading('pcsc', person({ name: 'Martin', firstName: 'Claire' }));
    expect(
      witnessOf(reading('ssv', claire), {
        ...INSERTED,
        direct,
        channelReader: 'Lecteur B 0',
        vitalesMeanwhile: 2,
      }),
    ).toBe('person');
  });

  test.each([
    ['the channel names another reader', { channelReader: 'Lecteur B 0' }],
    ['the channel is serial, or galss.ini is not there', { channelReader: null }],
    ['a second Vitale was there at some moment', { vitalesMeanwhile: 2 }],
    ['the direct read knows nobody of the answer', { channelReader: null, direct: reading('pcsc', bruno) }],
  ] as const)('nobody when %s', (_, difference) => {
    expect(witnessOf(reading('ssv', claire), { ...INSERTED, ...difference })).toBeNull();
  });

  test.each([
    ['another first name', { firstName: 'CLARA' }],
    ['another birth date', { birthDate: '19850413' }],
    ['no year of birth', { birthDate: '00000412' }],
  ] as const)('a namesake with %s is nobody', (_, changes) => {
    const other = person(changes);
    expect(
      sharePerson(reading('pcsc', other), reading('ssv', 'birthDate' in changes ? claire : person())),
    ).toBe(false);
    expect(
      sharePerson(
        reading('pcsc', person({ birthDate: '00000412' })),
        reading('ssv', person({ birthDate: '00000412' })),
      ),
    ).toBe(false);
  });
});

test('what lies in a reader that PC/SC does not show is never filed under a card that it shows', () => {
  const people = fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 3 });
  const readers = ['Lecteur A 0', 'Lecteur A 1', 'Lecteur B 0', null];
  const someone = (index: number): Beneficiary =>
    person({ firstName: `PRENOM${'ABCDEFGH'.charAt(index)}`, birthDate: `19${String(50 + index)}0101` });
  fc.assert(
    fc.property(
      fc.record({
        inserted: people,
        elsewhere: people,
        channel: fc.nat(3),
        direct: fc.boolean(),
        more: fc.nat(2),
      }),
      ({ inserted, elsewhere, channel, direct, more }) => {
        const witness = witnessOf(reading('ssv', ...elsewhere.map(someone)), {
          reader: 'Lecteur A 0',
          channelReader: readers[channel] ?? null,
          direct: direct ? reading('pcsc', ...inserted.map(someone)) : null,
          vitalesMeanwhile: 1 + more,
        });
        const known = direct && inserted.some((index) => elsewhere.includes(index));
        const byReader = channel === 0 && more === 0;
        expect(witness).toBe(byReader ? 'reader' : known ? 'person' : null);
      },
    ),
  );
});

test('a child who is on two cards vouches for nobody who is on one of them alone', () => {
  const lea = person({ firstName: 'LÉA', birthDate: '20120614' });
  const shared = onlyShared(reading('ssv', claire, lea, bruno), reading('pcsc', lea, claire));
  expect(shared.beneficiaries).toEqual([claire, lea]);
});

describe('the reader of the library’s slot', () => {
  const channel = (characteristics: string | null, ...names: string[]) => ({
    characteristics,
    slots: names.map((name) => ({ name })),
  });

  test('is the one that its channel names, by its exact place', () => {
    expect(
      readerOfSlot(
        'Vitale',
        [channel('lecteur  A 0 ', 'CPS'), channel('Lecteur  A 1', 'Vitale')],
        ['Lecteur  A 0', 'Lecteur  A 1'],
      ),
    ).toBe('Lecteur  A 1');
  });

  test.each([
    ['a serial channel', [channel('9600,1,8,0,0', 'CPS', 'Vitale')]],
    ['two channels for one slot', [channel('Lecteur A 0', 'Vitale'), channel('Lecteur A 0', 'Vitale')]],
    ['no channel for it', [channel('Lecteur A 0', 'CPS')]],
    ['a reader of another day', [channel('Lecteur Z 0', 'Vitale')]],
    ['a channel without parameters', [channel(null, 'Vitale')]],
  ])('is not known with %s', (_, channels) => {
    expect(readerOfSlot('Vitale', channels, ['Lecteur A 0'])).toBeNull();
  });

  test('is not known where two readers have that name', () => {
    expect(readerOfSlot('Vitale', [channel('Lecteur A', 'Vitale')], ['Lecteur A', 'lecteur a'])).toBeNull();
  });
});
