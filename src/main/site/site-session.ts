import { randomUUID, type X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { app, session, WebContentsView, type Session, type WebContents } from 'electron';
import { accessOf, type SiteTerms } from '../../domain/settings/site-terms.ts';
import { siteArguments } from '../../borders/site.ts';
import type { InsMatricule } from '../../domain/identity/ins.ts';
import { isOtherPatientsPage, readPlace, type SitePlace } from '../../domain/site/places.ts';
import { decideResource, isLocalName, type SiteAccess } from '../../domain/site/access.ts';
import { guardSession } from './guards.ts';
import { PATHS } from '../base/paths.ts';
import { wallOff } from '../base/network-wall.ts';
import { grant, letOut, trustServers } from '../base/session-doors.ts';
import { isAllowedPermission, isLocalNetwork } from './permissions.ts';
import type { ProxyAnswers } from './proxy-desk.ts';
import { askQuietly } from './quiet-request.ts';
import { decideServerTrust, installedIssuerOf, strangeIssuerOf } from './server-trust.ts';
import { within } from '../../system/deadline.ts';
import { hear } from '../../system/guarded.ts';

/**
 * With the engine's network process killed, clearing a session it knew never answers. What would have been cleared
 * lives in memory and has gone with that process; a window that waited for the answer would stay for ever.
 */
const CLEARING_DEADLINE_MS = 1_500;

export interface SiteSessionOptions {
  readonly terms: SiteTerms;
  readonly authorities: readonly X509Certificate[];
  /** What a proxy on the way of a request of ours is answered; a page's are answered for the page. */
  readonly proxies: ProxyAnswers;
  /** A second door after the allow-list: what the sign-in says of a request. */
  readonly admits: (address: string) => boolean;
  /** Whether this workstation lets a page copy. */
  readonly mayCopy: () => boolean;
  /** What outlives the session is put in before its first request, and taken out at its end. */
  readonly carryInto: (own: Session) => Promise<void>;
  readonly keepFrom: (own: Session) => Promise<void>;
}

/** What a visit wants to hear of its session. */
export interface SiteSessionEvents {
  /** A page tried to lead to the record of somebody else than the visit's patient. */
  readonly onOtherPatient: () => void;
  /** A page tried to lead outside the allow-list. */
  readonly onRefused: (host: string) => void;
  /** A page wanted to show in a new window what it has made by itself, at an address that is good in it only. */
  readonly onMadeByPage: (address: string) => void;
  /** A page wanted to write a file: the browser's download of this address was refused. */
  readonly onDownload: (address: string) => void;
}

/**
 * Features of pages that no permission guards: the system's own dialogs for files, which would let a page write what
 * it likes; sign-in providers and downloads in the background, which the engine asks for by itself; the load of the
 * workstation, which is nobody's business.
 */
const UNWANTED_FEATURES = 'FileSystemAccessLocal,FedCm,BackgroundFetch,ComputePressure';

/** Signing out waits no longer than this: the network may be gone, and the user is waiting. */
const SIGN_OUT_DEADLINE_MS = 1_200;

/**
 * The browser side of one visit: an in-memory partition that no other visit has had or will have,
 * with all its guards set before its first page, and one view in it.
 * Electron forgets a client certificate's choice only with the partition itself (electron.md).
 */
export class SiteSession {
  readonly view: WebContentsView;
  /** Kept beside the view, which forgets them once a page has closed itself. */
  readonly #contents: WebContents;
  readonly #session: Session;
  readonly #origin: string;
  readonly #proxies: ProxyAnswers;
  readonly #carryInto: SiteSessionOptions['carryInto'];
  readonly #keepFrom: SiteSessionOptions['keepFrom'];
  #prepared: Promise<void> | null = null;
  #events: SiteSessionEvents | null = null;
  /** Whose record this session shows; null without a patient, whose pages may then be anyone's. */
  #ins: InsMatricule | null = null;
  #closed = false;
  #strangeIssuer: string | null = null;
  #installedIssuer: string | null = null;
  /** Once the session is being destroyed: the only addresses that it may still ask. */
  #lastRequests: ReadonlySet<string> | null = null;

  constructor(options: SiteSessionOptions) {
    const { origin, answers } = options.terms;
    this.#origin = origin;
    this.#proxies = options.proxies;
    this.#carryInto = options.carryInto;
    this.#keepFrom = options.keepFrom;
    this.#session = session.fromPartition(`visit-${randomUUID()}`);
    this.#guard(options);
    this.view = new WebContentsView({
      webPreferences: {
        session: this.#session,
        preload: join(PATHS.preload, 'site.cjs'),
        additionalArguments: siteArguments(origin, answers),
        devTools: !app.isPackaged,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        plugins: false,
        // The page's dialogs are shown by our window (visit/site-dialogs.ts); those of frames, and native ones, by nobody.
        disableDialogs: true,
        disableBlinkFeatures: UNWANTED_FEATURES,
        autoplayPolicy: 'document-user-activation-required',
        backgroundThrottling: false,
      },
    });
    this.#contents = this.view.webContents;
  }

  /** Answers once the first page may be asked for. */
  prepared(): Promise<void> {
    return (this.#prepared ??= this.#carryInto(this.#session).catch(() => undefined));
  }

  /** The session's events go to whoever has taken it for a visit. */
  listen(events: SiteSessionEvents): void {
    this.#events = events;
  }

  /** From here on only this person's pages may be shown: what stands above the site must be true of it. */
  keepTo(ins: InsMatricule | null): void {
    this.#ins = ins;
  }

  /** Whether an address is a page of somebody else's record. */
  isOtherPatient(address: string): boolean {
    return this.#ins !== null && isOtherPatientsPage(address, this.#origin, this.#ins);
  }

  /** What an address of the site is for the visit of this session. */
  placeOf(address: string): SitePlace {
    return readPlace(address, this.#ins);
  }

  /** Warms the view up: process, preload and compositor are there before the first address is known. */
  async warm(): Promise<void> {
    await this.#contents.loadURL('about:blank').catch(() => undefined);
  }

  /**
   * Ends everything at once: from here on no page is left and not one request goes out, but those that sign out
   * (`signOut`), which are waited for a little. Then nothing of the visit is left.
   */
  async destroy(signOut: readonly string[] = []): Promise<void> {
    if (this.#lastRequests !== null) return;
    this.#lastRequests = new Set(signOut);
    if (!this.#contents.isDestroyed()) {
      this.#contents.stop();
      this.#contents.close();
    }
    await Promise.all(signOut.map((address) => this.#ask(address)));
    this.#closed = true;
    await this.#keepFrom(this.#session).catch(() => undefined);
    const cleared = this.#clear().catch(() => undefined);
    await within(cleared, CLEARING_DEADLINE_MS, () => undefined);
  }

  async #clear(): Promise<void> {
    await this.#session.closeAllConnections();
    await this.#session.clearStorageData();
    await this.#session.clearCache();
    await this.#session.clearAuthCache();
    await this.#session.clearHostResolverCache();
  }

  /** With the session's own cookies; whatever comes back, and whether it does, changes nothing here. */
  async #ask(address: string): Promise<void> {
    await askQuietly(this.#session, {
      address,
      method: 'GET',
      credentials: 'include',
      proxies: this.#proxies,
      deadlineMs: SIGN_OUT_DEADLINE_MS,
    });
  }

  /** Whether a request may leave this session. */
  #lets(
    { url: address, frame }: Electron.OnBeforeRequestListenerDetails,
    access: SiteAccess,
    admits: SiteSessionOptions['admits'],
  ): boolean {
    if (this.#closed) return false;
    if (this.#lastRequests !== null) return this.#lastRequests.has(address);
    if (address === 'about:blank') return true;
    const page = frame?.origin ?? null;
    return decideResource(address, access, page).allowed && admits(address);
  }

  #guard({ terms, admits, authorities, mayCopy }: SiteSessionOptions): void {
    const own = this.#session;
    const access = accessOf(terms);
    own.setSpellCheckerLanguages([]);
    // A CPS3 cannot sign for TLS 1.3 and the site speaks nothing newer than 1.2 with the card (web-ps.md).
    own.setSSLConfig({ minVersion: 'tls1.2', maxVersion: terms.method === 'cpx' ? 'tls1.2' : 'tls1.3' });
    guardSession(own, {
      access,
      isOtherPatient: (address) => this.isOtherPatient(address),
      onRefused: (host) => this.#events?.onRefused(host),
      onMadeByPage: (address) => this.#events?.onMadeByPage(address),
      onOtherPatient: () => this.#events?.onOtherPatient(),
    });
    trustServers(own, (request) => {
      const decision = decideServerTrust(request, authorities, new Date());
      const isSite = new URL(terms.origin).hostname === request.hostname;
      // Who signs for this workstation's own server says nothing of the site's connection.
      if (isSite) this.#installedIssuer = installedIssuerOf(request, authorities);
      if (isSite || !isLocalName(request.hostname))
        this.#strangeIssuer = decision === 0 ? null : strangeIssuerOf(request, authorities);
      return decision;
    });
    // Newer engines ask before a page reaches this workstation itself; where it leads is the request guard's.
    const mayAsk = (permission: string, page: string): boolean =>
      (isAllowedPermission(permission) && mayCopy()) ||
      (access.local.size > 0 && isLocalNetwork(permission) && originOf(page) === terms.origin);
    grant(own, {
      asked: (_contents, permission, { requestingUrl }) => mayAsk(permission, requestingUrl),
      checked: (_contents, permission, origin) => mayAsk(permission, origin),
    });
    own.setDevicePermissionHandler(() => false);
    own.setDisplayMediaRequestHandler(null);
    letOut(own, (details) => this.#lets(details, access, admits));
    void wallOff(own, [...access.documents, ...access.resources, ...access.local]).catch(() => undefined);
    hear(own).on('will-download', (event, item) => {
      event.preventDefault();
      this.#events?.onDownload(item.getURL());
    });
  }

  /**
   * Who issued the certificate that was refused last, when the only thing wrong with it is that no known authority
   * did: something on the way opens encrypted connections.
   */
  get strangeIssuer(): string | null {
    return this.#strangeIssuer;
  }

  /**
   * Who issued the site's certificate, when it is an authority that was installed on this workstation: something on the
   * way opens encrypted connections, and no card's signature passes it.
   */
  get installedIssuer(): string | null {
    return this.#installedIssuer;
  }

  /** Whether a page belongs to this visit. */
  owns(contents: Electron.WebContents): boolean {
    return contents.session === this.#session;
  }
}

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null;
}
