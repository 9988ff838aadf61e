import { z } from 'zod';
import { ASSISTANT_STEPS } from '../../domain/launch/first-run.ts';
import { failureSchema } from '../failure.ts';
import {
  none,
  openDiagnosis,
  practitionerCardSchema,
  settingsCommands,
  settingsPart,
  signInSchema,
} from './shared.ts';

/** What became of trying one address: each stage is reached through the one before. */
const hostProbeSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('trying') }),
  z.strictObject({ state: z.literal('answers'), tls: z.string(), milliseconds: z.int() }),
  z.strictObject({ state: z.literal('silent'), stage: z.enum(['name', 'connection', 'tls', 'certificate']) }),
]);
export type HostProbe = z.infer<typeof hostProbeSchema>;

export const assistantStateSchema = z.strictObject({
  step: z.enum(ASSISTANT_STEPS),
  ...settingsPart,
  readers: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('searching') }),
    z.strictObject({ state: z.literal('found'), names: z.array(z.string()).min(1) }),
    z.strictObject({ state: z.literal('problem'), failure: failureSchema }),
  ]),
  /** Nobody is named here: how many people the card holds is enough. */
  vitale: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('waiting') }),
    z.strictObject({ state: z.literal('reading') }),
    z.strictObject({ state: z.literal('read'), people: z.int().min(1) }),
    z.strictObject({ state: z.literal('problem'), failure: failureSchema }),
  ]),
  practitioner: practitionerCardSchema,
  /** The addresses of each way to sign in that the choice made leaves open, in the order they are tried. */
  sites: z.array(
    z.strictObject({
      by: signInSchema,
      candidates: z.array(z.strictObject({ origin: z.string(), probe: hostProbeSchema })),
    }),
  ),
  /** Of the connection that it ends with. */
  connection: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('untried') }),
    z.strictObject({ state: z.literal('connecting') }),
    z.strictObject({ state: z.literal('made') }),
    z.strictObject({ state: z.literal('failed'), failure: failureSchema }),
  ]),
});
export type AssistantState = z.infer<typeof assistantStateSchema>;

export const assistantCommands = {
  ...settingsCommands,
  goTo: z.strictObject({ step: z.enum(ASSISTANT_STEPS) }),
  /** Tries the addresses once more. */
  probe: none,
  /** Goes into the site, for good. */
  connect: none,
  openDiagnosis,
  /** Goes on with it at the next start. */
  later: none,
  finish: none,
} as const;
