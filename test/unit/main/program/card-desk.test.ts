import { beforeEach, describe, expect, it } from 'vitest';
import { describeFailure, failure } from '../../../../src/domain/failures/index.ts';
import type { LaunchEvent } from '../../../../src/domain/launch/launch-policy.ts';
import { resolveConfiguration } from '../../../../src/domain/settings/configuration.ts';
import type { SeenCard } from '../../../../src/main/cards/cards.ts';
import type { VitaleSourcesEvents } from '../../../../src/main/cards/vitale-sources.ts';
import { CardDesk } from '../../../../src/main/program/card-desk.ts';
import { READINGS, refined } from '../../domain/launch/launch-policy-cards.ts';

const resolved = resolveConfiguration({});
if (!resolved.ok) throw new Error('no defaults');

const vitale = (key: string, seenInserted = true): SeenCard => ({
  key,
  reader: 'A',
  seenInserted,
  insertion: 1,
  kind: 'vitale-2',
  atr: '3B75',
});

let there: SeenCard[];
let present: boolean;
let done: string[];
let events: LaunchEvent[];
let logged: unknown[];
let source: { readonly key: string; readonly events: VitaleSourcesEvents } | null;
let programs: readonly string[] | null;
let desk: CardDesk;

beforeEach(() => {
  there = [];
  present = false;
  done = [];
  events = [];
  logged = [];
  source = null;
  programs = [];
  const note = (what: string) => (): void => void done.push(what);
  desk = new CardDesk({
    cards: {
      get vitales() {
        return there;
      },
      get all() {
        return there;
      },
    },
    sources: {
      read: ({ key }, told) => {
        done.push('read');
        source = { key, events: told };
        return Promise.resolve();
      },
      cardsChanged: note('sources'),
    },
    settings: { current: resolved.value },
    dispatch: (event) => {
      done.push(event.type);
      events.push(event);
    },
    pins: { cardsChanged: note('pins') },
    practitioner: {
      get present() {
        return present;
      },
      sync: note('practitioner'),
    },
    engine: { follow: note('engine') },
    visits: {
      cardsChanged: (keys) => void done.push(`visits ${[...keys].join()}`),
      restSpare: note('rest'),
      warmUp: () => Promise.resolve(void done.push('warm')),
    },
    notifications: {
      cardRead: (people) => void done.push(`notified ${String(people.length)}`),
      cardGone: note('gone'),
    },
    holders: () => Promise.resolve({ processes: programs, hasJfse: false }),
    onRefining: (refining) => void done.push(`refining ${String(refining)}`),
    log: { info: (what: unknown) => void logged.push(what) },
  });
});

describe('cards that come and go', () => {
  it('are told to the policy, then to the session, and only then to the PIN’s window', () => {
    there = [vitale('a')];
    desk.changed();
    expect(done).toEqual(['cards-present', 'visits a', 'pins', 'sources', 'practitioner']);
    expect(events).toEqual([{ type: 'cards-present', cards: there }]);
  });

  it('let the window that was kept warm rest once the last Vitale has left', () => {
    desk.changed();
    expect(done.slice(-2)).toEqual(['rest', 'gone']);
  });

  it('let the engine look again when a practitioner’s card is there', () => {
    present = true;
    desk.changed();
    expect(done).toContain('engine');
  });
});

describe('reading a card', () => {
  it('begins before the window is made, and only for a card that is there', () => {
    desk.read('a');
    expect(done).toEqual([]);
    there = [vitale('a')];
    desk.read('a');
    expect(done).toEqual(['read', 'warm']);
    expect(source?.key).toBe('a');
  });

  it('tells the policy what it holds, and the user that it was read', () => {
    there = [vitale('a')];
    desk.read('a');
    source?.events.onRead(READINGS.family);
    expect(events).toEqual([{ type: 'card-read', key: 'a', reading: READINGS.family }]);
    expect(done.at(-1)).toBe('notified 3');
    source?.events.onRefined(refined('family', true));
    expect(events.at(-1)).toMatchObject({ type: 'card-refined', key: 'a' });
  });

  it('announces no card that was in its reader before the program was', () => {
    there = [vitale('a', false)];
    desk.read('a');
    source?.events.onRead(READINGS.claire);
    expect(done.at(-1)).toBe('card-read');
  });

  it('refuses a card of the other environment, and announces nobody of it', () => {
    there = [vitale('a')];
    desk.read('a');
    source?.events.onRead({ ...READINGS.claire, test: true });
    expect(events).toMatchObject([{ type: 'card-failed', key: 'a' }]);
    expect(done.filter((what) => what.startsWith('notified'))).toEqual([]);
  });

  it('tells why it failed', () => {
    there = [vitale('a')];
    desk.read('a');
    source?.events.onFailed(failure('VITALE-MUETTE'));
    expect(events).toEqual([{ type: 'card-failed', key: 'a', failure: failure('VITALE-MUETTE') }]);
  });

  it.each([failure('CARTE-OCCUPEE'), failure('SSV-GALSS-OCCUPE', { code: '0009' })])(
    'names the program to close when another one had the card: $code',
    async (problem) => {
      programs = ['explorer', 'srvsvcnam', 'pyxvital'];
      there = [vitale('a')];
      desk.read('a');
      source?.events.onFailed(problem);
      expect(events).toEqual([{ type: 'card-failed', key: 'a', failure: problem }]);
      await Promise.resolve().then(() => undefined);
      const named = failure('LECTEUR-PRIS', { programs: 'Pyxvital, SrvSVCNAM', first: 'Pyxvital' });
      expect(events.slice(1)).toEqual([{ type: 'card-failed', key: 'a', failure: named }]);
      expect(describeFailure(named).remedies[0]).toBe('Fermez Pyxvital, puis réinsérez la carte.');
    },
  );

  it.each([
    ['no such program runs', ['explorer'], 'CARTE-OCCUPEE', true],
    ['the system gives no list', null, 'CARTE-OCCUPEE', true],
    ['something else failed', ['pyxvital'], 'VITALE-MUETTE', true],
    ['the card has gone meanwhile', ['pyxvital'], 'CARTE-OCCUPEE', false],
  ] as const)('names none when %s', async (_, running, code, stays) => {
    programs = running;
    there = [vitale('a')];
    desk.read('a');
    source?.events.onFailed(failure(code));
    if (!stays) there = [];
    await Promise.resolve().then(() => undefined);
    expect(events.map((event) => event.type === 'card-failed' && event.failure.code)).toEqual([code]);
  });

  it('writes nothing of the person into the log', () => {
    there = [vitale('a')];
    desk.read('a');
    source?.events.onRead(READINGS.claire);
    expect(logged).toEqual([{ kind: 'vitale-2', atr: '3B75', failure: null }]);
  });
});
