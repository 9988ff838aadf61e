import { PIN_FORMAT } from '../../domain/practitioner/pin-decision.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { PinState } from '../../borders/windows/index.ts';

/** What may be submitted; the card itself decides what is right. */
export const PIN_LENGTH = { min: 4, max: 16 } as const;

/** Keys count from then on after the window has taken the focus: what comes sooner was meant for another program. */
export const KEYS_COUNT_AFTER_MS = 500;

/** What is left of a text once everything that is no digit is gone. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '').slice(0, PIN_LENGTH.max);
}

/** Whether the code may be submitted now: the last try needs its box, which Enter alone never ticks. */
export function maySubmit(pin: string, needsAcceptance: boolean, accepted: boolean): boolean {
  return PIN_FORMAT.test(pin) && (!needsAcceptance || accepted);
}

/** A sentence beside the field. */
export interface PinWarning {
  readonly tone: 'attention' | 'stop';
  readonly text: string;
}

/** What must be known before typing: a wrong code before, and how near the card is to its end. */
export function pinWarnings(
  state: Pick<PinState, 'previousWrong' | 'triesLeft' | 'warnLastTry'>,
): PinWarning[] {
  const texts = interfaceTexts.pin;
  const last = state.warnLastTry || state.triesLeft === 'last';
  const warnings: PinWarning[] = [];
  if (state.previousWrong) warnings.push({ tone: 'attention', text: texts.wrong });
  if (last) warnings.push({ tone: 'stop', text: texts.triesLast });
  else if (state.triesLeft === 'low') warnings.push({ tone: 'attention', text: texts.triesLow });
  return warnings;
}
