import { z } from 'zod';
import { PIN_FORMAT } from '../../domain/practitioner/pin-decision.ts';
import { height, none, openDiagnosis } from './shared.ts';

export const pinStateSchema = z.strictObject({
  /** Whose card it is, as far as known. */
  holder: z.string().nullable(),
  /** The site's host that asks. */
  site: z.string(),
  /** What the PIN is for: signing in, or reading the Vitale's rights with the vendor's library. */
  purpose: z.enum(['sign-in', 'vitale']),
  /** `low` after a wrong PIN, `last` when one more blocks the card, null when not known. */
  triesLeft: z.enum(['low', 'last']).nullable(),
  warnLastTry: z.boolean(),
  previousWrong: z.boolean(),
  /** The PIN is typed on the reader: there is no field, only an explanation and a way to give up. */
  keypad: z.boolean(),
  /** The practitioner may go on with e-CPS instead. */
  ecps: z.boolean(),
});
export type PinState = z.infer<typeof pinStateSchema>;

export const pinCommands = {
  /** `lastTryAccepted`: the box of the last try is ticked; without it that try is not taken. */
  submit: z.strictObject({ pin: z.string().regex(PIN_FORMAT), lastTryAccepted: z.boolean() }),
  cancel: none,
  /** Gives up, and signs in the other way. */
  useEcps: none,
  /** Gives up as well: this window would stand before the diagnosis. */
  openDiagnosis,
  height,
} as const;
