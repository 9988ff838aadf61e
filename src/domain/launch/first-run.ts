/**
 * The steps of the first run: which comes after which, which pass by themselves, and when the program offers them by
 * itself.
 */
import type { SignInMethod } from '../settings/configuration.ts';
import type { SettingOrigin } from '../settings/layers.ts';

export const ASSISTANT_STEPS = ['reader', 'vitale', 'sign-in', 'site', 'habits', 'done'] as const;
export type AssistantStep = (typeof ASSISTANT_STEPS)[number];

/** Where the user is with it: a step to go on with, or `finished`; null when it was never opened. */
export type AssistantProgress = AssistantStep | 'finished' | null;

/** The step after this one; the last has none. */
export function stepAfter(step: AssistantStep): AssistantStep | null {
  return ASSISTANT_STEPS[ASSISTANT_STEPS.indexOf(step) + 1] ?? null;
}

/** The step before this one; the first has none. */
export function stepBefore(step: AssistantStep): AssistantStep | null {
  return ASSISTANT_STEPS[ASSISTANT_STEPS.indexOf(step) - 1] ?? null;
}

/** The steps that are left behind on the way from one to a later one. */
export function stepsLeft(from: AssistantStep, to: AssistantStep): readonly AssistantStep[] {
  return ASSISTANT_STEPS.slice(ASSISTANT_STEPS.indexOf(from), ASSISTANT_STEPS.indexOf(to));
}

export interface FirstRun {
  readonly progress: AssistantProgress;
  /** Whether the user has settings of their own already. */
  readonly hasOwnSettings: boolean;
  /** Whether somebody else has settled everything: a configuration file on the command line, or the demonstration. */
  readonly settled: boolean;
  /** Whether this workstation has an assistant at all. */
  readonly wanted: boolean;
}

/** The step at which the assistant opens by itself when the program starts; null when it does not. */
export function stepAtStart({ progress, hasOwnSettings, settled, wanted }: FirstRun): AssistantStep | null {
  if (!wanted || settled || progress === 'finished') return null;
  if (progress !== null) return progress;
  return hasOwnSettings ? null : ASSISTANT_STEPS[0];
}

/** Addresses with the confirmed one first: the others stay, in their order, as what to try if it moves. */
export function confirmedFirst(origins: readonly string[], confirmed: string): string[] {
  return [confirmed, ...origins.filter((origin) => origin !== confirmed)];
}

/** One known address of the site, and what became of trying it. */
export interface TriedAddress {
  readonly origin: string;
  readonly state: 'trying' | 'answers' | 'silent';
}

/**
 * The address to use: the first, in their order, that answers. Null while one before it is still being tried, or when
 * none answers.
 */
export function addressFound(addresses: readonly TriedAddress[]): string | null {
  const first = addresses.find(({ state }) => state !== 'silent');
  return first?.state === 'answers' ? first.origin : null;
}

/** What is known of the workstation while the assistant is open. */
export interface FirstRunFacts {
  readonly readerFound: boolean;
  /** A Vitale that is in a reader was read. */
  readonly vitaleRead: boolean;
  /** The practitioner's card is in a reader and can sign in. */
  readonly cardReady: boolean;
  /** The setting, and whether the user may change it. */
  readonly signIn: { readonly value: SignInMethod | 'ask'; readonly locked: boolean };
  /** The addresses of every way to sign in that is left open. */
  readonly sites: readonly (readonly TriedAddress[])[];
}

/** Whether a step has nothing left to ask: what it was to try works. */
export function succeeds(step: AssistantStep, facts: FirstRunFacts): boolean {
  switch (step) {
    case 'reader':
      return facts.readerFound;
    case 'vitale':
      return facts.vitaleRead;
    case 'sign-in': {
      const { value, locked } = facts.signIn;
      return value === 'ecps' ? locked : facts.cardReady;
    }
    case 'site':
      return facts.sites.length > 0 && facts.sites.every((addresses) => addressFound(addresses) !== null);
    case 'habits':
    case 'done':
      return false;
  }
}

export interface FirstRunPlace {
  readonly step: AssistantStep;
  /** Gone back to although it succeeds, to look at it again: it waits to be left. */
  readonly kept: boolean;
}

/** The place once the steps that succeed have passed by themselves. */
export function passSteps(place: FirstRunPlace, facts: FirstRunFacts): FirstRunPlace {
  if (place.kept || !succeeds(place.step, facts)) return place;
  const after = stepAfter(place.step);
  return after === null ? place : passSteps({ step: after, kept: false }, facts);
}

/** The place where a step that is asked for is shown: one behind waits even if it succeeds. */
export function placeAt(from: AssistantStep, step: AssistantStep, facts: FirstRunFacts): FirstRunPlace {
  const isBehind = ASSISTANT_STEPS.indexOf(step) < ASSISTANT_STEPS.indexOf(from);
  return passSteps({ step, kept: isBehind && succeeds(step, facts) }, facts);
}

/** Whether starting with the session is proposed: nobody has said anything about it yet. */
export function proposesSessionStart({ origin }: { readonly origin: SettingOrigin }): boolean {
  return origin === 'built-in';
}

/** How the connection does that the assistant ends with. */
export type FirstConnection<Refusal> =
  | { readonly state: 'untried' }
  | { readonly state: 'connecting' }
  | { readonly state: 'made' }
  | { readonly state: 'failed'; readonly failure: Refusal };

/** What was known of the connection, and what is seen of it now; null when no window of the site is open. */
export function connectionAfter<Refusal>(
  before: FirstConnection<Refusal>,
  seen: FirstConnection<Refusal> | null,
): FirstConnection<Refusal> {
  // Once made it is proven, whatever ends the session afterwards; why it failed is said until it is tried again.
  if (before.state === 'made') return before;
  if (seen !== null) return seen;
  return before.state === 'connecting' ? { state: 'untried' } : before;
}
