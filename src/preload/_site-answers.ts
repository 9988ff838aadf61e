/**
 * Looks at a page of the site for the answers that the launcher explains, in what a reader would see of it: a message
 * that waits in a script or in a hidden part of the page has not been given. Only the code leaves the process.
 */
import { recogniseConnectAnswer, type CONNECT_ANSWER } from '../domain/site/ecps-answers.ts';
import {
  isDashboardPath,
  recogniseAnswer,
  type PageShape,
  type SiteAnswerCode,
} from '../domain/site/answers.ts';

/** The site's answers are short pages; a longer text is a record, which this must not lay out for nothing. */
const LONGEST_ANSWER = 20_000;

const CLICKABLE = 'a[href], button, input, select, textarea, summary, [role=button], [role=link], [tabindex]';

/** The answer that the page is, or null. */
export function answerOfPage(wordings: readonly string[]): SiteAnswerCode | null {
  const shape = shapeOfPage();
  // Most pages hold no such words at all: what is seen of a page is looked at only where there are some.
  const held = { ...shape, text: collapsed(document.body.textContent) };
  if (recogniseAnswer(held, wordings) === null) return null;
  return recogniseAnswer({ ...shape, text: seenText() }, wordings);
}

/** The answer that a page of Pro Santé Connect is, or null. */
export function connectAnswerOfPage(): typeof CONNECT_ANSWER | null {
  if (recogniseConnectAnswer(collapsed(document.body.textContent)) === null) return null;
  return recogniseConnectAnswer(seenText());
}

/** Whether the page has something that can be seen and typed into. */
export function hasFieldToType(): boolean {
  return [...document.querySelectorAll('input:read-write')].some(isSeen);
}

/** What is on the page to be read: laid out, not transparent, not kept for a screen reader alone or from everybody. */
function seenText(): string {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const letters = document.createRange();
  let text = '';
  while (walker.nextNode() !== null && text.length < LONGEST_ANSWER) {
    const { currentNode } = walker;
    const holder = currentNode.parentElement;
    if (holder === null || currentNode.nodeValue?.trim() === '' || !isSeen(holder)) continue;
    letters.selectNodeContents(currentNode);
    if (isWithinReach(letters) && !isFolded(holder)) text += currentNode.nodeValue ?? '';
  }
  return collapsed(text).slice(0, LONGEST_ANSWER);
}

function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return (
    width > 1 &&
    height > 1 &&
    element.closest('script, style, noscript, template, [hidden], [aria-hidden=true]') === null &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
  );
}

/** Whether letters have a size, and a place that can be scrolled to: what is moved out before the page's start has none. */
function isWithinReach(letters: Range): boolean {
  const { width, height, right, bottom } = letters.getBoundingClientRect();
  return width > 1 && height > 1 && right + scrollX > 0 && bottom + scrollY > 0;
}

/** Whether it is drawn without a colour, or stands in a part of the page that is closed to nothing. */
function isFolded(holder: Element): boolean {
  if (getComputedStyle(holder).color === 'rgba(0, 0, 0, 0)') return true;
  for (
    let part: Element | null = holder;
    part !== null && part !== document.body;
    part = part.parentElement
  ) {
    if (getComputedStyle(part).overflow === 'visible') continue;
    const { width, height } = part.getBoundingClientRect();
    if (width <= 1 || height <= 1) return true;
  }
  return false;
}

/** Whether every style sheet of the page has come. */
export function isStyled(): boolean {
  return [...document.querySelectorAll<HTMLLinkElement>('link[rel~=stylesheet]')].every(
    ({ sheet }) => sheet !== null,
  );
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function shapeOfPage(): Omit<PageShape, 'text'> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].filter(
    (link) => leadsToDashboard(link) && isSeen(link),
  );
  return {
    path: location.pathname,
    alertLeadsToDashboard: links.some((link) => link.closest('[role=alert], [role=alertdialog]') !== null),
    onlyLeadsToDashboard: links.some(isAloneInMain),
  };
}

function leadsToDashboard(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && isDashboardPath(link.pathname);
}

function isAloneInMain(link: HTMLAnchorElement): boolean {
  const main = link.closest('main, [role=main]');
  return main?.querySelectorAll(CLICKABLE).length === 1;
}
