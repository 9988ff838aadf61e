import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceProxy,
  INITIAL_PROXY_STATE,
  PROXY_TRIES,
  proxyEndOf,
  type ProxyEffect,
  type ProxyEvent,
  type ProxyPlace,
  type ProxyState,
} from '../../../../src/domain/site/proxy-policy.ts';

const PLACES: readonly ProxyPlace[] = [
  { host: 'proxy.cabinet.fr:8080', realm: 'cabinet' },
  { host: 'proxy.cabinet.fr:8080', realm: 'invités' },
  { host: 'secours.cabinet.fr:3128', realm: 'cabinet' },
];
const [PLACE] = PLACES as [ProxyPlace];

/** A life of the policy, by hand. */
function life() {
  let state: ProxyState = INITIAL_PROXY_STATE;
  const send = (event: ProxyEvent): readonly ProxyEffect[] => {
    const step = advanceProxy(state, event);
    ({ state } = step);
    return step.effects;
  };
  const ask = (id: number, asker: number | null = 1, had: number | null = null, place = PLACE) =>
    send({ type: 'asked', ask: { id, asker, place, had, mayType: true } });
  const askIdentity = (id: number, asker: number | null = 1) =>
    send({ type: 'asked', ask: { id, asker, place: PLACE, had: null, mayType: false } });
  return { send, ask, askIdentity, end: (asker: number) => proxyEndOf(state, asker) };
}

describe('the password of a proxy', () => {
  it('is asked once for all that wait, and given to all that come later', () => {
    const { send, ask } = life();
    expect(ask(1)).toEqual([{ type: 'open', place: PLACE, previousWrong: false }]);
    expect(ask(2)).toEqual([]);
    expect(send({ type: 'typed', password: 1 })).toEqual([
      { type: 'close' },
      { type: 'give', id: 1, password: 1 },
      { type: 'give', id: 2, password: 1 },
    ]);
    expect(ask(3, 7)).toEqual([{ type: 'give', id: 3, password: 1 }]);
    expect(ask(4, null)).toEqual([{ type: 'give', id: 4, password: 1 }]);
  });

  it('is dropped when refused and asked again, three times in all', () => {
    const { send, ask, end } = life();
    ask(1);
    send({ type: 'typed', password: 1 });
    expect(ask(2, 1, 1)).toEqual([
      { type: 'forget', password: 1 },
      { type: 'open', place: PLACE, previousWrong: true },
    ]);
    send({ type: 'typed', password: 2 });
    ask(3, 1, 2);
    send({ type: 'typed', password: 3 });
    expect(ask(4, 1, 3)).toEqual([
      { type: 'forget', password: 3 },
      { type: 'refuse', id: 4 },
    ]);
    expect(end(1)).toBe('refused');
    expect(ask(5)).toEqual([{ type: 'refuse', id: 5 }]);
    send({ type: 'started', asker: 1 });
    expect(end(1)).toBeNull();
    expect(ask(6)).toEqual([{ type: 'open', place: PLACE, previousWrong: false }]);
  });

  it('counts its tries anew once one was right', () => {
    const { send, ask } = life();
    ask(1);
    send({ type: 'typed', password: 1 });
    ask(2, 1, 1);
    send({ type: 'typed', password: 2 });
    ask(3, 1, 2);
    send({ type: 'typed', password: 3 });
    send({ type: 'passed', asker: 1 });
    expect(ask(4, 1, 3).at(-1)).toEqual({ type: 'open', place: PLACE, previousWrong: true });
  });

  it('that a late request was refused does not take the newer one away', () => {
    const { send, ask } = life();
    ask(1);
    ask(2);
    send({ type: 'typed', password: 1 });
    ask(3, 1, 1);
    send({ type: 'typed', password: 2 });
    expect(ask(4, 1, 1)).toEqual([{ type: 'give', id: 4, password: 2 }]);
  });

  it('given up is not asked again of the same page, but of the next', () => {
    const { send, ask, end } = life();
    ask(1);
    ask(2);
    expect(send({ type: 'given-up' })).toEqual([
      { type: 'close' },
      { type: 'refuse', id: 1 },
      { type: 'refuse', id: 2 },
    ]);
    expect(end(1)).toBe('given-up');
    expect(ask(3)).toEqual([{ type: 'refuse', id: 3 }]);
    expect(ask(4, 2)).toEqual([{ type: 'open', place: PLACE, previousWrong: false }]);
  });

  it('is asked no more once the page that wanted it is gone', () => {
    const { send, ask } = life();
    ask(1);
    expect(send({ type: 'left', asker: 1 })).toEqual([{ type: 'close' }, { type: 'refuse', id: 1 }]);
    expect(send({ type: 'typed', password: 1 })).toEqual([{ type: 'forget', password: 1 }]);
  });

  it('is neither asked for nor given where the workstation’s own identity is to answer', () => {
    const { send, ask, askIdentity, end } = life();
    ask(1);
    send({ type: 'typed', password: 1 });
    expect(askIdentity(2, 7)).toEqual([{ type: 'refuse', id: 2 }]);
    expect(end(7)).toBe('identity-only');
    send({ type: 'started', asker: 7 });
    expect(end(7)).toBeNull();
    expect(askIdentity(3, null)).toEqual([{ type: 'refuse', id: 3 }]);
  });

  it('disturbs nobody for what the program looks up by itself', () => {
    expect(life().ask(1, null)).toEqual([{ type: 'refuse', id: 1 }]);
  });
});

type Happening =
  | { readonly what: 'ask'; readonly asker: number | null; readonly place: number; readonly mayType: boolean }
  | { readonly what: 'again'; readonly which: number; readonly mayType: boolean }
  | { readonly what: 'type' }
  | { readonly what: 'give-up' }
  | { readonly what: 'left' | 'started' | 'passed'; readonly asker: number };

const asker = fc.nat(2);
/** Mostly so: the setting changes seldom. */
const mayType = fc.integer({ min: 0, max: 9 }).map((drawn) => drawn > 0);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('ask' as const),
      asker: fc.option(asker),
      place: fc.nat(2),
      mayType,
    }),
  },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('again' as const), which: fc.nat(20), mayType }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('type' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('give-up' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('left' as const, 'started' as const, 'passed' as const),
      asker,
    }),
  },
);

/** A world of requests: what was given to whom, and which windows are open. */
function live(happenings: readonly Happening[]): void {
  let state = INITIAL_PROXY_STATE;
  let ids = 0;
  let passwords = 0;
  let open: ProxyPlace | null = null;
  const pending = new Map<number, { asker: number | null; place: ProxyPlace }>();
  const given: { id: number; asker: number | null; place: ProxyPlace; password: number }[] = [];
  const forgotten = new Set<number>();
  /** Passwords in a row that a place refused. */
  const refused = new Map<ProxyPlace, number>();
  const placeOf = (password: number): ProxyPlace | undefined =>
    given.find((each) => each.password === password)?.place ?? again?.place;
  let again: (typeof given)[number] | undefined;
  const follow = (effect: ProxyEffect): void => {
    switch (effect.type) {
      case 'open': {
        expect(open).toBeNull();
        open = effect.place;
        const inRow = refused.get(effect.place) ?? 0;
        expect(effect.previousWrong).toBe(inRow > 0);
        expect(inRow).toBeLessThan(PROXY_TRIES);
        return;
      }
      case 'close':
        expect(open).not.toBeNull();
        open = null;
        return;
      case 'give': {
        const ask = pending.get(effect.id);
        expect(ask).toBeDefined();
        expect(forgotten).not.toContain(effect.password);
        if (ask !== undefined) given.push({ ...ask, id: effect.id, password: effect.password });
        pending.delete(effect.id);
        return;
      }
      case 'refuse':
        expect(pending.delete(effect.id)).toBe(true);
        return;
      case 'forget': {
        forgotten.add(effect.password);
        const place = placeOf(effect.password);
        if (place !== undefined) refused.set(place, (refused.get(place) ?? 0) + 1);
      }
    }
  };
  const send = (event: ProxyEvent): void => {
    const step = advanceProxy(state, event);
    ({ state } = step);
    step.effects.forEach(follow);
    // Whoever waits waits for a window that is open; and a window is open for somebody only.
    expect(open !== null).toBe(pending.size > 0);
  };
  const ask = (who: number | null, place: ProxyPlace, had: number | null, typed: boolean): void => {
    const id = ++ids;
    pending.set(id, { asker: who, place });
    send({ type: 'asked', ask: { id, asker: who, place, had, mayType: typed } });
    if (!typed) expect(given.some((each) => each.id === id)).toBe(false);
    if (who === null || !typed) expect(pending.has(id)).toBe(false);
  };
  for (const happened of happenings) {
    if (happened.what === 'ask') ask(happened.asker, PLACES[happened.place] ?? PLACE, null, happened.mayType);
    else if (happened.what === 'again') {
      [again] = given.splice(given.length === 0 ? 0 : happened.which % given.length, 1);
      if (again !== undefined) ask(again.asker, again.place, again.password, happened.mayType);
      again = undefined;
    } else if (happened.what === 'type') send({ type: 'typed', password: ++passwords });
    else if (happened.what === 'give-up') send({ type: 'given-up' });
    else send({ type: happened.what, asker: happened.asker });
    // After the third, or once one was right, the row begins anew.
    for (const { place, wrong } of state.known) {
      expect(wrong).toBeLessThan(PROXY_TRIES);
      if (wrong === 0) refused.set(place, 0);
    }
  }
  send({ type: 'given-up' });
  send({ type: 'given-up' });
  send({ type: 'given-up' });
  expect(pending.size).toBe(0);
}

it('whatever happens, each request is answered once, no refused password is given, and no fourth is asked for', () => {
  fc.assert(fc.property(fc.array(happening, { maxLength: 120 }), live));
});
