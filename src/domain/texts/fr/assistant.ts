/** Texts of the first-run assistant. Same house rules as `interface.ts`; `\u00a0` is the non-breaking space. */

import { counted } from './figures.ts';
import { capital, cardName, de } from './grammar.ts';

export const assistantTexts = {
  windowTitle: 'DMP Direct · Premier démarrage',
  steps: 'Étapes',
  progress: (step: number, of: number): string => `Étape ${String(step)} sur ${String(of)}`,
  next: 'Continuer',
  skip: 'Passer cette étape',
  back: 'Retour',
  later: 'Reprendre plus tard',
  finish: 'Commencer',
  diagnosis: 'Ouvrir le diagnostic',

  reader: {
    name: 'Lecteur',
    title: 'Votre lecteur de cartes',
    help: 'Branchez le lecteur qui lira les cartes Vitale. DMP Direct le reconnaît dès qu’il est branché.',
    searching: 'Recherche du lecteur…',
    found: (count: number): string =>
      count === 1 ? 'Un lecteur est reconnu' : `${counted(count, 'lecteur')} sont reconnus`,
    without:
      'Sans lecteur, vous pourrez saisir un INS ou ouvrir le tableau de bord sans patient, en vous connectant avec votre e-CPS.',
  },

  vitale: {
    name: 'Carte Vitale',
    title: 'Essayez une carte Vitale',
    help: 'Insérez une carte Vitale, la vôtre par exemple. Aucun dossier ne s’ouvre pendant ce réglage, et rien n’est conservé.',
    waiting: 'En attente d’une carte',
    reading: 'Lecture en cours…',
    read: (people: string): string => `Carte lue, ${people}`,
    readHelp: 'La lecture fonctionne. Vous pouvez retirer la carte.',
  },

  'sign-in': {
    name: 'Connexion',
    title: 'Comment vous connectez-vous\u00a0?',
    help: 'Vous pourrez changer à tout moment dans les réglages.',
    ask: {
      label: 'Au choix',
      help: 'La carte CPS si elle est dans un lecteur, sinon l’e-CPS.',
    },
    cpx: {
      label: 'Carte CPS',
      help: 'CPS, CPF ou CPE, dans un second lecteur, avec son code porteur.',
    },
    ecps: {
      label: 'e-CPS',
      help: 'L’application sur votre téléphone, sans carte.',
    },
    absent: 'Aucune carte CPS dans un lecteur pour l’instant',
    reading: 'Lecture de votre carte…',
    ready: (type: string, holder: string | null): string =>
      holder === null
        ? `${capital(cardName(type))} reconnue`
        : `${capital(cardName(type))} ${de(holder)} reconnue`,
  },

  site: {
    name: 'Site du DMP',
    title: 'L’adresse du DMP',
    help: 'L’adresse du DMP peut changer. DMP Direct essaie celles qu’il connaît, sans s’y connecter, et garde celle qui répond.',
    by: { cpx: 'Avec une carte CPS', ecps: 'Avec une e-CPS' },
    none: 'Aucune adresse n’est connue pour ce moyen de connexion. Indiquez-la dans les réglages.',
    trying: 'Essai en cours…',
    answers: (tls: string, milliseconds: number): string =>
      `Répond en ${String(milliseconds)}\u00a0ms, connexion chiffrée ${tls}`,
    silent: {
      name: 'Ce nom n’est pas connu du réseau',
      connection: 'Pas de réponse',
      tls: 'La connexion chiffrée n’aboutit pas',
      certificate: 'Le certificat présenté n’est pas reconnu',
    },
    chip: { trying: 'Essai', answers: 'Répond', silent: 'Ne répond pas' },
    noAnswer:
      'Aucune adresse ne répond pour l’instant. Vérifiez la connexion à Internet, puis réessayez, ou passez cette étape.',
    retry: 'Réessayer',
    searching: 'Recherche de l’adresse du DMP…',
    found: 'L’adresse du DMP répond',
    locked: 'Fixé par votre établissement',
  },

  habits: {
    name: 'Habitudes',
    title: 'Vos habitudes',
    help: 'Tout se change ensuite dans les réglages.',
  },

  done: {
    name: 'C’est prêt',
    title: 'Essayez la connexion',
    help: 'DMP Direct se connecte au DMP et ouvre le tableau de bord, sans patient.',
    titleMade: 'DMP Direct est prêt',
    helpMade: 'Insérez une carte Vitale\u00a0: le DMP du patient s’ouvrira à la page choisie.',
    summary: 'Ce qui est réglé',
    reader: 'Lecteur',
    readerMissing: 'Aucun pour l’instant',
    signIn: 'Connexion',
    site: { cpx: 'DMP avec une carte CPS', ecps: 'DMP avec une e-CPS' },
    siteMissing: 'Aucune adresse',
    siteAnswers: 'Répond',
    siteSilent: 'Ne répond pas encore',
    connect: 'Se connecter au DMP',
    withoutTrying: 'Terminer sans essayer',
    connection: {
      untried: 'Connexion pas encore essayée',
      connecting: 'Connexion au DMP…',
      connectingHelp: 'Répondez dans la fenêtre qui s’est ouverte.',
      made: 'La connexion au DMP fonctionne',
      madeHelp: 'Le tableau de bord est ouvert dans sa fenêtre.',
    },
    page: 'Page d’arrivée',
    again: 'L’assistant peut être relancé depuis les réglages.',
  },
};
