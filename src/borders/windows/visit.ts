import { z } from 'zod';
import { PHONE_PATIENCE_SECONDS } from '../../domain/site/ecps-answers.ts';
import { ZOOM_LARGEST, ZOOM_SMALLEST } from '../../domain/site/zoom.ts';
import { failureSchema } from '../failure.ts';
import { insTailSchema, none, openDiagnosis, pageIdSchema, personSchema, signInSchema } from './shared.ts';

/** Who a visit is about, as the patient bar says it. */
export const patientBarSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Nobody is chosen yet: this is who is looked for in the site's own search. */
  z.strictObject({ kind: z.literal('search'), person: personSchema }),
  z.strictObject({ kind: z.literal('card'), person: personSchema, insTail: insTailSchema }),
  /** Read from the code of a document; the person is that of a card that agrees, or of the document itself. */
  z.strictObject({ kind: z.literal('document'), person: personSchema, insTail: insTailSchema }),
  z.strictObject({ kind: z.literal('typed'), insTail: insTailSchema }),
  /** Given by the practice's software, with a name where it gives one. */
  z.strictObject({
    kind: z.literal('software'),
    caller: z.string(),
    person: personSchema.nullable(),
    insTail: insTailSchema,
  }),
]);
export type PatientBar = z.infer<typeof patientBarSchema>;

const stopActionSchema = z.enum([
  'retry',
  'dashboard',
  'start-over',
  'use-ecps',
  'use-card',
  'diagnosis',
  'close',
]);

/** CPS, CPE…, and whose it is where it names somebody. */
const cardSchema = { type: z.string(), holder: z.string().nullable() };

export const visitStateSchema = z.strictObject({
  patient: patientBarSchema,
  /** In a dashboard without patient: whose card has been read since, or that several people are on it. */
  offered: z.union([personSchema, z.literal('people')]).nullable(),
  tabs: z.array(
    z.strictObject({
      page: pageIdSchema,
      enabled: z.boolean(),
      /** Why the page cannot be opened, in French. */
      reason: z.string().nullable(),
    }),
  ),
  current: pageIdSchema.nullable(),
  /** The site shows a page that the launcher does not open: only the page itself says whose it is. */
  unverified: z.boolean(),
  /** `slow` after one second: words are shown. Before 200 ms nothing is. */
  progress: z
    .strictObject({
      step: z.enum(['connecting', 'connect', 'identifier', 'phone', 'loading']),
      slow: z.boolean(),
    })
    .nullable(),
  /** Pro Santé Connect has not led back yet: nothing is there to be printed, saved or gone to. */
  signingIn: z
    .strictObject({
      /** Seconds for which the phone is still awaited; null once it is not, or not yet. */
      phoneLeft: z.int().min(1).max(PHONE_PATIENCE_SECONDS).nullable(),
      /** The practitioner's card may be used instead. */
      card: z.boolean(),
    })
    .nullable(),
  /** `card` is the card's type (CPS, CPE…), where one signs in and it is known. */
  signedIn: z
    .strictObject({ by: signInSchema, card: z.string().nullable(), holder: z.string().nullable() })
    .nullable(),
  /** As it was negotiated; null before the site's first page has come. */
  connection: z
    .strictObject({ host: z.string(), tls: z.string().nullable(), issuer: z.string().nullable() })
    .nullable(),
  vitaleRemoved: z.boolean(),
  /** The bar that looks for words in the page, while it is open; `asked` grows each time its keys are pressed. */
  find: z.strictObject({ asked: z.int(), matches: z.int().min(0), current: z.int().min(0) }).nullable(),
  /** Size of the site's pages, in percent. */
  zoom: z.int().min(ZOOM_SMALLEST).max(ZOOM_LARGEST),
  /** The document shown over the site's page, which stays where it is. */
  document: z.strictObject({ name: z.string().nullable() }).nullable(),
  /** What this workstation lets be done with what is read. */
  allowed: z.strictObject({ print: z.boolean(), save: z.boolean() }),
  /** What would leave the DMP if the user chose a place for it. */
  leaving: z
    .strictObject({ what: z.enum(['page', 'document', 'file']), name: z.string().nullable() })
    .nullable(),
  /** The site answered with an error, which stays on screen: the dashboard is one click away. */
  wayOut: failureSchema.nullable(),
  /** The page holds something that is not saved: leave it all the same? */
  unsaved: z.boolean(),
  /** What the page says or asks in a dialog of its own; it stands still until it is answered. */
  dialog: z
    .strictObject({
      kind: z.enum(['alert', 'confirm', 'prompt']),
      host: z.string(),
      text: z.string().max(2_000),
      value: z.string().max(2_000),
    })
    .nullable(),
  /** Nobody has been here for a while: nothing of the record is on screen. */
  veiled: z.boolean(),
  /** A short message above the site, which goes on being shown. */
  banner: failureSchema.nullable(),
  /** Takes the site's place: the site is hidden or gone. */
  stop: z
    .strictObject({
      failure: failureSchema,
      /** Offered ways on, the first is the main one. */
      actions: z.array(stopActionSchema),
      /** The card that is waited for, or that has come meanwhile. */
      card: z
        .discriminatedUnion('state', [
          z.strictObject({ state: z.literal('awaited') }),
          z.strictObject({ state: z.literal('reading') }),
          z.strictObject({ state: z.literal('back'), ...cardSchema }),
          z.strictObject({ state: z.literal('other'), ...cardSchema }),
          z.strictObject({ state: z.literal('problem'), failure: failureSchema }),
        ])
        .nullable(),
      /** Seconds until it is tried again by itself; null where it is not. */
      triesAgainIn: z.int().min(1).max(60).nullable(),
    })
    .nullable(),
});
export type VisitState = z.infer<typeof visitStateSchema>;

export const visitCommands = {
  openPage: z.strictObject({ page: pageIdSchema }),
  /** Opens what `offered` names, or the list of the people. */
  openOffered: none,
  print: none,
  savePdf: none,
  reload: none,
  back: none,
  openFind: none,
  find: z.strictObject({ text: z.string().max(200), forward: z.boolean() }),
  closeFind: none,
  zoom: z.strictObject({ change: z.enum(['in', 'out', 'reset']) }),
  closeDocument: none,
  /** Answers `leaving`: go on to choosing a place, or give up. */
  leave: z.strictObject({ agreed: z.boolean() }),
  dismissWayOut: none,
  /** Answers `unsaved`. */
  answerUnsaved: z.strictObject({ leave: z.boolean() }),
  /** Answers `dialog`. */
  answerDialog: z.strictObject({ agreed: z.boolean(), text: z.string().max(2_000) }),
  unveil: none,
  /** Gives the keyboard to the site's page, or to the document over it. */
  focusPage: none,
  close: none,
  dismissBanner: none,
  openDiagnosis,
  stopAction: z.strictObject({
    action: stopActionSchema,
  }),
  /** The heights of the bars that the site lies between, and of what lies over it, in CSS pixels. */
  layout: z.strictObject({
    top: z.number().min(0).max(4000),
    bottom: z.number().min(0).max(4000),
    over: z.number().min(0).max(4000),
  }),
} as const;
