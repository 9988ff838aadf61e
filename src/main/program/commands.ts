import { failure, type Failure } from '../../domain/failures/index.ts';
import { SETTING_REASONS } from '../../domain/failures/settings-reasons.ts';
import { readInsDatamatrix } from '../../domain/identity/datamatrix.ts';
import { readWrittenIns, refuseKindByEnvironment } from '../../domain/identity/written-ins.ts';
import type { PauseLength } from '../../domain/launch/pause.ts';
import { subjectReady } from '../../domain/launch/launch-policy.ts';
import type { PageId } from '../../domain/site/pages.ts';
import { refuseOriginByEnvironment } from '../../domain/settings/card-environment.ts';
import type { Memory } from '../base/memory.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { OwnHandlers } from '../windows/commands.ts';
import type { LaunchQueue } from './launch-queue.ts';
import type { LauncherPresenter } from './presenter.ts';
import type { TrayCommands } from './tray.ts';
import { searchOfCandidate, subjectOfCandidate } from './view-models.ts';

/** The program as the launcher's window, the tray, the shortcut and notifications command it. */
export interface CommandTarget {
  readonly settings: CurrentSettings;
  readonly memory: Pick<Memory, 'remember'>;
  readonly queue: Pick<LaunchQueue, 'state' | 'dispatch'>;
  readonly presenter: Pick<LauncherPresenter, 'tell' | 'dismissNotice' | 'askTyping'>;
  readonly pause: { readonly active: boolean; begin(length: PauseLength): void; end(): void };
  readonly launcher: { reveal(): void; hide(): void };
  readonly camera: { open(page: PageId): void; close(): void };
  readonly windows: {
    readonly assistantOpen: boolean;
    openSettings(): void;
    openGuide(place: string): void;
    openAbout(): void;
  };
  showVisit(): void;
  /** Ends the e-CPS session that is kept between visits, and what rests on it. */
  endEcps(): void;
  settingsChanged(): void;
  openDiagnosis(): void;
  /** Installs the new version that is ready, if there is one. */
  installUpdate(): void;
  quit(): void;
}

/** Carries out what the launcher's window asks for; `program` may still be in the making. */
export function launcherCommands(program: CommandTarget): OwnHandlers<'launcher'> {
  return {
    openPerson: ({ id, page }) => {
      const subject = subjectOfCandidate(program.queue.state, id);
      if (subject !== null) program.queue.dispatch({ type: 'open', subject, page });
    },
    openDashboard: () => {
      openDashboard(program, 'TableauDeBord');
    },
    searchPerson: ({ id }) => {
      const subject = searchOfCandidate(program.queue.state, id);
      if (subject !== null) program.queue.dispatch({ type: 'open', subject, page: 'TableauDeBord' });
    },
    chooseSignIn: ({ by }) => {
      program.memory.remember({ lastSignIn: by });
      if (by !== 'ecps') program.endEcps();
      program.settingsChanged();
    },
    openIns: ({ ins, page }) => {
      openTyped(program, ins, page);
    },
    endEcps: () => {
      program.endEcps();
    },
    showVisit: () => {
      program.showVisit();
    },
    // Only the start waits for it.
    drawn: () => undefined,
    dismissNotice: () => {
      program.presenter.dismissNotice();
    },
    scan: ({ text, page }) => {
      scanned(program, text, page);
    },
    openCamera: ({ page }) => {
      if (program.settings.current.allow.camera) program.camera.open(page);
      else program.presenter.tell(failure('ACTION-NON-PERMISE', { action: SETTING_REASONS.actions.camera }));
    },
    openSettings: () => {
      program.windows.openSettings();
    },
    hide: () => {
      program.launcher.hide();
    },
  };
}

/** Carries out what the tray's icon and menu ask for; `program` may still be in the making. */
export function trayCommands(program: CommandTarget): TrayCommands {
  return {
    click: () => {
      openReady(program);
    },
    open: () => {
      program.launcher.reveal();
    },
    endEcps: () => {
      program.endEcps();
    },
    showVisit: () => {
      program.showVisit();
    },
    typeIns: () => {
      program.presenter.askTyping();
    },
    dashboard: () => {
      openDashboard(program, 'TableauDeBord');
    },
    siteSettings: () => {
      openDashboard(program, 'Parametrages');
    },
    pause: (length) => {
      program.pause.begin(length);
    },
    resume: () => {
      program.pause.end();
    },
    diagnosis: () => {
      program.openDiagnosis();
    },
    settings: () => {
      program.windows.openSettings();
    },
    guide: () => {
      program.windows.openGuide('README');
    },
    about: () => {
      program.windows.openAbout();
    },
    installUpdate: () => {
      program.installUpdate();
    },
    quit: () => {
      program.quit();
    },
  };
}

/**
 * A gesture that names nobody: the tray's icon, a notification, the shortcut. Opens the record of the card that is
 * ready, or shows the launcher; where the settings say to ask, it always asks.
 */
export function openReady(program: CommandTarget): void {
  const { queue, settings, launcher, windows } = program;
  const { openOnInsert, landingPage } = settings.current;
  const asks = openOnInsert === 'ask' || windows.assistantOpen;
  const subject = asks ? null : subjectReady(queue.state);
  if (subject === null) launcher.reveal();
  else queue.dispatch({ type: 'open', subject, page: landingPage });
}

/** What the window of a dashboard without patient offers: the one person of the card, or the list. */
export function openOffered({ queue, settings, launcher }: CommandTarget): void {
  const subject = subjectReady({ ...queue.state, visit: null });
  if (subject === null) launcher.reveal();
  else queue.dispatch({ type: 'open', subject, page: settings.current.landingPage });
}

function openTyped({ settings, queue, presenter }: CommandTarget, text: string, page: PageId): void {
  if (!settings.current.allow.typedIns) {
    presenter.tell(failure('ACTION-NON-PERMISE', { action: SETTING_REASONS.actions.typedIns }));
    return;
  }
  const written = readWrittenIns(text);
  if (!written.ok) {
    presenter.tell(written.failure);
    return;
  }
  const { ins, kind } = written.value;
  const refusal = refuseKindByEnvironment(kind, settings.current.environment === 'production');
  if (refusal === null) queue.dispatch({ type: 'open', subject: { kind: 'typed', ins }, page });
  else presenter.tell(refusal);
}

/** A code that a scanner has typed into a window of ours. */
export function scanned(program: CommandTarget, text: string, page: PageId): void {
  const refusal = readDocument(program, text, page);
  if (refusal !== null) program.presenter.tell(refusal);
}

/** A code that the camera has seen: its window shows why one opens nothing, and is in the way of one that does. */
export function seen(program: CommandTarget, text: string, page: PageId): Failure | null {
  return readDocument(program, text, page, () => {
    program.camera.close();
    program.launcher.reveal();
  });
}

/**
 * The text of a code, which is kept no longer than it takes to read it. The answer says why it opens nothing.
 * @param onRead runs before what it opens is carried out
 */
function readDocument(
  { settings, queue }: CommandTarget,
  text: string,
  page: PageId,
  onRead?: () => void,
): Failure | null {
  const read = readInsDatamatrix(text);
  if (!read.ok) return read.failure;
  const refusal = refuseOriginByEnvironment(read.value.origin, settings.current.environment);
  if (refusal !== null) return refusal;
  onRead?.();
  queue.dispatch({ type: 'document-read', identity: read.value, page });
  return null;
}

/** What the assistant's last step asks for; a record that is open has gone into the site already. */
export function assistantCommands(program: CommandTarget): { connect(): void; onFinished(): void } {
  return {
    connect: () => {
      if (program.queue.state.visit === null) openDashboard(program, 'TableauDeBord');
      else program.showVisit();
    },
    onFinished: () => {
      program.showVisit();
    },
  };
}

/** Opens one of the site's pages that need no patient. */
function openDashboard({ queue }: CommandTarget, page: PageId): void {
  queue.dispatch({ type: 'open', subject: { kind: 'dashboard' }, page });
}
