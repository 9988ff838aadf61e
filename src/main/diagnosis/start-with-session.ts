import { app } from 'electron';
import { xdgAutostart } from './desktop.ts';

/** Whether the system starts the program with the session. */
export function startsWithSession(): Promise<'on' | 'off'> {
  if (process.platform === 'linux') return xdgAutostart();
  const { openAtLogin } = app.getLoginItemSettings({ args: ['--autostart'] });
  return Promise.resolve(openAtLogin ? 'on' : 'off');
}
