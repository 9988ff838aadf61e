/** A report that was saved, read again: whatever wrote it, only what is checked here is used. */
import { z } from 'zod';

const savedCheckSchema = z.object({
  id: z.string().max(200),
  result: z.enum(['good', 'watch', 'fix', 'unknown']),
  code: z.string().max(100),
  found: z.string().max(2_000),
  /** Reports of before these were kept have none. */
  meaning: z.string().max(4_000).default(''),
  steps: z.array(z.string().max(2_000)).max(50).default([]),
});

const savedReportSchema = z.object({
  format: z.object({ name: z.literal('dmp-direct-diagnosis') }),
  madeAt: z.iso.datetime(),
  program: z.string().max(200),
  environment: z.string().max(100),
  sections: z
    .array(z.object({ title: z.string().max(200), checks: z.array(savedCheckSchema).max(500) }))
    .max(50),
});

export type SavedReport = z.infer<typeof savedReportSchema>;
export type SavedCheck = z.infer<typeof savedCheckSchema>;

/** More than a report ever needs. */
export const LONGEST_REPORT_BYTES = 4 * 1024 * 1024;

/** Reads the JSON of a report; null for anything else. */
export function readSavedReport(text: string): SavedReport | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
  const parsed = savedReportSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Whether a check is one that somebody has to look at. */
export function isProblem({ result }: Pick<SavedCheck, 'result'>): boolean {
  return result === 'fix' || result === 'watch';
}
