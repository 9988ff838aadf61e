import { z } from 'zod';
import { LONGEST_DATAMATRIX } from '../../domain/identity/datamatrix.ts';
import { failureSchema } from '../failure.ts';
import { none, openDiagnosis } from './shared.ts';

export const cameraStateSchema = z.strictObject({
  /** Why the last code that was read opens nothing. */
  refused: failureSchema.nullable(),
});

export const cameraCommands = {
  /** What the camera has read, or a scanner typed; main reads it. No picture ever leaves the page. */
  scan: z.strictObject({ text: z.string().max(LONGEST_DATAMATRIX + 1) }),
  close: none,
  openDiagnosis,
} as const;
