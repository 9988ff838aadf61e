/**
 * Texts of the settings, shared by their window and by the first-run assistant. Same house rules as `interface.ts`;
 * `\u00a0` is the non-breaking space.
 */

import { counted } from './figures.ts';

/** A setting in words: what it is, and what choosing one way or the other does. */
export interface SettingTexts {
  readonly label: string;
  readonly help: string;
}

/** One entry a key of the contract; whoever shows them is only compiled when none is missing. */
const fields = {
  openOnInsert: {
    label: 'À l’insertion d’une carte Vitale',
    help: 'En mode discret ou sur demande, aucune fenêtre ne vient devant votre logiciel. Si la carte porte plusieurs personnes, DMP Direct demande toujours pour qui ouvrir.',
  },
  shortcut: {
    label: 'Raccourci clavier',
    help: 'Depuis n’importe quel logiciel, ouvre le dossier de la carte insérée, ou la liste des personnes.',
  },
  'softwareCalls.trustInsertedCard': {
    label: 'Ouvrir sans question à la demande d’un logiciel',
    help: 'Seulement pour la personne dont la carte Vitale est insérée, jamais pour une autre.',
  },
  landingPage: {
    label: 'Page d’arrivée',
    help: 'Le tableau de bord convient à toutes les situations, même si le DMP est fermé ou n’existe pas.',
  },
  closeOnVitaleRemoval: {
    label: 'Fermer le dossier quand la carte Vitale est retirée',
    help: 'Sinon le dossier reste ouvert, et une note rappelle que la carte a été retirée.',
  },
  signIn: {
    label: 'Moyen de connexion',
    help: 'La carte CPS demande un lecteur et son code porteur. L’e-CPS demande votre téléphone.',
  },
  lockAfterMinutes: {
    label: 'Fermer le dossier après verrouillage du poste',
    help: 'Temps laissé avant la fin de la connexion quand le poste est verrouillé ou en veille. 0 la termine aussitôt.',
  },
  hideAfterMinutes: {
    label: 'Masquer le dossier sans activité',
    help: 'Le dossier reste ouvert derrière un écran neutre\u00a0; un clic le montre de nouveau. 0 ne le masque jamais.',
  },
  'cards.pinTriesPerInsertion': {
    label: 'Essais du code porteur par insertion',
    help: 'La carte se bloque après trois codes erronés de suite. Elle en garde le compte, même retirée puis remise\u00a0: arrêtez-vous au premier doute.',
  },
  'cards.vitale': {
    label: 'Lecture de la carte Vitale',
    help: 'La lecture directe suffit le plus souvent. La bibliothèque SESAM-Vitale, installée par votre logiciel, donne aussi le numéro certifié de chaque personne.',
  },
  'cards.ssvDeadlineSeconds': {
    label: 'Attente de la bibliothèque SESAM-Vitale',
    help: 'Au-delà, la lecture est abandonnée et la bibliothèque est relancée.',
  },
  'cards.cryptolib': {
    label: 'Cryptolib CPS',
    help: 'Composant qui lit votre carte CPS. À indiquer seulement s’il n’est pas à son emplacement habituel.',
  },
  'cards.registerCryptolib': {
    label: 'Faire connaître la Cryptolib au navigateur intégré',
    help: 'Sous Linux seulement\u00a0: sans cela, votre carte CPS ne permet pas de se connecter. Désactiver retire cette déclaration du magasin de certificats de votre session.',
  },
  'cards.ssvLibrary': {
    label: 'Bibliothèque SESAM-Vitale',
    help: 'À indiquer seulement si elle n’est pas trouvée d’elle-même.',
  },
  'cards.galssIni': {
    label: 'Fichier galss.ini',
    help: 'Réglage des lecteurs pour la bibliothèque SESAM-Vitale. À indiquer seulement s’il n’est pas trouvé.',
  },
  environment: {
    label: 'Environnement',
    help: 'La production est le DMP réel. Les cartes de test et les cartes réelles ne se mélangent jamais.',
  },
  'webPs.cpx.hosts': {
    label: 'Adresses du DMP avec une carte CPS',
    help: 'Une adresse par ligne. La première est utilisée\u00a0; les suivantes servent à retrouver le site s’il change d’adresse.',
  },
  'webPs.ecps.hosts': {
    label: 'Adresses du DMP avec une e-CPS',
    help: 'Une adresse par ligne. La première est utilisée.',
  },
  'proSanteConnect.hosts': {
    label: 'Adresses de Pro Santé Connect',
    help: 'Les seules adresses, hors du DMP, où la connexion par e-CPS peut passer. Une par ligne.',
  },
  'proSanteConnect.extraHosts': {
    label: 'Autres adresses de la connexion par e-CPS',
    help: 'Adresses de votre établissement, quand Pro Santé Connect lui confie la connexion. Une par ligne.',
  },
  'ecps.keepSession': {
    label: 'Garder la connexion e-CPS d’un patient à l’autre',
    help: 'Une seule validation sur votre téléphone pour la matinée\u00a0: 30\u00a0minutes sans activité ou 4\u00a0heures la terminent, comme le verrouillage du poste. Rien n’est écrit sur ce poste.',
  },
  'proxy.signIn': {
    label: 'Proxy qui demande une identification',
    help: 'L’identité de votre session de travail lui est donnée d’abord, s’il la connaît. Sinon DMP Direct vous demande un mot de passe, ou n’en demande jamais.',
  },
  'webPs.resourceHosts': {
    label: 'Autres adresses utilisées par les pages du DMP',
    help: 'Images ou polices que le site va chercher ailleurs. Tout le reste est refusé. Une par ligne.',
  },
  'webPs.answers': {
    label: 'Réponses du site à reconnaître',
    help: 'Phrases affichées par le site pour un DMP fermé, absent ou bloqué\u00a0: DMP Direct propose alors le tableau de bord. Une par ligne.',
  },
  'webPs.localComponents': {
    label: 'Lecture de la carte Vitale par SrvSVCNAM',
    help: 'Les pages du DMP peuvent joindre ce composant sur ce poste. Automatique\u00a0: quand il est installé.',
  },
  'webPs.insForm': {
    label: 'Forme du matricule INS dans l’adresse des pages',
    help: 'À changer seulement à la demande de votre support.',
  },
  'webPs.insType': {
    label: 'Lettre ajoutée au matricule INS',
    help: 'Réel (N), test (T) ou démonstration (D). «\u00a0Automatique\u00a0» suit l’environnement.',
  },
  'webPs.trustedCaFile': {
    label: 'Autorité de certification de test',
    help: 'Fichier PEM accepté en plus des autorités habituelles. Jamais en production.',
  },
  sentinel: {
    label: 'Surveiller ce poste',
    help: 'Une fois par jour, sans toucher aux cartes\u00a0: DMP Direct vous prévient si un lecteur ou un composant ne va plus.',
  },
  'journal.level': {
    label: 'Événements pour le support',
    help: 'Jusqu’à quel niveau ils sont notés. Aucun ne nomme de personne.',
  },
  'journal.system': {
    label: 'Événements dans le journal du système',
    help: 'Journal de systemd ou syslog sous Linux, journal des événements sous Windows.',
  },
  'journal.syslog': {
    label: 'Serveur de journaux',
    help: 'Reçoit les événements par UDP, au format syslog. Sans adresse, aucun ne quitte ce poste.',
  },
  'notifications.cardRead': {
    label: 'Carte Vitale lue',
    help: 'Quand DMP Direct est derrière d’autres fenêtres.',
  },
  'notifications.cpxExpiry': {
    label: 'Votre carte CPS expire bientôt',
    help: 'Dès 60\u00a0jours avant l’échéance, une fois par jour au plus.',
  },
  'notifications.update': {
    label: 'Nouvelle version prête',
    help: 'L’installation attend que le dossier ouvert soit fermé.',
  },
  'notifications.showNames': {
    label: 'Montrer le nom du patient',
    help: 'À laisser désactivé si l’écran peut être vu par d’autres personnes.',
  },
  'support.name': {
    label: 'Nom du support',
    help: 'Affiché sur chaque écran d’arrêt et dans «\u00a0À propos\u00a0».',
  },
  'support.phone': {
    label: 'Téléphone du support',
    help: 'Affiché à côté de son nom.',
  },
  'support.address': {
    label: 'Adresse du support',
    help: 'Courriel, site ou adresse postale, affichés à côté de son nom.',
  },
  zoom: {
    label: 'Taille du texte',
    help: 'Pour les fenêtres de DMP Direct. Ctrl + et Ctrl − la changent aussi, Ctrl 0 la remet à 100\u00a0%.',
  },
  startWithSession: {
    label: 'Démarrer avec la session',
    help: 'DMP Direct attend les cartes près de l’horloge, sans ouvrir de fenêtre.',
  },
  'updates.mode': {
    label: 'Mises à jour',
    help: 'Lesquelles sont proposées, parmi celles de l’adresse ci-dessous.',
  },
  'updates.version': {
    label: 'Version voulue',
    help: 'Pour «\u00a0Une seule version\u00a0» et «\u00a0Jusqu’à une version\u00a0». Sans elle, aucune mise à jour n’est proposée.',
  },
  'updates.feed': {
    label: 'Adresse des mises à jour',
    help: 'Sans adresse, aucune mise à jour n’est recherchée.',
  },
  minimumChromium: {
    label: 'Version minimale du navigateur intégré',
    help: 'La page «\u00a0À propos\u00a0» avertit si ce navigateur est plus ancien. Laissez vide pour ne rien vérifier.',
  },
  'allow.print': {
    label: 'Imprimer',
    help: 'Une page ou un document d’un dossier\u00a0: bouton, raccourci et demande du site.',
  },
  'allow.save': {
    label: 'Enregistrer un fichier',
    help: 'Une page, un document ou un fichier proposé par le site.',
  },
  'allow.copy': {
    label: 'Copier',
    help: 'Du texte d’une page ou d’un document vers un autre logiciel.',
  },
  'allow.links': {
    label: 'Ouvrir par un lien',
    help: 'Les liens «\u00a0dmp-direct\u00a0» d’un logiciel ou d’une page.',
  },
  'allow.typedIns': {
    label: 'Saisir un matricule INS',
    help: 'Sinon un dossier s’ouvre par la carte Vitale, un code ou un logiciel.',
  },
  'allow.camera': {
    label: 'Lire un code avec la caméra',
    help: 'Un lecteur de codes-barres reste utilisable.',
  },
  assistant: {
    label: 'Assistant de premier démarrage',
    help: 'Proposé une fois, puis à la demande depuis les réglages.',
  },
  lockAll: {
    label: 'Tous les réglages sont fixés',
    help: 'Par votre établissement. Seule la taille du texte reste à votre choix.',
  },
} as const satisfies Readonly<Record<string, SettingTexts>>;

export const settingsTexts = {
  /** Beside « Fermer le dossier après verrouillage » where nothing of the desktop tells of a lock. */
  lockUnseen:
    'Ce bureau ne signale pas son verrouillage\u00a0: seule la mise en veille termine la connexion. Fermez le dossier avant de quitter le poste.',
  title: 'Réglages',
  windowTitle: 'DMP Direct · Réglages',
  sections: 'Rubriques',
  section: {
    opening: 'Ouverture du dossier',
    signIn: 'Connexion',
    cards: 'Cartes et lecteurs',
    site: 'Site du DMP',
    notifications: 'Notifications',
    program: 'Affichage et démarrage',
    support: 'Support',
    permitted: 'Actions permises',
  },
  /** Sections that a practice changes with its support only. */
  advanced: 'Avancé (support)',
  search: {
    label: 'Rechercher un réglage',
    title: 'Réglages trouvés',
    count: (found: number): string => (found === 0 ? 'Aucun réglage trouvé' : counted(found, 'réglage')),
    nothing:
      'Essayez un autre mot, par exemple «\u00a0code\u00a0», «\u00a0fenêtre\u00a0» ou «\u00a0e-CPS\u00a0».',
  },
  sectionHelp: {
    opening: 'Ce qui se passe quand une carte Vitale est insérée, puis retirée.',
    signIn: 'Comment vous vous connectez au DMP, et quand la connexion se termine.',
    cards: 'Les composants qui lisent les cartes. Les valeurs d’origine conviennent à la plupart des postes.',
    site: 'Les adresses du DMP. À changer seulement sur indication de votre support ou de l’éditeur.',
    notifications: 'Chaque message peut être désactivé. Aucun ne montre de nom, sauf si vous le demandez.',
    program: 'L’aspect de DMP Direct et sa place sur votre poste.',
    permitted: 'Ce qui est désactivé ici n’a plus ni bouton ni raccourci.',
    support: 'Qui appeler\u00a0: affiché sur chaque écran d’arrêt et dans «\u00a0À propos\u00a0».',
  },
  fields,
  options: {
    openOnInsert: {
      always: 'Ouvrir le dossier',
      ask: 'Demander d’abord',
      discret: 'Rester discret',
    },
    shortcut: {
      none: 'Aucun',
      'Control+Alt+D': 'Ctrl + Alt + D',
      'Control+Alt+M': 'Ctrl + Alt + M',
      'Control+Alt+F9': 'Ctrl + Alt + F9',
      'Control+Shift+F9': 'Ctrl + Maj + F9',
    },
    /** As a Mac's keyboard shows them. */
    shortcutMac: {
      none: 'Aucun',
      'Control+Alt+D': '⌃ ⌥ D',
      'Control+Alt+M': '⌃ ⌥ M',
      'Control+Alt+F9': '⌃ ⌥ F9',
      'Control+Shift+F9': '⌃ ⇧ F9',
    },
    signIn: { ask: 'Au choix', cpx: 'Carte CPS', ecps: 'e-CPS' },
    vitale: {
      pcsc: 'Lecture directe',
      ssv: 'Bibliothèque SESAM-Vitale seule',
      pcscSsv: 'Lecture directe, puis SESAM-Vitale',
      ssvPcsc: 'SESAM-Vitale, puis lecture directe',
    },
    journalLevel: {
      off: 'Aucun',
      error: 'Erreurs',
      warning: 'Avertissements',
      info: 'Informations',
      detail: 'Détail',
    },
    environment: { production: 'Production', formation: 'Formation', test: 'Test' },
    proxySignIn: { ask: 'Demander un mot de passe', integrated: 'Session de travail seulement' },
    localComponents: { auto: 'Automatique', on: 'Toujours', off: 'Jamais' },
    updateMode: {
      off: 'Aucune',
      feed: 'Toutes',
      pinned: 'Une seule version',
      minimum: 'Jusqu’à une version',
    },
    insForm: { matricule: '15\u00a0caractères', typed: '15\u00a0caractères et une lettre' },
    insType: {
      automatic: 'Automatique',
      N: 'N, réel',
      T: 'T, test',
      D: 'D, démonstration',
    },
    percent: (value: number): string => `${String(value)}\u00a0%`,
    tries: (value: number): string => counted(value, 'essai'),
  },
  units: { minutes: 'minutes', seconds: 'secondes' },
  on: 'Activé',
  off: 'Désactivé',
  reset: 'Rétablir',
  resetLabel: (label: string): string => `Rétablir la valeur d’origine\u00a0: ${label}`,
  chooseFile: 'Choisir…',
  chooseFileLabel: (label: string): string => `Choisir le fichier\u00a0: ${label}`,
  automatic: 'Emplacement habituel',
  noFile: 'Aucun fichier',
  noValue: 'Non renseigné',
  origin: {
    user: 'Modifié par vous',
    'policy-default': 'Proposé par votre établissement',
    file: 'Fixé par le fichier donné au démarrage',
    'policy-locked': 'Fixé par votre établissement',
  },
  outOfRange: (min: number, max: number): string =>
    `Indiquez un nombre entre ${String(min)} et ${String(max)}.`,
  refused: (reason: string, file: string | null): string =>
    file === null
      ? `Cette valeur n’a pas été gardée\u00a0: ${reason}.`
      : `Le fichier «\u00a0${file}\u00a0» n’a pas été gardé\u00a0: ${reason}.`,
  problems: 'À savoir sur vos réglages',
  links: {
    assistant: 'Relancer l’assistant',
    about: 'À propos',
  },
  close: 'Fermer',
};
