import type { X509Certificate } from 'node:crypto';
import { refuseByEnvironment } from '../../domain/settings/card-environment.ts';
import type { Configuration } from '../../domain/settings/configuration.ts';
import { describeFailure, type DiagnosisSection, type Failure } from '../../domain/failures/index.ts';
import { readWrittenIns, refuseKindByEnvironment } from '../../domain/identity/written-ins.ts';
import {
  advance,
  INITIAL_LAUNCH_STATE,
  type LaunchEffect,
  type LaunchEvent,
  type LaunchState,
  type OpenVisit,
} from '../../domain/launch/launch-policy.ts';
import type { PageId } from '../../domain/site/pages.ts';
import { readCallLink, type SoftwareCall } from '../../domain/launch/software-call.ts';
import type { TrayState } from '../../domain/texts/fr/system.ts';
import { CallDesk } from '../calls/call-desk.ts';
import { Cards, type SeenCard } from '../cards/cards.ts';
import { DiagnosisDesk } from '../diagnosis/desk.ts';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import type { Memory } from '../base/memory.ts';
import { watchLock } from './lock-watch.ts';
import { Notifications } from './notifications.ts';
import { OwnWindows } from '../own-windows/own-windows.ts';
import { EngineCryptolib } from '../sign-in/engine-cryptolib.ts';
import { Practitioner } from '../cards/practitioner.ts';
import type { SettingsStore } from '../settings/store.ts';
import { LectureVitaleComponents } from '../site/lecture-vitale-components.ts';
import { StateTray } from './tray.ts';
import { launcherScreen, subjectOfCandidate, visitStrip, vitaleStatus } from './view-models.ts';
import { readersFailure } from '../cards/readers-failure.ts';
import { partyView } from '../visit/patient-views.ts';
import { NativeProcess } from '../cards/processes/native-process.ts';
import { VitaleSources } from '../cards/vitale-sources.ts';
import { ElectronVisitView } from '../visit/electron-view.ts';
import { VisitDesk } from '../visit/visit-desk.ts';
import { askPin } from '../questions/pin.ts';
import { ConfirmWindow } from '../questions/confirm.ts';
import { createLauncher, type LauncherWindow } from './launcher.ts';
import type { PanelContext } from '../windows/panel.ts';

export interface ProgramParts {
  readonly edition: Edition;
  /** Always what is in force (`liveConfiguration`): read a key where it is used. */
  readonly configuration: Configuration;
  readonly settings: SettingsStore;
  readonly authorities: () => readonly X509Certificate[];
  readonly log: Logger;
  readonly memory: Memory;
  readonly panels: PanelContext;
  readonly onQuit: () => void;
  /** A record was opened, or the open one was closed. */
  readonly onVisit: (open: boolean) => void;
}

/**
 * The running program: it feeds what happens into the launch policy and carries out what that decides,
 * one effect after the other, so that a session is destroyed before the next one starts.
 */
export class Program {
  readonly #parts: ProgramParts;
  readonly #cards: Cards;
  readonly #launcher: LauncherWindow;
  readonly #confirm: ConfirmWindow;
  readonly #calls: CallDesk;
  readonly #tray: StateTray;
  readonly #practitioner: Practitioner;
  readonly #engine: EngineCryptolib;
  readonly #sources: VitaleSources;
  readonly #components: LectureVitaleComponents;
  readonly #desk: VisitDesk;
  readonly #own: OwnWindows;
  readonly #diagnosis: DiagnosisDesk;
  readonly #notifications: Notifications;
  #state: LaunchState = INITIAL_LAUNCH_STATE;
  #work: Promise<void> = Promise.resolve();
  #notice: Failure | null = null;
  /** The question of a change of patient that the window was last given. */
  #askedSwitch: number | null = null;
  /** The vendor's library is being asked. */
  #refining = false;
  /** The cards that were there when the open record was hidden for inactivity; null while it is shown. */
  #veiledCards: ReadonlySet<string> | null = null;
  #stopping = false;

  constructor(parts: ProgramParts) {
    this.#parts = parts;
    // Before the windows: it is the first sign that the program is there.
    this.#tray = new StateTray({
      open: () => {
        this.showLauncher();
      },
      showVisit: () => {
        this.showVisit();
      },
      dashboard: () => {
        this.openDashboard('TableauDeBord');
      },
      siteSettings: () => {
        this.openDashboard('Parametrages');
      },
      settings: () => {
        this.#own.openSettings();
      },
      about: () => {
        this.#own.openAbout();
      },
      quit: parts.onQuit,
    });
    this.#cards = new Cards(parts.edition, { onChange: () => this.#cardsChanged() }, parts.log);
    this.#launcher = createLauncher(
      {
        openPerson: ({ id, page }) => {
          this.#openPerson(id, page);
        },
        openDashboard: () => {
          this.openDashboard('TableauDeBord');
        },
        chooseSignIn: ({ by }) => {
          parts.memory.remember({ lastSignIn: by });
          void this.#desk.dropSpare();
          this.#render();
        },
        openIns: ({ ins, page }) => {
          this.#openTyped(ins, page);
        },
        showVisit: () => {
          this.showVisit();
        },
        dismissNotice: () => {
          this.#notice = null;
          this.#render();
        },
        openSettings: () => {
          this.#own.openSettings();
        },
        openDiagnosis: ({ section }) => {
          this.#openDiagnosis(section);
        },
        hide: () => {
          this.#launcher.hide();
        },
      },
      parts.panels,
    );
    this.#confirm = new ConfirmWindow(parts.edition.demonstration, parts.panels);
    this.#calls = new CallDesk({
      confirm: this.#confirm,
      state: () => this.#state,
      open: (subject, page) => {
        this.#dispatch({ type: 'open', subject, page });
      },
    });
    this.#practitioner = new Practitioner(
      this.#cards,
      parts.configuration,
      parts.edition,
      () => {
        this.#render();
      },
      parts.log,
    );
    this.#engine = new EngineCryptolib({
      ...parts,
      onChange: () => {
        this.#render();
      },
    });
    this.#sources = new VitaleSources({
      cards: this.#cards,
      configuration: () => parts.configuration,
      practitionerPresent: () => this.#practitioner.present,
      askPin: (previousWrong) => this.#askPinForVitale(previousWrong),
      library: new NativeProcess(
        'ssv',
        parts.edition,
        { onEvent: () => undefined, onEnded: () => undefined },
        parts.log,
      ),
      log: parts.log,
    });
    this.#components = new LectureVitaleComponents(this.#cards, parts.edition, parts.log);
    this.#desk = new VisitDesk(
      {
        ...parts,
        demonstration: parts.edition.demonstration,
        practitioner: this.#practitioner,
        engine: this.#engine,
        makeView: () =>
          new ElectronVisitView({
            panels: parts.panels,
            place: parts.memory.value.visitPlace,
            hideAfterMinutes: parts.configuration.hideAfterMinutes,
            components: this.#components,
          }),
      },
      {
        onClosed: (id) => {
          this.#dispatch({ type: 'visit-closed', id });
        },
        onDiagnosis: (section) => {
          this.#openDiagnosis(section);
        },
        onVeil: (veiled) => {
          this.#veil(veiled);
        },
        chooseCard: (cards) => this.#confirm.chooseCard(cards),
        withdrawChoice: () => {
          this.#confirm.withdrawCardChoice();
        },
      },
    );
    this.#notifications = new Notifications({
      ...parts,
      onClick: () => {
        this.showVisit();
      },
    });
    this.#diagnosis = new DiagnosisDesk({ ...parts, cards: this.#cards, engine: this.#engine });
    this.#own = new OwnWindows({
      ...parts,
      demonstration: parts.edition.demonstration,
      facts: () => ({
        readers: this.#cards.snapshot,
        vitales: this.#state.cards,
        practitioner: this.#practitioner.view,
      }),
      openDiagnosis: (section) => {
        this.#openDiagnosis(section);
      },
      openLauncher: () => {
        this.showLauncher();
      },
    });
  }

  start(): void {
    this.#cards.start();
    watchLock(
      () => this.#parts.configuration.lockAfterMinutes,
      () => {
        this.#desk.lockExpired();
      },
    );
    this.#render();
  }

  /** Something the user should know that no window has asked for. */
  tell(problem: Failure): void {
    this.#tell(problem);
  }

  /** Whether a record is open: nothing that can wait happens meanwhile. */
  get visitOpen(): boolean {
    return this.#state.visit !== null;
  }

  /** Whether nothing of anybody is open, asked or in a reader. */
  get atRest(): boolean {
    const { visit, pending, cards } = this.#state;
    return visit === null && pending === null && cards.length === 0 && this.#desk.visit === null;
  }

  get launcherShown(): boolean {
    return this.#launcher.shown;
  }

  /** A setting has changed: what the windows show follows. */
  settingsChanged(): void {
    // What was warmed up was warmed up for the settings of before.
    void this.#desk.dropSpare();
    this.#engine.follow();
    this.#render();
  }

  /** The engine's network process has ended. */
  networkEnded(): void {
    this.#parts.log.warn({}, 'network process ended, the open session ends with it');
    void this.#desk.networkEnded();
  }

  showLauncher(): void {
    this.#launcher.reveal();
  }

  showVisit(): void {
    if (this.#desk.visit === null) this.showLauncher();
    else this.#desk.visit.reveal();
  }

  /** Carries a call of the practice's software; the answer is null once its record is open. */
  call(call: SoftwareCall, wanted: AbortSignal): Promise<Failure | null> {
    return this.#calls.carry(call, wanted).then((problem) => {
      this.#parts.log.info({ page: call.page, outcome: problem?.code ?? null }, 'call of another program');
      return problem;
    });
  }

  /** Carries a deep link. It has nobody to answer: what the practitioner has not decided is told to them. */
  openLink(link: string): void {
    const read = readCallLink(link);
    if (!read.ok) {
      this.#tell(read.failure);
      return;
    }
    void this.call(read.value, new AbortController().signal).then((problem) => {
      if (problem !== null && problem.code !== 'APPEL-REFUSE' && problem.code !== 'APPEL-DOSSIER-OUVERT')
        this.#tell(problem);
    });
  }

  /** Opens the assistant when this is the first run; `settled` when somebody else has settled everything. */
  offerFirstRun(settled: boolean): boolean {
    return this.#own.offerFirstRun(settled);
  }

  /** Opens one of the site's pages that need no patient. */
  openDashboard(page: PageId): void {
    this.#dispatch({ type: 'open', subject: { kind: 'dashboard' }, page });
  }

  /** Ends everything: the open session first. Answers when nothing is left. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#cards.stop();
    this.#sources.stop();
    this.#practitioner.stop();
    this.#diagnosis.stop();
    await this.#desk.stop();
    await this.#components.stop();
    await this.#parts.memory.flush();
    this.#tray.destroy();
  }

  #dispatch(event: LaunchEvent): void {
    if (this.#stopping) return;
    const { landingPage: preferred, openOnInsert, closeOnVitaleRemoval } = this.#parts.configuration;
    const before = this.#state.visit;
    const step = advance(this.#state, event, {
      landingPage: preferred,
      // A card inserted to try the reader is not meant to open a record.
      openOnInsert: this.#own.assistantOpen ? 'ask' : openOnInsert,
      closeOnVitaleRemoval,
    });
    this.#state = step.state;
    if (before?.id !== step.state.visit?.id) this.#veiledCards = null;
    if ((before === null) !== (step.state.visit === null)) this.#parts.onVisit(step.state.visit !== null);
    if (
      before !== null &&
      step.state.visit?.id === before.id &&
      before.vitaleRemoved !== step.state.visit.vitaleRemoved
    )
      this.#desk.visit?.setVitaleRemoved(step.state.visit.vitaleRemoved);
    for (const effect of step.effects) this.#enqueue(effect);
    this.#calls.follow(step.state);
    this.#render();
  }

  /** Effects wait for one another; what they await is short, and an error in one does not stop the next. */
  #enqueue(effect: LaunchEffect): void {
    this.#work = this.#work
      .then(() => this.#carryOut(effect))
      .catch((error: unknown) => {
        this.#parts.log.error({ effect: effect.type, error: String(error) }, 'effect not carried out');
      });
  }

  async #carryOut(effect: LaunchEffect): Promise<void> {
    switch (effect.type) {
      case 'read-card':
        this.#readCard(effect.key);
        return;
      case 'close-visit':
        await this.#desk.visit?.close();
        return;
      case 'open-visit':
        await this.#openVisit(effect.visit, effect.page);
        return;
      case 'focus-visit':
        await this.#focusVisit(effect.page);
        return;
      case 'show-launcher':
        if (this.#own.assistantOpen) this.#own.openAssistant();
        else this.#launcher.reveal();
        return;
      case 'tell':
        this.#tell(effect.failure);
        return;
      case 'ask-switch':
        this.#askSwitch();
        return;
      case 'drop-switch':
        this.#confirm.close();
    }
  }

  async #focusVisit(page: PageId | null): Promise<void> {
    const { visit } = this.#desk;
    const subject = this.#state.visit?.subject;
    if (visit?.closed === true && subject !== undefined && page !== null) {
      // Asked for while its window was closing: it is opened anew once nothing of it is left.
      await visit.close();
      this.#dispatch({ type: 'open', subject, page });
      return;
    }
    if (page !== null) visit?.openPage(page);
    visit?.reveal();
    if (subject !== undefined) this.#calls.done(subject, null);
  }

  #cardsChanged(): void {
    this.#dispatch({ type: 'cards-present', cards: this.#cards.vitales });
    this.#practitioner.sync();
    // The library may have been installed meanwhile.
    if (this.#practitioner.present) this.#engine.follow();
    this.#desk.cardsChanged(new Set(this.#cards.all.map(({ key }) => key)));
    if (this.#cards.vitales.length > 0) return;
    this.#desk.restSpare();
    this.#notifications.cardGone();
  }

  #readCard(key: string): void {
    const card = this.#cards.vitales.find((each) => each.key === key);
    if (card === undefined) return;
    // Asked for first: making a window holds this process up, and the card is read in another one meanwhile.
    void this.#sources.read(card, {
      onRead: (reading) => {
        this.#noteRead(card, null);
        const refusal = refuseByEnvironment('vitale', reading.test, this.#parts.configuration.environment);
        this.#dispatch(
          refusal === null
            ? { type: 'card-read', key, reading }
            : { type: 'card-failed', key, failure: refusal },
        );
        if (refusal === null && card.seenInserted) this.#notifications.cardRead(reading.beneficiaries);
      },
      onRefined: (reading) => {
        this.#dispatch({ type: 'card-refined', key, reading });
      },
      onFailed: (problem) => {
        this.#noteRead(card, problem);
        this.#dispatch({ type: 'card-failed', key, failure: problem });
      },
      onRefining: (refining) => {
        this.#refining = refining;
        this.#render();
      },
    });
    void this.#desk.warmUp();
  }

  #askPinForVitale(previousWrong: boolean): Promise<string | null> {
    const { edition, panels } = this.#parts;
    return askPin(
      {
        demonstration: edition.demonstration,
        holder: this.#practitioner.holder,
        site: '',
        purpose: 'vitale',
        triesLeft: previousWrong ? 'low' : null,
        // After a second wrong PIN the card may have one try left: the library does not tell.
        warnLastTry: previousWrong,
        previousWrong,
        keypad: false,
      },
      panels,
      (section) => {
        this.#openDiagnosis(section);
      },
    ).answer;
  }

  #noteRead(card: SeenCard, problem: Failure | null): void {
    this.#parts.log.info({ kind: card.kind, atr: card.atr, failure: problem?.code ?? null }, 'card read');
  }

  #openPerson(id: string, page: PageId): void {
    const subject = subjectOfCandidate(this.#state, id);
    if (subject !== null) this.#dispatch({ type: 'open', subject, page });
  }

  #openTyped(text: string, page: PageId): void {
    const written = readWrittenIns(text);
    if (!written.ok) {
      this.#tell(written.failure);
      return;
    }
    const { ins, kind } = written.value;
    const isProduction = this.#parts.configuration.environment === 'production';
    const refusal = refuseKindByEnvironment(kind, isProduction);
    if (refusal === null) this.#dispatch({ type: 'open', subject: { kind: 'typed', ins }, page });
    else this.#tell(refusal);
  }

  async #openVisit(opened: OpenVisit, page: PageId): Promise<void> {
    const problem = await this.#desk.open(opened, page).catch((error: unknown) => {
      // Whatever it was, no record is open: the state must say so.
      this.#dispatch({ type: 'visit-closed', id: opened.id });
      throw error;
    });
    this.#calls.done(opened.subject, problem);
    if (problem === null) {
      this.#launcher.hide();
      this.#render();
      return;
    }
    this.#dispatch({ type: 'visit-closed', id: opened.id });
    this.#tell(problem);
  }

  #askSwitch(): void {
    const { visit, pending } = this.#state;
    // Effects wait for one another: by its turn a question may have been dropped, or asked already.
    if (visit === null || pending === null || pending.id === this.#askedSwitch) return;
    this.#askedSwitch = pending.id;
    void this.#confirm
      .askSwitch({
        cause: pending.cause,
        from: this.#veiledCards === null ? partyView(visit.subject) : { kind: 'veiled' },
        to: partyView(pending.to),
      })
      .then((accepted) => {
        this.#dispatch({ type: accepted ? 'switch-accepted' : 'switch-refused', id: pending.id });
      });
  }

  /**
   * Nobody is here: what the record's window hides is not said elsewhere. A card that comes later is somebody's who is
   * here, and is shown.
   */
  #veil(veiled: boolean): void {
    this.#veiledCards = veiled ? new Set(this.#state.cards.map(({ key }) => key)) : null;
    if (veiled) {
      this.#confirm.withdrawNaming();
      this.#notifications.cardGone();
    }
    this.#render();
  }

  #tell(problem: Failure): void {
    this.#notice = problem;
    this.#launcher.reveal();
    this.#render();
  }

  #render(): void {
    const { edition, configuration } = this.#parts;
    const { snapshot } = this.#cards;
    const { offer } = this.#desk;
    this.#launcher.send({
      demonstration: edition.demonstration,
      vitale: vitaleStatus(this.#state, snapshot),
      practitioner: this.#practitioner.view,
      signIn: { proposed: offer.proposed, choices: [...offer.choices] },
      landingPage: configuration.landingPage,
      refining: this.#refining,
      screen: launcherScreen(this.#state, snapshot, this.#veiledCards ?? undefined),
      visit: visitStrip(this.#state, this.#veiledCards !== null),
      notice: this.#notice,
    });
    this.#tray.show(this.#trayState(), this.#state.visit !== null);
    this.#own.followCards();
    this.#notifications.practitioner(this.#practitioner.view);
  }

  /** At a section, or at that of what is wrong at this moment, if anything is. */
  #openDiagnosis(asked: DiagnosisSection | null): void {
    const screen = launcherScreen(this.#state, this.#cards.snapshot);
    const { view } = this.#practitioner;
    const problem =
      this.#notice ??
      (screen.kind === 'problem' ? screen.failure : view.state === 'problem' ? view.failure : null);
    this.#diagnosis.open(asked ?? (problem === null ? null : describeFailure(problem).section));
  }

  #trayState(): TrayState {
    const { snapshot } = this.#cards;
    if (this.#state.visit !== null) return 'patient';
    const vitale = vitaleStatus(this.#state, snapshot);
    if (vitale === 'reading') return 'reading';
    if (vitale === 'no-reader') return 'no-reader';
    if (vitale === 'problem' || readersFailure(snapshot) !== null) return 'problem';
    return 'waiting';
  }
}
