/**
 * Answers of the site that the launcher recognises, so that it can explain them: by a wording that has a source, by
 * the one structure that web-ps.md describes, or by a wording that the installation itself has added.
 */
import type { FailureCode } from '../failures/index.ts';
import { isPageId, PAGES, type PageEntry } from './pages.ts';

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

/** A DMP that is closed, missing or blocked: the site's page stays on screen, with the dashboard one click away. */
const UNAVAILABLE = 'SITE-DMP-INACCESSIBLE' satisfies FailureCode;

export const SITE_ANSWER_CODES = [
  SITE_ANSWERS[0].code,
  SITE_ANSWERS[1].code,
  UNAVAILABLE,
] as const satisfies readonly FailureCode[];

export type SiteAnswerCode = (typeof SITE_ANSWER_CODES)[number];

/** What is looked at of a page, told without its content. */
export interface PageShape {
  /** Path of its address. */
  readonly path: string;
  /** A beginning of its text. */
  readonly text: string;
  /** An error region (`role="alert"`) of the page holds a link to the dashboard. */
  readonly alertLeadsToDashboard: boolean;
  /** The one thing to click in the page's main region is a link to the dashboard. */
  readonly onlyLeadsToDashboard: boolean;
}

/**
 * Recognises a page; null when it is none of the known answers.
 * `wordings` are those of the installation (`webPs.answers`), for a DMP that cannot be reached.
 */
export function recogniseAnswer(page: PageShape, wordings: readonly string[]): SiteAnswerCode | null {
  const known = SITE_ANSWERS.find(({ wording }) => page.text.includes(wording));
  if (known !== undefined) return known.code;
  if (!isRecordPath(page.path)) return null;
  const refused = page.alertLeadsToDashboard || page.onlyLeadsToDashboard;
  return refused || wordings.some((wording) => page.text.includes(wording)) ? UNAVAILABLE : null;
}

/** web-ps.md: it is on every page of a record but the dashboard that the site answers with an error. */
function isRecordPath(path: string): boolean {
  const segment = /^\/AccesDirect\/([A-Za-z]+)\/./.exec(path)?.[1];
  if (segment === undefined || !isPageId(segment)) return false;
  const entry: PageEntry = PAGES[segment];
  return entry.ins === 'required';
}

/** Whether a link of the site leads to its dashboard. */
export function isDashboardPath(path: string): boolean {
  return path === '/AccesDirect/TableauDeBord' || path.startsWith('/AccesDirect/TableauDeBord/');
}
