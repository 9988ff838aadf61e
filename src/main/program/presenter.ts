import { describeFailure, type DiagnosisSection, type Failure } from '../../domain/failures/index.ts';
import type { LaunchState } from '../../domain/launch/launch-policy.ts';
import { isUnfinished, unfinished } from '../../domain/launch/system-windows.ts';
import type { SignInOffer } from '../../domain/practitioner/sign-in.ts';
import type { TrayState } from '../../domain/texts/fr/system.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';
import type { LauncherState, PractitionerCard } from '../../borders/windows/index.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { TrayMenu } from './tray.ts';
import { launcherScreen, trayState, visitStrip, vitaleStatus } from './view-models.ts';

export interface PresenterParts {
  readonly settings: CurrentSettings;
  readonly state: () => LaunchState;
  /** What PC/SC shows. */
  readonly readers: () => ReadersSnapshot | null;
  readonly practitioner: () => PractitionerCard;
  /** How the next visit would sign in. */
  readonly offer: () => SignInOffer;
  /** When the e-CPS session that is kept ends by itself; null without one. */
  readonly keptEcpsEndsAt: () => number | null;
  /** Whether an e-CPS session was ended on this workstation, and no record opened since. */
  readonly ecpsEndedHere: () => boolean;
  /** The version that is ready to be installed. */
  readonly updateReady: () => string | null;
  readonly launcher: { send(state: LauncherState): void; reveal(): void; signal(): void };
  /** Whether the user has asked not to be disturbed. */
  readonly paused: () => boolean;
  readonly tray: { show(state: TrayState, menu: TrayMenu): void };
  /** What was shown is shown elsewhere too: in the assistant, in a notification. */
  readonly onShown: (practitioner: PractitionerCard) => void;
}

const HOUR = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit' });

/** Tells the launcher's window and the tray what is, whenever it has changed. */
export class LauncherPresenter {
  readonly #parts: PresenterParts;
  #notice: Failure | null = null;
  #typingAsked = 0;
  /** The vendor's library is being asked. */
  #refining = false;
  /** The cards that were there when the open record was hidden for inactivity; null while it is shown. */
  #veiledCards: ReadonlySet<string> | null = null;

  constructor(parts: PresenterParts) {
    this.#parts = parts;
  }

  /** Whether the open record is hidden because nobody is here. */
  get veiled(): boolean {
    return this.#veiledCards !== null;
  }

  /** What is said beside whatever the launcher shows. */
  get notice(): Failure | null {
    return this.#notice;
  }

  /** Says something beside whatever the launcher shows, and brings it forward. */
  tell(problem: Failure): void {
    this.#notice = problem;
    this.#parts.launcher.reveal();
    this.render();
  }

  /** Says something beside whatever the launcher shows, without covering another program. */
  note(problem: Failure): void {
    this.#notice = problem;
    this.#parts.launcher.signal();
    this.render();
  }

  /** Typing an INS is asked for from elsewhere. */
  askTyping(): void {
    this.#typingAsked++;
    this.render();
    this.#parts.launcher.reveal();
  }

  dismissNotice(): void {
    this.#notice = null;
    this.render();
  }

  setRefining(refining: boolean): void {
    this.#refining = refining;
    this.render();
  }

  /**
   * Nobody is here: what the record's window hides is not said elsewhere. A card that comes later is somebody's who is
   * here, and is shown.
   */
  setVeiled(veiled: boolean): void {
    this.#veiledCards = veiled ? new Set(this.#parts.state().cards.map(({ key }) => key)) : null;
    this.render();
  }

  /** The launch policy has moved on. */
  follow(before: LaunchState, after: LaunchState): void {
    if (before.visit?.id !== after.visit?.id) this.#veiledCards = null;
    // What was to be finished first is: the record can be asked for again.
    if (this.#notice !== null && isUnfinished(this.#notice)) this.#notice = unfinished(after.standing);
    this.render();
  }

  render(): void {
    const { settings, launcher, tray } = this.#parts;
    const state = this.#parts.state();
    const readers = this.#parts.readers();
    const practitioner = this.#parts.practitioner();
    const offer = this.#parts.offer();
    const { allow } = settings.current;
    const endsAt = this.#parts.keptEcpsEndsAt();
    const keptUntil = endsAt === null ? null : HOUR.format(endsAt);
    launcher.send({
      vitale: vitaleStatus(state, readers),
      practitioner,
      signIn: {
        proposed: offer.proposed,
        choices: [...offer.choices],
        ...(keptUntil === null ? { endedHere: this.#parts.ecpsEndedHere() } : { keptUntil }),
      },
      landingPage: settings.current.landingPage,
      allowed: { typedIns: allow.typedIns, camera: allow.camera },
      refining: this.#refining,
      screen: launcherScreen(state, readers, this.#veiledCards ?? undefined),
      visit: visitStrip(state, this.veiled),
      typingAsked: this.#typingAsked,
      notice: this.#notice,
    });
    const paused = this.#parts.paused();
    const shown = trayState(state, readers, { paused, veiled: this.#veiledCards ?? new Set() });
    tray.show(shown, {
      visitOpen: state.visit !== null,
      paused,
      keptUntil,
      update: this.#parts.updateReady(),
      typesIns: allow.typedIns,
    });
    this.#parts.onShown(practitioner);
  }

  /** The diagnosis's section of what is wrong at this moment, if anything is. */
  get troubled(): DiagnosisSection | null {
    const screen = launcherScreen(this.#parts.state(), this.#parts.readers());
    const practitioner = this.#parts.practitioner();
    const ofCards =
      screen.kind === 'problem'
        ? screen.failure
        : practitioner.state === 'problem'
          ? practitioner.failure
          : null;
    const problem = this.#notice ?? ofCards;
    return problem === null ? null : describeFailure(problem).section;
  }
}
