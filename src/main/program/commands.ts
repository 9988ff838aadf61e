import type { Failure } from '../../domain/failures/index.ts';
import { readWrittenIns, refuseKindByEnvironment } from '../../domain/identity/written-ins.ts';
import type { LaunchEvent, LaunchState } from '../../domain/launch/launch-policy.ts';
import type { PageId } from '../../domain/site/pages.ts';
import type { SignInMethod } from '../../domain/settings/configuration.ts';
import type { CurrentSettings } from '../settings/store.ts';
import type { OwnHandlers } from '../windows/ipc.ts';
import type { TrayCommands } from './tray.ts';
import { subjectOfCandidate } from './view-models.ts';

/** What the launcher's window and the tray ask for. */
export interface CommandParts {
  readonly settings: CurrentSettings;
  readonly state: () => LaunchState;
  readonly dispatch: (event: LaunchEvent) => void;
  readonly tell: (problem: Failure) => void;
  readonly dismissNotice: () => void;
  readonly chooseSignIn: (by: SignInMethod) => void;
  readonly launcher: () => { reveal(): void; hide(): void };
  readonly showVisit: () => void;
  readonly windows: () => { openSettings(): void; openAbout(): void };
  readonly quit: () => void;
}

/** Carries out what the launcher's window asks for. */
export function launcherCommands(parts: CommandParts): OwnHandlers<'launcher'> {
  const { state, dispatch } = parts;
  return {
    openPerson: ({ id, page }) => {
      const subject = subjectOfCandidate(state(), id);
      if (subject !== null) dispatch({ type: 'open', subject, page });
    },
    openDashboard: () => {
      openDashboard(parts, 'TableauDeBord');
    },
    chooseSignIn: ({ by }) => {
      parts.chooseSignIn(by);
    },
    openIns: ({ ins, page }) => {
      openTyped(parts, ins, page);
    },
    showVisit: parts.showVisit,
    dismissNotice: parts.dismissNotice,
    openSettings: () => {
      parts.windows().openSettings();
    },
    hide: () => {
      parts.launcher().hide();
    },
  };
}

/** Carries out what the tray's menu asks for. */
export function trayCommands(parts: CommandParts): TrayCommands {
  return {
    open: () => {
      parts.launcher().reveal();
    },
    showVisit: parts.showVisit,
    dashboard: () => {
      openDashboard(parts, 'TableauDeBord');
    },
    siteSettings: () => {
      openDashboard(parts, 'Parametrages');
    },
    settings: () => {
      parts.windows().openSettings();
    },
    about: () => {
      parts.windows().openAbout();
    },
    quit: parts.quit,
  };
}

function openTyped({ settings, dispatch, tell }: CommandParts, text: string, page: PageId): void {
  const written = readWrittenIns(text);
  if (!written.ok) {
    tell(written.failure);
    return;
  }
  const { ins, kind } = written.value;
  const refusal = refuseKindByEnvironment(kind, settings.current.environment === 'production');
  if (refusal === null) dispatch({ type: 'open', subject: { kind: 'typed', ins }, page });
  else tell(refusal);
}

/** Opens one of the site's pages that need no patient. */
function openDashboard({ dispatch }: CommandParts, page: PageId): void {
  dispatch({ type: 'open', subject: { kind: 'dashboard' }, page });
}
