import type { Failure } from '../../../src/domain/failures/index.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { SsvTarget } from '../../../src/borders/native.ts';
import type { SsvCalls } from '../../../src/native/ssv/calls.ts';
import { RETURN_CODES } from '../../../src/native/ssv/return-codes.ts';
import { CONFIG, currentCard, FAMILY, NINETEEN, OLDER_FAMILY, PS_CARD, withKey } from './families.ts';
import type { Scenario } from './standin.ts';

/** One request against one scenario: whoever serves role `ssv` must give the same answer. */
export interface Case {
  readonly name: string;
  readonly scenario: Scenario;
  readonly ask: (calls: SsvCalls, target: SsvTarget) => Promise<Result<unknown>>;
}

const vitale =
  (pin: string | null = null, card: 'vitale-1' | 'vitale-2' = 'vitale-2'): Case['ask'] =>
  (calls, target) =>
    calls.readVitale({ target, card, date: '20240131', pin });
const config: Case['ask'] = (calls, target) => calls.readConfig({ target });
const psCard: Case['ask'] = (calls, target) => calls.readPsCard({ target, pin: null });

const person = (fields: Partial<Parameters<typeof currentCard>[1][number]>): Scenario => ({
  groups: currentCard(withKey('2690549588157'), [
    { usualName: 'DURAND', firstName: 'ALICE', birthDate: '19690511', quality: '0', ...fields },
  ]),
});

/** The first and the last code of every row of the table, at the call where a card is read. */
const CODES: Case[] = RETURN_CODES.flatMap(({ from, to, retry }) =>
  // A retried code is given back at the first call only, to keep the list quick.
  [...new Set([from, to])].map((code): Case => ({
    name: `code ${code.toString(16)}`,
    scenario: {
      groups: FAMILY,
      faults: [{ kind: 'return', call: 'SIS_LireDroitsVitale', nth: retry ? 1 : 0, code }],
    },
    ask: vitale(),
  })),
);

/** Everything that a server of role `ssv` can be asked without harming itself. */
export const CASES: readonly Case[] = [
  { name: 'family', scenario: { groups: FAMILY }, ask: vitale() },
  { name: 'older family, Vitale 1', scenario: { groups: OLDER_FAMILY }, ask: vitale(null, 'vitale-1') },
  { name: 'nineteen', scenario: { groups: NINETEEN }, ask: vitale() },
  { name: 'no card data', scenario: { groups: CONFIG }, ask: vitale() },
  { name: 'holder without persons', scenario: { groups: FAMILY.slice(0, 1) }, ask: vitale() },
  { name: 'persons without holder', scenario: { groups: FAMILY.slice(1) }, ask: vitale() },
  { name: 'no name', scenario: person({ usualName: '' }), ask: vitale() },
  { name: 'long name', scenario: person({ usualName: 'X'.repeat(65) }), ask: vitale() },
  { name: 'every Latin-1 letter', scenario: person({ usualName: 'ÀÉÏÕÜÿ"\\/\u0001' }), ask: vitale() },
  { name: 'bad date', scenario: person({ birthDate: '1969051' }), ask: vitale() },
  { name: 'bad rank', scenario: person({ birthRank: 'X' }), ask: vitale() },
  { name: 'blank rank', scenario: person({ birthRank: ' ' }), ask: vitale() },
  { name: 'quality 7', scenario: person({ quality: '7' }), ask: vitale() },
  { name: 'quality 06', scenario: person({ quality: '06' }), ask: vitale() },
  { name: 'no quality', scenario: person({ quality: ' ' }), ask: vitale() },
  { name: 'PIN wanted', scenario: { groups: FAMILY, demandedPin: '4321' }, ask: vitale() },
  { name: 'PIN right', scenario: { groups: FAMILY, demandedPin: '4321' }, ask: vitale('4321') },
  { name: 'PIN wrong', scenario: { groups: FAMILY, demandedPin: '4321' }, ask: vitale('1111') },
  { name: 'configuration', scenario: { groups: CONFIG }, ask: config },
  {
    name: 'long field',
    scenario: {
      groups: [{ read: 'config', group: 60, occurrence: 1, fields: { 1: 'L'.repeat(5000) } }],
      tooSmall: 'silent',
    },
    ask: config,
  },
  {
    name: 'field without end',
    scenario: {
      groups: [{ read: 'config', group: 60, occurrence: 1, fields: { 1: 'L'.repeat(70_000) } }],
    },
    ask: config,
  },
  { name: 'practitioner', scenario: { groups: PS_CARD }, ask: psCard },
  {
    name: 'large stack frame',
    scenario: {
      groups: FAMILY,
      faults: [{ kind: 'frame', call: 'SIS_LireDroitsVitale', nth: 0, bytes: 1024 * 1024 }],
    },
    ask: vitale(),
  },
  ...(['SSV_InitLIB', 'SGD_ReserverSession', 'SGD_LireGroupeSuivant', 'SGD_LireChamp'] as const).map(
    (call): Case => ({
      name: `F015 from ${call}`,
      scenario: { groups: FAMILY, faults: [{ kind: 'return', call, nth: 1, code: 0xf015 }] },
      ask: vitale(),
    }),
  ),
  {
    name: 'unknown code',
    scenario: {
      groups: FAMILY,
      faults: [{ kind: 'return', call: 'SIS_LireDroitsVitale', nth: 0, code: 0x0abc }],
    },
    ask: vitale(),
  },
  ...CODES,
];

/** Requests for a library that is not there: no scenario plays. */
export async function askForAbsent(calls: SsvCalls, target: SsvTarget): Promise<Failure | null> {
  const result = await config(calls, { ...target, library: `${target.library}.absent` });
  return result.ok ? null : result.failure;
}
