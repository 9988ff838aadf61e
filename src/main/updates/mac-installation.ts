/**
 * On macOS the system's own installer (Squirrel.Mac, the engine's `autoUpdater`) puts the new version into place. It is
 * handed the fetched file only when the user wants it, checks its signature then, and says what is wrong by an event
 * that comes long after the call: whoever does not wait for it never hears of a refusal.
 */
import { PROGRAM_REASONS } from '../../domain/texts/fr/reasons.ts';
import { hear } from '../../system/guarded.ts';

type Heard = (error?: Error) => void;

/** What is asked of the engine's `autoUpdater`. */
export interface SystemInstaller {
  on(event: 'update-downloaded' | 'update-not-available' | 'error', heard: Heard): unknown;
  off(event: 'update-downloaded' | 'update-not-available' | 'error', heard: Heard): unknown;
  /** Takes the file from where `MacUpdater` serves it, and checks it. */
  checkForUpdates(): void;
}

/**
 * Lets the system take and check the fetched file, while the program still runs.
 * @returns what was refused, in the system's own words; null when it is ready to be put into place
 */
export function letSystemTake(system: SystemInstaller): Promise<string | null> {
  return new Promise((resolve) => {
    const end = (problem: string | null): void => {
      hear(system).off('update-downloaded', taken);
      hear(system).off('update-not-available', missing);
      hear(system).off('error', refused);
      resolve(problem);
    };
    const taken = (): void => {
      end(null);
    };
    const missing = (): void => {
      end('no update for the system');
    };
    const refused: Heard = (error?: Error) => {
      end(String(error?.message));
    };
    hear(system).on('update-downloaded', taken);
    hear(system).on('update-not-available', missing);
    hear(system).on('error', refused);
    try {
      system.checkForUpdates();
    } catch (error) {
      end(String(error));
    }
  });
}

/** Why the system did not install, as far as its words are known. */
export function macReason(problem: string): string {
  // Squirrel.Mac's words for a program that was opened where it was downloaded (« App Translocation »), or on its image.
  if (/read-only volume/i.test(problem)) return PROGRAM_REASONS.notInApplications;
  return PROGRAM_REASONS.installRefused;
}
