/** A page that holds the wordings of its errors without showing them, as a bundle of messages does. */
import { Html, html } from './html.ts';

export const HIDDEN_MESSAGES = '/messages-caches';

const WORDS = 'Erreur générale non identifiée';

/** `shown`: one of them is on the page to be read. */
export function hiddenMessagesPage(shown: boolean): Html {
  return html`<h1>Messages</h1>
    <p hidden>${WORDS}</p>
    <p aria-hidden="true">${WORDS}</p>
    <template><p>${WORDS}</p></template>
    ${new Html(`<script type="application/json">{"erreur":"${WORDS}"}</script>`)}
    ${shown ? html`<p>${WORDS}</p>` : null}`;
}
