import type { X509Certificate } from 'node:crypto';
import type { Rectangle, WebContents } from 'electron';
import type { Configuration, SignInMean } from '../../domain/configuration.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { InsMatricule } from '../../domain/ins.ts';
import type { VisitSubject } from '../../domain/launch-policy.ts';
import { buildPageUrl, isPageId, pageAccess, type PageId, type SignInMeans } from '../../domain/pages.ts';
import type { SiteAccess } from '../../domain/site-access.ts';
import { siteAnswerChannel } from '../../domain/site-answers.ts';
import { siteAnswerSchema, type CommandParams, type VisitState } from '../contract.ts';
import { attachLectureVitaleBridge } from '../site/lecture-vitale-bridge.ts';
import type { LectureVitaleComponents } from '../site/lecture-vitale-components.ts';
import { mapHttpStatus, mapLoadFailure } from '../site/load-failures.ts';
import type { SiteSession } from '../site/site-session.ts';
import { patientBar } from '../view-models.ts';
import type { PanelContext } from '../windows/panel.ts';
import { ProgressClock } from './progress.ts';
import { VisitWindow } from './visit-window.ts';

export type StopAction = CommandParams<'visit', 'stopAction'>['action'];

/** What stops a visit's site from being shown, and the ways on that are offered. */
interface Stop {
  readonly failure: Failure;
  readonly actions: readonly StopAction[];
}

/** How a visit signs in, decided before it starts. */
export interface VisitSignIn {
  readonly means: SignInMeans;
  /** The site's origin for this mean. */
  readonly origin: string;
}

export interface VisitEvents {
  /** The window was closed, by whoever it was; the session is already destroyed. */
  readonly onClosed: () => void;
  readonly onDiagnosis: () => void;
  /** The window moved or was resized: only its place, never its content. */
  readonly onPlace: (place: Rectangle) => void;
  /** The site has let the practitioner in. */
  readonly onSignedIn: () => void;
  /** How to sign in when starting over, or why that cannot be. */
  readonly renewSignIn: () => VisitSignIn | Failure;
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
  #events: VisitEvents | null = null;
  #subject: VisitSubject | null = null;
  #signIn: VisitSignIn;
  #asked: PageId = 'TableauDeBord';
  #current: PageId | null = null;
  /** The page asked for has been reached, or was asked for again after the site had signed the practitioner in. */
  #arrived = false;
  #resumed = false;
  #signedIn: VisitState['signedIn'] = null;
  #holder: string | null = null;
  #certificateId: string | null = null;
  /** The user gave up typing the PIN: this session does not ask again. */
  pinCancelled = false;
  #vitaleRemoved = false;
  #banner: Failure | null = null;
  #stop: Stop | null = null;
  #closing: Promise<void> | null = null;
  #startingOver: Promise<void> | null = null;

  constructor(signIn: VisitSignIn, context: VisitContext) {
    this.#context = context;
    this.#signIn = signIn;
    this.#progress = new ProgressClock(() => {
      this.#render();
    });
    this.#window = new VisitWindow(this.#commands(), context.panels, context.place);
    this.#window.window.on('close', (event) => {
      if (this.#window.gone) return;
      event.preventDefault();
      void this.close();
    });
    this.#window.onPlaceChange((place) => this.#events?.onPlace(place));
    this.#openSite();
  }

  /** How this visit signs in. */
  get signIn(): VisitSignIn {
    return this.#signIn;
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
    return !this.closed && this.#subject === null && sameSignIn(this.#signIn, signIn);
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
  }

  reveal(): void {
    this.#window.panel.reveal();
    this.#render();
  }

  /** Opens a page of the site; a session that has ended is started over first. */
  openPage(page: PageId): void {
    const subject = this.#subject;
    if (subject === null || this.closed) return;
    if (this.#window.site === null) {
      this.#asked = page;
      void this.startOver();
      return;
    }
    const { webPs } = this.#context.configuration;
    const address = buildPageUrl({
      host: this.#signIn.origin,
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
    this.#load(address.value);
  }

  /** The Vitale this visit came from left or came back. */
  setVitaleRemoved(removed: boolean): void {
    this.#vitaleRemoved = removed;
    this.#render();
  }

  /** Id of the certificate that this session signs in with, once chosen. */
  get certificateId(): string | null {
    return this.#certificateId;
  }

  /** A certificate was chosen for this session; the name is shown once the site has let it in. */
  useCertificate(id: string, holder: string | null): void {
    this.#certificateId = id;
    this.#holder = holder;
  }

  /** Shows a reason and ways on in the site's place; the session stays. */
  halt(reason: Failure, actions: readonly StopAction[]): void {
    if (this.closed) return;
    this.#progress.end();
    this.#stop = { failure: reason, actions };
    this.#window.showSite(false);
    this.#render();
  }

  /** Ends the browser session at once and says why; going on needs a new sign-in. */
  async endSession(reason: Failure, actions: readonly StopAction[]): Promise<void> {
    if (this.closed) return;
    this.#forgetSignIn();
    this.halt(reason, actions);
    await this.#window.closeSite();
  }

  /** Starts over with a fresh session, signing in again as can be done now. */
  startOver(): Promise<void> {
    this.#startingOver ??= this.#startOver().finally(() => {
      this.#startingOver = null;
    });
    return this.#startingOver;
  }

  async #startOver(): Promise<void> {
    const renewed = this.#events?.renewSignIn() ?? this.#signIn;
    if ('code' in renewed) {
      this.halt(renewed, ['start-over', 'diagnosis', 'close']);
      return;
    }
    this.#forgetSignIn();
    await this.#window.closeSite();
    if (this.closed) return;
    this.#signIn = renewed;
    this.#openSite();
    this.openPage(this.#asked);
  }

  #forgetSignIn(): void {
    this.#signedIn = null;
    this.#holder = null;
    this.#certificateId = null;
    this.pinCancelled = false;
    this.#resumed = false;
  }

  /** Destroys the session, then the window; answers, however often it is asked, when nothing of the visit is left. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#progress.end();
    this.#window.window.hide();
    await this.#window.closeSite();
    this.#window.destroy();
    this.#events?.onClosed();
  }

  #commands(): ConstructorParameters<typeof VisitWindow>[0] {
    return {
      openPage: ({ page }) => {
        this.openPage(page);
      },
      print: () => {
        this.#print();
      },
      reload: () => {
        // A reload never sends Pro Santé Connect's callback again: the page is asked for anew.
        this.openPage(this.#current ?? this.#asked);
      },
      close: () => void this.close(),
      dismissBanner: () => {
        this.#banner = null;
        this.#render();
      },
      stopAction: ({ action }) => {
        this.#act(action);
      },
    };
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
        this.#events?.onDiagnosis();
        return;
      case 'close':
        void this.close();
    }
  }

  #openSite(): void {
    const { configuration, authorities } = this.#context;
    const mean: SignInMean = this.#signIn.means.means;
    const site = this.#window.openSite({
      access: siteAccess(configuration, mean, this.#signIn.origin),
      origin: this.#signIn.origin,
      signIn: mean,
      authorities,
    });
    if (this.#subject !== null) site.keepTo(insOf(this.#subject));
    site.listen({
      onRefused: (host) => {
        this.#refused(failure('SITE-LIEN-EXTERIEUR', { host }));
      },
      onOtherPatient: () => {
        this.#refused(failure('SITE-AUTRE-PATIENT'));
      },
      onDownload: () => {
        this.#warn(failure('SITE-TELECHARGEMENT'));
      },
    });
    this.#follow(site);
  }

  #follow(site: SiteSession): void {
    const { webContents } = site.view;
    const current = (): boolean => this.#window.site === site;
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument, url }) => {
      if (isMainFrame && !isSameDocument && current()) this.#started(url);
    });
    webContents.on('did-navigate', (_event, url, status) => {
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
    attachLectureVitaleBridge(
      webContents,
      {
        origin: this.#signIn.origin,
        ask: (request, wanted) => this.#context.components.ask(request, wanted),
        onFailure: (reason) => {
          if (current()) this.#warn(reason);
        },
      },
      this.#context.panels.log,
    );
    webContents.ipc.on(siteAnswerChannel, (event, message: unknown) => {
      const answer = siteAnswerSchema.safeParse(message);
      if (answer.success && event.senderFrame === webContents.mainFrame && current())
        this.#answered(answer.data.code);
    });
  }

  #load(address: string): void {
    const site = this.#window.site;
    if (site === null) return;
    this.#stop = null;
    this.#banner = null;
    this.#progress.begin('connecting');
    // A load that fails is told by did-fail-load, with its code.
    site.view.webContents.loadURL(address).catch(() => undefined);
    this.#render();
  }

  #started(url: string): void {
    if (url === 'about:blank') return;
    const waitsForPhone = isProSanteConnect(url, this.#context.configuration);
    this.#progress.begin(
      waitsForPhone ? 'waiting-phone' : this.#signedIn === null ? 'connecting' : 'loading',
    );
  }

  #navigated(url: string, status: number): void {
    if (!URL.canParse(url) || url === 'about:blank') return;
    const { origin, host, pathname } = new URL(url);
    if (origin !== this.#signIn.origin) {
      // Pro Santé Connect's own page: it is the practitioner's turn.
      this.#current = null;
      this.#reveal();
      return;
    }
    const problem = mapHttpStatus(status, host);
    if (problem !== null) {
      this.halt(problem, ['retry', 'dashboard', 'diagnosis', 'close']);
      return;
    }
    if (this.#signedIn === null) this.#events?.onSignedIn();
    this.#signedIn = { by: this.#signIn.means.means, holder: this.#holder };
    this.#current = pageOf(pathname);
    if (this.#goesOnToAskedPage()) return;
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
      this.#arrived = this.#current === this.#asked;
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
    this.#progress.end();
    this.#render();
  }

  #failed(code: number, url: string): void {
    const host = URL.canParse(url) ? new URL(url).host : '';
    const problem = mapLoadFailure(code, host);
    if (problem === null || this.#stop !== null) return;
    this.#context.panels.log.warn({ code, failure: problem.code }, 'the site’s page did not load');
    this.halt(problem, ['start-over', 'diagnosis', 'close']);
  }

  #answered(code: Failure['code']): void {
    this.halt(
      failure(code),
      code === 'SITE-ERREUR-GENERALE' ? ['start-over', 'close'] : ['dashboard', 'close'],
    );
  }

  /** A navigation was refused: told above the page that stays, or in its place when there is none yet. */
  #refused(reason: Failure): void {
    if (this.#window.siteHidden && this.#stop === null)
      this.halt(reason, ['start-over', 'diagnosis', 'close']);
    else this.#warn(reason);
  }

  #warn(problem: Failure): void {
    this.#banner = problem;
    this.#render();
  }

  #print(): void {
    this.#window.site?.view.webContents.print({}, (done, reason) => {
      if (!done && reason !== 'Print job canceled') this.#warn(failure('IMPRESSION-IMPOSSIBLE'));
    });
  }

  #render(): void {
    if (this.closed || this.#subject === null) return;
    const { demonstration } = this.#context;
    this.#window.send({
      demonstration,
      patient: patientBar(this.#subject),
      tabs: pageAccess(this.#signIn.means, this.#subject.kind !== 'dashboard').map((access) => ({
        page: access.page,
        enabled: access.enabled,
        reason: access.enabled ? null : access.reason,
      })),
      current: this.#current,
      progress: this.#progress.shown,
      signedIn: this.#signedIn,
      connection: {
        host: new URL(this.#signIn.origin).host,
        tls: this.#signIn.means.means === 'cpx' ? 'TLS 1.2' : 'TLS 1.2 ou 1.3',
      },
      vitaleRemoved: this.#vitaleRemoved,
      banner: this.#banner,
      stop: this.#stop === null ? null : { ...this.#stop, actions: [...this.#stop.actions] },
    });
  }
}

function insOf(subject: VisitSubject): InsMatricule | null {
  return subject.kind === 'dashboard' ? null : subject.ins;
}

function sameSignIn(one: VisitSignIn, other: VisitSignIn): boolean {
  return one.origin === other.origin && one.means.means === other.means.means;
}

function siteAccess(configuration: Configuration, mean: SignInMean, origin: string): SiteAccess {
  const psc = mean === 'ecps' ? configuration.proSanteConnect.hosts : [];
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
