import { app } from 'electron';
import type { AutostartFact } from '../../domain/diagnosis/facts.ts';
import { xdgAutostart } from './xdg-autostart.ts';

/**
 * What the system does as the session opens, beside what the settings want of it.
 * @param wanted by the settings
 */
export async function startsWithSession(wanted: boolean): Promise<AutostartFact> {
  return { wanted, entry: await entryOfSystem() };
}

function entryOfSystem(): Promise<AutostartFact['entry']> {
  if (process.platform === 'linux') return xdgAutostart();
  const { openAtLogin, launchItems } = app.getLoginItemSettings({ args: ['--autostart'] });
  if (process.platform !== 'win32') return Promise.resolve(openAtLogin ? 'asks' : 'none');
  // Windows: all that starts this program, for its user or for everyone; the task manager switches off what stays there.
  const [entry = 'none', ...others] = launchItems.map(({ enabled }) => (enabled ? 'asks' : 'off'));
  return Promise.resolve(others.includes('asks') ? 'asks' : entry);
}
