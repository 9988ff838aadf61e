/**
 * A simulated Pro Santé Connect: the wallet's host, where an identifier is typed and the phone awaited, and the
 * authentication host, which gives the code back to the site. Paths follow `web-ps.md`; the pages are invented.
 */
import { randomBytes } from 'node:crypto';
import { LAB_PRACTITIONERS, type LabPractitioner } from '../pki/practitioners.ts';
import type { Exchange } from './exchange.ts';
import type { Html } from './html.ts';
import { identifierPage, signedOutPage, tooLatePage, waitingPage } from './pro-sante-connect-pages.ts';
import { Sessions, type SitePractitioner } from './session.ts';
import { sitePractitioner } from './world.ts';

const REALM = '/auth/realms/esante-wallet/protocol/openid-connect';
const CLIENT_ID = 'web-ps-lab';
const WALLET_COOKIE = 'psc_portefeuille';
const AUTH_COOKIE = 'psc_session';
/** How long the phone is awaited (web-ps.md, one source). */
export const PHONE_TIMEOUT_MS = 120_000;

type PhoneState = 'typing' | 'waiting' | 'confirmed' | 'refused';

interface SignInRequest {
  readonly id: string;
  /** The query of the authorisation request. */
  readonly query: string;
  /** When the phone was asked, at the latest. */
  askedAt: number;
  practitioner: SitePractitioner | null;
  state: PhoneState;
}

interface IssuedCode {
  readonly practitioner: SitePractitioner;
  readonly redirectUri: string;
}

/** What the practitioner's phone does; a test holds it. */
export interface Phone {
  /** What the phone does by itself, after so many milliseconds; null: it waits for the test. */
  automatic: { readonly answer: 'confirm' | 'refuse'; readonly afterMs: number } | null;
  /** Identifiers for which the phone has been asked, oldest first. */
  pending(): readonly string[];
  /** Waits until the phone is asked. @throws after `timeout` milliseconds. */
  asked(timeout?: number): Promise<string>;
  /** Confirms every request that waits. */
  confirm(): void;
  refuse(): void;
}

export interface ConnectOrigins {
  readonly wallet: string;
  readonly auth: string;
  /** The only callbacks that are served. */
  readonly callbacks: readonly string[];
}

export class ProSanteConnect {
  readonly phone: Phone;
  readonly #origins: ConnectOrigins;
  readonly #now: () => number;
  readonly #requests = new Map<string, SignInRequest>();
  readonly #codes = new Map<string, IssuedCode>();
  readonly #sessions: Sessions;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(origins: ConnectOrigins, now: () => number) {
    this.#origins = origins;
    this.#now = now;
    this.#sessions = new Sessions(now, true);
    this.phone = this.#createPhone();
  }

  /** Number of sessions that Pro Santé Connect itself holds open. */
  sessionCount(): number {
    return this.#sessions.all().length;
  }

  authorisationUrl(state: string, redirectUri: string): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: CLIENT_ID,
      redirect_uri: redirectUri,
      scope: 'openid',
      state,
    });
    return `${this.#origins.wallet}/auth?${query.toString()}`;
  }

  logoutUrl(redirectUri: string): string {
    const query = new URLSearchParams({ client_id: CLIENT_ID, post_logout_redirect_uri: redirectUri });
    return `${this.#origins.auth}${REALM}/logout?${query.toString()}`;
  }

  /** Exchanges a code, once and for the callback it was made for. */
  redeem(code: string, redirectUri: string): SitePractitioner | null {
    const issued = this.#codes.get(code);
    this.#codes.delete(code);
    return issued?.redirectUri === redirectUri ? issued.practitioner : null;
  }

  close(): void {
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
  }

  async handleWallet(exchange: Exchange): Promise<void> {
    switch (`${exchange.method} ${exchange.url.pathname}`) {
      case 'GET /auth':
        this.#beginRequest(exchange);
        return;
      case 'POST /identifiant':
        await this.#identify(exchange);
        return;
      case 'GET /attente':
        exchange.page(waitingPage(exchange.url.searchParams.get('demande') ?? ''));
        return;
      case 'GET /etat':
        this.#tellState(exchange);
        return;
      case 'GET /annuler':
        this.#cancel(exchange);
        return;
      case 'GET /expiree':
        exchange.page(this.#expiredPage(exchange.url.searchParams.get('demande') ?? ''));
        return;
      default:
        exchange.text(404, 'Page inconnue');
    }
  }

  handleAuth(exchange: Exchange): void {
    switch (`${exchange.method} ${exchange.url.pathname}`) {
      case `GET ${REALM}/auth`:
        this.#giveCode(exchange);
        return;
      case `GET ${REALM}/logout`:
        this.#logOut(exchange);
        return;
      default:
        exchange.text(404, 'Page inconnue');
    }
  }

  #beginRequest(exchange: Exchange): void {
    const { searchParams } = exchange.url;
    const redirectUri = searchParams.get('redirect_uri') ?? '';
    if (searchParams.get('client_id') !== CLIENT_ID || !this.#origins.callbacks.includes(redirectUri)) {
      exchange.text(400, 'Demande refusée');
      return;
    }
    const request: SignInRequest = {
      id: randomBytes(12).toString('hex'),
      query: searchParams.toString(),
      askedAt: this.#now(),
      practitioner: null,
      state: 'typing',
    };
    this.#requests.set(request.id, request);
    const session = this.#sessions.use(exchange.cookies.get(WALLET_COOKIE));
    if (session !== null && session !== 'expired') {
      request.practitioner = session.practitioner;
      request.state = 'confirmed';
      exchange.redirect(this.#authUrl(request));
      return;
    }
    exchange.page(identifierPage(request.id, null));
  }

  async #identify(exchange: Exchange): Promise<void> {
    const form = await exchange.form();
    const request = this.#requests.get(form.get('demande') ?? '');
    if (request === undefined) {
      exchange.text(400, 'Demande inconnue');
      return;
    }
    const practitioner = practitionerBy((form.get('identifiant') ?? '').trim());
    if (practitioner === null) {
      exchange.page(identifierPage(request.id, 'Cet identifiant n’est pas reconnu.'));
      return;
    }
    request.practitioner = practitioner;
    request.askedAt = this.#now();
    request.state = 'waiting';
    this.#answerByItself(request);
    exchange.redirect(`/attente?demande=${request.id}`);
  }

  /** Polled by the waiting page: where to go next, or nothing yet. */
  #tellState(exchange: Exchange): void {
    const request = this.#requests.get(exchange.url.searchParams.get('demande') ?? '');
    if (request === undefined) {
      exchange.json({ suite: null }, 404);
      return;
    }
    if (request.state === 'waiting' && this.#now() - request.askedAt >= PHONE_TIMEOUT_MS) {
      exchange.json({ suite: `/expiree?demande=${request.id}` });
      return;
    }
    if (request.state === 'confirmed' && request.practitioner !== null) {
      const session = this.#sessions.open(request.practitioner, null);
      exchange.setCookie(WALLET_COOKIE, session.id);
      exchange.json({ suite: this.#authUrl(request) });
      return;
    }
    exchange.json({ suite: request.state === 'refused' ? this.#authUrl(request) : null });
  }

  #cancel(exchange: Exchange): void {
    const request = this.#requests.get(exchange.url.searchParams.get('demande') ?? '');
    if (request === undefined) {
      exchange.text(400, 'Demande inconnue');
      return;
    }
    request.state = 'refused';
    exchange.redirect(this.#authUrl(request));
  }

  #expiredPage(id: string): Html {
    const request = this.#requests.get(id);
    this.#requests.delete(id);
    return tooLatePage(request?.query ?? '');
  }

  #authUrl(request: SignInRequest): string {
    return `${this.#origins.auth}${REALM}/auth?${request.query}&demande=${request.id}`;
  }

  #giveCode(exchange: Exchange): void {
    const { searchParams } = exchange.url;
    const id = searchParams.get('demande') ?? '';
    const request = this.#requests.get(id);
    this.#requests.delete(id);
    const redirectUri = new URLSearchParams(request?.query).get('redirect_uri');
    const state = new URLSearchParams(request?.query).get('state') ?? '';
    if (request === undefined || redirectUri === null) {
      exchange.text(400, 'Demande inconnue');
      return;
    }
    if (request.state !== 'confirmed' || request.practitioner === null) {
      exchange.redirect(
        `${redirectUri}?${new URLSearchParams({ error: 'access_denied', state }).toString()}`,
      );
      return;
    }
    const code = randomBytes(16).toString('hex');
    this.#codes.set(code, { practitioner: request.practitioner, redirectUri });
    exchange.setCookie(AUTH_COOKIE, this.#newestSessionOf(request.practitioner));
    exchange.redirect(`${redirectUri}?${new URLSearchParams({ code, state }).toString()}`);
  }

  #logOut(exchange: Exchange): void {
    this.#sessions.end(exchange.cookies.get(AUTH_COOKIE) ?? '');
    exchange.setCookie(AUTH_COOKIE, '', { maxAge: 0 });
    const after = exchange.url.searchParams.get('post_logout_redirect_uri') ?? '';
    const known = this.#origins.callbacks.some((callback) => new URL(callback).origin === originOf(after));
    if (known) {
      exchange.redirect(after);
      return;
    }
    exchange.page(signedOutPage());
  }

  #newestSessionOf(practitioner: SitePractitioner): string {
    return this.#sessions.all().findLast((session) => session.practitioner.id === practitioner.id)?.id ?? '';
  }

  #answerByItself(request: SignInRequest): void {
    const { automatic } = this.phone;
    if (automatic === null) {
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      answer(request, automatic.answer);
    }, automatic.afterMs);
    this.#timers.add(timer);
  }

  #createPhone(): Phone {
    const waiting = (): SignInRequest[] =>
      [...this.#requests.values()].filter((request) => request.state === 'waiting');
    const pending = (): readonly string[] => waiting().map((request) => request.practitioner?.id ?? '');
    const answerAll = (what: 'confirm' | 'refuse'): void => {
      for (const request of waiting()) {
        answer(request, what);
      }
    };
    return {
      automatic: null,
      pending,
      async asked(timeout = 10_000) {
        const end = Date.now() + timeout;
        for (;;) {
          const last = pending().at(-1);
          if (last !== undefined) {
            return last;
          }
          if (Date.now() > end) {
            throw new Error('the phone was not asked');
          }
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      },
      confirm: () => {
        answerAll('confirm');
      },
      refuse: () => {
        answerAll('refuse');
      },
    };
  }
}

function answer(request: SignInRequest, what: 'confirm' | 'refuse'): void {
  if (request.state === 'waiting') {
    request.state = what === 'confirm' ? 'confirmed' : 'refused';
  }
}

/** By RPPS number, with or without the `8` that the national identifier puts before it. */
function practitionerBy(identifier: string): SitePractitioner | null {
  const found = Object.values<LabPractitioner>(LAB_PRACTITIONERS).find(
    ({ rpps }) => rpps !== null && (rpps === identifier || `8${rpps}` === identifier),
  );
  return found === undefined ? null : sitePractitioner(found);
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}
