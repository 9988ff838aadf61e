import { z } from 'zod';
import { failureSchema } from '../failure.ts';
import { diagnosisSectionSchema, none } from './shared.ts';

const checkSchema = z.strictObject({
  id: z.string(),
  section: diagnosisSectionSchema,
  result: z.enum(['good', 'watch', 'fix', 'unknown']),
  code: z.string(),
  found: z.string(),
  meaning: z.string(),
  steps: z.array(z.string()),
  repair: z.enum(['galss', 'engine']).nullable(),
});
export type CheckView = z.infer<typeof checkSchema>;

const comparedSchema = z.array(
  z.strictObject({ code: z.string(), found: z.string(), meaning: z.string(), steps: z.array(z.string()) }),
);

export const diagnosisStateSchema = z.strictObject({
  running: z.boolean(),
  counts: z.strictObject({ fix: z.int().min(0), watch: z.int().min(0) }),
  groups: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      checks: z.array(checkSchema),
      /** What is still being looked at. */
      pending: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    }),
  ),
  /** The section to show first; `asked` grows each time one is asked for. */
  focus: z.strictObject({ section: diagnosisSectionSchema, asked: z.int() }).nullable(),
  /** What became of the report; `asked` tells two copies apart. */
  report: z.strictObject({ done: z.enum(['copied', 'saved', 'not-saved']), asked: z.int() }).nullable(),
  /** Two reports beside each other. */
  comparison: z
    .discriminatedUnion('state', [
      z.strictObject({
        state: z.literal('shown'),
        /** One of the two is this workstation's diagnosis, whose rows are below. */
        isPresent: z.boolean(),
        /** When each was made, as it is shown. */
        before: z.string(),
        after: z.string(),
        solved: comparedSchema,
        appeared: comparedSchema,
        remained: comparedSchema,
      }),
      z.strictObject({ state: z.literal('failed') }),
    ])
    .nullable(),
  repair: z
    .discriminatedUnion('state', [
      z.strictObject({
        state: z.literal('proposed'),
        file: z.string(),
        changes: z.array(z.strictObject({ where: z.string(), before: z.string(), after: z.string() })),
      }),
      z.strictObject({ state: z.literal('nothing') }),
      z.strictObject({ state: z.literal('done'), backup: z.string().nullable() }),
      /** The system did not let us write `file`; `saved` is where the repaired one was handed over. */
      z.strictObject({
        state: z.literal('refused'),
        failure: failureSchema,
        file: z.string(),
        /** `command` puts it in its place, where that is done in a terminal. */
        saved: z
          .strictObject({ ok: z.boolean(), where: z.string(), command: z.string().nullable() })
          .nullable(),
      }),
      z.strictObject({ state: z.literal('undone') }),
      z.strictObject({ state: z.literal('failed'), failure: failureSchema }),
    ])
    .nullable(),
});
export type DiagnosisState = z.infer<typeof diagnosisStateSchema>;

export const diagnosisCommands = {
  again: none,
  copyReport: none,
  saveReport: none,
  /** Asks for saved reports: two, or one that is compared with the present. */
  compareReports: none,
  dismissComparison: none,
  /** Works out the repair of galss.ini and shows it; writes nothing. */
  showRepair: none,
  /** Writes what was shown, after keeping the file. */
  applyRepair: none,
  undoRepair: none,
  /** Saves the repaired file where the user says, when it could not be written in its place. */
  saveRepair: none,
  dismissRepair: none,
  /** Linux: makes the embedded browser know the Cryptolib. */
  registerCryptolib: none,
  close: none,
} as const;
