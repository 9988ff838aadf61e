/**
 * When the password of a proxy is asked for, and whom it is given to: one pure function of a state and an event. No
 * password is in here: who carries out the answers keeps them.
 *
 * Each session of the browser asks anew for what it sends to a proxy, so the one answer is kept until the program
 * quits. A wrong password counts at the directory behind the proxy, which locks the account after a few: none is sent
 * twice, and after three it is asked no more until somebody starts over.
 */

/** After so many refused passwords in a row nothing more is asked. */
export const PROXY_TRIES = 3;

/** Longer than any name or password that a directory takes: what a window sends is bounded. */
export const LONGEST_PROXY_ENTRY = 256;

/** Which proxy asks, and what for: a password is good for both together (RFC 9110, 11.5). */
export interface ProxyPlace {
  /** `host:port` */
  readonly host: string;
  readonly realm: string;
}

/** A request that a proxy does not let through without a password. */
export interface ProxyAsk {
  /** Unique for the program's life. */
  readonly id: number;
  /** The page that it is made for; null for what the program looks up by itself, for which nobody is disturbed. */
  readonly asker: number | null;
  readonly place: ProxyPlace;
  /**
   * Whether a password may be typed, and given, at all. Without, the workstation's own identity is the only answer: the
   * engine has given it, and the proxy did not take it.
   */
  readonly mayType: boolean;
  /** The password that this very request was given before, and which the proxy therefore refused; else null. */
  readonly had: number | null;
}

export type ProxyEvent =
  | { readonly type: 'asked'; readonly ask: ProxyAsk }
  /** A password was typed for the place that is asked about; `password` is its number, never used before. */
  | { readonly type: 'typed'; readonly password: number }
  /** Given up, or nobody is at the workstation. */
  | { readonly type: 'given-up' }
  /** The page is gone. */
  | { readonly type: 'left'; readonly asker: number }
  /** The page is loaded anew: what was given up before may be asked again. */
  | { readonly type: 'started'; readonly asker: number }
  /** Something of the site's came to the page: the passwords that it was given are right. */
  | { readonly type: 'passed'; readonly asker: number };

/** Why a page got no password. */
export type ProxyEnd = 'given-up' | 'refused' | 'identity-only';

export type ProxyEffect =
  | { readonly type: 'open'; readonly place: ProxyPlace; readonly previousWrong: boolean }
  | { readonly type: 'close' }
  | { readonly type: 'give'; readonly id: number; readonly password: number }
  | { readonly type: 'refuse'; readonly id: number }
  /** A password is used no more. */
  | { readonly type: 'forget'; readonly password: number };

/** What is known of one proxy. */
interface Known {
  readonly place: ProxyPlace;
  /** The password in use. */
  readonly password: number | null;
  /** How many were refused since the last that was right. */
  readonly wrong: number;
  /** The pages that the password in use was given to. */
  readonly givenTo: readonly number[];
}

interface Ended {
  readonly asker: number;
  readonly place: ProxyPlace;
  readonly end: ProxyEnd;
}

export interface ProxyState {
  readonly known: readonly Known[];
  /** The one place that is being asked about. */
  readonly open: ProxyPlace | null;
  readonly waiting: readonly ProxyAsk[];
  /** Pages that are asked no more. */
  readonly ended: readonly Ended[];
}

export interface ProxyStep {
  readonly state: ProxyState;
  readonly effects: readonly ProxyEffect[];
}

export const INITIAL_PROXY_STATE: ProxyState = { known: [], open: null, waiting: [], ended: [] };

/** What happens next: the new state, and what is to be done. */
export function advanceProxy(state: ProxyState, event: ProxyEvent): ProxyStep {
  switch (event.type) {
    case 'asked':
      return openNext(asked(state, event.ask));
    case 'typed':
      return openNext(typed(state, event.password));
    case 'given-up':
      return state.open === null ? same(state) : openNext(end(state, state.open, 'given-up'));
    case 'left':
      return openNext(left(state, event.asker));
    case 'started':
      return same({ ...state, ended: state.ended.filter(({ asker }) => asker !== event.asker) });
    case 'passed':
      return same({
        ...state,
        known: state.known.map((each) => (each.givenTo.includes(event.asker) ? { ...each, wrong: 0 } : each)),
      });
  }
}

/** Why a page got no password; null for one that was refused none. */
export function proxyEndOf(state: ProxyState, asker: number): ProxyEnd | null {
  return state.ended.find((each) => each.asker === asker)?.end ?? null;
}

function same(state: ProxyState): ProxyStep {
  return { state, effects: [] };
}

function isSame(one: ProxyPlace, other: ProxyPlace): boolean {
  return one.host === other.host && one.realm === other.realm;
}

function knownOf({ known }: ProxyState, place: ProxyPlace): Known {
  return known.find((each) => isSame(each.place, place)) ?? { place, password: null, wrong: 0, givenTo: [] };
}

function keep(state: ProxyState, now: Known): ProxyState {
  return { ...state, known: [...state.known.filter(({ place }) => !isSame(place, now.place)), now] };
}

function asked(before: ProxyState, ask: ProxyAsk): ProxyStep {
  const { place, asker, had } = ask;
  const known = knownOf(before, place);
  if (had === null || known.password !== had)
    return ask.mayType ? answer(before, ask) : identityOnly(before, ask);
  const wrong = known.wrong + 1;
  const state = keep(before, { place, password: null, wrong, givenTo: [] });
  const forget: ProxyEffect = { type: 'forget', password: had };
  const step =
    ask.mayType && wrong < PROXY_TRIES
      ? answer(state, ask)
      : end(
          { ...state, waiting: [...state.waiting, ask] },
          place,
          ask.mayType ? 'refused' : 'identity-only',
          [...known.givenTo, ...(asker === null ? [] : [asker])],
        );
  return { state: step.state, effects: [forget, ...step.effects] };
}

function identityOnly(state: ProxyState, { id, asker, place }: ProxyAsk): ProxyStep {
  const others = state.ended.filter((each) => each.asker !== asker || !isSame(each.place, place));
  const ended: readonly Ended[] =
    asker === null ? others : [...others, { asker, place, end: 'identity-only' }];
  return { state: { ...state, ended }, effects: [{ type: 'refuse', id }] };
}

function answer(state: ProxyState, ask: ProxyAsk): ProxyStep {
  const { id, asker, place } = ask;
  const known = knownOf(state, place);
  if (known.password !== null) {
    const givenTo = asker === null ? known.givenTo : [...new Set([...known.givenTo, asker])];
    return {
      state: keep(state, { ...known, givenTo }),
      effects: [{ type: 'give', id, password: known.password }],
    };
  }
  const isEnded = state.ended.some((each) => each.asker === asker && isSame(each.place, place));
  if (asker === null || isEnded) return { state, effects: [{ type: 'refuse', id }] };
  return same({ ...state, waiting: [...state.waiting, ask] });
}

function typed(state: ProxyState, password: number): ProxyStep {
  const { open } = state;
  if (open === null) return { state, effects: [{ type: 'forget', password }] };
  const [given, waiting] = parted(state, open);
  const askers = given.flatMap(({ asker }) => (asker === null ? [] : [asker]));
  return {
    state: {
      ...keep(state, { ...knownOf(state, open), password, givenTo: [...new Set(askers)] }),
      open: null,
      waiting,
    },
    effects: [{ type: 'close' }, ...given.map(({ id }): ProxyEffect => ({ type: 'give', id, password }))],
  };
}

/** Nobody who waits for this place gets a password, nor asks for one until it starts over; nor do `others`. */
function end(state: ProxyState, place: ProxyPlace, how: ProxyEnd, others: readonly number[] = []): ProxyStep {
  const [refused, waiting] = parted(state, place);
  const askers = refused.flatMap(({ asker }) => (asker === null ? [] : [asker]));
  const isOpen = state.open !== null && isSame(state.open, place);
  const over = [...new Set([...askers, ...others])];
  return {
    state: {
      ...keep(state, { ...knownOf(state, place), wrong: 0 }),
      open: isOpen ? null : state.open,
      waiting,
      ended: [
        ...state.ended.filter((each) => !over.includes(each.asker) || !isSame(each.place, place)),
        ...over.map((asker) => ({ asker, place, end: how })),
      ],
    },
    effects: [
      ...(isOpen ? [{ type: 'close' } as const] : []),
      ...refused.map(({ id }): ProxyEffect => ({ type: 'refuse', id })),
    ],
  };
}

function left(state: ProxyState, asker: number): ProxyStep {
  const gone = state.waiting.filter((ask) => ask.asker === asker);
  const waiting = state.waiting.filter((ask) => ask.asker !== asker);
  const { open } = state;
  const isOver = open !== null && !waiting.some(({ place }) => isSame(place, open));
  return {
    state: {
      known: state.known.map((each) => ({
        ...each,
        givenTo: each.givenTo.filter((page) => page !== asker),
      })),
      open: isOver ? null : open,
      waiting,
      ended: state.ended.filter((each) => each.asker !== asker),
    },
    effects: [
      ...(isOver ? [{ type: 'close' } as const] : []),
      ...gone.map(({ id }): ProxyEffect => ({ type: 'refuse', id })),
    ],
  };
}

/** Those that wait for this place, and the others. */
function parted({ waiting }: ProxyState, place: ProxyPlace): [readonly ProxyAsk[], readonly ProxyAsk[]] {
  return [
    waiting.filter((ask) => isSame(ask.place, place)),
    waiting.filter((ask) => !isSame(ask.place, place)),
  ];
}

/** One window at a time: the next question is asked once none is open. */
function openNext({ state, effects }: ProxyStep): ProxyStep {
  const [next] = state.waiting;
  if (state.open !== null || next === undefined) return { state, effects };
  const { place } = next;
  const previousWrong = knownOf(state, place).wrong > 0;
  return { state: { ...state, open: place }, effects: [...effects, { type: 'open', place, previousWrong }] };
}
