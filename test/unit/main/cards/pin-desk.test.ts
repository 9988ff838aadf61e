import { describe, expect, it } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import type { TokenAnswer } from '../../../../src/domain/practitioner/pin-decision.ts';
import type { SeenCard } from '../../../../src/main/cards/cards.ts';
import {
  nextAttemptId,
  PinDesk,
  type PinAnswer,
  type PinWanted,
  type PinWindowEvents,
  type PinWindowState,
} from '../../../../src/main/cards/pin-desk.ts';

const CALM = { countLow: false, finalTry: false, locked: false, keypad: false };
const seen = (reader: string, insertion: number, kind: SeenCard['kind'] = 'cps3'): SeenCard => ({
  key: `0.${String(insertion)}.${reader}`,
  reader,
  insertion,
  seenInserted: true,
  kind,
  atr: '',
});

/** Lets what was promised happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class Bench {
  cards: SeenCard[] = [seen('R1', 1)];
  running = true;
  flags: TokenAnswer['flags'] = CALM;
  window: { state: PinWindowState; events: PinWindowEvents } | null = null;
  opened = 0;
  blocked = 0;
  readonly #attempt = new AbortController();
  readonly attempt = { id: nextAttemptId(), over: this.#attempt.signal };
  readonly refusals: string[] = [];
  readonly desk: PinDesk;

  constructor() {
    this.desk = new PinDesk({
      // Itself: what it shows changes.
      cards: this,
      askTokens: (label, serial) =>
        Promise.resolve([{ serial: serial ?? 'A', label: label ?? 'CPS A', flags: this.flags }]),
      openWindow: (state, events) => {
        this.window = { state, events };
        this.opened++;
        return () => {
          this.window = null;
        };
      },
      budget: () => 2,
      onBlocked: () => (this.blocked += 1),
    });
    this.desk.cardsChanged();
  }

  get all(): readonly SeenCard[] {
    return this.cards;
  }

  get snapshot() {
    return {
      service: this.running ? ('running' as const) : ('unavailable' as const),
      failure: null,
      readers: ['R1', 'R2'].map((name) => ({ name, card: null })),
    };
  }

  endAttempt(): void {
    this.#attempt.abort();
  }

  ask(changes: Partial<PinWanted> = {}): Promise<PinAnswer> {
    return this.desk.ask({
      attempt: this.attempt,
      purpose: 'sign-in',
      label: 'CPS A',
      reader: null,
      isRetry: false,
      holder: 'Dr A. PRATICIEN',
      site: 'wps-cps.exemple.fr',
      onEcps: null,
      onRefused: ({ code }) => this.refusals.push(code),
      ...changes,
    });
  }

  move(...cards: SeenCard[]): void {
    this.cards = cards;
    this.desk.cardsChanged();
  }
}

describe('the PIN desk', () => {
  it('asks in a window and hands over what was typed', async () => {
    const bench = new Bench();
    const answer = bench.ask();
    await settle();
    expect(bench.window?.state).toMatchObject({ holder: 'Dr A. PRATICIEN', site: 'wps-cps.exemple.fr' });
    bench.window?.events.onTyped('1234', false);
    expect(bench.window).toBeNull();
    expect(await answer).toEqual({ kind: 'pin', pin: '1234' });
  });

  it('goes on with e-CPS where that may be, once the question is over', async () => {
    const bench = new Bench();
    const told: string[] = [];
    const onEcps = (): void => {
      told.push(`e-CPS after ${bench.refusals.join()}`);
    };
    const answer = bench.ask({ onEcps });
    await settle();
    expect(bench.window?.state.ecps).toBe(true);
    bench.window?.events.onEcps();
    expect(await answer).toMatchObject({ kind: 'none' });
    expect(told).toEqual(['e-CPS after CPX-CODE-ANNULE']);
  });

  it('offers no e-CPS where it may not be used', async () => {
    const bench = new Bench();
    void bench.ask();
    await settle();
    expect(bench.window?.state.ecps).toBe(false);
  });

  it.each(['bonjour', '12', '12a4', ''])(
    'takes nothing but digits, whatever the window sends: « %s »',
    async (typed) => {
      const bench = new Bench();
      void bench.ask();
      await settle();
      bench.window?.events.onTyped(typed, true);
      await settle();
      expect(bench.window).not.toBeNull();
    },
  );

  it('does not take the last try without the act that it needs', async () => {
    const bench = new Bench();
    bench.flags = { ...CALM, countLow: true, finalTry: true };
    const answer = bench.ask();
    await settle();
    bench.window?.events.onTyped('1234', false);
    await settle();
    expect(bench.window?.state).toMatchObject({ warnLastTry: true });
    bench.window?.events.onTyped('1234', true);
    expect(await answer).toEqual({ kind: 'pin', pin: '1234' });
  });

  it('shows the warning anew, and forgets what was typed, when it became the last try meanwhile', async () => {
    const bench = new Bench();
    void bench.ask();
    await settle();
    bench.flags = { ...CALM, finalTry: true };
    bench.window?.events.onTyped('1234', false);
    await settle();
    expect(bench.opened).toBe(2);
    expect(bench.window?.state.warnLastTry).toBe(true);
  });

  it.each([
    [
      'its card leaves',
      (b: Bench) => {
        b.move();
      },
    ],
    [
      'another card takes its place',
      (b: Bench) => {
        b.move(seen('R1', 2));
      },
    ],
    [
      'PC/SC goes away',
      (b: Bench) => {
        b.running = false;
        b.desk.cardsChanged();
      },
    ],
    [
      'its attempt ends',
      (b: Bench) => {
        b.endAttempt();
      },
    ],
    [
      'nobody is there any more',
      (b: Bench) => {
        b.desk.away();
      },
    ],
  ])('takes its window away at once when %s, and what was typed with it', async (_, happens) => {
    const bench = new Bench();
    const answer = bench.ask();
    await settle();
    const events = bench.window?.events;
    happens(bench);
    expect(bench.window).toBeNull();
    events?.onTyped('1234', true);
    expect((await answer).kind).toBe('none');
  });

  it('gives a PIN that was typed to no other card, though the window is closed already', async () => {
    const bench = new Bench();
    const answer = bench.ask();
    await settle();
    bench.window?.events.onTyped('1234', false);
    bench.move(seen('R1', 2));
    expect(await answer).toEqual({ kind: 'none', failure: failure('CPX-RETIREE') });
    expect(bench.refusals).toEqual(['CPX-RETIREE']);
  });

  it('does not mind a Vitale that comes or goes', async () => {
    const bench = new Bench();
    void bench.ask();
    await settle();
    bench.move(seen('R1', 1), seen('R2', 2, 'vitale-2'));
    expect(bench.window).not.toBeNull();
  });

  it('answers nothing for an attempt that is over, and opens no window for it', async () => {
    const bench = new Bench();
    bench.endAttempt();
    expect(await bench.ask()).toEqual({ kind: 'none', failure: null });
    expect(bench.opened).toBe(0);
  });

  it('shares one budget between the site and the library, and tells of a blocked card', async () => {
    const bench = new Bench();
    for (const attempt of [{ id: nextAttemptId(), over: new AbortController().signal }, bench.attempt]) {
      const answer = bench.ask({ attempt, purpose: 'vitale', label: null });
      await settle();
      bench.window?.events.onTyped('9999', false);
      expect((await answer).kind).toBe('pin');
    }
    expect(await bench.ask()).toEqual({ kind: 'none', failure: failure('CPX-CODE-ERRONE') });
    bench.flags = { ...CALM, locked: true };
    expect(await bench.ask()).toEqual({ kind: 'none', failure: failure('CPX-BLOQUEE') });
    expect(bench.blocked).toBe(1);
  });

  it('answers at once for a keypad, and tells when the user gives up there', async () => {
    const bench = new Bench();
    bench.flags = { ...CALM, keypad: true };
    expect(await bench.ask()).toEqual({ kind: 'keypad' });
    expect(bench.window?.state.keypad).toBe(true);
    bench.window?.events.onGivenUp();
    expect(bench.window).toBeNull();
    expect(bench.refusals).toEqual(['CPX-CODE-ANNULE']);
  });
});
