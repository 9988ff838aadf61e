import { failure, type Failure } from '../../domain/failures/index.ts';
import type { LaunchEvent, LaunchState } from '../../domain/launch/launch-policy.ts';
import type { Held } from '../../domain/launch/renewal.ts';
import type { SoftwareCall } from '../../domain/launch/software-call.ts';
import type { CallDesk } from '../calls/call-desk.ts';
import { DiagnosisDesk } from '../diagnosis/desk.ts';
import type { Sentinel } from '../diagnosis/sentinel.ts';
import { thisFieldMachine } from '../diagnosis/machine.ts';
import { watchWorkstation } from '../diagnosis/watch-workstation.ts';
import { holderFacts } from '../diagnosis/workstation-facts.ts';
import { Disposal } from '../base/disposal.ts';
import { Moments } from '../base/moments.ts';
import type { Memory } from '../base/memory.ts';
import { CardDesk } from './card-desk.ts';
import type { MenuCommands } from './application-menu.ts';
import { CameraWindow } from '../camera/camera-window.ts';
import { CardParts } from './card-parts.ts';
import {
  assistantCommands,
  openOffered,
  openReady,
  scanned,
  seen,
  trayCommands,
  type CommandTarget,
} from './commands.ts';
import { launchEffects } from './effects.ts';
import { LaunchQueue } from './launch-queue.ts';
import { launchRules } from './launch-rules.ts';
import type { LockWatch } from './lock-watch.ts';
import { held, watchPresence } from './presence.ts';
import { makeCalls } from './make-calls.ts';
import { makePresenter } from './make-presenter.ts';
import { makeNotifications, type Notifications } from './notifications.ts';
import { GlobalKeys } from './shortcut.ts';
import { Pause } from './pause.ts';
import type { LauncherPresenter } from './presenter.ts';
import { openWork, type OpenWork } from './open-work.ts';
import type { ProgramParts, ReadyUpdate } from './program-parts.ts';
import { takeOver } from './take-over.ts';
import { tellVisit } from './tell-visit.ts';
import { OwnWindows } from '../own-windows/own-windows.ts';
import type { ProxyDesk } from '../site/proxy-desk.ts';
import { EcpsKeeper } from '../sign-in/ecps-keeper.ts';
import { EngineCryptolib } from '../sign-in/engine-cryptolib.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { StateTray } from './tray.ts';
import type { VisitDesk } from '../visit/visit-desk.ts';
import { makeProxies } from './make-proxies.ts';
import { makeVisits } from './make-visits.ts';
import { ConfirmWindow } from '../questions/confirm.ts';
import type { LauncherWindow } from './launcher.ts';

/**
 * The running program: its parts, and what each tells the others. What happens goes to the launch queue, what the
 * launch policy decides is carried out by `launchEffects`, what is shown is made by the presenter.
 */
export class Program implements CommandTarget {
  readonly #parts: ProgramParts;
  /** Closed in the reverse of the order in which the parts are made. */
  readonly #opened: Disposal;
  readonly #tray: StateTray;
  readonly #cards: CardParts;
  readonly launcher: LauncherWindow;
  readonly #confirm: ConfirmWindow;
  readonly #engine: EngineCryptolib;
  /** The passwords of the practice’s proxies, for pages and for what the program asks for by itself. */
  readonly proxies: ProxyDesk;
  readonly #keeper: EcpsKeeper;
  readonly #diagnosis: DiagnosisDesk;
  readonly #sentinel: Sentinel;
  readonly #desk: VisitDesk;
  readonly camera: CameraWindow;
  readonly windows: OwnWindows;
  readonly #notifications: Notifications;
  readonly #calls: CallDesk;
  readonly #cardDesk: CardDesk;
  readonly queue: LaunchQueue;
  readonly presenter: LauncherPresenter;

  readonly pause: Pause;
  readonly #keys: GlobalKeys;
  readonly #visitOpened: (() => void)[] = [];
  /** What happens here, for whatever has something due. */
  readonly moments = new Moments();
  #lock: LockWatch | null = null;
  #update: ReadyUpdate | null = null;
  /** Set once an installer is about: from then on a card that comes opens nothing by itself. */
  heldBack = false;
  readonly #render = (): void => {
    if (!this.#opened.begun) this.presenter.render();
  };
  /** Something the user should know that no window has asked for. */
  readonly tell = (problem: Failure): void => {
    this.presenter.tell(problem);
  };
  /** Likewise, without a window: in the launcher, for when it is looked at. */
  readonly note = (problem: Failure): void => {
    this.presenter.note(problem);
  };
  readonly #openReady = (): void => {
    openReady(this);
  };
  readonly #dispatch = (event: LaunchEvent): void => {
    this.queue.dispatch(event);
  };

  constructor(parts: ProgramParts) {
    const { log } = parts;
    this.#parts = parts;
    this.#opened = new Disposal(log);
    this.#opened.add('memory', () => parts.memory.flush());
    this.#tray = this.#opened.own('tray', parts.tray);
    this.pause = this.#opened.own('pause', new Pause(this.#render));
    this.#keys = this.#opened.own('keys', new GlobalKeys(this.#openReady, this.note));
    this.#cards = new CardParts(this.#parts, this.#opened, {
      onCards: () => {
        this.#cardDesk.changed();
        this.#sentinel.readersChanged();
        this.moments.tell('cards');
      },
      onPractitioner: () => {
        this.#desk.practitionerChanged();
        this.presenter.render();
      },
    });
    this.launcher = parts.launcher.window;
    this.camera = new CameraWindow((text, page) => seen(this, text, page), this.#parts.panels);
    this.#confirm = new ConfirmWindow(this.#parts.panels, (text) => {
      scanned(this, text, parts.settings.current.landingPage);
    });
    this.#engine = new EngineCryptolib({
      ...this.#parts,
      after: parts.launcher.settled,
      onChange: this.#render,
    });
    // Stopped after the e-CPS session, which is signed out through the same proxies.
    this.proxies = makeProxies(this.#parts, () => this.#desk.visit, this.#opened);
    // Stopped after the visits, which leave it what it keeps.
    this.#keeper = this.#opened.own(
      'e-CPS session',
      new EcpsKeeper({
        ...this.#parts,
        proxies: this.proxies,
        onChange: () => {
          this.#render();
          this.moments.tell('record');
        },
      }),
    );
    this.#diagnosis = this.#opened.own(
      'diagnosis',
      new DiagnosisDesk({ ...this.#parts, cards: this.#cards.cards, engine: this.#engine }),
    );
    this.#desk = this.#makeDesk();
    this.#notifications = makeNotifications(parts, {
      quiet: () => this.pause.active,
      signal: () => {
        this.launcher.signal();
      },
      note: this.note,
      onClick: () => {
        if (this.#desk.visit === null) this.#openReady();
        else this.showVisit();
      },
    });
    this.#opened.own('notifications', this.#notifications);
    this.#sentinel = this.#opened.own(
      'sentinel',
      watchWorkstation({
        ...parts,
        cards: this.#cards.cards,
        tell: ({ found, section }) => {
          this.#notifications.workstation(found, () => {
            parts.panels.openDiagnosis(section);
          });
        },
      }),
    );
    this.windows = this.#makeOwnWindows();
    this.#calls = makeCalls(this, { ...this.#parts, confirm: this.#confirm });
    this.#cardDesk = this.#makeCardDesk();
    // Stopped first: nothing that happens from then on changes anything.
    this.queue = this.#opened.own('queue', this.#makeQueue());
    this.#opened.own('moments', this.moments);
    this.presenter = makePresenter(this, {
      ...parts,
      cards: this.#cards,
      desk: this.#desk,
      keeper: this.#keeper,
      tray: this.#tray,
      updateReady: () => this.#update?.version ?? null,
      notifications: this.#notifications,
    });
  }

  start(): void {
    takeOver(this.#parts, this, (asked) => {
      this.#diagnosis.open(asked ?? this.presenter.troubled);
    });
    this.#keys.use(this.#parts.settings.current.shortcut);
    this.presenter.render();
    // The page first: beside another process that starts, both would be late where there are few processors.
    void this.#parts.launcher.settled.then(() => {
      this.#watch();
    });
  }

  /** Cards, and whether somebody is there. */
  #watch(): void {
    if (this.#opened.begun) return;
    this.#cards.cards.start();
    // Not in the middle of the first click: what reads the certificates that the site is answered with.
    void import('../../domain/practitioner/certificate.ts');
    this.#lock = this.#opened.own(
      'lock',
      watchPresence({
        ...this.#parts,
        moments: this.moments,
        pause: this.pause,
        sentinel: this.#sentinel,
        cards: this.#cards.cards,
        desk: this.#desk,
        camera: this.camera,
        window: this.launcher.native,
      }),
    );
  }

  /** A new version is ready, or is no more: the menus follow, and the launcher tells what nothing else has told. */
  setUpdate(update: ReadyUpdate | null, told: boolean): void {
    this.#update = update;
    if (update === null || told) this.presenter.render();
    else this.presenter.note(failure('MAJ-PRETE', { version: update.version }));
  }

  installUpdate(): void {
    this.#update?.install();
  }

  /** What the program's own menu does, where there is one. */
  get menuCommands(): MenuCommands {
    return trayCommands(this);
  }

  /** Whether a record is open: nothing that can wait happens meanwhile. */
  get visitOpen(): boolean {
    return this.#state.visit !== null;
  }

  /** Calls back whenever a record is opened where there was none. */
  onVisitOpened(tell: () => void): void {
    this.#visitOpened.push(tell);
  }

  /** What of the user's would not outlive the program. */
  get held(): Held {
    const { proxies } = this;
    const [cards, desk, keeper, lock] = [this.#cards.cards, this.#desk, this.#keeper, this.#lock];
    return held(this.#state, { cards, desk, keeper, proxies, lock });
  }

  /** What is open or asked. */
  get work(): OpenWork {
    return openWork(this.#state, this.#desk.visit !== null);
  }

  get launcherShown(): boolean {
    return this.launcher.shown;
  }

  /** A setting has changed: what the windows show follows. */
  settingsChanged(): void {
    this.#desk.settingsChanged();
    this.#engine.follow();
    this.#keeper.follow();
    const { allow, shortcut } = this.#parts.settings.current;
    if (!allow.camera) this.camera.close();
    this.#keys.use(shortcut);
    this.presenter.render();
  }

  endEcps(): void {
    void this.#keeper.end();
    this.#desk.endEcps();
  }

  /** The engine's network process has ended. */
  networkEnded(): void {
    // Only Linux changes files beneath a program that goes on; without them the engine tries in vain, again and again.
    const replaced = this.heldBack && process.platform === 'linux';
    if (!replaced) this.#parts.log.warn({}, 'network process ended, the open session ends with it');
    void this.#desk.networkEnded(replaced);
  }

  showLauncher(): void {
    this.launcher.reveal();
  }

  get settings(): SettingsStore {
    return this.#parts.settings;
  }

  get memory(): Memory {
    return this.#parts.memory;
  }

  openDiagnosis(): void {
    this.#parts.panels.openDiagnosis(null);
  }

  quit(): void {
    this.#parts.onQuit();
  }

  showVisit(): void {
    if (this.#desk.visit === null) this.showLauncher();
    else this.#desk.visit.reveal();
  }

  /** Carries a call of the practice's software; the answer is null once its record is open. */
  call(call: SoftwareCall, wanted: AbortSignal): Promise<Failure | null> {
    return this.#calls.carry(call, wanted);
  }

  /** Carries a deep link; what came of it is told to the practitioner. */
  openLink(link: string): void {
    void this.#calls.openLink(link);
  }

  /** Opens the assistant when this is the first run; `settled` when somebody else has settled everything. */
  offerFirstRun(settled: boolean): boolean {
    return this.windows.offerFirstRun(settled);
  }

  /** Ends everything: the open session first. Answers when nothing is left. */
  stop(): Promise<void> {
    return this.#opened.dispose();
  }

  get #state(): LaunchState {
    return this.queue.state;
  }

  #makeDesk(): VisitDesk {
    return makeVisits(
      {
        ...this.#parts,
        cards: this.#cards,
        engine: this.#engine,
        keeper: this.#keeper,
        proxies: this.proxies,
        dispatch: this.#dispatch,
        onLate: this.tell,
        confirm: this.#confirm,
        state: () => this.#state,
        // Shown in the assistant, and told to the helpdesk.
        onConnection: this.#render,
        onOffered: () => {
          openOffered(this);
        },
        onVeil: (veiled) => {
          this.#veil(veiled);
        },
      },
      this.#opened,
    );
  }

  #makeOwnWindows(): OwnWindows {
    return new OwnWindows({
      ...this.#parts,
      facts: () => ({
        readers: this.#cards.cards.snapshot,
        vitales: this.#state.cards,
        practitioner: this.#cards.practitioner.view,
        connection: this.#desk.visit?.connection ?? null,
      }),
      lockTold: () => this.#lock?.told ?? null,
      ...assistantCommands(this),
    });
  }

  #makeCardDesk(): CardDesk {
    const { cards, sources, pins, practitioner } = this.#cards;
    return new CardDesk({
      ...this.#parts,
      cards,
      sources,
      pins,
      practitioner,
      engine: this.#engine,
      visits: this.#desk,
      notifications: this.#notifications,
      dispatch: this.#dispatch,
      holders: () => holderFacts(thisFieldMachine()),
      onRefining: (refining) => {
        this.presenter.setRefining(refining);
      },
    });
  }

  #makeQueue(): LaunchQueue {
    return new LaunchQueue({
      log: this.#parts.log,
      rules: () =>
        launchRules(this.#parts.settings.current, {
          paused: this.pause.active || this.heldBack,
          trying: this.windows.assistantOpen,
          unwatched: this.#parts.companions?.any === true || this.#lock?.unseen === true,
        }),
      handlers: launchEffects({
        state: () => this.#state,
        dispatch: this.#dispatch,
        visits: this.#desk,
        confirm: this.#confirm,
        calls: this.#calls,
        veiled: () => this.presenter.veiled,
        readCard: (key) => {
          this.#cardDesk.read(key);
        },
        showLauncher: () => {
          this.launcher.appear();
        },
        signalCard: () => {
          // It asks for a card itself, and is what the user is looking at.
          if (this.windows.assistantOpen) this.windows.openAssistant();
          else this.launcher.signal();
        },
        note: this.note,
        onOpened: () => {
          tellVisit(this.#desk.visit, this.#state, this.#state);
          this.launcher.hide();
          this.presenter.render();
        },
        onReturned: () => {
          this.launcher.hide();
        },
        tell: this.tell,
        assistantSays: (problem) => this.windows.notConnected(problem),
      }),
      onStep: (before, after) => {
        this.#follow(before, after);
      },
    });
  }

  /** The launch policy has moved on. */
  #follow(before: LaunchState, after: LaunchState): void {
    if (before.visit === null && after.visit !== null) for (const tell of this.#visitOpened) tell();
    if (before.visit !== null && after.visit === null) this.moments.tell('record');
    if (after.visit !== null && after.visit.id !== before.visit?.id) this.camera.close();
    tellVisit(this.#desk.visit, before, after);
    this.#calls.follow(after);
    this.presenter.follow(before, after);
  }

  #veil(veiled: boolean): void {
    this.presenter.setVeiled(veiled);
    if (!veiled) return;
    this.camera.close();
    this.#confirm.withdrawNaming();
    this.#notifications.cardGone();
  }
}
