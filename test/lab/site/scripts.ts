/** What runs in the simulated pages, served as files of the same origin because their policy allows nothing else. */

/**
 * The page's side of the « Lecture Carte Vitale » extension, as `srvsvcnam.md` gives it: it posts a message to its
 * own window, listens for the answer's event on the document, and hands the answer to its server untouched.
 */
export const PORTAL_SCRIPT = `'use strict';
const button = document.querySelector('#lire-carte-vitale');
const feedback = document.querySelector('#retour-carte-vitale');
const extension = document.querySelector('#extension-vitale');
const VERSION_ID = 'lecture-vitale-native-messaging-webextension-version';
const say = (text) => { if (feedback) feedback.textContent = text; };
const announce = (version) => {
  if (extension) extension.textContent = 'Extension de lecture présente, version ' + version + '.';
};
document.addEventListener('evenement_reponse_vitale', async (event) => {
  const answer = event.detail;
  if (answer && answer.type === 'error') {
    say('La lecture de la carte a échoué : ' + (answer.error_message || answer.error_code) + '.');
    return;
  }
  say('Réponse reçue, transmission au serveur…');
  const response = await fetch('/carte-vitale', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer),
  });
  const result = await response.json();
  if (result.suite) { location.assign(result.suite); return; }
  say(result.message);
});
// It listens from here on, and no sooner: what announced itself before its handlers has not been heard.
addEventListener('DOMContentLoaded', () => {
  document.addEventListener('evenement_reponse_diagam', (event) => {
    if (!event.detail || event.detail.service !== 'diagam_web_extension_is_loaded') return;
    const marker = document.getElementById(VERSION_ID);
    if (marker && marker.textContent === event.detail.version) announce(event.detail.version);
  });
});
if (button) {
  button.addEventListener('click', () => {
    say('Lecture de la carte Vitale en cours…');
    window.postMessage({ service: 'vitale' }, location.origin);
  });
}
`;

/** Asks the wallet whether the phone has answered, and goes where it says. */
export const WALLET_SCRIPT = `'use strict';
const request = document.querySelector('[data-demande]');
const ask = async () => {
  const response = await fetch('/etat?demande=' + encodeURIComponent(request.dataset.demande));
  const { suite } = await response.json();
  if (suite) location.assign(suite); else setTimeout(ask, 300);
};
if (request) setTimeout(ask, 300);
`;

/** A page that posts itself as soon as it is there. */
export const PASSAGE_SCRIPT = `'use strict';
document.querySelector('#passage').submit();
`;
