/** The parts of the diagnosis, in the order of its report and of its window. */
export const DIAGNOSIS_SECTIONS = [
  'readers',
  'vitale',
  'cpx',
  'ssv',
  'srvsvcnam',
  'network',
  'program',
] as const;

/** The part of the diagnosis that tells more about a failure. */
export type DiagnosisSection = (typeof DIAGNOSIS_SECTIONS)[number];

/**
 * What the program says of one failure code, in French (vouvoiement, no jargon, no blame).
 * `{name}` in a sentence or a remedy is replaced by the failure's detail of that name.
 */
export interface FailureEntry {
  /** A few words, no full stop: the heading. */
  readonly title: string;
  /** One sentence for the user: what happened. */
  readonly sentence: string;
  /** What to do, in order; each is one action. */
  readonly remedies: readonly string[];
  readonly section: DiagnosisSection;
}

/**
 * Checks the entries of one area while keeping their codes as literal types. Marked as pure where it is called: what
 * shows no sentence, as the preload beside the site's pages, is then built without them.
 */
export function defineFailures<const Code extends string>(
  entries: Readonly<Record<Code, FailureEntry>>,
): Readonly<Record<Code, FailureEntry>> {
  return entries;
}
