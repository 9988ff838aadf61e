import { randomUUID, type X509Certificate } from 'node:crypto';
import { session, type Cookie, type Session } from 'electron';
import { advanceKeptEcps, type KeptEcps, type KeptEcpsEvent } from '../../domain/practitioner/kept-ecps.ts';
import type { Configuration } from '../../domain/settings/configuration.ts';
import { ecpsSessionEnd, signOutAddresses } from '../../domain/site/ecps-answers.ts';
import type { Logger } from '../base/log.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { ProxyAnswers } from '../site/proxy-desk.ts';
import { askQuietly } from '../site/quiet-request.ts';
import { decideServerTrust } from '../site/server-trust.ts';
import { trustServers } from '../base/session-doors.ts';

/** As for a visit that signs out itself. */
const SIGN_OUT_DEADLINE_MS = 1_200;

export interface EcpsKeeperParts {
  readonly settings: CurrentSettings;
  readonly authorities: () => readonly X509Certificate[];
  /** What a proxy on the way is answered. */
  readonly proxies: ProxyAnswers;
  readonly log: Logger;
  readonly onChange: () => void;
}

/** What a visit that keeps nothing leaves of what was kept before. */
export type Released =
  /** It is as good as it was. */
  | 'good'
  /** Its session has ended, and was one. */
  | 'ended'
  /** Nobody was signed in. */
  | 'unused';

/** What a visit's browser session asks of it. */
export interface KeptSession {
  /** Whether the session may be kept at all, as things are; asked when a visit ends. */
  readonly wanted: boolean;
  /** When the practitioner signed in, if it was before this visit. */
  readonly startedAt: number | null;
  /** Puts Pro Santé Connect's cookies into a browser session that has asked for nothing yet. */
  carryInto(own: Session): Promise<void>;
  /** A visit leaves without keeping anything: see `Released`. */
  release(how: Released): void;
  /** Takes them out of one whose visit has ended. */
  keep(own: Session, startedAt: number): Promise<void>;
}

/**
 * Holds Pro Santé Connect's cookies between visits, in this process's memory and nowhere else; the site's own stay
 * with their visit and die with it.
 */
export class EcpsKeeper {
  readonly #parts: EcpsKeeperParts;
  #kept: KeptEcps | null = null;
  #cookies: readonly Cookie[] = [];
  #endedHere = false;
  #timer: NodeJS.Timeout | null = null;
  /** Grows with every end: a visit that began before one leaves nothing behind. */
  #ends = 0;
  /** What the session was made with: a change ends it. */
  #terms = '';
  #work: Promise<void> = Promise.resolve();

  constructor(parts: EcpsKeeperParts) {
    this.#parts = parts;
    this.#terms = this.#termsNow();
  }

  /** When the kept session ends by itself, in milliseconds since 1970; null without one. */
  get endsAt(): number | null {
    return this.#kept === null ? null : ecpsSessionEnd(this.#kept);
  }

  /** A session was ended on this workstation, and no record was opened since. */
  get endedHere(): boolean {
    return this.#endedHere;
  }

  /** For a visit that begins now. */
  open(): KeptSession {
    this.#setEndedHere(false);
    const ends = this.#ends;
    const current = (): boolean => this.#ends === ends && this.#settings.ecps.keepSession;
    const startedAt = (): number | null => this.#kept?.startedAt ?? null;
    return {
      get wanted() {
        return current();
      },
      get startedAt() {
        return startedAt();
      },
      carryInto: async (own) => {
        this.#advance({ type: 'asked', now: Date.now() });
        // In use from here on: its own visit keeps its limits.
        this.#clearTimer();
        await Promise.all(
          this.#cookies.map((cookie) => own.cookies.set(settable(cookie)).catch(() => undefined)),
        );
      },
      release: (how) => {
        if (this.#ends === ends)
          this.#advance(how === 'good' ? { type: 'asked', now: Date.now() } : { type: 'ended' });
        if (how === 'ended') this.#setEndedHere(true);
      },
      keep: async (own, since) => {
        const cookies = (await own.cookies.get({})).filter((cookie) => this.#isConnects(cookie));
        if (!current()) {
          this.#setEndedHere(true);
          await this.#signOut(cookies);
          return;
        }
        this.#cookies = cookies;
        this.#advance({ type: 'visit-ended', startedAt: since, now: Date.now() });
      },
    };
  }

  /** Ends it now, also for the visit that is open; Pro Santé Connect is told. */
  async end(): Promise<void> {
    this.#ends++;
    this.#advance({ type: 'ended' });
    await this.#work;
  }

  /** The settings have changed: other addresses, another environment or way of signing in are another session. */
  follow(): void {
    const terms = this.#termsNow();
    if (terms === this.#terms) return;
    this.#terms = terms;
    void this.end();
  }

  stop(): Promise<void> {
    return this.end();
  }

  get #settings(): Configuration {
    return this.#parts.settings.current;
  }

  #termsNow(): string {
    const { environment, signIn, proSanteConnect, webPs, ecps } = this.#settings;
    return JSON.stringify([environment, signIn, proSanteConnect.hosts, webPs.ecps.hosts, ecps.keepSession]);
  }

  #isConnects({ domain = '' }: Cookie): boolean {
    const name = domain.replace(/^\./, '');
    return this.#settings.proSanteConnect.hosts.some((origin) => new URL(origin).hostname === name);
  }

  #advance(event: KeptEcpsEvent): void {
    const { kept, signOut } = advanceKeptEcps(this.#kept, event, this.#settings.ecps.keepSession);
    const cookies = this.#cookies;
    this.#kept = kept;
    this.#clearTimer();
    if (kept === null) this.#cookies = [];
    else this.#wait(ecpsSessionEnd(kept));
    if (signOut) this.#endedHere = true;
    if (signOut) this.#work = this.#work.then(() => this.#signOut(cookies));
    this.#parts.onChange();
  }

  #setEndedHere(ended: boolean): void {
    if (this.#endedHere === ended) return;
    this.#endedHere = ended;
    this.#parts.onChange();
  }

  #wait(until: number): void {
    this.#timer = setTimeout(
      () => {
        this.#advance({ type: 'asked', now: Date.now() });
      },
      Math.max(0, until - Date.now()),
    );
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** In a browser session of its own that asks for nothing else. */
  async #signOut(cookies: readonly Cookie[]): Promise<void> {
    if (cookies.length === 0) return;
    const own = session.fromPartition(`sign-out-${randomUUID()}`);
    own.setSpellCheckerLanguages([]);
    trustServers(own, (request) => decideServerTrust(request, this.#parts.authorities(), new Date()));
    await Promise.all(cookies.map((cookie) => own.cookies.set(settable(cookie)).catch(() => undefined)));
    await Promise.all(
      signOutAddresses(this.#settings.proSanteConnect.hosts).map((address) =>
        askQuietly(own, {
          address,
          method: 'GET',
          credentials: 'include',
          proxies: this.#parts.proxies,
          deadlineMs: SIGN_OUT_DEADLINE_MS,
        }),
      ),
    );
    await own.clearStorageData().catch(() => undefined);
    this.#parts.log.info({}, 'kept e-CPS session signed out');
  }
}

/** A cookie as another browser session takes it: for its host alone unless it was for its domain. */
function settable({
  name,
  value,
  domain = '',
  hostOnly,
  path,
  secure,
  httpOnly,
  sameSite,
  expirationDate,
}: Cookie) {
  const host = domain.replace(/^\./, '');
  return {
    url: `${secure === false ? 'http' : 'https'}://${host}${path ?? '/'}`,
    name,
    value,
    sameSite,
    ...(hostOnly === true ? {} : { domain }),
    ...(path === undefined ? {} : { path }),
    ...(secure === undefined ? {} : { secure }),
    ...(httpOnly === undefined ? {} : { httpOnly }),
    ...(expirationDate === undefined ? {} : { expirationDate }),
  };
}
