import { z } from 'zod';
import { failureSchema } from './failure.ts';

/** What the command line sends the running program: one line of JSON over the call channel. */
export const callRequestSchema = z.strictObject({
  page: z.string().max(60),
  /** In memory and over the user's own channel only: never on a command line, never on disk. */
  ins: z.string().max(64).nullable(),
  caller: z.string().max(200).nullable(),
  /** The text of a Datamatrix INS, in place of the INS and of the traits. */
  datamatrix: z.string().max(400).nullable(),
  traits: z
    .strictObject({
      birthName: z.string().max(200),
      givenNames: z.string().max(200),
      birthDate: z.string().max(20),
    })
    .nullable(),
});

export type CallRequest = z.infer<typeof callRequestSchema>;

/** What it is answered, once the practitioner has decided: one line of JSON; `problem` null is a record opened. */
export const callAnswerSchema = z.strictObject({
  problem: failureSchema.nullable(),
});
export type CallAnswer = z.infer<typeof callAnswerSchema>;

/** Where the running program listens, as written in `call.json` of the folder that it works in. */
export const callAddressSchema = z.strictObject({
  address: z.string().min(1).max(300),
  /** `sessionName` of the program: what is asked in one session is not for another. */
  session: z.string().max(300),
});
export type CallAddress = z.infer<typeof callAddressSchema>;

/** Longest line either side accepts, in bytes. */
export const LONGEST_CALL_LINE = 4096;
