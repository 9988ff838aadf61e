import { describe, expect, it } from 'vitest';
import { failure, type Failure } from '../../../../src/domain/failures/index.ts';
import { failed, success, type Result } from '../../../../src/domain/result.ts';
import type { CardKind } from '../../../../src/domain/readers/card-kinds.ts';
import type { Card, CardService, ObservedReader } from '../../../../src/native/pcsc/port.ts';
import type { CurrentCard } from '../../../../src/native/pcsc/transitions.ts';
import { createVitaleReader } from '../../../../src/native/vitale/reader.ts';
import { filesOf, type Someone } from './files.ts';
import { LOST, ok, READ, SELECT_APPLICATION, SELECT_MF, TranscriptCard, type Line } from './transcript.ts';

const ATR = '3B751300004309EA9000';
const CLAIRE: Someone = {
  name: 'MARTIN',
  firstName: 'CLAIRE',
  birthDate: '19840305',
  nir: '284037512345678',
};
const { identity, numbers } = filesOf([CLAIRE]);
const GOOD: readonly Line[] = [
  [SELECT_MF, ok()],
  [READ, ok(identity)],
  [SELECT_APPLICATION, ok()],
  [READ, ok(numbers)],
];

const inserted: CurrentCard = { kind: 'vitale-2', atr: ATR, insertion: 3, eventCounter: 5 };
const seen = (over: Partial<ObservedReader> = {}): Result<ObservedReader> =>
  success({
    name: 'A',
    presence: 'present',
    atr: Uint8Array.from(Buffer.from(ATR, 'hex')),
    eventCounter: 5,
    ...over,
  });

function setUp(
  card: Card | Failure,
  current: (reader: string) => CurrentCard | null = () => inserted,
  deadlineMs?: number,
) {
  const service: CardService = {
    openWatch: () => Promise.reject(new Error('not here')),
    connect: () => Promise.resolve('code' in card ? failed(card) : success(card)),
    cancelAll: () => undefined,
  };
  return createVitaleReader({ service, current, ...(deadlineMs === undefined ? {} : { deadlineMs }) });
}

function cardOf(lines: readonly Line[], ...observations: Result<ObservedReader>[]): TranscriptCard {
  const card = new TranscriptCard(lines);
  card.observations = observations.length === 0 ? [seen()] : observations;
  return card;
}

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);

describe('one read', () => {
  it('locks, checks, reads with four commands, unlocks, checks, lets go', async () => {
    const card = cardOf(GOOD);
    const reader = setUp(card);
    expect(await reader.read('A', 3)).toMatchObject({
      ok: true,
      value: { source: 'pcsc', card: 'vitale-2', test: null, beneficiaries: [CLAIRE] },
    });
    expect(card.events).toEqual([
      'begin',
      'observe 0',
      ...GOOD.map(() => 'apdu'),
      'end',
      'observe 0',
      'disconnect',
    ]);
    expect(reader.busy()).toBe(false);
  });

  it.each([
    ['vitale-1', 'VITALE-1'],
    ['mute', 'VITALE-MUETTE'],
    ['unknown', 'VITALE-INCONNUE'],
    ['cps3', 'VITALE-PROFESSIONNEL'],
    ['cps4', 'VITALE-PROFESSIONNEL'],
    ['cps3-contactless', 'VITALE-PROFESSIONNEL'],
  ] as const satisfies readonly (readonly [CardKind, string])[])(
    'does not speak to a card of kind %s',
    async (kind, expected) => {
      const card = cardOf([]);
      expect(code(await setUp(card, () => ({ ...inserted, kind })).read('A', 3))).toBe(expected);
      expect(card.events).toEqual([]);
    },
  );

  it.each([
    ['gone', null],
    ['replaced', { ...inserted, insertion: 4 }],
  ])('does not speak to a card whose insertion is %s', async (_what, current) => {
    const card = cardOf([]);
    expect(code(await setUp(card, () => current).read('A', 3))).toBe('VITALE-CHANGEE');
    expect(card.events).toEqual([]);
  });

  it('hands on why the card cannot be connected, or locked', async () => {
    expect(code(await setUp(failure('LECTEUR-DEBRANCHE')).read('A', 3))).toBe('LECTEUR-DEBRANCHE');
    const card = cardOf([]);
    card.begin = failed(failure('CARTE-OCCUPEE'));
    expect(code(await setUp(card).read('A', 3))).toBe('CARTE-OCCUPEE');
    expect(card.events).toEqual(['begin', 'disconnect']);
  });
});

describe('letting go of a card', () => {
  it('is not waited for by the answer, but by the next read of that reader, and counts as busy', async () => {
    const card = cardOf([...GOOD, ...GOOD]);
    const leaves: (() => void)[] = [];
    card.disconnect = () => {
      card.events.push('disconnect');
      return new Promise((resolve) => leaves.push(resolve));
    };
    const reader = setUp(card);
    expect(code(await reader.read('A', 3))).toBe('ok');
    expect(reader.busy()).toBe(true);
    const events = card.events.length;
    const next = reader.read('A', 3);
    await new Promise(setImmediate);
    expect(card.events).toHaveLength(events);
    leaves.shift()?.();
    expect(code(await next)).toBe('ok');
    leaves.shift()?.();
    await new Promise(setImmediate);
    expect(reader.busy()).toBe(false);
  });
});

describe('a card that moves during the read', () => {
  it.each([
    ['gone', seen({ presence: 'empty' }), 'VITALE-RETIREE'],
    ['another one', seen({ eventCounter: 7 }), 'VITALE-CHANGEE'],
    ['of another kind', seen({ atr: Uint8Array.of(0x3b) }), 'VITALE-CHANGEE'],
    ['out of reach', failed(failure('PCSC-SERVICE-ARRETE')), 'PCSC-SERVICE-ARRETE'],
  ] as const)('is not believed when it is %s, before or after', async (_what, observed, expected) => {
    const before = cardOf([], observed);
    expect(code(await setUp(before).read('A', 3))).toBe(expected);
    expect(before.events).toEqual(['begin', 'observe 0', 'end', 'disconnect']);
    const after = cardOf(GOOD, seen(), observed);
    expect(code(await setUp(after).read('A', 3))).toBe(expected);
  });

  it('is not believed when the watch has moved on', async () => {
    let asked = 0;
    const reader = setUp(cardOf(GOOD), () => ({ ...inserted, insertion: asked++ === 0 ? 3 : 4 }));
    expect(code(await reader.read('A', 3))).toBe('VITALE-CHANGEE');
  });
});

describe('a lost exchange', () => {
  it.each([0, 1, 2, 3])('at command %i begins the read again, from the first command', async (index) => {
    const lost: Line[] = GOOD.slice(0, index + 1).map((line, at) => (at === index ? [line[0], LOST] : line));
    const card = cardOf([...lost, ...GOOD]);
    expect(code(await setUp(card).read('A', 3))).toBe('ok');
    expect(card.left).toBe(0);
    // After a lost exchange the card is looked at for a while before anything is believed.
    expect(card.events.slice(-3)).toEqual(['end', 'observe 1000', 'disconnect']);
  });

  it('is tried three times more, and then said', async () => {
    const card = cardOf(Array.from({ length: 4 }, (): Line => [SELECT_MF, LOST]));
    expect(await setUp(card).read('A', 3)).toEqual(failed(LOST));
    expect(card.left).toBe(0);
  });

  it('is a removal when the card turns out to be gone', async () => {
    const card = cardOf(
      Array.from({ length: 4 }, (): Line => [SELECT_MF, LOST]),
      seen(),
      seen({ presence: 'empty' }),
    );
    expect(code(await setUp(card).read('A', 3))).toBe('VITALE-RETIREE');
  });

  it('never hides behind a second card that answers well', async () => {
    const lines: Line[] = [[SELECT_MF, ok()], [READ, LOST], ...GOOD];
    const card = cardOf(lines, seen(), seen({ eventCounter: 7 }));
    expect(code(await setUp(card).read('A', 3))).toBe('VITALE-CHANGEE');
  });

  it('is not tried again for a status word', async () => {
    const card = cardOf([[SELECT_MF, '6F00']]);
    expect(await setUp(card).read('A', 3)).toMatchObject({
      failure: { code: 'VITALE-ILLISIBLE', detail: { sw: '6F00' } },
    });
  });
});

/** A card whose call of that name never comes back until released. */
function stuck(where: 'beginTransaction' | 'transmit'): { readonly card: TranscriptCard; release(): void } {
  const card = cardOf(GOOD);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  if (where === 'beginTransaction') {
    card.beginTransaction = () => released.then(() => success(undefined));
  } else {
    card.transmit = () => released.then(() => failed(LOST));
  }
  return { card, release: () => release() };
}

describe('a card that hangs', () => {
  it.each([
    ['beginTransaction', 'CARTE-OCCUPEE'],
    ['transmit', 'VITALE-MUETTE'],
  ] as const)('in %s is given up, and still unlocked when it comes back', async (where, expected) => {
    const { card, release } = stuck(where);
    const reader = setUp(card, () => inserted, 20);
    expect(code(await reader.read('A', 3))).toBe(expected);
    expect(reader.busy()).toBe(true);
    release();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(card.events.slice(-1)).toEqual(['disconnect']);
    expect(card.events).toContain('end');
    expect(card.events).not.toContain('apdu');
    expect(reader.busy()).toBe(false);
  });

  it('does not make the next read wait for ever', async () => {
    const { card } = stuck('transmit');
    const reader = setUp(card, () => inserted, 20);
    const both = await Promise.all([reader.read('A', 3), reader.read('A', 3)]);
    expect(both.map(code)).toEqual(['VITALE-MUETTE', 'CARTE-OCCUPEE']);
  });
});

describe('several reads', () => {
  it('of one reader come one after the other, each by itself', async () => {
    const card = cardOf([...GOOD, ...GOOD]);
    const reader = setUp(card);
    const both = await Promise.all([reader.read('A', 3), reader.read('A', 3)]);
    expect(both.map(code)).toEqual(['ok', 'ok']);
    const one = ['begin', 'observe 0', 'apdu', 'apdu', 'apdu', 'apdu', 'end', 'observe 0', 'disconnect'];
    expect(card.events).toEqual([...one, ...one]);
  });

  it('that waited are refused when the card has gone meanwhile', async () => {
    let current: CurrentCard | null = inserted;
    const card = cardOf(GOOD);
    card.disconnect = () => {
      current = null;
      return Promise.resolve();
    };
    const reader = setUp(card, () => current);
    const both = await Promise.all([reader.read('A', 3), reader.read('A', 3)]);
    expect(both.map(code)).toEqual(['ok', 'VITALE-CHANGEE']);
    expect(card.left).toBe(0);
  });
});
