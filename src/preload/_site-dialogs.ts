/**
 * The site's `alert`, `confirm` and `prompt` are shown by the record's window: in French, naming the site, and gone
 * with it. The page waits for the answer, as it would for the browser's.
 */
import { contextBridge, webFrame } from 'electron';
import type { SiteDialog } from '../borders/site.ts';

/** The name under which the page's own world finds the way out; a page that calls it by itself only shows a dialog. */
const NAME = 'dmpDialogue';

const REPLACEMENT = `(() => {
  const ask = globalThis.${NAME};
  const text = (given) => (given.length === 0 ? '' : String(given[0]));
  const put = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  put('alert', function alert() { ask('alert', text(arguments), ''); });
  put('confirm', function confirm() { return ask('confirm', text(arguments), '') !== null; });
  put('prompt', function prompt(message, value) {
    return ask('prompt', text(arguments), value === undefined ? '' : String(value));
  });
})()`;

/** To be called once, in the main frame. */
export function takeDialogs(ask: (dialog: SiteDialog) => string | null): void {
  contextBridge.exposeInMainWorld(NAME, (kind: SiteDialog['kind'], text: string, value: string) =>
    ask({ kind, text, value }),
  );
  void webFrame.executeJavaScript(REPLACEMENT);
}
