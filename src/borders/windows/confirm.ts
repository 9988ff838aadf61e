import { z } from 'zod';
import { LONGEST_DATAMATRIX } from '../../domain/identity/datamatrix.ts';
import { height, insTailSchema, pageIdSchema, personSchema } from './shared.ts';

/** Either side of a change of patient; `dashboard` is the site without a patient. */
const shownParty = [
  z.strictObject({ kind: z.literal('person'), person: personSchema }),
  z.strictObject({ kind: z.literal('document'), person: personSchema, insTail: insTailSchema }),
  z.strictObject({ kind: z.literal('number'), insTail: insTailSchema }),
  z.strictObject({
    kind: z.literal('software'),
    caller: z.string(),
    person: personSchema.nullable(),
    insTail: insTailSchema,
  }),
  z.strictObject({
    kind: z.literal('dashboard'),
    /** The software that asks for it, where one does. */
    caller: z.string().optional(),
  }),
] as const;
const shownPartySchema = z.discriminatedUnion('kind', shownParty);
const partySchema = z.discriminatedUnion('kind', [
  ...shownParty,
  /** The open record, hidden because nobody has been here for a while. */
  z.strictObject({ kind: z.literal('veiled') }),
]);
export type ShownParty = z.infer<typeof shownPartySchema>;
export type Party = z.infer<typeof partySchema>;

export const confirmStateSchema = z.strictObject({
  /** The answer names the question it answers. */
  id: z.int(),
  question: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('switch'),
      /** What brought the change about. */
      cause: z.enum(['card', 'choice', 'document']),
      from: partySchema,
      to: shownPartySchema,
    }),
    /** The practice's software asks for a page: nothing opens before the practitioner agrees. */
    z.strictObject({
      kind: z.literal('software'),
      caller: z.string(),
      page: pageIdSchema,
      /** Null when the page is asked for without a patient. */
      insTail: insTailSchema.nullable(),
      /** Whose number it is: as a card that was read says, else as the software says. */
      person: personSchema.extend({ standing: z.enum(['card', 'software']) }).nullable(),
      /** The software names somebody else than the card does. */
      contradicted: z.boolean(),
      /** What the cards that were read say: nothing, this number, or those of others alone. */
      card: z.enum(['none', 'same', 'other']),
    }),
    /** The code of a document names somebody: nothing opens before the practitioner has seen who. */
    z.strictObject({
      kind: z.literal('document'),
      person: personSchema,
      insTail: insTailSchema,
      page: pageIdSchema,
    }),
    /** Two practitioners' cards are in the readers: which one signs in, for this visit. */
    z.strictObject({
      kind: z.literal('practitioner-card'),
      cards: z
        .array(z.strictObject({ id: z.string(), type: z.string(), holder: z.string().nullable() }))
        .min(2),
    }),
  ]),
});
export type ConfirmState = z.infer<typeof confirmStateSchema>;

export const confirmCommands = {
  accept: z.strictObject({ id: z.int() }),
  refuse: z.strictObject({ id: z.int() }),
  /** What a scanner typed while the question stands: another document, instead of its answer. */
  scan: z.strictObject({ id: z.int(), text: z.string().max(LONGEST_DATAMATRIX + 1) }),
  chooseCard: z.strictObject({ id: z.int(), card: z.string() }),
  height,
} as const;
