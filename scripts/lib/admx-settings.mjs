/**
 * What the administrative templates say of each setting, in two languages; every key of the contract is here
 * (test/unit/supply/admx.test.ts).
 */

/**
 * @typedef {{ name: string, help: string }} Words
 * @typedef {{ kind: 'boolean' | 'text' | 'list' } | { kind: 'choice', values: Readonly<Record<string, readonly [fr: string, en: string]>> }
 *   | { kind: 'number', min: number, max: number }} Shape
 * @typedef {Shape & { fr: Words, en: Words }} Setting
 */

/** @typedef {readonly [name: string, help: string]} Said */

/** @param {Said} said @returns {Words} */
const words = ([name, help]) => ({ name, help });

/** @param {Readonly<Record<string, readonly [fr: string, en: string]>>} values @param {Said} fr @param {Said} en @returns {Setting} */
const choice = (values, fr, en) => ({ kind: 'choice', values, fr: words(fr), en: words(en) });
/** @param {number} min @param {number} max @param {Said} fr @param {Said} en @returns {Setting} */
const number = (min, max, fr, en) => ({ kind: 'number', min, max, fr: words(fr), en: words(en) });
/** @param {Said} fr @param {Said} en @returns {Setting} */
const yesNo = (fr, en) => ({ kind: 'boolean', fr: words(fr), en: words(en) });
/** @param {Said} fr @param {Said} en @returns {Setting} */
const text = (fr, en) => ({ kind: 'text', fr: words(fr), en: words(en) });
/** @param {Said} fr @param {Said} en @returns {Setting} */
const list = (fr, en) => ({ kind: 'list', fr: words(fr), en: words(en) });

/** @type {Readonly<Record<string, Setting>>} */
const SITE = {
  environment: choice(
    {
      production: ['Production', 'Production'],
      formation: ['Formation', 'Training'],
      test: ['Test', 'Test'],
    },
    [
      'Environnement',
      'La production est le DMP réel. Pour la formation et le test, donnez aussi les adresses du site\u00a0: sans elles, ce réglage ne peut pas être appliqué.',
    ],
    [
      'Environment',
      'Production is the real DMP. For training and test, give the site’s addresses too: without them this setting cannot be applied.',
    ],
  ),
  'webPs.cpx.hosts': list(
    [
      'Adresses du DMP avec une carte CPS',
      'Adresses https du site quand on se connecte avec une carte. La première est utilisée\u00a0; les suivantes servent si le site change d’adresse.',
    ],
    [
      'Addresses of the DMP with a CPS card',
      'https addresses of the site for signing in with a card. The first is used; the others serve if the site moves.',
    ],
  ),
  'webPs.ecps.hosts': list(
    [
      'Adresses du DMP avec une e-CPS',
      'Adresses https du site quand on se connecte avec l’e-CPS. La première est utilisée.',
    ],
    [
      'Addresses of the DMP with e-CPS',
      'https addresses of the site for signing in with e-CPS. The first is used.',
    ],
  ),
  'webPs.insForm': choice(
    {
      matricule: ['15\u00a0caractères', '15 characters'],
      'matricule+type': ['15\u00a0caractères et une lettre', '15 characters and a letter'],
    },
    ['Forme du matricule INS dans l’adresse des pages', 'À changer seulement à la demande de votre support.'],
    ['Form of the INS in the pages’ addresses', 'To be changed only when your support asks for it.'],
  ),
  'webPs.insType': choice(
    {
      auto: ['Automatique', 'Automatic'],
      N: ['N, réel', 'N, real'],
      T: ['T, test', 'T, test'],
      D: ['D, démonstration', 'D, demonstration'],
    },
    [
      'Lettre ajoutée au matricule INS',
      '«\u00a0Automatique\u00a0» suit l’environnement. Ne compte que pour la forme avec une lettre.',
    ],
    ['Letter added to the INS', 'Automatic follows the environment. Counts only for the form with a letter.'],
  ),
  'webPs.resourceHosts': list(
    [
      'Autres adresses utilisées par les pages du DMP',
      'Adresses https où le site va chercher images ou polices. Tout le reste est refusé.',
    ],
    [
      'Further addresses that the DMP’s pages use',
      'https addresses where the site fetches images or fonts. Everything else is refused.',
    ],
  ),
  'webPs.localComponents': choice(
    {
      auto: ['Quand il est installé', 'Where it is installed'],
      on: ['Toujours', 'Always'],
      off: ['Jamais', 'Never'],
    },
    [
      'Lecture de la carte Vitale par SrvSVCNAM',
      'Si les pages du DMP peuvent joindre ce composant sur le poste.',
    ],
    [
      'Reading of the Vitale card by SrvSVCNAM',
      'Whether the DMP’s pages may reach this component on the workstation.',
    ],
  ),
  'webPs.trustedCaFile': text(
    [
      'Autorité de certification de test',
      'Chemin d’un fichier PEM accepté en plus des autorités habituelles. Refusé en production.',
    ],
    [
      'Test certification authority',
      'Path of a PEM file that is trusted beside the usual authorities. Refused in production.',
    ],
  ),
  'webPs.answers': list(
    [
      'Réponses du site à reconnaître',
      'Phrases du site pour un DMP fermé, absent ou bloqué\u00a0: le tableau de bord est alors proposé.',
    ],
    [
      'Answers of the site to be recognised',
      'Sentences of the site for a closed, missing or blocked DMP: the dashboard is then proposed.',
    ],
  ),
  'proSanteConnect.hosts': list(
    [
      'Adresses de Pro Santé Connect',
      'Les seules adresses https, hors du DMP, où la connexion par e-CPS peut passer.',
    ],
    [
      'Pro Santé Connect addresses',
      'The only https addresses, beside the DMP’s, that signing in by e-CPS may pass.',
    ],
  ),
  'proSanteConnect.extraHosts': list(
    [
      'Autres adresses de la connexion par e-CPS',
      'Adresses https de l’établissement, quand Pro Santé Connect lui confie la connexion.',
    ],
    [
      'Further addresses of the e-CPS sign-in',
      'https addresses of the establishment, where Pro Santé Connect hands it the sign-in.',
    ],
  ),
};

/** @type {Readonly<Record<string, Setting>>} */
const HABITS = {
  signIn: choice(
    { ask: ['Au choix', 'As the user chooses'], cpx: ['Carte CPS', 'CPS card'], ecps: ['e-CPS', 'e-CPS'] },
    [
      'Moyen de connexion',
      'La carte CPS demande un lecteur et son code porteur. L’e-CPS demande un téléphone.',
    ],
    ['Means of signing in', 'A CPS card needs a reader and its PIN. e-CPS needs a telephone.'],
  ),
  'ecps.keepSession': yesNo(
    [
      'Garder la connexion e-CPS d’un patient à l’autre',
      'Une validation sur le téléphone sert jusqu’à 30\u00a0minutes sans activité, 4\u00a0heures, ou le verrouillage du poste.',
    ],
    [
      'Keep the e-CPS session from one patient to the next',
      'One validation on the telephone serves until 30 idle minutes, 4 hours, or the workstation’s lock.',
    ],
  ),
  'proxy.signIn': choice(
    {
      ask: ['Demander un mot de passe', 'Ask for a password'],
      integrated: ['Session de travail seulement', 'The session’s identity alone'],
    },
    [
      'Proxy qui demande une identification',
      'L’identité de la session de travail est donnée d’abord, si le proxy la connaît. Ensuite un mot de passe est demandé, ou jamais.',
    ],
    [
      'Proxy that asks who it is',
      'The session’s own identity is given first, if the proxy knows it. After that a password is asked for, or never.',
    ],
  ),
  landingPage: choice(
    {
      TableauDeBord: ['Tableau de bord', 'Dashboard'],
      DossierPatient: ['Accueil du DMP du patient', 'The patient’s DMP'],
      GestionDMPPatient: ['Gestion du DMP', 'Management of the DMP'],
      Documents: ['Documents', 'Documents'],
      ParcoursDeSoins: ['Parcours de soins', 'Care pathway'],
      HistoriqueAcces: ['Historique des accès', 'Access history'],
      VolontesEtDroits: ['Volontés et droits du patient', 'Wishes and rights'],
      CarnetVaccination: ['Carnet de vaccination', 'Vaccination record'],
    },
    [
      'Page d’arrivée',
      'Le tableau de bord convient à toutes les situations, même si le DMP est fermé ou n’existe pas.',
    ],
    ['Landing page', 'The dashboard fits every situation, also where the DMP is closed or does not exist.'],
  ),
  openOnInsert: choice(
    {
      always: ['Ouvrir le dossier', 'Open the record'],
      ask: ['Demander d’abord', 'Ask first'],
      discret: ['Rester discret', 'Stay discreet'],
    },
    [
      'À l’insertion d’une carte Vitale',
      'En mode discret ou sur demande, aucune fenêtre ne vient devant un autre logiciel.',
    ],
    ['When a Vitale card is inserted', 'When discreet, or asking, no window comes before another program.'],
  ),
  shortcut: choice(
    {
      none: ['Aucun', 'None'],
      'Control+Alt+D': ['Ctrl + Alt + D', 'Ctrl + Alt + D'],
      'Control+Alt+M': ['Ctrl + Alt + M', 'Ctrl + Alt + M'],
      'Control+Alt+F9': ['Ctrl + Alt + F9', 'Ctrl + Alt + F9'],
      'Control+Shift+F9': ['Ctrl + Maj + F9', 'Ctrl + Shift + F9'],
    },
    [
      'Raccourci clavier',
      'Depuis n’importe quel logiciel, ouvre le dossier de la carte insérée, ou la liste des personnes.',
    ],
    ['Keyboard shortcut', 'From any program, opens the record of the inserted card, or the list of people.'],
  ),
  'softwareCalls.trustInsertedCard': yesNo(
    [
      'Ouvrir sans question à la demande d’un logiciel',
      'Seulement pour la personne dont la carte Vitale est insérée, jamais pour une autre.',
    ],
    [
      'Open without a question when a program asks',
      'Only for the person whose Vitale card is inserted, never for another one.',
    ],
  ),
  closeOnVitaleRemoval: yesNo(
    [
      'Fermer le dossier quand la carte Vitale est retirée',
      'Sinon le dossier reste ouvert, et une note rappelle que la carte a été retirée.',
    ],
    [
      'Close the record when the Vitale card is taken out',
      'Otherwise the record stays open, and a note says that the card has gone.',
    ],
  ),
  lockAfterMinutes: number(
    0,
    240,
    [
      'Fermer le dossier après verrouillage du poste (minutes)',
      'Temps laissé avant la fin de la connexion quand le poste est verrouillé ou en veille. 0 la termine aussitôt.',
    ],
    [
      'Close the record after the workstation’s lock (minutes)',
      'Time until the session ends once the workstation is locked or asleep. 0 ends it at once.',
    ],
  ),
  hideAfterMinutes: number(
    0,
    240,
    [
      'Masquer le dossier sans activité (minutes)',
      'Le dossier reste ouvert derrière un écran neutre. 0 ne le masque jamais.',
    ],
    ['Hide the idle record (minutes)', 'The record stays open behind a neutral screen. 0 never hides it.'],
  ),
  startWithSession: yesNo(
    ['Démarrer avec la session', 'DMP Direct attend les cartes près de l’horloge, sans ouvrir de fenêtre.'],
    ['Start with the session', 'DMP Direct waits for cards near the clock, and opens no window.'],
  ),
  assistant: yesNo(
    [
      'Assistant de premier démarrage',
      'Désactivé\u00a0: ni proposé au premier démarrage, ni dans les réglages.',
    ],
    ['First-run assistant', 'Disabled: neither offered at the first start nor in the settings.'],
  ),
};

/** @type {Readonly<Record<string, Setting>>} */
const CARDS = {
  'cards.vitale': list(
    [
      'Lecture de la carte Vitale',
      'pcsc\u00a0: lecture directe\u00a0; ssv\u00a0: bibliothèque SESAM-Vitale. Dans l’ordre où elles servent.',
    ],
    [
      'Reading of the Vitale card',
      'pcsc: direct reading; ssv: the SESAM-Vitale library. In the order in which they serve.',
    ],
  ),
  'cards.registerCryptolib': yesNo(
    [
      'Faire connaître la Cryptolib au navigateur intégré',
      'Sous Linux seulement\u00a0; sans effet sous Windows.',
    ],
    ['Make the embedded browser know the Cryptolib', 'On Linux only; means nothing on Windows.'],
  ),
  'cards.cryptolib': text(
    [
      'Chemin de la Cryptolib CPS',
      'À indiquer seulement si elle n’est pas à son emplacement habituel. Les variables ne sont pas remplacées.',
    ],
    ['Path of the Cryptolib CPS', 'Only where it is not at its usual place. Variables are not replaced.'],
  ),
  'cards.ssvLibrary': text(
    [
      'Chemin de la bibliothèque SESAM-Vitale',
      'À indiquer seulement si elle n’est pas trouvée d’elle-même. Les variables ne sont pas remplacées.',
    ],
    ['Path of the SESAM-Vitale library', 'Only where it is not found by itself. Variables are not replaced.'],
  ),
  'cards.galssIni': text(
    [
      'Chemin de galss.ini',
      'Réglage des lecteurs pour la bibliothèque SESAM-Vitale, s’il n’est pas trouvé. Les variables ne sont pas remplacées.',
    ],
    [
      'Path of galss.ini',
      'The readers’ set-up for the SESAM-Vitale library, where it is not found. Variables are not replaced.',
    ],
  ),
  'cards.ssvDeadlineSeconds': number(
    1,
    120,
    [
      'Attente de la bibliothèque SESAM-Vitale (secondes)',
      'Au-delà, la lecture est abandonnée et la bibliothèque est relancée.',
    ],
    [
      'Wait for the SESAM-Vitale library (seconds)',
      'After that the reading is given up and the library started again.',
    ],
  ),
  'cards.pinTriesPerInsertion': number(
    1,
    2,
    [
      'Essais du code porteur par insertion',
      'La carte se bloque après trois codes erronés de suite\u00a0: jamais plus de deux essais ici.',
    ],
    [
      'PIN tries per insertion',
      'The card locks itself after three wrong codes in a row: never more than two tries here.',
    ],
  ),
};

/** @type {Readonly<Record<string, Setting>>} */
const ALLOWED = {
  'allow.print': yesNo(
    ['Permettre d’imprimer', 'Désactivé\u00a0: ni bouton, ni Ctrl+P, ni impression demandée par le site.'],
    ['Allow printing', 'Disabled: no button, no Ctrl+P, and no printing that the site asks for.'],
  ),
  'allow.save': yesNo(
    [
      'Permettre d’enregistrer un fichier',
      'Désactivé\u00a0: ni PDF, ni document, ni fichier proposé par le site.',
    ],
    ['Allow saving files', 'Disabled: no PDF, no document, no file that the site offers.'],
  ),
  'allow.copy': yesNo(
    [
      'Permettre de copier',
      'Désactivé\u00a0: rien ne se copie d’une page ou d’un document vers un autre logiciel.',
    ],
    ['Allow copying', 'Disabled: nothing is copied from a page or a document into another program.'],
  ),
  'allow.links': yesNo(
    [
      'Permettre d’ouvrir par un lien',
      'Désactivé\u00a0: les liens dmp-direct:// sont refusés, avec le code APPEL-LIEN-NON-PERMIS. La commande «\u00a0open\u00a0» reste.',
    ],
    [
      'Allow opening by a link',
      'Disabled: dmp-direct:// links are refused, with the code APPEL-LIEN-NON-PERMIS. The command “open” stays.',
    ],
  ),
  'allow.typedIns': yesNo(
    [
      'Permettre de saisir un matricule INS',
      'Désactivé\u00a0: un dossier s’ouvre par la carte Vitale, un code ou un logiciel.',
    ],
    ['Allow typing an INS', 'Disabled: a record opens by the Vitale card, a code or a program.'],
  ),
  'allow.camera': yesNo(
    ['Permettre la caméra', 'Désactivé\u00a0: un document n’est lu que par un lecteur de codes-barres.'],
    ['Allow the camera', 'Disabled: a document is read by a code reader only.'],
  ),
  lockAll: yesNo(
    [
      'Fixer tous les réglages',
      'Imposé\u00a0: ce que la politique ne nomme pas ne peut pas être modifié non plus. Seule la taille du texte reste à l’utilisateur. Proposé, il n’a pas d’effet.',
    ],
    [
      'Fix every setting',
      'Fixed: what the policy does not name cannot be changed either. Only the size of the text stays the user’s. Proposed, it means nothing.',
    ],
  ),
};

/** @type {Readonly<Record<string, Setting>>} */
const PROGRAM = {
  'updates.mode': choice(
    {
      off: ['Aucune', 'None'],
      feed: ['Toutes', 'All'],
      pinned: ['Une seule version', 'One version only'],
      minimum: ['Jusqu’à une version', 'Until a version is reached'],
    },
    ['Mises à jour', 'Lesquelles sont proposées. «\u00a0Aucune\u00a0»\u00a0: rien n’est demandé au réseau.'],
    ['Updates', 'Which ones are offered. “None”: the network is asked for nothing.'],
  ),
  'updates.version': text(
    [
      'Version voulue',
      'Par exemple 1.2.0. Pour «\u00a0Une seule version\u00a0», l’adresse doit la proposer\u00a0; sans version, aucune mise à jour.',
    ],
    [
      'Wanted version',
      'For example 1.2.0. For “One version only” the address must offer it; without a version, no update.',
    ],
  ),
  'updates.feed': text(
    [
      'Adresse des mises à jour',
      'Dossier sur un serveur https. Sans adresse, aucune mise à jour n’est recherchée.',
    ],
    ['Address of the updates', 'A folder on an https server. Without one, no update is looked for.'],
  ),
  sentinel: yesNo(
    [
      'Surveiller le poste',
      'Une fois par jour, sans toucher aux cartes\u00a0: prévient si un lecteur ou un composant ne va plus.',
    ],
    [
      'Watch over the workstation',
      'Once a day, without touching a card: tells when a reader or a component no longer works.',
    ],
  ),
  'journal.level': choice(
    {
      off: ['Aucun', 'None'],
      error: ['Erreurs', 'Errors'],
      warning: ['Avertissements', 'Warnings'],
      info: ['Informations', 'Information'],
      detail: ['Détail', 'Detail'],
    },
    [
      'Événements pour le support\u00a0: niveau',
      'Jusqu’à quel niveau ils sont notés. Aucun ne nomme de personne.',
    ],
    ['Events for the helpdesk: level', 'Without patient or identity. Down to which level they are noted.'],
  ),
  'journal.system': yesNo(
    [
      'Événements dans le journal du système',
      'Journal des événements de Windows\u00a0; sous Linux, journal de systemd ou syslog.',
    ],
    ['Events in the system’s log', 'Windows’ event log; on Linux, systemd’s journal or syslog.'],
  ),
  'journal.syslog': text(
    [
      'Événements\u00a0: serveur de journaux',
      'Serveur, avec son port au besoin (journaux.exemple.fr:514), qui les reçoit par UDP au format RFC 5424. Sans lui, aucun ne quitte le poste.',
    ],
    [
      'Events: log server',
      'Host, or host:port, that takes them by UDP as RFC 5424. Without one nothing leaves the workstation.',
    ],
  ),
  'notifications.cardRead': yesNo(
    ['Notification\u00a0: carte Vitale lue', 'Quand DMP Direct est derrière d’autres fenêtres.'],
    ['Notification: Vitale card read', 'When DMP Direct is behind other windows.'],
  ),
  'notifications.cpxExpiry': yesNo(
    [
      'Notification\u00a0: la carte CPS expire bientôt',
      'Dès 60\u00a0jours avant l’échéance, une fois par jour au plus.',
    ],
    ['Notification: the CPS card is about to expire', 'From 60 days before, once a day at most.'],
  ),
  'notifications.update': yesNo(
    ['Notification\u00a0: nouvelle version prête', 'L’installation attend que le dossier ouvert soit fermé.'],
    ['Notification: new version ready', 'Installing waits until the open record is closed.'],
  ),
  'notifications.showNames': yesNo(
    [
      'Montrer le nom du patient dans les notifications',
      'À laisser désactivé si l’écran peut être vu par d’autres personnes.',
    ],
    ['Show the patient’s name in notifications', 'To be left disabled where others can see the screen.'],
  ),
  'support.name': text(
    [
      'Nom du support',
      'Affiché sur chaque écran d’arrêt, dans le diagnostic et dans «\u00a0À propos\u00a0».',
    ],
    ['Name of the support', 'Shown on every stop, in the diagnosis and in “À propos”.'],
  ),
  'support.phone': text(
    ['Téléphone du support', 'Affiché à côté de son nom.'],
    ['Telephone of the support', 'Shown beside its name.'],
  ),
  'support.address': text(
    ['Adresse du support', 'Courriel, site ou adresse postale, affichés à côté de son nom.'],
    ['Address of the support', 'Mailbox, site or postal address, shown beside its name.'],
  ),
  zoom: number(
    100,
    200,
    [
      'Taille du texte (%)',
      'Pour les fenêtres de DMP Direct. À proposer plutôt qu’à imposer\u00a0: chacun a la sienne.',
    ],
    [
      'Size of the text (%)',
      'Of DMP Direct’s own windows. To be proposed rather than fixed: people need their own.',
    ],
  ),
  minimumChromium: number(
    1,
    999,
    [
      'Version minimale du navigateur intégré',
      '«\u00a0À propos\u00a0» et le diagnostic avertissent si ce navigateur est plus ancien.',
    ],
    ['Lowest version of the browser engine', '“À propos” and the diagnosis warn where the engine is older.'],
  ),
};

/** Every key of the contract. */
export const SETTINGS = { ...SITE, ...HABITS, ...CARDS, ...ALLOWED, ...PROGRAM };
