/** A page that holds the wordings of its errors without showing them, as a bundle of messages does. */
import { Html, html } from './html.ts';

export const HIDDEN_MESSAGES = '/messages-caches';

const WORDS = 'Erreur générale non identifiée';

/** `shown`: one of them is on the page to be read. */
export function hiddenMessagesPage(shown: boolean): Html {
  return html`<h1>Messages</h1>
    <p hidden>${WORDS}</p>
    <p aria-hidden="true">${WORDS}</p>
    <div class="cache-plie"><p>${WORDS}</p></div>
    <p class="cache-dehors">${WORDS}</p>
    <p class="cache-retrait">${WORDS}</p>
    <p class="cache-taille">${WORDS}</p>
    <p class="cache-couleur">${WORDS}</p>
    <div class="cache-voile"><p>${WORDS}</p></div>
    <template><p>${WORDS}</p></template>
    ${new Html(`<script type="application/json">{"erreur":"${WORDS}"}</script>`)}
    ${shown ? html`<p>${WORDS}</p>` : null}`;
}
