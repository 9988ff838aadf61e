import { z } from 'zod';
import { none, openDiagnosis } from './shared.ts';

/** The user guide. `place` is a page's name without its ending; `asked` grows each time it is asked for. */
export const guideStateSchema = z.strictObject({ place: z.string(), asked: z.int() });

export const guideCommands = { openDiagnosis, close: none } as const;
