import { dirname, join, win32 } from 'node:path';
import { app } from 'electron';
import type { Places } from '../base/places.ts';

/**
 * The two folders, which are one but on Windows: there what is written all day must not be carried over the network at
 * each logon, or lie on a server.
 * @param userData of the command line; null for the ordinary places
 */
export function programPlaces(
  userData: string | null,
  platform: NodeJS.Platform = process.platform,
  { LOCALAPPDATA: local }: NodeJS.ProcessEnv = process.env,
): Places {
  const own = userData ?? app.getPath('userData');
  if (userData !== null || platform !== 'win32') return { own, machine: own };
  // A service may be started without the variable, or with an empty one.
  const named = local !== undefined && win32.isAbsolute(local);
  const folder = named ? local : join(dirname(app.getPath('appData')), 'Local');
  return { own, machine: join(folder, app.getName()) };
}
