/**
 * Every text of the windows, in French. A second language is a second object of this type.
 * House rules: vouvoiement, no jargon, no blame, no exclamation mark; `\u00a0` is the non-breaking space.
 */
import { counted, writtenCountdown } from './figures.ts';
import { capital, cardName, de } from './grammar.ts';
import { questionTexts } from './questions.ts';

const NUMBERS = [
  'aucune',
  'une',
  'deux',
  'trois',
  'quatre',
  'cinq',
  'six',
  'sept',
  'huit',
  'neuf',
  'dix',
  'onze',
  'douze',
  'treize',
  'quatorze',
  'quinze',
  'seize',
  'dix-sept',
  'dix-huit',
  'dix-neuf',
  'vingt',
] as const;

/** « une personne », « deux personnes »; digits above twenty. */
function people(count: number): string {
  const word = NUMBERS[count];
  return word === undefined ? counted(count, 'personne') : `${word} personne${count > 1 ? 's' : ''}`;
}

/** What differs with the sex, which is known only from an INS that may be used. */
type Sex = 'F' | 'M' | null;

function bySex(sex: Sex, feminine: string, masculine: string, unknown: string): string {
  if (sex === null) return unknown;
  return sex === 'F' ? feminine : masculine;
}

interface Connection {
  readonly host: string;
  /** « TLS 1.2 »; null before there is a connection. */
  readonly tls: string | null;
  /** Who issued the site's certificate. */
  readonly issuer: string | null;
}

export const interfaceTexts = {
  product: 'DMP Direct',

  demonstration: {
    name: 'Démonstration',
    short: 'Démonstration\u00a0· patients fictifs',
    visit: 'Démonstration\u00a0· patients fictifs\u00a0· site simulé',
  },

  keys: {
    enter: 'Entrée',
    escape: 'Échap',
    deliberate: 'Ctrl+Entrée',
    deliberateMac: '⌘Entrée',
    otherArea: 'F6',
    print: 'Ctrl+P',
    reload: 'Ctrl+R',
    printMac: '⌘P',
    reloadMac: '⌘R',
    savePdf: 'Ctrl+S',
    savePdfMac: '⌘S',
    find: 'Ctrl+F',
    findMac: '⌘F',
    close: 'Ctrl+W',
    closeMac: '⌘W',
    page: (place: number): string => `Ctrl+${String(place)}`,
    pageMac: (place: number): string => `⌘${String(place)}`,
  },

  person: {
    insured: (sex: Sex): string => bySex(sex, 'assurée', 'assuré', 'personne assurée'),
    insEnding: (tail: string): string => `INS terminé par ${tail}`,
    insMasked: (masked: string): string => `INS ${masked}`,
    sex: (sex: Sex): string => bySex(sex, 'sexe féminin', 'sexe masculin', 'sexe non indiqué'),
  },

  /** How a number became known, and what that is worth. None of them is « qualifiée ». */
  standing: {
    card: {
      words: 'lu sur la carte, non qualifié',
      meaning:
        'Le numéro vient de la carte Vitale insérée. L’identité n’a pas été vérifiée auprès de l’INSi.',
    },
    document: {
      words: 'lu sur un document, non qualifié',
      meaning: 'Le numéro vient d’un document, qui peut être ancien ou celui d’une autre personne.',
    },
    typed: {
      words: 'saisi à la main, non qualifié',
      meaning: 'Le numéro a été saisi à la main. Seule sa clé a été vérifiée.',
    },
    software: (caller: string) => ({
      words: `indiqué par ${caller}, non qualifié`,
      meaning: 'Le numéro et l’identité viennent d’un autre logiciel. DMP Direct ne peut pas les vérifier.',
    }),
  },

  chips: {
    vitale: {
      looking: 'Recherche du lecteur',
      'service-off': 'Service de cartes arrêté',
      'no-reader': 'Aucun lecteur',
      waiting: 'Lecteur prêt',
      reading: 'Lecture en cours',
      read: 'Vitale lue',
      problem: 'Vitale non lue',
    },
    refining: 'Contrôle des numéros',
    cpxReading: 'Lecture de votre carte',
    cpxAbsentShort: 'Pas de carte CPS',
    cpxAbsentWaited: 'Insérez votre carte CPS',
    cpxAbsentEcps: 'Aucune carte CPS\u00a0: l’e-CPS sera proposée',
    ecps: 'e-CPS',
    ecpsChosen: 'Connexion par e-CPS',
    cpxReady: (type: string, holder: string | null): string =>
      holder === null ? capital(cardName(type)) : `${capital(cardName(type))} · ${holder}`,
    cpxExpires: (type: string, left: number): string =>
      `${capital(cardName(type))}\u00a0: expire ${left <= 0 ? 'aujourd’hui' : `dans ${counted(left, 'jour')}`}`,
    cpxProblem: 'Carte CPS à vérifier',
  },

  launcher: {
    title: 'DMP Direct',
    yourCard: 'Votre carte',
    settings: 'Réglages',
    diagnosis: 'Diagnostic',
    typeIns: 'Saisir un INS',
    readCode: 'Lire un code',
    readCodeLabel: 'Lire un code avec la caméra',
    dashboard: 'Tableau de bord',
    dashboardWithoutPatient: 'Tableau de bord sans patient',
    openDashboard: 'Ouvrir le tableau de bord sans patient',
    waiting: {
      insert: 'Insérez la carte Vitale',
      plugReader: 'Branchez votre lecteur de cartes',
      serviceOff: 'Le service de cartes à puce est arrêté',
      stillIn: 'La carte Vitale est dans le lecteur',
      signInCpx: 'Le DMP du patient s’ouvrira à la page choisie. Connexion avec votre carte.',
      signInEcps: 'Le DMP du patient s’ouvrira à la page choisie. Connexion avec votre e-CPS.',
      signInAsk: 'Le DMP du patient s’ouvrira à la page choisie. Connexion avec votre carte ou votre e-CPS.',
      plugReaderHelp:
        'DMP Direct le reconnaît dès qu’il est branché. Sans lecteur, vous pouvez saisir un INS ou ouvrir le tableau de bord sans patient.',
      serviceOffHelp:
        'DMP Direct reprendra dès qu’il redémarrera. Le diagnostic indique comment le relancer sur ce poste.',
      stillInHelp: 'Pour la lire de nouveau, retirez-la puis réinsérez-la.',
    },
    reading: {
      title: 'Lecture de la carte Vitale…',
      help: 'Laissez la carte dans le lecteur.',
    },
    people: {
      title: 'Pour qui ouvrir le DMP\u00a0?',
      titleNobody: 'Aucun matricule INS utilisable sur cette carte',
      legend: 'Personnes inscrites sur la carte',
      several:
        'Plusieurs cartes Vitale sont dans les lecteurs\u00a0: vérifiez le nom avant d’ouvrir, ou ne laissez que celle du patient.',
      landingPage: 'Page d’arrivée',
      change: 'Changer',
      changeLabel: 'Changer la page d’arrivée pour cette ouverture',
      open: (name: string): string => `Ouvrir le DMP ${de(name)}`,
      fromDocument: 'Matricule INS lu sur un document, non qualifié.',
      backTo: (name: string): string => `Revenir au dossier ${de(name)}`,
      choose: 'Choisissez une personne',
      search: (name: string): string => `Rechercher ${name} au tableau de bord`,
      searchHelp: (name: string): string =>
        `Dans le tableau de bord, lisez la carte Vitale puis choisissez ${name}.`,
      searchFromDashboard: 'La recherche d’un patient se fait depuis le tableau de bord sans patient.',
    },
    landing: {
      title: 'Page d’arrivée',
      help: 'Pour cette ouverture seulement. La page habituelle se choisit dans les réglages.',
      choose: 'Choisir cette page',
    },
    ins: {
      title: 'Saisir un INS',
      label: 'Matricule INS du patient (15\u00a0caractères)',
      hint: '13\u00a0caractères puis la clé à 2\u00a0chiffres, avec ou sans séparateurs. Une ligne copiée de votre logiciel convient aussi.',
      count: (typed: number): string => `${String(typed)} sur 15`,
      open: (tail: string): string => `Ouvrir le DMP de l’INS terminé par ${tail}`,
      openUnknown: 'Ouvrir le DMP',
      foundInLine: 'Un seul matricule INS a été trouvé dans ce texte.',
      keyGood:
        'La clé correspond. Sans carte, le nom du patient n’est pas connu\u00a0: vérifiez son identité dans le DMP.',
    },
    visit: {
      heading: 'Dossier ouvert',
      unnamed: 'Sans patient nommé',
      veiled: 'Masqué en votre absence',
      back: 'Revenir au dossier',
    },
    signIn: {
      legend: 'Connexion',
      cpx: 'Carte CPS',
      ecps: 'e-CPS',
      kept: (until: string): string => `e-CPS validée jusqu’à ${until}`,
      endKept: 'Terminer ma session e-CPS',
      endedHere: 'Session e-CPS terminée sur ce poste',
    },
    back: 'Retour',
    dismiss: 'Masquer ce message',
  },

  visit: {
    title: 'DMP Direct · Dossier',
    patient: 'Patient',
    pages: 'Pages du DMP',
    noPatient: 'Sans patient choisi',
    noPatientDetail: 'Recherchez le patient dans le tableau de bord.',
    offered: {
      person: (name: string): string => `Ouvrir le DMP ${de(name)}`,
      people: 'Choisir une personne de la carte lue',
    },
    search: (name: string, birth: string | null): string =>
      `Recherche\u00a0: ${birth === null ? name : `${name}, ${birth}`}`,
    searchDetail: 'Dans la page, lisez la carte Vitale puis choisissez ce nom, ou saisissez-le.',
    typed: 'INS saisi à la main',
    software: (caller: string): string => `INS fourni par ${caller}`,
    sitePage: 'Page du site\u00a0: vérifiez l’identité affichée',
    checkIdentity: 'vérifiez l’identité du patient dans le DMP',
    otherArea: 'Page ou commandes',
    print: 'Imprimer',
    savePdf: 'Enregistrer en PDF',
    savePdfShort: 'PDF',
    reload: 'Actualiser',
    close: 'Fermer le dossier',
    dismiss: 'Masquer ce message',
    unavailable: (page: string): string => `${page}, page non disponible`,
    progress: {
      connecting: 'Connexion au DMP…',
      connect: 'Connexion par Pro Santé Connect\u00a0: suivez les indications de la page',
      identifier: 'Saisissez votre identifiant',
      phone: 'Validez sur votre téléphone',
      loading: 'Ouverture de la page…',
    },
    signingIn: 'Connexion par e-CPS',
    phoneLeft: (seconds: number): string => `(${writtenCountdown(seconds)})`,
    phoneLate: 'Le téléphone n’est plus attendu\u00a0: réessayez sur la page',
    /** `card`: « CPS », « CPE »…, null where it is not known. */
    signedIn: (by: 'cpx' | 'ecps', card: string | null, holder: string | null): string => {
      if (by === 'ecps') return `Connecté avec l’e-CPS${holder === null ? '' : ` · ${holder}`}`;
      return `Connecté avec ${holder === null ? 'votre' : 'la'} ${cardName(card)}${holder === null ? '' : ` ${de(holder)}`}`;
    },
    signedOut: 'Non connecté',
    connection: (all: Connection): string =>
      interfaceTexts.visit.host(all) + interfaceTexts.visit.issuer(all),
    host: ({ host, tls }: Connection): string => (tls === null ? host : `${host} · ${tls}`),
    issuer: ({ tls, issuer }: Connection): string =>
      tls === null || issuer === null ? '' : `, certificat émis par ${issuer}`,
    vitaleRemoved: 'La carte Vitale a été retirée\u00a0: le dossier reste ouvert',
    find: {
      open: 'Rechercher',
      label: 'Rechercher dans la page',
      next: 'Suivant',
      previous: 'Précédent',
      close: 'Fermer la recherche',
      count: (current: number, matches: number): string =>
        matches === 0 ? 'Aucun résultat' : `${String(current)} sur ${String(matches)}`,
    },
    zoom: {
      legend: 'Taille de la page',
      in: 'Agrandir',
      out: 'Réduire',
      reset: (percent: number): string => `Taille ${String(percent)}\u00a0%, revenir à 100\u00a0%`,
      percent: (percent: number): string => `${String(percent)}\u00a0%`,
    },
    document: {
      heading: 'Document du DMP',
      unnamed: 'Sans titre',
      inMemory: 'affiché sans être enregistré sur ce poste',
      save: 'Enregistrer le document',
      close: 'Fermer le document',
    },
    leaving: {
      page: 'Cette page va sortir du DMP',
      document: 'Ce document va sortir du DMP',
      file: 'Ce fichier va sortir du DMP',
      sentence:
        'Enregistré sur ce poste, il n’est plus protégé par le DMP\u00a0: sa confidentialité dépend de l’emplacement que vous choisissez.',
      recent: 'Son nom peut figurer ensuite parmi les fichiers récents de ce poste.',
      agree: 'Choisir l’emplacement',
      refuse: 'Ne pas enregistrer',
    },
    unsaved: {
      heading: 'Quitter cette page\u00a0?',
      sentence: 'Ce que vous y avez saisi n’est pas enregistré et sera perdu.',
      stay: 'Rester sur la page',
      leave: 'Quitter la page',
    },
    dialog: {
      says: (host: string): string => `La page du site ${host} vous informe`,
      asks: (host: string): string => `La page du site ${host} vous demande`,
      answer: 'Votre réponse',
      close: 'Fermer',
      refuse: 'Annuler',
      agree: 'Accepter',
    },
    veil: {
      heading: 'Dossier masqué',
      sentence: 'Personne n’a utilisé cette fenêtre depuis un moment. Le dossier reste ouvert.',
      show: 'Afficher le dossier',
      hint: 'ou appuyez sur une touche',
    },
    /** While the practitioner's own card is waited for. */
    card: {
      sentence: {
        'CPX-RETIREE':
          'Le dossier est refermé. Réinsérez votre carte\u00a0: son code vous sera demandé, puis la page reviendra.',
        'CPX-ATTENDUE':
          'Insérez votre carte dans son lecteur\u00a0: son code vous sera demandé, puis la page s’ouvrira.',
      },
      waiting: 'En attente de votre carte…',
      reading: 'Lecture de votre carte…',
      back: (card: string): string => `Votre carte est là\u00a0: ${card}`,
      other: (card: string): string => `Une autre carte est dans le lecteur\u00a0: ${card}`,
      which: (type: string, holder: string | null): string =>
        holder === null ? type : `${type}\u00a0· ${holder}`,
    },
    triesAgainIn: (seconds: number): string => `Nouvel essai dans ${String(seconds)}\u00a0s`,
    actions: {
      retry: 'Réessayer',
      dashboard: 'Ouvrir le tableau de bord',
      'start-over': 'Recommencer la connexion',
      'use-ecps': 'Continuer avec l’e-CPS',
      'use-card': 'Utiliser ma carte',
      diagnosis: 'Ouvrir le diagnostic',
      close: 'Fermer le dossier',
    },
  },

  confirm: {
    title: 'DMP Direct · Confirmation',
    question: 'Changer de patient\u00a0?',
    byCard:
      'Une autre carte Vitale vient d’être insérée. Le dossier ouvert sera fermé avant d’ouvrir le suivant.',
    byChoice: 'Un dossier est déjà ouvert. Il sera fermé avant d’ouvrir le suivant.',
    openRecord: 'Dossier ouvert',
    insertedCard: 'Carte insérée',
    askedRecord: 'Dossier demandé',
    readDocument: 'Document lu',
    byDocument: 'Le document lu n’est pas celui du dossier ouvert, qui sera fermé avant d’ouvrir le suivant.',
    dashboard: 'Tableau de bord sans patient',
    withoutPatient: 'aucun patient choisi',
    typedNumber: 'Saisi sans carte',
    givenBy: (caller: string): string => `Fourni par ${caller}`,
    stay: (name: string): string => `Rester sur ${name}`,
    stayDashboard: 'Rester sur le tableau de bord',
    open: (name: string): string => `Ouvrir ${name}`,
    openDashboard: 'Ouvrir le tableau de bord sans patient',
    veiled: 'Dossier masqué',
    veiledDetail: 'Affichez-le pour savoir de qui il s’agit.',
    openOne: 'le dossier ouvert',
    number: (tail: string): string => `l’INS terminé par ${tail}`,
  },

  ...questionTexts,

  pin: {
    title: 'DMP Direct · Code porteur',
    heading: 'Code porteur de votre carte',
    headingKeypad: 'Saisissez votre code porteur sur le lecteur',
    holder: 'Carte',
    holderUnknown: 'Carte CPS',
    site: 'Pour se connecter à',
    vitale: 'Pour lire les droits de la carte Vitale',
    label: 'Code porteur (4\u00a0chiffres)',
    digitsOnly: 'Ce code ne comporte que des chiffres.',
    scanned: 'Un lecteur de codes-barres a été reconnu\u00a0: saisissez votre code au clavier.',
    acceptLast: 'Je connais mon code avec certitude et je tente le dernier essai.',
    wrong: 'Le code porteur saisi n’est pas celui de cette carte.',
    triesLow: 'Il reste peu d’essais avant que la carte ne se bloque.',
    triesLast: 'C’est le dernier essai\u00a0: un code différent bloquera la carte. En cas de doute, annulez.',
    keypadHelp: 'Suivez les indications affichées par le lecteur. Rien ne se saisit sur cet écran.',
    kept: 'DMP Direct ne conserve pas ce code.',
    ecps: 'Continuer avec l’e-CPS',
    diagnosis: 'Annuler et ouvrir le diagnostic',
    submit: 'Valider',
    cancel: 'Annuler',
  },

  announce: {
    read: (count: number): string => `Carte lue, ${people(count)}.`,
    selected: (name: string): string => `Sélection\u00a0: ${name}.`,
    reading: 'Lecture de la carte Vitale en cours.',
    removed: 'Carte Vitale retirée.',
    opened: (whom: string): string => `Dossier ouvert\u00a0: ${whom}.`,
    openedDashboard: 'Tableau de bord ouvert, sans patient choisi.',
  },

  support: {
    title: 'Votre support',
    line: (parts: readonly string[]): string => `Votre support\u00a0: ${parts.join(', ')}`,
  },

  allRemedies: (count: number): string => `Voir les ${String(count)}\u00a0étapes`,

  people,
};
