import { app, powerMonitor } from 'electron';
import type { Failure } from '../../domain/failures/index.ts';
import type { Disposal } from '../base/disposal.ts';
import type { Logger } from '../base/log.ts';
import { PolicyWatch } from '../settings/policy-watch.ts';
import { policyPlaces } from '../settings/policy-source.ts';
import type { SettingsStore } from '../settings/store.ts';
import { hear } from '../../system/guarded.ts';

export interface PolicyNeeds {
  readonly settings: Pick<SettingsStore, 'followPolicy'>;
  readonly log: Logger;
  readonly opened: Disposal;
}

/**
 * Reads the fleet's policy again when the system tells that a file of it has changed; and, for what the system keeps
 * elsewhere (Windows' registry), whenever somebody comes back to the workstation or to a window of ours.
 * @param tell what is wrong now and was not before
 */
export function followPolicy({ settings, log, opened }: PolicyNeeds, tell: (problem: Failure) => void): void {
  const follow = (): void => {
    if (opened.begun) return;
    void settings.followPolicy().then((problems) => {
      for (const problem of problems) {
        notePolicyProblem(problem, log);
        tell(problem);
      }
    });
  };
  opened.own('policy', new PolicyWatch(policyPlaces(), follow));
  hear(powerMonitor).on('unlock-screen', follow);
  hear(powerMonitor).on('resume', follow);
  hear(powerMonitor).on('user-did-become-active', follow);
  hear(app).on('browser-window-focus', follow);
}

/** For the helpdesk: which policy, which key, why. */
export function notePolicyProblem({ code, detail }: Failure, log: Pick<Logger, 'warn'>): void {
  const { source, key, reason } = detail ?? {};
  log.warn({ failure: code, source, key, reason }, 'settings not in force as they are written');
}
