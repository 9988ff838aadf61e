import { app, type AuthInfo, type WebContents } from 'electron';
import type { ProxyState as ProxyWindowState } from '../../borders/windows/index.ts';
import {
  advanceProxy,
  INITIAL_PROXY_STATE,
  proxyEndOf,
  type ProxyEffect,
  type ProxyEnd,
  type ProxyEvent,
  type ProxyState,
} from '../../domain/site/proxy-policy.ts';
import { hear } from '../../system/guarded.ts';

/** What a window that asks for the password of a proxy tells. */
export interface ProxyWindowEvents {
  readonly onTyped: (user: string, password: string) => void;
  readonly onGivenUp: () => void;
}

/** Opens the window; the answer closes it, at once, however often it is called. */
export type OpenProxyWindow = (state: ProxyWindowState, events: ProxyWindowEvents) => () => void;

/** For requests of the program itself. */
export interface ProxyAnswers {
  /** What answers `login` of one request, with what is known; nobody is asked. */
  forRequest(): (info: AuthInfo, answer: ProxyAnswer) => void;
}

/** Without a name the proxy is answered nothing. */
export type ProxyAnswer = (user?: string, password?: string) => void;

/** Where the engine found a proxy: `firstAuthAttempt` comes with it, though Electron's documentation does not say so. */
interface AskDetails {
  readonly url: string;
  readonly firstAuthAttempt?: boolean;
}

/** What a page answers in the place of a site when the proxy's password was not given. */
const PROXY_ANSWER = 407;
/** A proxy's own words are shown; a long text would be a page of its own. */
const LONGEST_REALM = 120;

/**
 * The passwords of the practice's proxies, in memory until the program quits: it carries out what the proxy policy
 * decides. Nothing of them is ever written, nor who asked.
 */
export class ProxyDesk implements ProxyAnswers {
  readonly #openWindow: OpenProxyWindow;
  readonly #mayType: () => boolean;
  readonly #passwords = new Map<number, { readonly user: string; readonly password: string }>();
  readonly #answers = new Map<
    number,
    { readonly answer: ProxyAnswer; readonly onGiven: (had: number) => void }
  >();
  /** Which password each request of a page was given; gone with the page. */
  readonly #given = new WeakMap<WebContents, Map<string, number>>();
  #state: ProxyState = INITIAL_PROXY_STATE;
  #closeWindow: (() => void) | null = null;
  #ids = 0;

  /** `mayType`: whether passwords of proxies are asked for here at all. */
  constructor(openWindow: OpenProxyWindow, mayType: () => boolean) {
    this.#openWindow = openWindow;
    this.#mayType = mayType;
    hear(app).on('web-contents-created', this.#follow);
    hear(app).on('login', this.#onLogin);
  }

  /** Whether a password is known, which ends with the program. */
  get holdsPassword(): boolean {
    return this.#passwords.size > 0;
  }

  /** Why a page was given no password; null where none was wanted, or one was given. */
  endOf({ id }: WebContents): ProxyEnd | null {
    return proxyEndOf(this.#state, id);
  }

  forRequest(): (info: AuthInfo, answer: ProxyAnswer) => void {
    let had: number | null = null;
    return (info, answer) => {
      this.#ask(info, answer, null, had, (given) => {
        had = given;
      });
    };
  }

  /** Nobody is at the workstation: nothing stays asked. */
  away(): void {
    this.#send({ type: 'given-up' });
  }

  /** Forgets every password. */
  stop(): void {
    hear(app).off('web-contents-created', this.#follow);
    hear(app).off('login', this.#onLogin);
    while (this.#state.open !== null) this.#send({ type: 'given-up' });
    this.#passwords.clear();
  }

  readonly #follow = (_event: unknown, contents: WebContents): void => {
    const { id: asker } = contents;
    hear(contents).on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (!isMainFrame || isSameDocument) return;
      this.#given.delete(contents);
      this.#send({ type: 'started', asker });
    });
    hear(contents).on('did-navigate', (_navigated, address, status) => {
      if (address.startsWith('https://') && status !== PROXY_ANSWER) this.#send({ type: 'passed', asker });
    });
    hear(contents).once('destroyed', () => {
      this.#send({ type: 'left', asker });
    });
  };

  readonly #onLogin = (
    event: Electron.Event,
    contents: WebContents | null,
    { url, firstAuthAttempt }: AskDetails,
    info: AuthInfo,
    answer: ProxyAnswer,
  ): void => {
    // A server's 401 stays unanswered, as it always was.
    if (!info.isProxy) return;
    event.preventDefault();
    // Of a page that is gone nobody would hear that the question has lost its object.
    if (contents?.isDestroyed() === true) {
      answer();
      return;
    }
    const given = contents === null ? undefined : this.#given.get(contents);
    const had = firstAuthAttempt === true ? null : (given?.get(url) ?? null);
    this.#ask(info, answer, contents, had, (now) => {
      if (contents === null) return;
      const requests = this.#given.get(contents) ?? new Map<string, number>();
      this.#given.set(contents, requests.set(url, now));
    });
  };

  #ask(
    { isProxy, host, port, realm }: AuthInfo,
    answer: ProxyAnswer,
    contents: WebContents | null,
    had: number | null,
    onGiven: (had: number) => void,
  ): void {
    if (!isProxy) {
      answer();
      return;
    }
    const id = ++this.#ids;
    this.#answers.set(id, { answer, onGiven });
    const place = { host: `${host}:${String(port)}`, realm };
    const asker = contents?.id ?? null;
    this.#send({ type: 'asked', ask: { id, asker, place, mayType: this.#mayType(), had } });
  }

  #send(event: ProxyEvent): void {
    const { state, effects } = advanceProxy(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: ProxyEffect): void {
    switch (effect.type) {
      case 'open':
        this.#closeWindow = this.#openWindow(
          {
            host: effect.place.host,
            realm: shownRealm(effect.place.realm),
            previousWrong: effect.previousWrong,
          },
          {
            onTyped: (user, password) => {
              const number = ++this.#ids;
              this.#passwords.set(number, { user, password });
              this.#send({ type: 'typed', password: number });
            },
            onGivenUp: () => {
              this.#send({ type: 'given-up' });
            },
          },
        );
        return;
      case 'close':
        this.#closeWindow?.();
        this.#closeWindow = null;
        return;
      case 'give':
        this.#give(effect.id, effect.password);
        return;
      case 'refuse':
        this.#answers.get(effect.id)?.answer();
        this.#answers.delete(effect.id);
        return;
      case 'forget':
        this.#passwords.delete(effect.password);
    }
  }

  #give(id: number, number: number): void {
    const asked = this.#answers.get(id);
    const known = this.#passwords.get(number);
    this.#answers.delete(id);
    if (known === undefined) {
      asked?.answer();
      return;
    }
    asked?.onGiven(number);
    asked?.answer(known.user, known.password);
  }
}

/** As text, on one line; null when there is nothing to read. */
function shownRealm(realm: string): string | null {
  const text = realm
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_REALM);
  return text === '' ? null : text;
}
