/**
 * Answers of the site that the launcher recognises by their wording, so that it can explain them.
 * Only wordings with a source are listed: the others are shown as the site gives them.
 */
import type { FailureCode } from './failures/index.ts';

/** Channel on which the preload of the site's pages tells main that it recognised an answer; the message is `{code}`. */
export const siteAnswerChannel = 'site:answer';

interface SiteAnswer {
  readonly wording: string;
  readonly code: FailureCode;
  /** Where the wording is known from. */
  readonly source: string;
}

export const SITE_ANSWERS = [
  {
    wording: 'DMPAccessDeniedByRightsService',
    code: 'SITE-CREATION-IMPOSSIBLE',
    source: 'SEL-MP-037, direct access to the Web PS, 2.9',
  },
  {
    wording: 'Erreur générale non identifiée',
    code: 'SITE-ERREUR-GENERALE',
    source: 'web-ps.md, unconfirmed: seen in public code',
  },
] as const satisfies readonly SiteAnswer[];

export type SiteAnswerCode = (typeof SITE_ANSWERS)[number]['code'];

/** Recognises a page's text; null when it is none of the known answers. */
export function recogniseAnswer(text: string): SiteAnswerCode | null {
  return SITE_ANSWERS.find(({ wording }) => text.includes(wording))?.code ?? null;
}
