import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { PinState } from '../../borders/windows/index.ts';

/** Bounds of what may be submitted; the card itself decides what is right. */
export const PIN_LENGTH = { min: 4, max: 16 } as const;

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
