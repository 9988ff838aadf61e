import type { LauncherState } from '../../borders/windows/index.ts';
import { offerSignIn } from '../../domain/practitioner/sign-in.ts';
import type { Configuration } from '../../domain/settings/configuration.ts';

/**
 * What the launcher shows from the settings alone, while the program is being made: what the presenter says first, word
 * for word, so that nothing moves when it does (a test compares the two).
 */
export function firstLauncherState(settings: Configuration): LauncherState {
  // No card is known yet: what was chosen last then changes nothing.
  const { proposed, choices } = offerSignIn(settings, false, null);
  const { typedIns, camera } = settings.allow;
  return {
    vitale: 'looking',
    practitioner: { state: 'absent' },
    signIn: { proposed, choices: [...choices], endedHere: false },
    landingPage: settings.landingPage,
    allowed: { typedIns, camera },
    refining: false,
    screen: { kind: 'waiting' },
    visit: null,
    typingAsked: 0,
    notice: null,
  };
}
