import { join } from 'node:path';
import { app } from 'electron';
import type { Support } from '../../borders/windows/page.ts';
import { Disposal } from '../base/disposal.ts';
import type { Edition } from '../base/edition.ts';
import { openLog, type Logger } from '../base/log.ts';
import { PATHS } from '../base/paths.ts';
import { openLauncher, type EarlyLauncher } from '../program/launcher.ts';
import type { SettingsStore } from '../settings/store.ts';
import { EarlyPanels } from '../windows/bare-panel.ts';
import { openInterfaceSession } from '../windows/interface-session.ts';
import { InterfaceZoom } from '../windows/zoom.ts';
import { noteFaults } from '../../system/guarded.ts';
import type { Quitting } from './quitting.ts';

export interface FirstWindow {
  readonly log: Logger;
  /** Closed in reverse order when the program quits. */
  readonly opened: Disposal;
  readonly first: { readonly panels: EarlyPanels; readonly launcher: EarlyLauncher };
}

interface FirstNeeds {
  readonly edition: Edition;
  readonly quitting: Quitting;
  readonly settings: SettingsStore;
}

/** Makes the launcher's window, hidden; its page is loaded by another process, which takes a while to be there. */
export function openFirstWindow({ edition, quitting, settings }: FirstNeeds): FirstWindow {
  const log = openLog(logFolder());
  noteFaults((error) => {
    const stack = error instanceof Error ? error.stack : undefined;
    log.error({ error: String(error), stack }, 'a listener failed');
  });
  const opened = new Disposal(log);
  opened.add('log', log.flush);
  // Before any window: one that goes to the tray where it is closed would keep the program alive.
  quitting.closes(opened);
  askTheSystemForNames();
  const panels = new EarlyPanels({
    session: openInterfaceSession(PATHS.renderer),
    demonstration: edition.demonstration,
    support: () => supportOf(settings.current.support),
    log,
    icon: join(PATHS.assets, 'icon', '256.png'),
    zoom: new InterfaceZoom(settings),
  });
  return { log, opened, first: { panels, launcher: openLauncher(panels) } };
}

/** In the folder that no other program of this user works in. */
export function logFolder(): string {
  return join(app.getPath('userData'), 'logs');
}

/** Of the system alone: the engine's own resolver would ask others, past the practice's network. */
function askTheSystemForNames(): void {
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
}

/** Null while nothing of it is set. */
function supportOf(support: Support): Support | null {
  const { name, phone, address } = support;
  return name === null && phone === null && address === null ? null : support;
}
