/** The parts of the diagnosis, in the order of its report and of its window. */
export const DIAGNOSIS_SECTIONS = [
  'readers',
  'vitale',
  'cpx',
  'ssv',
  'srvsvcnam',
  'workstation',
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

/** The names in braces in a text: `host` and `reason` of `{host} ({reason})`. */
export type HolesIn<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | HolesIn<Rest>
  : never;

/** The names that a failure of this entry must bring for its texts to be whole. */
export type HolesOf<Entry extends FailureEntry> = Entry extends FailureEntry
  ? HolesIn<Entry['title'] | Entry['sentence'] | Entry['remedies'][number]>
  : never;

/**
 * Checks the entries of one area while keeping codes and texts as literal types, from which `failure` knows what detail
 * a code asks for. Marked as pure where it is called: what shows no sentence, as the preload beside the site's pages, is
 * then built without them.
 */
export function defineFailures<const Entries extends Readonly<Record<string, FailureEntry>>>(
  entries: Entries,
): Entries {
  return entries;
}
