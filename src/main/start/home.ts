import { isAbsolute, join } from 'node:path';
import { app } from 'electron';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { homeFolder } from '../../system/account.ts';
import { profileProblem } from '../settings/profile.ts';

/**
 * Why the program can have no folder of its own: a home that cannot be made or written. The engine only throws then, at
 * whoever asks it for the folder first.
 */
export async function homeProblem(): Promise<Failure | null> {
  try {
    app.getPath('userData');
    return null;
  } catch {
    const unusable = failure('PROFIL-NON-INSCRIPTIBLE', { reason: FILE_REASONS.unusable });
    return (await profileProblem(join(configHome(), app.getName()))) ?? unusable;
  }
}

/** Where the engine keeps programs' folders on Linux; elsewhere the home is as good a place to ask why. */
export function configHome(): string {
  const { XDG_CONFIG_HOME: xdg } = process.env;
  return xdg !== undefined && isAbsolute(xdg) ? xdg : join(homeFolder(), '.config');
}
