import { describe, expect, it } from 'vitest';
import { cardsOfSignIn, placeTokens } from '../../../../src/domain/practitioner/token-places.ts';
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

describe('a sign-in rests on', () => {
  const known = [
    { label: 'CPS A', certificate: { id: 'cert A' } },
    { label: 'CPS B', certificate: { id: 'cert B' } },
  ];
  const tokens = [
    { serial: 'A', label: 'CPS A', insertion: 'i2' },
    { serial: 'B', label: 'CPS B', insertion: 'i1' },
  ];
  const keys = (...given: Parameters<typeof cardsOfSignIn>) => cardsOfSignIn(...given).map(({ key }) => key);

  it('the reader of its own certificate’s card, whatever lies in the others', () => {
    expect(keys('cert A', known, tokens, two)).toEqual(['i2']);
    expect(keys('cert B', known, tokens, two)).toEqual(['i1']);
  });

  it.each([
    ['no certificate was answered', null, known, tokens],
    ['the certificate is none of the cards’', 'cert X', known, tokens],
    ['nobody knows where its card lies', 'cert A', known, [{ ...tokens[0]!, insertion: null }, tokens[1]!]],
    ['its card lies where no card is any more', 'cert A', known, [{ ...tokens[0]!, insertion: 'i9' }]],
    ['the cards are being asked', 'cert A', known, []],
    [
      'two cards have its label',
      'cert A',
      known,
      [...tokens, { ...tokens[0]!, serial: 'C', insertion: 'i1' }],
    ],
    ['two cards have its certificate', 'cert A', [...known, { ...known[0]!, label: 'CPS B' }], tokens],
  ] as const)('every card where %s', (_, certificate, read, placed) => {
    expect(keys(certificate, read, placed, two)).toEqual(['i1', 'i2']);
  });
});
