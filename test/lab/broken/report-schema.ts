/** The JSON of a report as a helpdesk's tool may rely on it: written by hand, so that a change of form is noticed. */
import { z } from 'zod';
import { GOOD_RESULTS } from '../../../src/domain/texts/fr/good-results.ts';
import { DIAGNOSIS_SECTIONS, isFailureCode } from '../../../src/domain/failures/index.ts';

const checkSchema = z.strictObject({
  id: z.string().min(1),
  result: z.enum(['good', 'watch', 'fix', 'unknown']),
  code: z.string().refine((code) => isFailureCode(code) || Object.hasOwn(GOOD_RESULTS, code)),
  found: z.string().min(1),
  meaning: z.string().min(1),
  steps: z.array(z.string().min(1)),
});

const count = z.int().min(0);

export const reportSchema = z.strictObject({
  format: z.strictObject({ name: z.literal('dmp-direct-diagnosis'), version: z.literal(1) }),
  madeAt: z.iso.datetime(),
  program: z.string().min(1),
  environment: z.enum(['production', 'test', 'formation']),
  counts: z.strictObject({ good: count, watch: count, fix: count, unknown: count }),
  sections: z.array(
    z.strictObject({
      section: z.enum(DIAGNOSIS_SECTIONS),
      title: z.string().min(1),
      checks: z.array(checkSchema).min(1),
    }),
  ),
});
