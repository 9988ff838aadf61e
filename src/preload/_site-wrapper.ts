/**
 * The four things that the preload beside the site's pages may say to main. Main validates both; here nothing that
 * checks messages is loaded, because every page of the site would pay for it.
 */
import { ipcRenderer, webFrame } from 'electron';
import {
  connectFieldChannel,
  isSiteOrigin,
  lectureVitaleChannel,
  MADE_BY_PAGE_WORLD,
  siteAnswerChannel,
  siteDialogChannel,
  type SiteAnswer,
  type SiteDialog,
} from '../borders/site.ts';
import type { JsonObject } from '../domain/site/lecture-vitale.ts';

/** Tells main that the page is one of the site's known answers. */
export function tellAnswer(code: SiteAnswer): void {
  ipcRenderer.send(siteAnswerChannel, { code });
}

/** Tells main whether a page of Pro Santé Connect has something to be typed into. */
export function tellConnectField(field: boolean): void {
  ipcRenderer.send(connectFieldChannel, { field });
}

/**
 * Carries a page's message, as JSON, to a component.
 * @returns what the page is to be told; null when main refuses to carry it.
 */
export async function askComponent(text: string): Promise<JsonObject | null> {
  return (await ipcRenderer.invoke(lectureVitaleChannel, text)) as JsonObject | null;
}

/** Shows a dialog of the page's and waits: null when it was given up, else what was typed. */
export function askDialog(dialog: SiteDialog): string | null {
  const answer: unknown = ipcRenderer.sendSync(siteDialogChannel, dialog);
  return typeof answer === 'string' ? answer : null;
}

/** Whether this is the main frame of a page of the visit's own site. Main decides again for every message. */
export function isSitePage(): boolean {
  return window === window.top && isSiteOrigin(process.argv, location.origin);
}

/**
 * A world in which main reads what the page has made by itself (`blob:`), and can ask for nothing else; nothing is run
 * in it before.
 */
export function openMadeByPage(): void {
  webFrame.setIsolatedWorldInfo(MADE_BY_PAGE_WORLD, {
    name: 'DMP Direct',
    // The engine takes no policy without it.
    securityOrigin: location.origin,
    csp: "default-src 'none'; connect-src blob:",
  });
}
