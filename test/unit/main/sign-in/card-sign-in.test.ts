import { describe, expect, it } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import { holderOf } from '../../../../src/domain/practitioner/cpx.ts';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import type { PinAnswer, PinWanted } from '../../../../src/main/cards/pin-desk.ts';
import type { SignInToken } from '../../../../src/main/cards/practitioner.ts';
import { CardSignIn } from '../../../../src/main/sign-in/card-sign-in.ts';
import { SignInAttempt } from '../../../../src/main/sign-in/attempt.ts';
import { certificate } from '../../domain/practitioner/cpx-samples.ts';

const ORIGIN = 'https://wps-cps.exemple.fr';
const defaults = resolveConfiguration({ environment: 'production' });
if (!defaults.ok) throw new Error('no defaults');
const DEFAULTS = defaults.value;

const token = (label: string, id: string): SignInToken => {
  const facts = certificate({ id });
  return { label, serial: id, certificate: facts, holder: holderOf(facts) };
};
const DR_A = token('CPS A', 'A#1');
const DR_B = token('CPS B', 'B#1');

class Bench {
  attempt = this.newAttempt();
  tokens: readonly SignInToken[] = [DR_A];
  answer: () => PinAnswer | Promise<PinAnswer> = () => ({ kind: 'pin', pin: '1234' });
  chosen: string | null = null;
  closed = false;
  rested = 0;
  certificates = 0;
  questions = 0;
  keypadsDone = 0;
  readonly asked: PinWanted[] = [];
  readonly refused: string[] = [];
  readonly signIn: CardSignIn;

  constructor() {
    this.signIn = new CardSignIn({
      settings: { current: DEFAULTS },
      practitioner: this,
      pins: {
        ask: async (wanted) => {
          this.asked.push(wanted);
          return this.answer();
        },
        keypadDone: () => (this.keypadsDone += 1),
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined } as never,
      visit: () => this,
      chooseCard: () => Promise.resolve(this.chosen),
      onCertificate: () => (this.certificates += 1),
      onCardUsed: () => (this.rested += 1),
    });
  }

  get signInTokens(): readonly SignInToken[] {
    return this.tokens;
  }

  readonly refusal = null;

  noteCertificate(): void {
    // The visit's own business.
  }

  asking(): { over: () => void } {
    this.questions++;
    return { over: () => this.questions-- };
  }

  owns(): boolean {
    return true;
  }

  refuseSignIn(attempt: SignInAttempt, { code }: { code: string }): void {
    attempt.spent = true;
    this.refused.push(code);
  }

  readonly byEcps: SignInAttempt[] = [];

  useEcps(attempt: SignInAttempt): void {
    this.byEcps.push(attempt);
  }

  newAttempt(method: 'cpx' | 'ecps' = 'cpx'): SignInAttempt {
    const terms = { origin: ORIGIN, connectOrigins: [] } as never;
    const choice = method === 'cpx' ? ({ method, cpe: false } as const) : ({ method } as const);
    return new SignInAttempt({ choice, terms, authorities: [] });
  }

  pin(changes: Partial<{ hostname: string; tokenName: string; isRetry: boolean }> = {}): Promise<string> {
    return this.signIn.answerPin({
      hostname: 'wps-cps.exemple.fr',
      tokenName: 'CPS A ',
      isRetry: false,
      ...changes,
    });
  }
}

describe('the PIN for the engine', () => {
  it('keeps the site from being late until it is answered', async () => {
    const bench = new Bench();
    let during = 0;
    bench.answer = () => {
      during = bench.questions;
      return { kind: 'pin', pin: '1234' };
    };
    await bench.pin();
    expect([during, bench.questions]).toEqual([1, 0]);
  });

  it('is asked for the site of the session and for the card that signs in', async () => {
    const bench = new Bench();
    expect(await bench.pin({ isRetry: true })).toBe('1234');
    expect(bench.asked[0]).toMatchObject({
      attempt: bench.attempt,
      purpose: 'sign-in',
      label: 'CPS A ',
      isRetry: true,
      site: 'wps-cps.exemple.fr',
    });
  });

  it('may be given up for e-CPS where the practitioner may choose it', async () => {
    const bench = new Bench();
    await bench.pin();
    expect(bench.asked[0]?.onEcps).toBeNull();
    bench.attempt = new SignInAttempt({ ...bench.attempt.signIn, methods: ['cpx', 'ecps'] });
    await bench.pin();
    bench.asked[1]?.onEcps?.();
    expect(bench.byEcps).toEqual([bench.attempt]);
  });

  it.each([
    ['another host', { hostname: 'ailleurs.exemple.fr' }],
    ['a host that only ends like it', { hostname: 'x.wps-cps.exemple.fr' }],
    ['no host', { hostname: '' }],
    ['a card that does not sign in', { tokenName: 'CPS B' }],
  ])('is not asked for %s', async (_, changes) => {
    const bench = new Bench();
    expect(await bench.pin(changes)).toBe('');
    expect(bench.asked).toEqual([]);
  });

  it('is not asked for a session that signs in with an e-CPS, nor for one that is over', async () => {
    const bench = new Bench();
    bench.attempt = bench.newAttempt('ecps');
    expect(await bench.pin()).toBe('');
    bench.attempt = bench.newAttempt();
    bench.attempt.end();
    expect(await bench.pin()).toBe('');
    expect(bench.asked).toEqual([]);
  });

  it.each([
    ['its session has ended', (b: Bench) => b.attempt.end()],
    ['another session has begun', (b: Bench) => (b.attempt = b.newAttempt())],
    ['its visit is closing', (b: Bench) => (b.closed = true)],
  ])('does not reach the engine when %s meanwhile', async (_, happens) => {
    const bench = new Bench();
    bench.answer = () => {
      happens(bench);
      return { kind: 'pin', pin: '1234' };
    };
    expect(await bench.pin()).toBe('');
  });

  it('is no PIN at all on a keypad, so that no card could count it', async () => {
    const bench = new Bench();
    bench.answer = () => ({ kind: 'keypad' });
    expect(await bench.pin()).toBe(' ');
    await bench.pin({ isRetry: true });
    expect(bench.keypadsDone).toBe(2);
  });

  it('stops the visit with the reason that there is none, unless it is over', async () => {
    const bench = new Bench();
    bench.answer = () => {
      bench.asked[0]?.onRefused?.(failure('CPX-BLOQUEE'));
      return { kind: 'none', failure: failure('CPX-BLOQUEE') };
    };
    expect(await bench.pin()).toBe('');
    expect(bench.refused).toEqual(['CPX-BLOQUEE']);
    bench.asked[0]?.onRefused?.(failure('CPX-CODE-ANNULE'));
    expect(bench.refused).toEqual(['CPX-BLOQUEE']);
  });
});

describe('one of two cards', () => {
  it('is chosen before its PIN is asked, and the session rests on it from then on', async () => {
    const bench = new Bench();
    bench.tokens = [DR_A, DR_B];
    bench.chosen = 'B#1';
    expect(await bench.pin({ tokenName: 'CPS A' })).toBe('');
    expect(bench.rested).toBe(1);
    expect(await bench.pin({ tokenName: 'CPS B' })).toBe('1234');
    expect(bench.asked.map(({ label }) => label)).toEqual(['CPS B']);
  });

  it('is none when nobody chooses', async () => {
    const bench = new Bench();
    bench.tokens = [DR_A, DR_B];
    expect(await bench.pin()).toBe('');
    expect(bench.refused).toEqual(['CPX-CHOIX-ANNULE']);
    expect(bench.rested).toBe(0);
  });
});

describe('an attempt', () => {
  it('lets nothing more out once it is refused or over', () => {
    const refused = new Bench().attempt;
    expect(refused.admits(`${ORIGIN}/`)).toBe(true);
    refused.spent = true;
    expect(refused.admits(`${ORIGIN}/`)).toBe(false);
    const over = new Bench().attempt;
    over.end();
    expect([over.admits(`${ORIGIN}/`), over.over.aborted]).toEqual([false, true]);
  });
});
