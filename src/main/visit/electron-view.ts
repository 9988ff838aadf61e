import type { Rectangle, WebContents } from 'electron';
import { placeOfPage } from '../../domain/site/keys.ts';
import type { InsMatricule } from '../../domain/identity/ins.ts';
import type { Allowed } from '../../domain/settings/configuration.ts';
import type { VisitEvent } from '../../domain/launch/visit-life.ts';
import type { SignInAttempt } from '../sign-in/attempt.ts';
import type { LectureVitaleComponents } from '../site/lecture-vitale-components.ts';
import type { ProxyAnswers } from '../site/proxy-desk.ts';
import type { OwnHandlers } from '../windows/commands.ts';
import type { PanelContext } from '../windows/panel.ts';
import type { VisitKey } from './reading-keys.ts';
import type { ToolCommands } from './reading-context.ts';
import { ReadingTools } from './reading-tools.ts';
import { Departure } from './departure.ts';
import { followSite } from './site-follower.ts';
import { VisitWindow } from './visit-window.ts';
import type { SystemWindows } from './system-windows.ts';
import type { VisitShown, VisitView, VisitViewListener } from './visit-view.ts';
import { hear } from '../../system/guarded.ts';

export interface ElectronVisitViewParts {
  readonly panels: PanelContext;
  readonly place: Rectangle | null;
  readonly hideAfterMinutes: number;
  /** What this workstation lets be done. */
  readonly allow: () => Allowed;
  /** What the site's pages may ask through the bridge. */
  readonly components: LectureVitaleComponents;
  readonly systemWindows: SystemWindows;
  /** What a proxy on the way of a sign-out is answered. */
  readonly proxies: ProxyAnswers;
}

/** The visit's window as it is: our page, the site's view in a session of its own, and the reading tools. */
export class ElectronVisitView implements VisitView {
  readonly #parts: ElectronVisitViewParts;
  readonly #window: VisitWindow;
  readonly #tools: ReadingTools;
  #listener: VisitViewListener | null = null;
  #shown: VisitShown | null = null;
  #departure: Departure | null = null;
  #session: { readonly id: number; readonly attempt: SignInAttempt | null } = { id: 0, attempt: null };

  constructor(parts: ElectronVisitViewParts) {
    this.#parts = parts;
    const { panels, place, hideAfterMinutes, allow, systemWindows } = parts;
    this.#tools = new ReadingTools({
      window: () => this.#window,
      hideAfterMinutes,
      allow,
      systemWindows,
      log: panels.log,
      mayTake: () => this.#shown?.signingIn === null,
      onChange: () => {
        this.#render();
      },
      onWarning: (failure) => {
        this.#tell({ type: 'warn', failure });
      },
      onConnection: (origin, connection) => {
        const { id, attempt } = this.#session;
        if (origin === attempt?.origin) this.#tell({ type: 'connected', session: id, connection });
      },
      onSettled: (code) => {
        this.#tell({ type: 'settled', code });
      },
      onVisitKey: (key) => {
        this.#press(key);
      },
      onVeil: (veiled) => {
        this.#listener?.onVeil(veiled);
      },
    });
    this.#window = new VisitWindow({ ...this.#tools.commands, ...this.#commands() }, panels, place);
    this.#window.onSiteDisturbed((why) => {
      this.#tools.holdInput(why);
    });
    this.#tools.watchPanel();
    hear(this.#window.window).on('close', (event) => {
      if (this.#window.gone) return;
      event.preventDefault();
      this.#tell({ type: 'close' });
    });
    for (const focus of ['focus', 'blur'] as const)
      hear(this.#window.window).on(focus as 'focus', () => this.#listener?.onFocus(focus === 'focus'));
    this.#window.onPlaceChange((moved) => this.#listener?.onPlace(moved));
  }

  listen(listener: VisitViewListener): void {
    this.#listener = listener;
  }

  openSite(session: number, attempt: SignInAttempt): void {
    const { terms, authorities } = attempt.signIn;
    this.#session = { id: session, attempt };
    const site = this.#window.openSite({
      terms,
      authorities,
      proxies: this.#parts.proxies,
      admits: (address) => attempt.admits(address),
      mayCopy: () => this.#parts.allow().copy,
      carryInto: (own) => attempt.carryInto(own),
      keepFrom: (own) => attempt.keepFrom(own),
    });
    this.#departure = new Departure(site);
    this.#tools.attach(site, this.#departure);
    followSite(site, {
      departure: this.#departure,
      session,
      attempt,
      current: () => this.#window.site === site,
      tell: (event) => {
        this.#tell(event);
      },
      onDownload: (address) => {
        this.#tools.refusedDownload(address);
      },
      openMade: (address) => this.#tools.openMade(address),
      components: this.#parts.components,
      log: this.#parts.panels.log,
    });
  }

  keepTo(ins: InsMatricule | null): void {
    this.#window.site?.keepTo(ins);
  }

  async warm(): Promise<void> {
    await this.#window.warmSite();
  }

  closeSite(signOut: readonly string[]): Promise<void> {
    this.#tools.detach();
    return this.#window.closeSite(signOut);
  }

  load(address: string): void {
    this.#tools.dismissDialog();
    const { site } = this.#window;
    const departure = this.#departure;
    void site?.prepared().then(() => {
      if (this.#window.site === site) departure?.goTo(address);
    });
  }

  leavePage(): void {
    this.#departure?.goAnyway();
  }

  showSite(visible: boolean): void {
    this.#window.showSite(visible);
  }

  closeDocument(): void {
    this.#tools.closeDocument();
  }

  owns(contents: WebContents): boolean {
    return this.#window.site?.owns(contents) === true;
  }

  begin(): void {
    this.#tools.begin();
  }

  reveal(): void {
    this.#window.panel.reveal();
    // The page that was being read goes on having the keyboard.
    if (!this.#tools.state.veiled) this.#window.focusShown();
  }

  hide(): void {
    this.#tools.stop();
    this.#window.window.hide();
  }

  destroy(): void {
    this.#window.destroy();
  }

  settingsChanged(): void {
    this.#tools.settingsChanged();
  }

  show(state: VisitShown): void {
    this.#shown = state;
    this.#render();
  }

  #render(): void {
    if (this.#shown !== null && !this.#window.gone)
      this.#window.send({ ...this.#shown, ...this.#tools.state });
  }

  #press(key: VisitKey): void {
    const place = placeOfPage(key);
    if (place === null) {
      if (key === 'reload' || key === 'back' || key === 'close') this.#tell({ type: key });
      return;
    }
    const tab = this.#shown?.tabs[place];
    if (tab?.enabled === true) this.#tell({ type: 'open-page', page: tab.page });
  }

  #tell(event: VisitEvent): void {
    this.#listener?.onEvent(event);
  }

  /** What the window asks of the visit; what it asks of the reading tools is theirs. */
  #commands(): Omit<OwnHandlers<'visit'>, 'layout' | keyof ToolCommands> {
    return {
      openPage: ({ page }) => {
        this.#tell({ type: 'open-page', page });
      },
      openOffered: () => this.#listener?.onOffered(),
      reload: () => {
        this.#tell({ type: 'reload' });
      },
      back: () => {
        this.#tell({ type: 'back' });
      },
      close: () => {
        this.#tell({ type: 'close' });
      },
      answerUnsaved: ({ leave }) => {
        this.#tell({ type: 'answer-unload', leave });
      },
      dismissWayOut: () => {
        this.#tell({ type: 'dismiss', what: 'wayOut' });
      },
      dismissBanner: () => {
        this.#tell({ type: 'dismiss', what: 'banner' });
      },
      stopAction: ({ action }) => {
        this.#tell({ type: 'act', action });
      },
    };
  }
}
