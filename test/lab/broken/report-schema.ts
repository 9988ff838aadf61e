/** The JSON of a report as a helpdesk's tool may rely on it: written by hand, so that a change of form is noticed. */
import { z } from 'zod';
import { GOOD_RESULTS } from '../../../src/domain/texts/fr/good-results.ts';
import { CARD_KINDS } from '../../../src/domain/readers/card-kinds.ts';
import { DIAGNOSIS_SECTIONS, isFailureCode } from '../../../src/domain/failures/index.ts';

const checkSchema = z.strictObject({
  id: z.string().min(1),
  result: z.enum(['good', 'watch', 'fix', 'unknown']),
  code: z.string().refine((code) => isFailureCode(code) || Object.hasOwn(GOOD_RESULTS, code)),
  found: z.string().min(1),
  meaning: z.string().min(1),
  steps: z.array(z.string().min(1)),
  repair: z
    .strictObject({
      file: z.string().min(1),
      changes: z
        .array(z.strictObject({ where: z.string().min(1), before: z.string(), after: z.string() }))
        .min(1),
      text: z.string().min(1),
    })
    .nullable(),
});

const count = z.int().min(0);

export const reportSchema = z.strictObject({
  format: z.strictObject({ name: z.literal('dmp-direct-diagnosis'), version: z.literal(2) }),
  madeAt: z.iso.datetime(),
  program: z.string().min(1),
  environment: z.enum(['production', 'test', 'formation']),
  counts: z.strictObject({ good: count, watch: count, fix: count, unknown: count }),
  support: z.strictObject({ name: z.string().nullable(), phone: z.string().nullable() }),
  readers: z.array(
    z.strictObject({
      name: z.string().min(1),
      nature: z.enum(['contact', 'contactless', 'virtual']),
      use: z.enum(['cps', 'vitale', 'third', 'any']),
      model: z.string(),
      card: z.strictObject({ kind: z.enum(CARD_KINDS), atr: z.string() }).nullable(),
    }),
  ),
  sections: z.array(
    z.strictObject({
      section: z.enum(DIAGNOSIS_SECTIONS),
      title: z.string().min(1),
      checks: z.array(checkSchema).min(1),
    }),
  ),
});
