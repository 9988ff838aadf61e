import { z } from 'zod';
import { LONGEST_DATAMATRIX } from '../../domain/identity/datamatrix.ts';
import { failureSchema } from '../failure.ts';
import { DRAWN } from './page.ts';
import {
  height,
  insTailSchema,
  none,
  openDiagnosis,
  pageIdSchema,
  personSchema,
  practitionerCardSchema,
  signInSchema,
} from './shared.ts';

/** One line of the chooser. */
export const candidateSchema = z.strictObject({
  /** Opaque, valid for this insertion only. */
  id: z.string(),
  person: personSchema,
  insured: z.boolean(),
  /** Theirs is the record that is open. */
  open: z.boolean(),
  ins: z.discriminatedUnion('usable', [
    z.strictObject({ usable: z.literal(true), tail: insTailSchema, source: z.enum(['card', 'document']) }),
    /** `reason` is a French sentence from the domain's rules. */
    z.strictObject({ usable: z.literal(false), reason: z.string() }),
  ]),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const launcherStateSchema = z.strictObject({
  vitale: z.enum(['looking', 'service-off', 'no-reader', 'waiting', 'reading', 'read', 'problem']),
  practitioner: practitionerCardSchema,
  /** How the next visit will sign in; `choices` has two entries when the practitioner may choose. */
  signIn: z.strictObject({
    proposed: signInSchema,
    choices: z.array(signInSchema).min(1),
    /** Until when an e-CPS session is kept (`12:30`); absent without one. */
    keptUntil: z.string().optional(),
    /** An e-CPS session was ended on this workstation, and no record opened since. */
    endedHere: z.boolean().optional(),
  }),
  landingPage: pageIdSchema,
  /** A second source is being asked about the card that is shown. */
  refining: z.boolean(),
  screen: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('waiting') }),
    z.strictObject({ kind: z.literal('reading') }),
    /** `selected` is the person that Enter opens: null when nobody's INS can be used. */
    z.strictObject({
      kind: z.literal('people'),
      candidates: z.array(candidateSchema).min(1),
      selected: z.string().nullable(),
      /** Whom a document has just named; `scan` is another for every reading. */
      named: z.strictObject({ id: z.string(), scan: z.int() }).nullable(),
      /** Their people come from two cartes Vitale that are in at once. */
      several: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('problem'), failure: failureSchema }),
  ]),
  /** The record that is open at the moment, if any; `person` is null for a visit without a named patient. */
  visit: z
    .strictObject({
      person: personSchema.nullable(),
      /** Hidden because nobody has been here for a while: its patient is not named here either. */
      veiled: z.boolean(),
    })
    .nullable(),
  /** Rises each time that typing an INS is asked for from elsewhere. */
  typingAsked: z.int(),
  /** What this workstation lets be done beside inserting a card. */
  allowed: z.strictObject({ typedIns: z.boolean(), camera: z.boolean() }),
  /** Something just asked that could not be done. */
  notice: failureSchema.nullable(),
});
export type LauncherState = z.infer<typeof launcherStateSchema>;

export const launcherCommands = {
  /** Opens the record of a person of the chooser. */
  openPerson: z.strictObject({ id: z.string(), page: pageIdSchema }),
  openDashboard: none,
  /** The dashboard without patient, to look there for a person of the chooser whose INS may not be used. */
  searchPerson: z.strictObject({ id: z.string() }),
  chooseSignIn: z.strictObject({ by: signInSchema }),
  /** A hand-typed INS; main checks it again. */
  openIns: z.strictObject({ ins: z.string().max(40), page: pageIdSchema }),
  endEcps: none,
  /** What a scanner typed, or what was pasted as such; main reads it. */
  scan: z.strictObject({ text: z.string().max(LONGEST_DATAMATRIX + 1), page: pageIdSchema }),
  /** Opens the window in which the camera reads a code. */
  openCamera: z.strictObject({ page: pageIdSchema }),
  showVisit: none,
  /** Its first state is on the screen. The start waits for it before it loads contracts: known by its name alone. */
  [DRAWN]: none,
  dismissNotice: none,
  openSettings: none,
  openDiagnosis,
  hide: none,
  height,
} as const;
