import { describe, expect, it } from 'vitest';
import type { PinFlags } from '../../../../src/domain/practitioner/cpx.ts';
import { PIN_FORMAT } from '../../../../src/domain/practitioner/pin-decision.ts';
import type { ReaderNow } from '../../../../src/domain/practitioner/pin-ledger.ts';
import {
  advancePin,
  INITIAL_PIN_STATE,
  type PinAsk,
  type PinEffect,
  type PinEvent,
  type PinState,
} from '../../../../src/domain/practitioner/pin-policy.ts';

const CALM: PinFlags = { countLow: false, finalTry: false, locked: false, keypad: false };
const LAST: PinFlags = { ...CALM, countLow: true, finalTry: true };

function reader(name: string, insertion: string | null, seenInserted = true): ReaderNow {
  return { reader: name, card: insertion === null ? null : { insertion, seenInserted, sure: true } };
}

/** Plays the policy and keeps what it asked for. */
class Desk {
  state: PinState = INITIAL_PIN_STATE;
  effects: readonly PinEffect[] = [];
  #id = 0;

  send(event: PinEvent): this {
    const step = advancePin(this.state, event, { budget: 2 });
    this.state = step.state;
    this.effects = step.effects;
    return this;
  }

  readers(...readers: readonly ReaderNow[]): this {
    return this.send({ type: 'readers', readers });
  }

  /** Dr A's card in « R1 », as the Cryptolib tells it. */
  tokens(serial = 'A', insertion: string | null = 'i1'): this {
    return this.send({ type: 'tokens', tokens: [{ serial, label: `CPS ${serial}`, insertion }] });
  }

  ask(changes: Partial<PinAsk> = {}): this {
    const id = ++this.#id;
    const ask: PinAsk = {
      id,
      attempt: 1,
      purpose: 'sign-in',
      label: 'CPS A',
      insertion: null,
      isRetry: false,
      ...changes,
    };
    return this.send({ type: 'ask', ask });
  }

  checked(flags: PinFlags | null, serial = 'A'): this {
    const id = this.state.question?.id ?? 0;
    const tokens = flags === null ? null : [{ serial, label: `CPS ${serial}`, flags }];
    return this.send({ type: 'checked', id, tokens });
  }

  typed(lastTryAccepted = false): this {
    return this.send({ type: 'typed', id: this.state.question?.id ?? 0, lastTryAccepted });
  }

  /** One wrong PIN, from the question to the hand-over. */
  wrong(flags: PinFlags | null = CALM, changes: Partial<PinAsk> = {}): this {
    return this.ask(changes).checked(flags).typed(true).checked(flags);
  }

  get asked(): readonly string[] {
    return this.effects.map(({ type }) => type);
  }

  get refusal(): string | null | undefined {
    const refused = this.effects.find((effect) => effect.type === 'refuse');
    return refused === undefined ? undefined : (refused.failure?.code ?? null);
  }

  get shown() {
    return this.effects.find((effect) => effect.type === 'show')?.shown;
  }
}

const withCard = (): Desk => new Desk().readers(reader('R1', 'i1'), reader('R2', null)).tokens();

describe('one question', () => {
  it('asks the token first, shows, asks the token once more, and hands over', () => {
    const desk = withCard().ask();
    expect(desk.effects).toEqual([{ type: 'check', id: 1, label: 'CPS A', serial: 'A' }]);
    expect(desk.checked(CALM).shown).toEqual({
      triesLeft: null,
      warnLastTry: false,
      previousWrong: false,
      keypad: false,
    });
    expect(desk.typed().asked).toEqual(['hide', 'check']);
    expect(desk.checked(CALM).effects).toEqual([{ type: 'hand-over', id: 1 }]);
  });

  it('says what the token knows of its tries', () => {
    expect(
      withCard()
        .wrong()
        .ask()
        .checked({ ...CALM, countLow: true }).shown,
    ).toMatchObject({
      triesLeft: 'low',
      previousWrong: true,
      warnLastTry: false,
    });
    expect(withCard().ask().checked(LAST).shown).toMatchObject({ triesLeft: 'last', warnLastTry: true });
  });

  it('never begins for a blocked card, and says that what is shown of it is not true any more', () => {
    const desk = withCard()
      .ask()
      .checked({ ...CALM, locked: true });
    expect(desk.effects).toEqual([
      { type: 'refuse', id: 1, failure: { code: 'CPX-BLOQUEE' } },
      { type: 'blocked' },
    ]);
  });

  it('does not use what was typed before the card became blocked, or before its last try', () => {
    expect(
      withCard()
        .ask()
        .checked(CALM)
        .typed()
        .checked({ ...CALM, locked: true }).refusal,
    ).toBe('CPX-BLOQUEE');
    const desk = withCard().ask().checked(CALM).typed().checked(LAST);
    expect(desk.shown).toMatchObject({ warnLastTry: true });
    expect(desk.typed(true).checked(LAST).asked).toEqual(['hand-over']);
  });

  it('needs a deliberate act for the last try', () => {
    const desk = withCard().ask().checked(LAST);
    expect(desk.typed(false).effects).toEqual([]);
    expect(desk.typed(true).asked).toEqual(['hide', 'check']);
  });

  it('sends to the reader’s keypad, answers at once, and can still be given up', () => {
    const desk = withCard()
      .ask()
      .checked({ ...CALM, keypad: true });
    expect(desk.asked).toEqual(['show', 'use-keypad']);
    expect(desk.typed().effects).toEqual([]);
    expect(desk.send({ type: 'given-up', id: 1 }).asked).toEqual(['hide', 'refuse']);
    expect(desk.ask().refusal).toBeNull();
    const done = withCard()
      .ask()
      .checked({ ...CALM, keypad: true });
    expect(done.send({ type: 'keypad-done', attempt: 1 }).effects).toEqual([{ type: 'hide', id: 1 }]);
  });

  it('is given up for the whole attempt, and no longer', () => {
    const desk = withCard().ask().checked(CALM).send({ type: 'given-up', id: 1 });
    expect(desk.effects).toEqual([
      { type: 'hide', id: 1 },
      { type: 'refuse', id: 1, failure: { code: 'CPX-CODE-ANNULE' } },
    ]);
    expect(desk.ask().effects).toEqual([{ type: 'refuse', id: 2, failure: null }]);
    expect(desk.ask({ attempt: 2 }).asked).toEqual(['check']);
  });
});

describe('one window at a time', () => {
  it('leaves the engine’s further connections without a PIN', () => {
    const desk = withCard().ask().checked(CALM).ask();
    expect(desk.effects).toEqual([{ type: 'refuse', id: 2, failure: null }]);
  });

  it('lets another purpose wait, and asks its token when its turn comes', () => {
    const desk = withCard().ask().checked(CALM).ask({ attempt: 7, purpose: 'vitale', label: null });
    expect(desk.effects).toEqual([]);
    expect(desk.typed().checked(CALM).asked).toEqual(['hand-over', 'check']);
    expect(desk.checked(CALM).shown).toMatchObject({ previousWrong: true });
  });

  it('passes over those whose attempt has ended while they waited', () => {
    const desk = withCard().ask().checked(CALM).ask({ attempt: 7 }).ask({ attempt: 8 });
    desk.send({ type: 'attempt-ended', attempt: 7 });
    expect(desk.effects).toEqual([{ type: 'refuse', id: 2, failure: null }]);
    expect(desk.send({ type: 'attempt-ended', attempt: 1 }).asked).toEqual(['hide', 'refuse', 'check']);
    expect(desk.state.question?.id).toBe(3);
  });
});

describe('a question ends with what it rests on', () => {
  it.each(['checking', 'asked', 'confirming'] as const)('the card leaves while %s', (stage) => {
    const desk = withCard().ask();
    if (stage !== 'checking') desk.checked(CALM);
    if (stage === 'confirming') desk.typed();
    desk.readers(reader('R1', null), reader('R2', null));
    expect(desk.asked).toEqual(stage === 'asked' ? ['hide', 'refuse'] : ['refuse']);
    expect(desk.refusal).toBe('CPX-RETIREE');
    expect(desk.checked(CALM).effects).toEqual([]);
  });

  it('another card takes its place, with or without having been seen', () => {
    const swapped = withCard().ask().checked(CALM).readers(reader('R1', 'i2'), reader('R2', null));
    expect(swapped.refusal).toBe('CPX-RETIREE');
    expect(withCard().ask().checked(CALM).tokens('B').refusal).toBe('CPX-RETIREE');
  });

  it('the token that was asked about is not there any more when the PIN is to go', () => {
    const desk = withCard().ask().checked(CALM).typed();
    desk.send({ type: 'checked', id: 1, tokens: [] });
    expect(desk.refusal).toBe('CPX-RETIREE');
  });

  it('PC/SC goes away', () => {
    expect(withCard().ask().checked(CALM).send({ type: 'readers', readers: null }).refusal).toBe(
      'CPX-RETIREE',
    );
  });

  it('a card in another reader changes nothing', () => {
    const desk = withCard().ask().checked(CALM).readers(reader('R1', 'i1'), reader('R2', 'i2'));
    expect(desk.effects).toEqual([]);
    expect(desk.typed().checked(CALM).asked).toEqual(['hand-over']);
  });

  it.each(['checking', 'asked', 'confirming'] as const)('its attempt ends while %s', (stage) => {
    const desk = withCard().ask();
    if (stage !== 'checking') desk.checked(CALM);
    if (stage === 'confirming') desk.typed();
    desk.send({ type: 'attempt-ended', attempt: 1 });
    expect(desk.refusal).toBeNull();
    expect(desk.checked(CALM).effects).toEqual([]);
    expect(desk.ask().effects).toEqual([{ type: 'refuse', id: 2, failure: null }]);
  });

  it('nobody is at the workstation: what waits goes too', () => {
    const desk = withCard().ask().checked(CALM).ask({ attempt: 2 }).send({ type: 'away' });
    expect(desk.asked).toEqual(['hide', 'refuse', 'refuse']);
    expect(desk.state).toMatchObject({ question: null, waiting: [] });
  });

  it('a card that PC/SC does not show, which nobody would see leave, is not asked about', () => {
    expect(new Desk().tokens().ask().refusal).toBe('CPX-RETIREE');
    expect(new Desk().readers(reader('R1', null)).tokens('A', null).ask().refusal).toBe('CPX-RETIREE');
    expect(withCard().ask({ insertion: 'i9' }).refusal).toBe('CPX-RETIREE');
  });

  it('what waits rests on the card that was there when it was asked', () => {
    const desk = withCard().readers(reader('R1', 'i1'), reader('R2', 'i2'));
    desk.ask().checked(CALM).ask({ attempt: 2, purpose: 'vitale', label: null, insertion: 'i2' });
    desk.readers(reader('R1', 'i1'), reader('R2', 'i3'));
    expect(desk.effects).toEqual([{ type: 'refuse', id: 2, failure: { code: 'CPX-RETIREE' } }]);
    expect(desk.state.question?.id).toBe(1);
  });
});

describe('the budget of a card', () => {
  const spent = (): Desk => withCard().wrong().wrong();

  it('is spent after two, by whoever asked', () => {
    expect(spent().ask().checked(CALM).refusal).toBe('CPX-CODE-ERRONE');
    const library = { attempt: 9, purpose: 'vitale', label: null } as const;
    expect(
      withCard().wrong(CALM, library).wrong(CALM, { attempt: 2 }).ask(library).checked(CALM).refusal,
    ).toBe('CPX-CODE-ERRONE');
  });

  it.each([
    [
      'another card comes into another reader',
      (d: Desk) => d.readers(reader('R1', 'i1'), reader('R2', 'i2')),
    ],
    [
      'another card leaves another reader',
      (d: Desk) =>
        d.readers(reader('R1', 'i1'), reader('R2', 'i2')).readers(reader('R1', 'i1'), reader('R2', null)),
    ],
    [
      'the cards’ process starts again',
      (d: Desk) =>
        d
          .send({ type: 'readers', readers: null })
          .readers(reader('R1', 'i7', false), reader('R2', null))
          .tokens('A', 'i7'),
    ],
    [
      'the service goes away and comes back without the reader at first',
      (d: Desk) =>
        d
          .send({ type: 'readers', readers: null })
          .readers()
          .readers(reader('R1', 'i7', false), reader('R2', null))
          .tokens('A', 'i7'),
    ],
    [
      'the reader is unplugged and comes back with the card in it',
      (d: Desk) =>
        d
          .readers(reader('R2', null))
          .readers(reader('R1', 'i7', false), reader('R2', null))
          .tokens('A', 'i7'),
    ],
    [
      'the watch begins anew in the same process',
      (d: Desk) => d.readers(reader('R1', 'i7', false), reader('R2', null)).tokens('A', 'i7'),
    ],
  ])('does not come back when %s', (_, happens) => {
    const desk = happens(spent());
    expect(desk.ask({ attempt: 2 }).checked(CALM).refusal).toBe('CPX-CODE-ERRONE');
  });

  it('comes back when that very card was seen out of that very reader', () => {
    const desk = spent()
      .readers(reader('R1', null), reader('R2', null))
      .readers(reader('R1', 'i2'), reader('R2', null));
    expect(desk.tokens('A', 'i2').ask({ attempt: 2 }).checked(CALM).asked).toEqual(['show']);
  });

  it('comes back after an interruption, once the card is seen to leave', () => {
    const desk = spent()
      .send({ type: 'readers', readers: null })
      .readers(reader('R1', 'i7', false));
    desk.tokens('A', 'i7').readers(reader('R1', null)).readers(reader('R1', 'i8')).tokens('A', 'i8');
    expect(desk.ask({ attempt: 2 }).checked(CALM).asked).toEqual(['show']);
  });

  it('comes back when another card has taken its place and it lies in another reader', () => {
    const desk = spent().readers(reader('R1', 'i2'), reader('R2', 'i3'));
    desk.send({
      type: 'tokens',
      tokens: [
        { serial: 'B', label: 'CPS B', insertion: 'i2' },
        { serial: 'A', label: 'CPS A', insertion: 'i3' },
      ],
    });
    expect(desk.ask({ attempt: 4 }).checked(CALM).asked).toEqual(['show']);
  });

  it('comes back after a right PIN, of the attempt that was proven', () => {
    const desk = withCard().wrong().wrong(CALM, { attempt: 2 }).send({ type: 'proven', attempt: 2 });
    expect(desk.ask({ attempt: 3 }).checked(CALM).asked).toEqual(['show']);
    expect(spent().send({ type: 'proven', attempt: 5 }).ask({ attempt: 3 }).checked(CALM).refusal).toBe(
      'CPX-CODE-ERRONE',
    );
  });
});

describe('without the Cryptolib', () => {
  const blind = (): Desk => new Desk().readers(reader('R1', 'i1'), reader('R2', null));

  it('warns before what may be the last try, also once the card has gone to another reader', () => {
    const desk = blind().wrong(null).wrong(null);
    desk.readers(reader('R1', null), reader('R2', null)).readers(reader('R1', null), reader('R2', 'i2'));
    expect(desk.ask({ attempt: 2 }).checked(null).shown).toMatchObject({
      triesLeft: null,
      warnLastTry: true,
    });
    expect(desk.typed(false).effects).toEqual([]);
  });

  it('counts what the library asked for, which names no token, against whatever was in the reader', () => {
    const desk = blind()
      .wrong(null, { purpose: 'vitale', label: null, attempt: 8 })
      .wrong(null, { attempt: 2 });
    expect(desk.ask({ attempt: 3 }).checked(null).refusal).toBe('CPX-CODE-ERRONE');
  });

  it('tells two cards apart by the engine’s names of them', () => {
    const desk = blind().wrong(null).wrong(null);
    expect(desk.ask({ attempt: 2, label: 'CPS B' }).checked(null).shown).toMatchObject({
      warnLastTry: false,
    });
  });

  it('recognises a card that the Cryptolib names only later', () => {
    const desk = blind().wrong(null).wrong(null).tokens();
    expect(desk.ask({ attempt: 2 }).checked(CALM).refusal).toBe('CPX-CODE-ERRONE');
  });
});

it('takes digits alone, 4 to 16 of them', () => {
  expect(['1234', '123456', '1234567890123456'].every((pin) => PIN_FORMAT.test(pin))).toBe(true);
  expect(
    ['123', '12345678901234567', 'bonjour', '12 34', '1234\n', '１２３４'].some((pin) =>
      PIN_FORMAT.test(pin),
    ),
  ).toBe(false);
});
