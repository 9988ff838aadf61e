import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestResult } from '../../../../src/borders/native.ts';
import { failure } from '../../../../src/domain/failures/index.ts';
import type { CpxCard } from '../../../../src/domain/practitioner/cpx.ts';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { failed, success, type Result } from '../../../../src/domain/result.ts';
import type { SeenCard } from '../../../../src/main/cards/cards.ts';
import { Practitioner, type CryptolibProcess } from '../../../../src/main/cards/practitioner.ts';
import { card as cpx, certificate, DAY, NOW } from '../../domain/practitioner/cpx-samples.ts';

const resolved = resolveConfiguration({});
if (!resolved.ok) throw new Error('no defaults');
const SETTINGS = { current: resolved.value };

const CPS = cpx([certificate()]);
const EXPIRED = cpx([certificate({ notAfter: NOW - DAY })]);
const CPE = cpx([certificate({ cardTypeCode: 2 })], {
  token: { label: 'CPE', serialNumber: '2800000002', model: 'IAS ECC' },
});

const seen = (key: string): SeenCard => ({
  key,
  reader: `Lecteur ${key}`,
  seenInserted: true,
  insertion: 1,
  kind: 'cps3',
  atr: '',
});

const readingOf = (...cards: CpxCard[]): Result<RequestResult<'cryptolib', 'readCards'>> =>
  success({
    library: {
      path: '/lib',
      manufacturer: '',
      description: '',
      cryptokiVersion: '2.20',
      libraryVersion: '3.0',
    },
    cards,
    unreadable: [],
  });

/** Readers, and a Cryptolib that answers when the test says so. */
class World {
  practitioners: SeenCard[] = [];
  unrecognised: SeenCard[] = [];
  laidOnContactless: string | null = null;
  readonly asked: {
    readonly method: string;
    readonly params: unknown;
    answer(result: Result<unknown>): void;
  }[] = [];
  readonly onChange = vi.fn();
  readonly stop = vi.fn();
  idle = (): Promise<void> => Promise.resolve();
  readonly practitioner: Practitioner;

  constructor() {
    const request = (method: string, params: unknown): Promise<Result<unknown>> =>
      new Promise((resolve) => {
        this.asked.push({ method, params, answer: resolve });
      });
    const cryptolib: CryptolibProcess = {
      request: request as CryptolibProcess['request'],
      stop: this.stop,
    };
    this.practitioner = new Practitioner(this, SETTINGS, cryptolib, this.onChange);
  }

  /** Cards go in, and the library says this of them. */
  async insert(keys: readonly string[], result: Result<unknown>): Promise<void> {
    this.practitioners = keys.map(seen);
    this.practitioner.sync();
    await vi.advanceTimersByTimeAsync(0);
    await this.answer(result);
  }

  async answer(result: Result<unknown>): Promise<void> {
    this.asked.at(-1)?.answer(result);
    await vi.advanceTimersByTimeAsync(0);
  }
}

let world: World;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  world = new World();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the practitioner’s card', () => {
  it('is shown as being read, then as what it is', async () => {
    await world.insert([], readingOf());
    expect(world.practitioner.view).toEqual({ state: 'absent' });
    expect(world.asked).toEqual([]);
    world.practitioners = [seen('1')];
    world.practitioner.sync();
    expect(world.practitioner.view).toEqual({ state: 'reading' });
    expect(world.practitioner.tokens).toBeNull();
    await vi.advanceTimersByTimeAsync(0);
    await world.answer(readingOf(CPS));
    expect(world.practitioner.view).toMatchObject({ state: 'ready', type: 'CPS', daysLeft: 695 });
    expect(world.practitioner.signInTokens.map(({ label }) => label)).toEqual(['CPS3v3-2800000001']);
    expect(world.practitioner.tokens).toMatchObject([{ serial: '2800000001', insertion: '1' }]);
  });

  it('is asked about once for each change, and not for a Vitale that comes and goes', async () => {
    await world.insert(['1'], readingOf(CPS));
    world.practitioner.sync();
    world.practitioner.sync();
    expect(world.asked).toHaveLength(1);
  });

  it('is asked about only when no transaction of ours holds a reader', async () => {
    let free = (): void => undefined;
    world.idle = () => new Promise((resolve) => (free = resolve));
    world.practitioners = [seen('1')];
    world.practitioner.sync();
    await vi.advanceTimersByTimeAsync(0);
    expect(world.asked).toEqual([]);
    free();
    await vi.advanceTimersByTimeAsync(0);
    expect(world.asked.map(({ method }) => method)).toEqual(['readCards']);
  });

  it('is asked about again while the library does not see it yet, five times at most', async () => {
    await world.insert(['1'], readingOf());
    for (let reading = 2; reading <= 5; reading++) {
      expect(world.practitioner.view).toEqual({ state: 'reading' });
      await vi.advanceTimersByTimeAsync(700);
      expect(world.asked).toHaveLength(reading);
      await world.answer(reading % 2 === 0 ? failed(failure('CPX-RETIREE')) : readingOf());
    }
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.asked).toHaveLength(5);
    // The library does not know it: that is said, and the engine's own list decides.
    expect(world.practitioner.view).toMatchObject({ failure: { code: 'CPX-NON-RECONNUE' } });
    expect(world.practitioner.refusal).toBeNull();
  });

  it('is not asked about again when the library is not there', async () => {
    await world.insert(['1'], failed(failure('CRYPTOLIB-ABSENTE')));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.asked).toHaveLength(1);
  });

  it('that left while it was read says nothing any more', async () => {
    await world.insert(['1'], readingOf());
    world.practitioners = [];
    world.practitioner.sync();
    await vi.advanceTimersByTimeAsync(10_000);
    await world.answer(readingOf(CPS));
    expect(world.practitioner.view).toEqual({ state: 'absent' });
    expect(world.practitioner.signInTokens).toEqual([]);
  });

  it('that was changed for another is never taken for the one before', async () => {
    world.practitioners = [seen('1')];
    world.practitioner.sync();
    await vi.advanceTimersByTimeAsync(0);
    const [before] = world.asked;
    world.practitioners = [seen('2')];
    world.practitioner.sync();
    await vi.advanceTimersByTimeAsync(0);
    before?.answer(readingOf(CPS));
    await vi.advanceTimersByTimeAsync(0);
    expect(world.practitioner.signInTokens).toEqual([]);
    await world.answer(readingOf(CPE));
    expect(world.practitioner.isCpe).toBe(true);
  });
});

describe('a card that cannot sign in', () => {
  it('is refused before any network call when it is alone', async () => {
    await world.insert(['1'], readingOf(EXPIRED));
    expect(world.practitioner.refusal).toMatchObject({ code: 'CPX-EXPIREE' });
    expect(world.practitioner.view).toMatchObject({ state: 'problem', failure: { code: 'CPX-EXPIREE' } });
    expect(world.practitioner.signInTokens).toEqual([]);
  });

  it('stands in nobody’s way beside one that can', async () => {
    await world.insert(['1', '2'], readingOf(EXPIRED, CPS));
    expect(world.practitioner.refusal).toBeNull();
    expect(world.practitioner.view).toMatchObject({ state: 'ready', type: 'CPS' });
  });

  it('because it is blocked is no token to sign in with', async () => {
    await world.insert(['1'], readingOf(cpx([certificate()], { pin: { ...CPS.pin, locked: true } })));
    expect(world.practitioner.signInTokens).toEqual([]);
  });

  it('because it lies on a contactless reader is told so', () => {
    world.laidOnContactless = 'Lecteur C';
    expect(world.practitioner.view).toMatchObject({
      state: 'problem',
      failure: { code: 'CPX-SANS-CONTACT', detail: { reader: 'Lecteur C' } },
    });
  });
});

describe('what a sign-in rests on', () => {
  it('is the insertion of its own card where that is known, and all of them otherwise', async () => {
    await world.insert(
      ['1', '2'],
      readingOf(
        cpx([certificate({ id: 'A' })], { slot: { id: 0, description: 'Lecteur 1' } }),
        cpx([certificate({ id: 'B' })], {
          slot: { id: 1, description: 'Lecteur 2' },
          token: { label: 'other', serialNumber: '2', model: '' },
        }),
      ),
    );
    const keysOf = (id: string): readonly string[] => world.practitioner.cardsOf(id).map(({ key }) => key);
    const named = process.platform === 'linux';
    expect(keysOf('A')).toEqual(named ? ['1'] : ['1', '2']);
    expect(keysOf('B')).toEqual(named ? ['2'] : ['1', '2']);
    expect(keysOf('unheard of')).toEqual(['1', '2']);
  });

  it('is a card that no table knows when there is none that one knows', () => {
    world.unrecognised = [seen('9')];
    expect(world.practitioner.signInCards.map(({ key }) => key)).toEqual(['9']);
    world.practitioners = [seen('1')];
    expect(world.practitioner.signInCards.map(({ key }) => key)).toEqual(['1']);
  });

  it('is an establishment’s only when every card is', async () => {
    await world.insert(['1', '2'], readingOf(CPE, CPS));
    expect(world.practitioner.isCpe).toBe(false);
  });
});

describe('waiting until the cards are known', () => {
  it('ends at once when nothing is being read', async () => {
    await world.practitioner.known();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends with the reading', async () => {
    world.practitioners = [seen('1')];
    world.practitioner.sync();
    await vi.advanceTimersByTimeAsync(0);
    let isKnown = false;
    void world.practitioner.known().then(() => (isKnown = true));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(isKnown).toBe(false);
    await world.answer(readingOf(CPS));
    expect(isKnown).toBe(true);
  });

  it('ends after six seconds whatever happens', async () => {
    world.practitioners = [seen('1')];
    world.practitioner.sync();
    let isKnown = false;
    void world.practitioner.known().then(() => (isKnown = true));
    await vi.advanceTimersByTimeAsync(5_999);
    expect(isKnown).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isKnown).toBe(true);
  });
});

describe('what the tokens say of their PIN', () => {
  it('is asked of the one that is meant, with its name as it is written', async () => {
    const flags = { countLow: true, finalTry: false, locked: false, keypad: false };
    const asked = world.practitioner.askTokens('CPS3v3-2800000001', '2800000001');
    await vi.advanceTimersByTimeAsync(0);
    expect(world.asked).toMatchObject([
      { method: 'pinFlags', params: { tokenLabel: 'CPS3v3-2800000001', serialNumber: '2800000001' } },
    ]);
    await world.answer(success({ tokens: [{ serialNumber: '1', label: 'CPS3v3-1   ', pin: flags }] }));
    expect(await asked).toEqual([{ serial: '1', label: 'CPS3v3-1', flags }]);
  });

  it('is unknown, and not «nothing», when the library does not answer', async () => {
    const asked = world.practitioner.askTokens(null, null);
    await vi.advanceTimersByTimeAsync(0);
    await world.answer(failed(failure('PROCESSUS-MUET', { role: 'cryptolib' })));
    expect(await asked).toBeNull();
  });
});

it('stops its process', () => {
  world.practitioner.stop();
  expect(world.stop).toHaveBeenCalledOnce();
});
