import { z } from 'zod';
import { none, openDiagnosis } from './shared.ts';

export const aboutStateSchema = z.strictObject({
  versions: z.strictObject({
    program: z.string(),
    electron: z.string(),
    chromium: z.string(),
    system: z.string(),
  }),
  /** The oldest engine that the DMP's operator supports, when the one in use is older. */
  engineBelow: z.int().nullable(),
  /** Third parties' licences: `hidden` until asked for. */
  notices: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('hidden') }),
    z.strictObject({ state: z.literal('shown'), text: z.string() }),
    z.strictObject({ state: z.literal('missing') }),
  ]),
});
export type AboutState = z.infer<typeof aboutStateSchema>;

export const aboutCommands = { showNotices: none, openDiagnosis, close: none } as const;
