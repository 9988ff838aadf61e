import { expect, it } from 'vitest';
import { placeTokens } from '../../../../src/domain/practitioner/token-places.ts';
import { card } from './cpx-samples.ts';

const token = (serialNumber: string, description: string) =>
  card([], {
    slot: { id: 0, description },
    token: { label: `CPS ${serialNumber} `, serialNumber, model: '' },
  });
const LONG = 'Identive Infrastructure CLOUD 2700 R Smart Card Reader [CCID Interface] 00 00';
const two = [
  { key: 'i1', reader: 'Lecteur  A 0' },
  { key: 'i2', reader: LONG },
];

it('goes by the slot’s description where that is the reader’s name, cut or not', () => {
  expect(placeTokens([token('A', LONG.slice(0, 64)), token('B', 'Lecteur  A 0')], two, true)).toEqual([
    { serial: 'A', label: 'CPS A', insertion: 'i2' },
    { serial: 'B', label: 'CPS B', insertion: 'i1' },
  ]);
});

it.each([
  ['the system does not say so', [token('A', 'Lecteur  A 0')], two, false],
  ['no reader has that name', [token('A', 'PSS Reader on CPS')], two, true],
  [
    'two readers are cut to the same name',
    [token('A', LONG.slice(0, 64))],
    [two[1]!, { key: 'i3', reader: `${LONG}1` }],
    true,
  ],
] as const)('does not place a token where %s', (_, tokens, cards, linux) => {
  expect(placeTokens(tokens, cards, linux).map(({ insertion }) => insertion)).toEqual([null]);
});

it('places the only token in the only card’s reader on any system', () => {
  expect(placeTokens([token('A', 'Slot 1')], [two[0]!], false)[0]?.insertion).toBe('i1');
});
