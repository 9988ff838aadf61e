import { z } from 'zod';
import { failureSchema } from './failure.ts';

/** What the command line sends the running program: one line of JSON over the call channel. */
export const callRequestSchema = z.strictObject({
  page: z.string().max(60),
  /** In memory and over the user's own channel only: never on a command line, never on disk. */
  ins: z.string().max(64).nullable(),
  caller: z.string().max(200).nullable(),
});

/** What it is answered, once the practitioner has decided: one line of JSON; `problem` null is a record opened. */
export const callAnswerSchema = z.strictObject({
  problem: failureSchema.nullable(),
});
export type CallAnswer = z.infer<typeof callAnswerSchema>;

/** Where the running program listens, as written in `call.json` of the user's own directory. */
export const callAddressSchema = z.strictObject({ address: z.string().min(1).max(300) });

/** Longest line either side accepts, in bytes. */
export const LONGEST_CALL_LINE = 4096;
