/** Looks at a page of the site for the answers that the launcher explains. Only the code of one leaves the process. */
import { recogniseConnectAnswer, type CONNECT_ANSWER } from '../domain/site/ecps-answers.ts';
import {
  isDashboardPath,
  recogniseAnswer,
  type PageShape,
  type SiteAnswerCode,
} from '../domain/site/answers.ts';

/** The site's answers are short pages; a longer text is a record, which this must not walk through for nothing. */
const LONGEST_ANSWER = 20_000;

const CLICKABLE = 'a[href], button, input, select, textarea, summary, [role=button], [role=link], [tabindex]';

/** The answer that the page is, or null. */
export function answerOfPage(wordings: readonly string[]): SiteAnswerCode | null {
  return recogniseAnswer(shapeOfPage(), wordings);
}

/** The answer that a page of Pro Santé Connect is, or null. */
export function connectAnswerOfPage(): typeof CONNECT_ANSWER | null {
  return recogniseConnectAnswer(document.body.textContent.slice(0, LONGEST_ANSWER));
}

function shapeOfPage(): PageShape {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].filter(leadsToDashboard);
  return {
    path: location.pathname,
    text: document.body.textContent.slice(0, LONGEST_ANSWER),
    alertLeadsToDashboard: links.some((link) => link.closest('[role=alert], [role=alertdialog]') !== null),
    onlyLeadsToDashboard: links.some(isAloneInMain),
  };
}

function leadsToDashboard(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && isDashboardPath(link.pathname);
}

function isAloneInMain(link: HTMLAnchorElement): boolean {
  const main = link.closest('main, [role=main]');
  return main !== null && main.querySelectorAll(CLICKABLE).length === 1;
}
