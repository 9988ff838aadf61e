import type { X509Certificate } from 'node:crypto';
import type { Rectangle, WebContents } from 'electron';
import type { Configuration, SignInMethod } from '../../domain/settings/configuration.ts';
import { CONNECT_ANSWER, isEcpsCallback } from '../../domain/site/ecps-answers.ts';
import {
  describeFailure,
  failure,
  type DiagnosisSection,
  type Failure,
} from '../../domain/failures/index.ts';
import type { InsMatricule } from '../../domain/identity/ins.ts';
import type { VisitSubject } from '../../domain/launch/launch-policy.ts';
import { buildPageUrl, isPageId, pageAccess, type PageId } from '../../domain/site/pages.ts';
import type { SiteAccess } from '../../domain/site/access.ts';
import { readSiteAnswer, siteAnswerChannel, type SiteAnswer } from '../../borders/site.ts';
import type { CommandParams, VisitState } from '../../borders/windows/index.ts';
import { attachLectureVitaleBridge } from '../site/lecture-vitale-bridge.ts';
import type { LectureVitaleComponents } from '../site/lecture-vitale-components.ts';
import { mapConnectStatus, mapHttpStatus, mapLoadFailure } from '../site/load-failures.ts';
import type { SiteSession } from '../site/site-session.ts';
import { SignInAttempt, type VisitSignIn } from '../sign-in/attempt.ts';
import { patientBar } from './patient-views.ts';
import type { PanelContext } from '../windows/panel.ts';
import { ProgressClock } from './progress.ts';
import { ReadingTools } from './reading-tools.ts';
import { VisitWindow } from './visit-window.ts';

type StopAction = CommandParams<'visit', 'stopAction'>['action'];

/** Ways on that depend on what happened, « close » last; the diagnosis is always one more. */
type WayOn = Exclude<StopAction, 'diagnosis'>;

/** What stops a visit's site from being shown, and the ways on that are offered. */
interface Stop {
  readonly failure: Failure;
  readonly actions: readonly WayOn[];
}

export interface VisitEvents {
  /** The window has gone from the screen, by whoever it was; from here on another record may be asked for. */
  readonly onClosing: () => void;
  /** Nothing of it is left, the session is destroyed. */
  readonly onClosed: () => void;
  readonly onDiagnosis: (section: DiagnosisSection | null) => void;
  /** The window moved or was resized: only its place, never its content. */
  readonly onPlace: (place: Rectangle) => void;
  /** The site has let the practitioner in. */
  readonly onSignedIn: (attempt: SignInAttempt) => void;
  /** Something took the site's place: what was being asked for its sake need not be answered any more. */
  readonly onHalted: (reason: Failure) => void;
  /** Nobody is here any more and the record is hidden, or somebody is again. */
  readonly onVeil: (veiled: boolean) => void;
  /** How to sign in when starting over, or why that cannot be. */
  readonly renewSignIn: () => Promise<VisitSignIn | Failure>;
}

export interface VisitContext {
  readonly configuration: Configuration;
  readonly demonstration: boolean;
  readonly authorities: readonly X509Certificate[];
  readonly panels: PanelContext;
  readonly place: Rectangle | null;
  /** What the site's pages may ask through the bridge. */
  readonly components: LectureVitaleComponents;
}

/**
 * One visit: one patient (or none), one window, one browser session at a time.
 * It starts hidden and without a subject so that it can be warmed up before anyone is known;
 * once begun it never changes its subject.
 */
export class Visit {
  readonly #context: VisitContext;
  readonly #window: VisitWindow;
  readonly #progress: ProgressClock;
  readonly #tools: ReadingTools;
  #events: VisitEvents | null = null;
  #subject: VisitSubject | null = null;
  #attempt: SignInAttempt;
  #asked: PageId = 'TableauDeBord';
  #current: PageId | null = null;
  /** The page asked for has been reached, or was asked for again after the site had signed the practitioner in. */
  #arrived = false;
  #resumed = false;
  #signedIn: VisitState['signedIn'] = null;
  #vitaleRemoved = false;
  #banner: Failure | null = null;
  #wayOut: Failure | null = null;
  #stop: Stop | null = null;
  #closing: Promise<void> | null = null;
  #startingOver: Promise<void> | null = null;

  constructor(signIn: VisitSignIn, context: VisitContext) {
    this.#context = context;
    this.#progress = new ProgressClock(() => {
      this.#render();
    });
    this.#window = new VisitWindow(this.#commands(), context.panels, context.place);
    this.#tools = new ReadingTools({
      window: this.#window,
      hideAfterMinutes: context.configuration.hideAfterMinutes,
      log: context.panels.log,
      onChange: () => {
        this.#render();
      },
      onWarning: (problem) => {
        this.#warn(problem);
      },
      onReload: () => {
        this.#reload();
      },
      onVeil: (veiled) => {
        this.#events?.onVeil(veiled);
      },
    });
    this.#window.window.on('close', (event) => {
      if (this.#window.gone) return;
      event.preventDefault();
      void this.close();
    });
    this.#window.onPlaceChange((place) => this.#events?.onPlace(place));
    this.#attempt = this.#openSite(signIn);
  }

  /** How this visit's browser session signs in. */
  get attempt(): SignInAttempt {
    return this.#attempt;
  }

  /** From the moment on that closing begins. */
  get closed(): boolean {
    return this.#closing !== null;
  }

  /** Whether a page belongs to this visit's site. */
  owns(contents: WebContents): boolean {
    return this.#window.site?.owns(contents) === true;
  }

  /** Whether this visit, warmed up before it was needed, is the one to use for this way of signing in. */
  isReadyFor(signIn: VisitSignIn): boolean {
    const { method, origin } = this.#attempt;
    return (
      !this.closed && this.#subject === null && origin === signIn.origin && method === signIn.choice.method
    );
  }

  /** Warms everything up while the card is still being read. */
  async warm(): Promise<void> {
    await this.#window.site?.warm();
  }

  /** Opens a page for someone; a visit begins once. */
  begin(subject: VisitSubject, page: PageId, events: VisitEvents): void {
    if (this.#subject !== null) throw new Error('a visit never changes its subject');
    this.#subject = subject;
    this.#events = events;
    this.#window.site?.keepTo(insOf(subject));
    this.openPage(page);
    this.reveal();
    this.#tools.begin();
  }

  reveal(): void {
    this.#window.panel.reveal();
    // The page that was being read goes on having the keyboard.
    if (!this.#tools.state.veiled) this.#window.focusShown();
    this.#render();
  }

  /** Opens a page of the site; a session that has ended is started over first. */
  openPage(page: PageId): void {
    const subject = this.#subject;
    if (subject === null || this.closed) return;
    if (this.#window.site === null || this.#attempt.spent) {
      this.#asked = page;
      void this.startOver();
      return;
    }
    const { webPs } = this.#context.configuration;
    const address = buildPageUrl({
      host: this.#attempt.origin,
      page,
      ins: insOf(subject),
      insForm: webPs.insForm,
      insKind: webPs.insType,
    });
    if (!address.ok) {
      this.halt(address.failure, ['dashboard', 'close']);
      return;
    }
    this.#asked = page;
    this.#arrived = false;
    if (this.#attempt.ecps?.isOver() === true) return;
    this.#tools.closeDocument();
    this.#load(address.value);
  }

  /** The Vitale this visit came from left or came back. */
  setVitaleRemoved(removed: boolean): void {
    this.#vitaleRemoved = removed;
    this.#render();
  }

  /** Shows a reason and ways on in the site's place; the session stays. */
  halt(reason: Failure, actions: readonly WayOn[]): void {
    if (this.closed) return;
    this.#progress.end();
    this.#stop = { failure: reason, actions };
    this.#tools.closeDocument();
    this.#window.showSite(false);
    this.#render();
    this.#events?.onHalted(reason);
  }

  /**
   * Says why signing in does not go on. The engine has been given no certificate and keeps to that: whatever is asked
   * for next begins with a new session. An answer that comes after its session has ended changes nothing.
   */
  refuseSignIn(attempt: SignInAttempt, reason: Failure, actions: readonly WayOn[]): void {
    if (attempt !== this.#attempt || this.#window.site === null) return;
    attempt.spent = true;
    this.halt(reason, actions);
  }

  /** Ends the browser session at once and says why; going on needs a new sign-in. */
  async endSession(reason: Failure, actions: readonly WayOn[]): Promise<void> {
    if (this.closed) return;
    this.#signedIn = null;
    const signOut = this.#attempt.end();
    this.#tools.detach();
    // Out of the window before anything is said of it.
    const closed = this.#window.closeSite(signOut);
    this.halt(reason, actions);
    await closed;
  }

  /** Starts over with a fresh session, signing in again as can be done now. */
  startOver(): Promise<void> {
    this.#startingOver ??= this.#startOver().finally(() => {
      this.#startingOver = null;
    });
    return this.#startingOver;
  }

  async #startOver(): Promise<void> {
    const renewed = await this.#events?.renewSignIn();
    if (renewed === undefined) return;
    if ('code' in renewed) this.halt(renewed, ['start-over', 'close']);
    else await this.#replaceSession(renewed);
  }

  async #replaceSession(signIn: VisitSignIn): Promise<void> {
    this.#signedIn = null;
    const signOut = this.#attempt.end();
    this.#tools.detach();
    await this.#window.closeSite(signOut);
    if (this.closed) return;
    this.#resumed = false;
    this.#attempt = this.#openSite(signIn);
    this.openPage(this.#asked);
  }

  /** Destroys the session, then the window; answers, however often it is asked, when nothing of the visit is left. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#progress.end();
    this.#tools.stop();
    this.#window.window.hide();
    this.#events?.onClosing();
    await this.#window.closeSite(this.#attempt.end());
    this.#window.destroy();
    this.#events?.onClosed();
  }

  #commands(): ConstructorParameters<typeof VisitWindow>[0] {
    return {
      openPage: ({ page }) => {
        this.openPage(page);
      },
      // The tools come to be after the window whose commands these are.
      print: (params) => this.#tools.commands.print(params),
      savePdf: (params) => this.#tools.commands.savePdf(params),
      openFind: (params) => this.#tools.commands.openFind(params),
      find: (params) => this.#tools.commands.find(params),
      closeFind: (params) => this.#tools.commands.closeFind(params),
      zoom: (params) => this.#tools.commands.zoom(params),
      closeDocument: (params) => this.#tools.commands.closeDocument(params),
      leave: (params) => this.#tools.commands.leave(params),
      unveil: (params) => this.#tools.commands.unveil(params),
      focusPage: (params) => this.#tools.commands.focusPage(params),
      dismissWayOut: () => {
        this.#wayOut = null;
        this.#render();
      },
      reload: () => {
        this.#reload();
      },
      close: () => void this.close(),
      dismissBanner: () => {
        this.#banner = null;
        this.#render();
      },
      openDiagnosis: ({ section }) => {
        this.#events?.onDiagnosis(section);
      },
      stopAction: ({ action }) => {
        this.#act(action);
      },
    };
  }

  /** A reload never sends Pro Santé Connect's callback again: the page is asked for anew. */
  #reload(): void {
    this.openPage(this.#current ?? this.#asked);
  }

  #act(action: StopAction): void {
    switch (action) {
      case 'retry':
        this.openPage(this.#asked);
        return;
      case 'dashboard':
        this.openPage('TableauDeBord');
        return;
      case 'start-over':
        void this.startOver();
        return;
      case 'diagnosis':
        if (this.#stop !== null) this.#events?.onDiagnosis(describeFailure(this.#stop.failure).section);
        return;
      case 'close':
        void this.close();
    }
  }

  #openSite(signIn: VisitSignIn): SignInAttempt {
    const { configuration, authorities } = this.#context;
    const attempt = new SignInAttempt(signIn, configuration.proSanteConnect.hosts, (reason) => {
      if (attempt === this.#attempt) void this.endSession(reason, ['start-over', 'close']);
    });
    const { method, origin } = attempt;
    const site = this.#window.openSite({
      access: siteAccess(configuration, method, origin),
      origin,
      signIn: method,
      authorities,
      admits: (address) => attempt.admits(address),
      answers: configuration.webPs.answers,
    });
    if (this.#subject !== null) site.keepTo(insOf(this.#subject));
    site.listen({
      onRefused: (host) => {
        this.#refused(failure('SITE-LIEN-EXTERIEUR', { host }));
      },
      onOtherPatient: () => {
        this.#refused(failure('SITE-AUTRE-PATIENT'));
      },
      onDownload: (address) => {
        this.#tools.refusedDownload(address);
      },
    });
    this.#tools.attach(site);
    this.#follow(site, attempt);
    return attempt;
  }

  #follow(site: SiteSession, attempt: SignInAttempt): void {
    const { webContents } = site.view;
    const current = (): boolean => this.#window.site === site;
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument, url }) => {
      if (isMainFrame && !isSameDocument && current()) this.#started(url);
    });
    webContents.on('did-redirect-navigation', ({ isMainFrame, url }) => {
      if (isMainFrame) attempt.ecps?.passes(url);
    });
    webContents.on('did-navigate', (_event, url, status) => {
      attempt.ecps?.passes(url);
      if (current()) this.#navigated(url, status);
    });
    webContents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
      if (isMainFrame && current()) this.#navigatedInPage(site, url);
    });
    // Also told of a page that was never to come: a refused redirection, a download.
    webContents.on('did-stop-loading', () => {
      if (current() && !webContents.isLoadingMainFrame()) this.#finished();
    });
    webContents.on('did-fail-load', (_event, code, _description, url, isMainFrame) => {
      if (isMainFrame && current()) this.#failed(code, url);
    });
    webContents.on('render-process-gone', (_event, details) => {
      this.#context.panels.log.warn({ reason: details.reason }, 'the site’s page ended');
      if (current()) void this.endSession(failure('SITE-ARRETE'), ['start-over', 'close']);
    });
    // A page may close itself: there is no view any more that could be shown, or left.
    webContents.on('destroyed', () => {
      if (current()) void this.endSession(failure('SITE-ARRETE'), ['start-over', 'close']);
    });
    attachLectureVitaleBridge(
      webContents,
      {
        origin: attempt.origin,
        ask: (request, wanted) => this.#context.components.ask(request, wanted),
        onFailure: (reason) => {
          if (current()) this.#warn(reason);
        },
      },
      this.#context.panels.log,
    );
    webContents.ipc.on(siteAnswerChannel, (event, message: unknown) => {
      const answer = readSiteAnswer(message);
      const frame = event.senderFrame;
      if (answer !== null && frame !== null && frame === webContents.mainFrame && current())
        this.#answered(answer, frame.origin);
    });
  }

  #load(address: string): void {
    const site = this.#window.site;
    if (site === null) return;
    this.#stop = null;
    this.#banner = null;
    this.#wayOut = null;
    this.#progress.begin('connecting');
    // A load that fails is told by did-fail-load, with its code.
    site.view.webContents.loadURL(address).catch(() => undefined);
    this.#render();
  }

  #started(url: string): void {
    if (url === 'about:blank') return;
    this.#wayOut = null;
    const waitsForPhone = isProSanteConnect(url, this.#context.configuration);
    this.#progress.begin(
      waitsForPhone ? 'waiting-phone' : this.#signedIn === null ? 'connecting' : 'loading',
    );
  }

  #navigated(url: string, status: number): void {
    if (!URL.canParse(url) || url === 'about:blank') return;
    const { origin, host, pathname } = new URL(url);
    const { ecps } = this.#attempt;
    if (origin !== this.#attempt.origin) {
      const unavailable = mapConnectStatus(status, host);
      if (unavailable !== null) {
        this.halt(unavailable, ['start-over', 'close']);
        return;
      }
      // Pro Santé Connect's own page: it is the practitioner's turn.
      this.#current = null;
      this.#signedIn = null;
      if (ecps?.turn === 'practitioner') this.#progress.begin('waiting-phone');
      this.#reveal();
      return;
    }
    if (ecps?.turn === 'signed-out') {
      void this.endSession(failure('SESSION-DECONNECTEE'), ['start-over', 'close']);
      return;
    }
    const problem = mapHttpStatus(status, host);
    if (problem !== null) {
      this.halt(problem, ['retry', 'dashboard', 'close']);
      return;
    }
    this.#current = pageOf(pathname);
    // Before Pro Santé Connect has led back, a page of the site is one that it shows to anybody; and a way back that
    // the site refuses has signed nobody in.
    const refused = status >= 400 && isEcpsCallback(url, this.#attempt.origin);
    if (ecps === null || (ecps.turn === 'signed-in' && !refused)) {
      if (this.#signedIn === null) this.#events?.onSignedIn(this.#attempt);
      this.#signedIn = this.#attempt.signedIn;
      if (this.#goesOnToAskedPage()) return;
    }
    this.#reveal();
  }

  /** Pages that change their address by themselves have no request that could be refused. */
  #navigatedInPage(site: SiteSession, url: string): void {
    if (!URL.canParse(url)) return;
    if (site.isOtherPatient(url)) {
      void this.endSession(failure('SITE-AUTRE-PATIENT'), ['start-over', 'close']);
      return;
    }
    this.#current = pageOf(new URL(url).pathname);
    this.#render();
  }

  /** The site may drop the practitioner on its home page after signing in: the page asked for follows, once. */
  #goesOnToAskedPage(): boolean {
    if (this.#arrived) return false;
    if (this.#current !== 'Accueil' || this.#asked === 'Accueil' || this.#resumed) {
      // A page that is none of the table's may be one that comes first: a default situation to be chosen.
      this.#arrived = this.#current !== null;
      return false;
    }
    this.#resumed = true;
    this.openPage(this.#asked);
    return true;
  }

  #reveal(): void {
    if (this.#stop === null && this.#window.siteHidden) this.#window.showSite(true);
    this.#render();
  }

  #finished(): void {
    // A page of Pro Santé Connect is there: the practitioner is still awaited.
    if (this.#attempt.ecps?.turn !== 'practitioner') this.#progress.end();
    this.#render();
  }

  #failed(code: number, url: string): void {
    const host = URL.canParse(url) ? new URL(url).host : '';
    const { method, certificate } = this.#attempt;
    const problem = mapLoadFailure(code, host, method === 'cpx' && certificate === null);
    if (problem === null || this.#stop !== null) return;
    this.#context.panels.log.warn({ code, failure: problem.code }, 'the site’s page did not load');
    this.halt(problem, ['start-over', 'close']);
  }

  #answered(code: SiteAnswer, from: string): void {
    if ((from === this.#attempt.origin) === (code === CONNECT_ANSWER)) return;
    if (code === CONNECT_ANSWER || code === 'SITE-ERREUR-GENERALE') {
      void this.endSession(failure(code), ['start-over', 'close']);
      return;
    }
    if (code === 'SITE-DMP-INACCESSIBLE') {
      this.#wayOut = failure(code);
      this.#render();
      return;
    }
    this.halt(failure(code), ['dashboard', 'close']);
  }

  /** A navigation was refused: told above the page that stays, or in its place when there is none yet. */
  #refused(reason: Failure): void {
    if (this.#window.siteHidden && this.#stop === null) this.halt(reason, ['start-over', 'close']);
    else this.#warn(reason);
  }

  #warn(problem: Failure): void {
    this.#banner = problem;
    this.#render();
  }

  #render(): void {
    if (this.closed || this.#subject === null) return;
    const { demonstration } = this.#context;
    this.#window.send({
      demonstration,
      patient: patientBar(this.#subject),
      tabs: pageAccess(this.#attempt.choice, this.#subject.kind !== 'dashboard').map((access) => ({
        page: access.page,
        enabled: access.enabled,
        reason: access.enabled ? null : access.reason,
      })),
      current: this.#current,
      progress: this.#progress.shown,
      signedIn: this.#signedIn,
      connection: {
        host: new URL(this.#attempt.origin).host,
        // Nothing is said of a connection before there is one.
        tls: this.#signedIn === null ? null : TLS_VERSIONS[this.#attempt.method],
      },
      vitaleRemoved: this.#vitaleRemoved,
      ...this.#tools.state,
      wayOut: this.#wayOut,
      banner: this.#banner,
      stop: this.#stop === null ? null : { ...this.#stop, actions: withDiagnosis(this.#stop.actions) },
    });
  }
}

/** Before the one that leaves. */
function withDiagnosis(actions: readonly WayOn[]): StopAction[] {
  return [...actions.filter((action) => action !== 'close'), 'diagnosis', 'close'];
}

const TLS_VERSIONS: Readonly<Record<SignInMethod, string>> = { cpx: 'TLS 1.2', ecps: 'TLS 1.2 ou 1.3' };

function insOf(subject: VisitSubject): InsMatricule | null {
  return subject.kind === 'dashboard' ? null : subject.ins;
}

function siteAccess(configuration: Configuration, method: SignInMethod, origin: string): SiteAccess {
  const psc = method === 'ecps' ? configuration.proSanteConnect.hosts : [];
  return {
    documents: new Set([origin, ...psc]),
    resources: new Set(configuration.webPs.resourceHosts),
  };
}

function isProSanteConnect(url: string, configuration: Configuration): boolean {
  return URL.canParse(url) && configuration.proSanteConnect.hosts.includes(new URL(url).origin);
}

/** The entry of the page table that an address of the site belongs to. */
export function pageOf(pathname: string): PageId | null {
  if (pathname === '/') return 'Accueil';
  const segment = /^\/AccesDirect\/([A-Za-z]+)/.exec(pathname)?.[1];
  return segment !== undefined && isPageId(segment) ? segment : null;
}
