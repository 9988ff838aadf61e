import { z } from 'zod';
import { failureSchema } from '../failure.ts';
import { none, openDiagnosis, settingKeySchema, settingsCommands, settingsPart } from './shared.ts';

export const settingsStateSchema = z.strictObject({
  ...settingsPart,
  /** What the layers could not use: a file set aside, a policy refused. */
  problems: z.array(failureSchema),
  /** Nothing of this desktop tells when it is locked: only sleep ends a session then. */
  lockUnseen: z.boolean(),
});
export type SettingsState = z.infer<typeof settingsStateSchema>;

/** What this window may ask, beside the changes that it shares with the assistant. */
export const settingsWindowCommands = {
  ...settingsCommands,
  /** Asks the user for a file and keeps its path. */
  chooseFile: z.strictObject({ key: settingKeySchema }),
  openAssistant: none,
  openDiagnosis,
  openAbout: none,
  close: none,
} as const;
