import { CallDesk } from '../calls/call-desk.ts';
import type { Logger } from '../base/log.ts';
import type { ConfirmWindow } from '../questions/confirm.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { LaunchQueue } from './launch-queue.ts';
import type { LauncherPresenter } from './presenter.ts';
import type { Failure } from '../../domain/failures/index.ts';

/** The program as calls of the practice's software reach it; it may still be in the making. */
interface CalledProgram {
  readonly queue: LaunchQueue;
  readonly presenter: LauncherPresenter;
  readonly tell: (problem: Failure) => void;
}

interface CallParts {
  readonly confirm: ConfirmWindow;
  readonly log: Logger;
  readonly settings: SettingsStore;
}

/** The desk that carries calls of the practice's software. */
export function makeCalls(program: CalledProgram, { confirm, log, settings }: CallParts): CallDesk {
  return new CallDesk({
    confirm,
    log,
    settings,
    veiled: () => program.presenter.veiled,
    trustsCard: () => settings.current.softwareCalls.trustInsertedCard,
    state: () => program.queue.state,
    open: (subject, page) => {
      program.queue.dispatch({ type: 'open', subject, page });
    },
    tell: program.tell,
  });
}
