/** Which way of signing in a visit uses. */
import type { Configuration, SignInMethod } from '../settings/configuration.ts';

export interface SignInOffer {
  readonly proposed: SignInMethod;
  /** What the practitioner may choose from; one entry means that there is no choice. */
  readonly choices: readonly SignInMethod[];
}

/**
 * Proposes a way to sign in. With the choice left open: what was chosen last where it is possible now,
 * else the card when one is in a reader, else e-CPS.
 */
export function offerSignIn(
  { signIn, webPs }: Pick<Configuration, 'signIn' | 'webPs'>,
  cpxPresent: boolean,
  remembered: SignInMethod | null,
): SignInOffer {
  if (signIn !== 'ask') return { proposed: signIn, choices: [signIn] };
  const choices = (['cpx', 'ecps'] as const).filter((method) => webPs[method].hosts.length > 0);
  const [only] = choices;
  if (choices.length < 2) return { proposed: only ?? 'cpx', choices };
  const possible = remembered === 'ecps' || (remembered === 'cpx' && cpxPresent);
  return { proposed: possible ? remembered : cpxPresent ? 'cpx' : 'ecps', choices };
}
