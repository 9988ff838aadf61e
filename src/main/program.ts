import type { X509Certificate } from 'node:crypto';
import type { Configuration, SignInMean } from '../domain/configuration.ts';
import { failure, type Failure } from '../domain/failures/index.ts';
import { parseInsMatricule } from '../domain/ins.ts';
import {
  advance,
  INITIAL_LAUNCH_STATE,
  type LaunchEffect,
  type LaunchEvent,
  type LaunchState,
  type OpenVisit,
} from '../domain/launch-policy.ts';
import { landingPage, type PageId } from '../domain/pages.ts';
import { offerSignIn } from '../domain/sign-in.ts';
import type { TrayState } from '../domain/texts/fr/system.ts';
import { Cards, type SeenCard } from './cards.ts';
import type { Edition } from './edition.ts';
import type { Logger } from './log.ts';
import type { Memory } from './memory.ts';
import { StateTray } from './tray.ts';
import {
  launcherScreen,
  partyView,
  readersFailure,
  subjectOfCandidate,
  visitStrip,
  vitaleStatus,
} from './view-models.ts';
import { Visit, type VisitContext, type VisitSignIn } from './visit/visit.ts';
import { ConfirmWindow } from './windows/confirm.ts';
import { createLauncher, type LauncherWindow } from './windows/launcher.ts';
import type { PanelContext } from './windows/panel.ts';

export interface ProgramParts {
  readonly edition: Edition;
  readonly configuration: Configuration;
  readonly authorities: readonly X509Certificate[];
  readonly log: Logger;
  readonly memory: Memory;
  readonly panels: PanelContext;
  readonly onQuit: () => void;
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
  readonly #tray: StateTray;
  #state: LaunchState = INITIAL_LAUNCH_STATE;
  #work: Promise<void> = Promise.resolve();
  #visit: Visit | null = null;
  /** Warmed up while a card is read, before it is known for whom. */
  #spare: Visit | null = null;
  #notice: Failure | null = null;
  #stopping = false;

  constructor(parts: ProgramParts) {
    this.#parts = parts;
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
          void this.#dropSpare();
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
        openSettings: () => undefined,
        openDiagnosis: () => undefined,
        hide: () => {
          this.#launcher.hide();
        },
      },
      parts.panels,
    );
    this.#confirm = new ConfirmWindow(
      {
        accept: ({ id }) => {
          this.#dispatch({ type: 'switch-accepted', id });
          this.#confirm.close();
        },
        refuse: ({ id }) => {
          this.#dispatch({ type: 'switch-refused', id });
          this.#confirm.close();
        },
      },
      parts.panels,
    );
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
      quit: parts.onQuit,
    });
  }

  start(): void {
    this.#cards.start();
    this.#render();
  }

  showLauncher(): void {
    this.#launcher.reveal();
  }

  showVisit(): void {
    if (this.#visit === null) this.showLauncher();
    else this.#visit.reveal();
  }

  /** Opens one of the site's pages that need no patient. */
  openDashboard(page: PageId): void {
    this.#dispatch({ type: 'open', subject: { kind: 'dashboard' }, page });
  }

  postToCards(message: unknown): void {
    this.#cards.post(message);
  }

  /** Ends everything: the open session first. Answers when nothing is left. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#cards.stop();
    await this.#visit?.close();
    await this.#dropSpare();
    await this.#parts.memory.flush();
    this.#tray.destroy();
  }

  #dispatch(event: LaunchEvent): void {
    if (this.#stopping) return;
    const { landingPage: preferred, openOnInsert, closeOnVitaleRemoval } = this.#parts.configuration;
    const before = this.#state.visit;
    const step = advance(this.#state, event, { landingPage: preferred, openOnInsert, closeOnVitaleRemoval });
    this.#state = step.state;
    if (
      before !== null &&
      step.state.visit?.id === before.id &&
      before.vitaleRemoved !== step.state.visit.vitaleRemoved
    )
      this.#visit?.setVitaleRemoved(step.state.visit.vitaleRemoved);
    for (const effect of step.effects) this.#enqueue(effect);
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
        await this.#visit?.close();
        return;
      case 'open-visit':
        await this.#openVisit(effect.visit, effect.page);
        return;
      case 'focus-visit':
        if (effect.page !== null) this.#visit?.openPage(effect.page);
        this.#visit?.reveal();
        return;
      case 'show-launcher':
        this.#launcher.reveal();
        return;
      case 'ask-switch':
        this.#askSwitch();
        return;
      case 'drop-switch':
        this.#confirm.close();
    }
  }

  #cardsChanged(): void {
    this.#dispatch({ type: 'cards-present', cards: this.#cards.vitales });
    if (this.#cards.vitales.length === 0) void this.#dropSpare();
  }

  #readCard(key: string): void {
    const card = this.#cards.vitales.find((each) => each.key === key);
    if (card === undefined) return;
    this.#warmUp();
    void this.#cards.read(card).then((result) => {
      this.#noteRead(card, result.ok ? null : result.failure);
      this.#dispatch(
        result.ok
          ? { type: 'card-read', key, reading: result.value }
          : { type: 'card-failed', key, failure: result.failure },
      );
    });
  }

  #noteRead(card: SeenCard, problem: Failure | null): void {
    this.#parts.log.info({ kind: card.kind, atr: card.atr, failure: problem?.code ?? null }, 'card read');
  }

  #openPerson(id: string, page: PageId): void {
    const subject = subjectOfCandidate(this.#state, id);
    if (subject !== null) this.#dispatch({ type: 'open', subject, page });
  }

  #openTyped(text: string, page: PageId): void {
    const ins = parseInsMatricule(text);
    if (ins.ok) this.#dispatch({ type: 'open', subject: { kind: 'typed', ins: ins.value }, page });
    else this.#tell(ins.failure);
  }

  async #openVisit(opened: OpenVisit, asked: PageId): Promise<void> {
    const signIn = this.#signIn();
    if (signIn === null) {
      this.#dispatch({ type: 'visit-closed', id: opened.id });
      this.#tell(missingAddress(this.#offer().proposed));
      return;
    }
    const visit = await this.#takeVisit(signIn);
    this.#visit = visit;
    const hasIns = opened.subject.kind !== 'dashboard';
    const page = hasIns ? landingPage(asked, signIn.means, hasIns) : asked;
    visit.begin(opened.subject, page, {
      onClosed: () => {
        if (this.#visit === visit) this.#visit = null;
        this.#dispatch({ type: 'visit-closed', id: opened.id });
      },
      onDiagnosis: () => undefined,
      onPlace: (place) => {
        this.#parts.memory.remember({ visitPlace: place });
      },
    });
    this.#launcher.hide();
    this.#render();
  }

  async #takeVisit(signIn: VisitSignIn): Promise<Visit> {
    const spare = this.#spare;
    this.#spare = null;
    if (spare?.isReadyFor(signIn) === true) return spare;
    await spare?.close();
    return new Visit(signIn, this.#visitContext());
  }

  /** Prepares a window and a session for the card that is being read; what is not used is thrown away. */
  #warmUp(): void {
    const signIn = this.#signIn();
    if (signIn === null || this.#visit !== null || this.#spare !== null) return;
    this.#spare = new Visit(signIn, this.#visitContext());
    void this.#spare.warm();
  }

  async #dropSpare(): Promise<void> {
    const spare = this.#spare;
    this.#spare = null;
    await spare?.close();
  }

  #visitContext(): VisitContext {
    const { configuration, authorities, panels, memory, edition } = this.#parts;
    return {
      configuration,
      demonstration: edition.demonstration,
      authorities,
      panels,
      place: memory.value.visitPlace,
    };
  }

  #offer(): ReturnType<typeof offerSignIn> {
    const { configuration, memory } = this.#parts;
    return offerSignIn(configuration, this.#cards.practitioners.length > 0, memory.value.lastSignIn);
  }

  #signIn(): VisitSignIn | null {
    const { proposed } = this.#offer();
    const origin = this.#parts.configuration.webPs[proposed].hosts[0];
    if (origin === undefined) return null;
    return { means: proposed === 'ecps' ? { means: 'ecps' } : { means: 'cpx', cpe: false }, origin };
  }

  #askSwitch(): void {
    const { visit, pending } = this.#state;
    if (visit === null || pending === null) return;
    this.#confirm.show({
      demonstration: this.#parts.edition.demonstration,
      id: pending.id,
      question: {
        kind: 'switch',
        cause: pending.cause,
        from: partyView(visit.subject),
        to: partyView(pending.to),
      },
    });
  }

  #tell(problem: Failure): void {
    this.#notice = problem;
    this.#launcher.reveal();
    this.#render();
  }

  #render(): void {
    const { edition, configuration } = this.#parts;
    const { snapshot } = this.#cards;
    const offer = this.#offer();
    this.#launcher.send({
      demonstration: edition.demonstration,
      vitale: vitaleStatus(this.#state, snapshot),
      practitioner: { state: 'absent' },
      signIn: { proposed: offer.proposed, choices: [...offer.choices] },
      landingPage: configuration.landingPage,
      screen: launcherScreen(this.#state, snapshot),
      visit: visitStrip(this.#state),
      notice: this.#notice,
    });
    this.#tray.show(this.#trayState(), this.#state.visit !== null);
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

function missingAddress(mean: SignInMean): Failure {
  return failure('SITE-SANS-ADRESSE', {
    mean: mean === 'cpx' ? 'la carte CPx' : 'e-CPS',
    key: `webPs.${mean}.hosts`,
  });
}
