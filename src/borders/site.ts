/**
 * Everything that main and the preload beside the site's pages say to each other. Every page of the site pays for
 * what is loaded here, so that messages are checked by hand and no package is imported.
 */
import { SITE_ANSWER_CODES, type SiteAnswerCode } from '../domain/site/answers.ts';
import { CONNECT_ANSWER } from '../domain/site/ecps-answers.ts';
import { isJsonObject } from '../domain/site/lecture-vitale.ts';

/** Channel on which the preload tells main that the page is a known answer; the message is `{code}`. */
export const siteAnswerChannel = 'site:answer';

/**
 * Channel on which the preload tells main whether a page of Pro Santé Connect has something to be typed into; the
 * message is `{field}`, and nothing of the page is in it.
 */
export const connectFieldChannel = 'site:connect-field';

/** What a message on `connectFieldChannel` says; null for anything but exactly `{field}`. */
export function readConnectField(message: unknown): boolean | null {
  if (!isJsonObject(message)) return null;
  const { field, ...rest } = message;
  return typeof field === 'boolean' && Object.keys(rest).length === 0 ? field : null;
}

/** Channel on which the preload asks main for a component; one call per request, answered once. */
export const lectureVitaleChannel = 'site:lecture-vitale';

/** Channel on which the preload carries a page's dialog; the page stands still until it is answered. */
export const siteDialogChannel = 'site:dialog';

const DIALOG_KINDS = ['alert', 'confirm', 'prompt'] as const;

/** A dialog of the page's. Answered with null when it is given up, else with a text. */
export interface SiteDialog {
  readonly kind: (typeof DIALOG_KINDS)[number];
  readonly text: string;
  /** What a `prompt` proposes. */
  readonly value: string;
}

/** More than this is no question. */
const LONGEST_DIALOG = 2_000;

/** The dialog that a message on `siteDialogChannel` asks for; null for anything but exactly one. */
export function readSiteDialog(message: unknown): SiteDialog | null {
  if (!isJsonObject(message)) return null;
  const { kind: given, text, value, ...rest } = message;
  const kind = DIALOG_KINDS.find((each) => each === given);
  if (kind === undefined || typeof text !== 'string' || typeof value !== 'string') return null;
  if (Object.keys(rest).length > 0) return null;
  return { kind, text: text.slice(0, LONGEST_DIALOG), value: value.slice(0, LONGEST_DIALOG) };
}

/** A known answer of the site or of Pro Santé Connect. */
export type SiteAnswer = SiteAnswerCode | typeof CONNECT_ANSWER;

const ANSWERS: readonly string[] = [...SITE_ANSWER_CODES, CONNECT_ANSWER] satisfies readonly SiteAnswer[];

function isSiteAnswer(value: unknown): value is SiteAnswer {
  return typeof value === 'string' && ANSWERS.includes(value);
}

/** The answer that a message on `siteAnswerChannel` names; null for anything but exactly `{code}`. */
export function readSiteAnswer(message: unknown): SiteAnswer | null {
  if (!isJsonObject(message)) return null;
  const { code, ...rest } = message;
  return isSiteAnswer(code) && Object.keys(rest).length === 0 ? code : null;
}

const ORIGIN_ARGUMENT = '--dmp-site-origin=';
const WORDINGS_ARGUMENT = '--dmp-site-answers=';

/**
 * What main tells the preload when it starts: the site's own origin, on which it may play the extension's part, and
 * the wordings of the installation for a DMP that cannot be reached.
 */
export function siteArguments(origin: string, wordings: readonly string[]): string[] {
  return [ORIGIN_ARGUMENT + origin, WORDINGS_ARGUMENT + encodeURIComponent(JSON.stringify(wordings))];
}

/** Whether a process was started for a site of this origin. */
export function isSiteOrigin(argv: readonly string[], origin: string): boolean {
  return argv.includes(ORIGIN_ARGUMENT + origin);
}

/** The wordings that `siteArguments` put among a process's arguments. */
export function readWordings(argv: readonly string[]): readonly string[] {
  const argument = argv.find((each) => each.startsWith(WORDINGS_ARGUMENT));
  if (argument === undefined) return [];
  const value: unknown = JSON.parse(decodeURIComponent(argument.slice(WORDINGS_ARGUMENT.length)));
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The isolated world in which what a page has made by itself is read; the engine keeps those under 1000 for itself. */
export const MADE_BY_PAGE_WORLD = 1007;
