import { receiver } from '../windows/commands.ts';
import { withShared, type PanelWays } from '../windows/panel.ts';
import { launcherCommands, trayCommands, type CommandTarget } from './commands.ts';
import type { Moments } from '../base/moments.ts';
import type { ProgramParts } from './program-parts.ts';

/** The icon and the window that were there before the program do from now on what they are asked. */
export function takeOver(
  { tray, panels, launcher }: Pick<ProgramParts, 'tray' | 'panels' | 'launcher'>,
  program: CommandTarget & { readonly moments: Moments },
  openDiagnosis: PanelWays['openDiagnosis'],
): void {
  panels.lead({
    openDiagnosis,
    openGuide: (place) => {
      program.windows.openGuide(place);
    },
  });
  tray.obey(trayCommands(program));
  const commands = withShared(launcherCommands(program), panels, (height) => {
    launcher.fit(height);
  });
  launcher.obey(receiver('launcher', commands, panels.log), () => {
    program.moments.tell('came');
  });
}
