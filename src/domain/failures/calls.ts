import { defineFailures } from './entry.ts';

/** Calls of the practice's software. No detail ever holds what the caller wrote: it may be a number. */
export const CALL_FAILURES = /* @__PURE__ */ defineFailures({
  'APPEL-FORME': {
    title: 'Demande non comprise',
    sentence: 'Un logiciel a fait une demande que DMP Direct ne comprend pas. Rien n’a été ouvert.',
    remedies: [
      'Insérez la carte Vitale du patient ou saisissez son matricule INS.',
      'Signalez-le à l’éditeur du logiciel appelant\u00a0: le guide d’intégration décrit la forme attendue.',
    ],
    section: 'program',
  },
  'APPEL-LIEN-NON-PERMIS': {
    title: 'Lien non permis sur ce poste',
    sentence:
      'Les réglages de ce poste ne permettent pas d’ouvrir un dossier par un lien. Rien n’a été ouvert.',
    remedies: [
      'Insérez la carte Vitale du patient.',
      'Adressez-vous à la personne qui administre votre poste.',
    ],
    section: 'program',
  },
  'APPEL-PAGE': {
    title: 'Page demandée inconnue',
    sentence: 'Un logiciel a demandé une page que le DMP ne propose pas. Rien n’a été ouvert.',
    remedies: [
      'Ouvrez le dossier depuis DMP Direct.',
      'Signalez-le à l’éditeur du logiciel appelant\u00a0: le guide d’intégration donne la liste des pages.',
    ],
    section: 'program',
  },
  'APPEL-PARAMETRE': {
    title: 'Demande ambiguë',
    sentence:
      'Un logiciel a fait une demande avec un élément inconnu, ou qui désigne deux patients. Rien n’a été ouvert.',
    remedies: [
      'Insérez la carte Vitale du patient ou saisissez son matricule INS.',
      'Signalez-le à l’éditeur du logiciel appelant\u00a0: le guide d’intégration décrit la forme attendue.',
    ],
    section: 'program',
  },
  'APPEL-IDENTITE': {
    title: 'Identité transmise non comprise',
    sentence:
      'Un logiciel a transmis une identité de patient que DMP Direct ne peut pas lire. Rien n’a été ouvert.',
    remedies: [
      'Insérez la carte Vitale du patient ou saisissez son matricule INS.',
      'Signalez-le à l’éditeur du logiciel appelant\u00a0: le guide d’intégration décrit la forme attendue.',
    ],
    section: 'program',
  },
  'APPEL-REFUSE': {
    title: 'Ouverture refusée',
    sentence: 'L’ouverture demandée a été refusée dans DMP Direct, ou la question a été retirée.',
    remedies: ['Réessayez depuis votre logiciel si vous souhaitez ouvrir ce dossier.'],
    section: 'program',
  },
  'APPEL-OCCUPE': {
    title: 'Une question attend déjà votre réponse',
    sentence: 'Un logiciel a demandé une ouverture pendant qu’une autre question attendait votre réponse.',
    remedies: ['Répondez à la question affichée, puis réessayez depuis votre logiciel.'],
    section: 'program',
  },
  'APPEL-DOSSIER-OUVERT': {
    title: 'Le dossier ouvert a été gardé',
    sentence:
      'Un dossier était déjà ouvert et a été gardé\u00a0: celui qui était demandé n’a pas été ouvert.',
    remedies: ['Fermez le dossier ouvert, puis réessayez depuis votre logiciel.'],
    section: 'program',
  },
  'APPEL-SESSIONS': {
    title: 'Plusieurs sessions de ce compte',
    sentence:
      'DMP Direct est ouvert dans plusieurs sessions de ce compte, et rien ne dit laquelle doit ouvrir le dossier.',
    remedies: ['Lancez la commande depuis la session où le dossier doit s’ouvrir.'],
    section: 'program',
  },
  'APPEL-SANS-REPONSE': {
    title: 'DMP Direct ne répond pas',
    sentence: 'DMP Direct n’a pas pu être joint ou s’est arrêté avant de répondre.',
    remedies: ['Ouvrez DMP Direct, puis réessayez.'],
    section: 'program',
  },
});
