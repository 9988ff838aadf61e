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

/**
 * What must be known before typing: a wrong code before, and how near the card is to its end. One sentence after the
 * other in one note, of the graver tone; null on a first try.
 */
export function pinWarning(
  state: Pick<PinState, 'previousWrong' | 'triesLeft' | 'warnLastTry'>,
): PinWarning | null {
  const texts = interfaceTexts.pin;
  const last = state.warnLastTry || state.triesLeft === 'last';
  const said = [
    ...(state.previousWrong ? [texts.wrong] : []),
    ...(last ? [texts.triesLast] : state.triesLeft === 'low' ? [texts.triesLow] : []),
  ];
  return said.length === 0 ? null : { tone: last ? 'stop' : 'attention', text: said.join(' ') };
}
