import { release } from 'node:os';
import { tokensListed, usesAppleDriver } from '../domain/readers/apple-services.ts';
import { runTool } from './child.ts';

const PATIENCE_MS = 5_000;

/** What macOS says of cards; null on other systems, and where it does not answer. */
export interface MacCardServices {
  /** How many cards its keychain shows. */
  keychainTokens(): Promise<number | null>;
  /** Whether Apple's own reader driver is in use. */
  appleDriver(): Promise<boolean | null>;
}

/** Runs one of the system's own tools; null when it fails. */
export type RunTool = (file: string, args: readonly string[]) => Promise<string | null>;

/** Asks the system's tools, which are there on every Mac; on other systems nothing is asked. */
export function macCardServices(platform = process.platform, run: RunTool = ask): MacCardServices {
  const isMac = platform === 'darwin';
  return {
    keychainTokens: async () => {
      const output = isMac ? await run('/usr/bin/security', ['list-smartcards']) : null;
      return output === null ? null : tokensListed(output);
    },
    appleDriver: async () => {
      if (!isMac) return null;
      const file = '/Library/Preferences/com.apple.security.smartcard';
      return usesAppleDriver(release(), await run('/usr/bin/defaults', ['read', file, 'useIFDCCID']));
    },
  };
}

function ask(file: string, args: readonly string[]): Promise<string | null> {
  return runTool([file, ...args], { timeout: PATIENCE_MS });
}
