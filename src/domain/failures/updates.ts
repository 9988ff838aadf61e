import { defineFailures } from './entry.ts';

const KEEP_WORKING = 'Continuez à travailler avec la version installée.';
const TELL_SUPPORT =
  'Si cela se reproduit, transmettez ce message à votre support\u00a0: la nouvelle version n’a pas été installée.';

/** Looking for, fetching and installing a new version. None of them stops the program. */
export const UPDATE_FAILURES = /* @__PURE__ */ defineFailures({
  'MAJ-INJOIGNABLE': {
    title: 'Mises à jour injoignables',
    sentence:
      'Le serveur des mises à jour ne répond pas ({reason}). Une nouvelle recherche aura lieu plus tard.',
    remedies: [KEEP_WORKING],
    section: 'program',
  },
  'MAJ-SIGNATURE': {
    title: 'Mise à jour refusée',
    sentence: 'La mise à jour proposée ne porte pas la signature attendue. Rien n’a été téléchargé.',
    remedies: [KEEP_WORKING, TELL_SUPPORT],
    section: 'program',
  },
  'MAJ-FICHIER-ALTERE': {
    title: 'Mise à jour refusée',
    sentence: 'Le fichier de la mise à jour n’est pas celui qui a été publié. Il a été supprimé.',
    remedies: [KEEP_WORKING, TELL_SUPPORT],
    section: 'program',
  },
  'MAJ-VERSION': {
    title: 'Mise à jour refusée',
    sentence: 'La mise à jour proposée n’est pas valable\u00a0: {reason}. Rien n’a été téléchargé.',
    remedies: [KEEP_WORKING, TELL_SUPPORT],
    section: 'program',
  },
  'MAJ-INSTALLATION': {
    title: 'Mise à jour non installée',
    sentence: 'La nouvelle version n’a pas pu être installée ({reason}).',
    remedies: [
      KEEP_WORKING,
      'Demandez à la personne qui administre votre poste d’installer la nouvelle version.',
    ],
    section: 'program',
  },
  'MAJ-PRETE': {
    title: 'Mise à jour prête',
    sentence: 'DMP Direct {version} est téléchargé et peut être installé.',
    remedies: [
      'Quand aucun dossier n’est ouvert, choisissez «\u00a0Installer la mise à jour\u00a0» dans le menu de l’icône de DMP Direct, près de l’horloge.',
    ],
    section: 'program',
  },
  'MAJ-A-INSTALLER': {
    title: 'Mise à jour à installer vous-même',
    sentence:
      'La nouvelle version est téléchargée et vérifiée, mais ce poste n’a pas pu demander le mot de passe d’un administrateur. Elle est dans {file}.',
    remedies: ['Dans un terminal, tapez la commande «\u00a0{command}\u00a0».', KEEP_WORKING],
    section: 'program',
  },
  'MAJ-VISITE-EN-COURS': {
    title: 'Dossier ouvert',
    sentence: 'Un dossier est ouvert\u00a0: la nouvelle version s’installera quand vous l’aurez fermé.',
    remedies: ['Fermez le dossier, puis réessayez.'],
    section: 'program',
  },
  'MAJ-NON-VERIFIABLE': {
    title: 'Mises à jour indisponibles',
    sentence:
      'Cette version de DMP Direct ne connaît pas la signature de son éditeur\u00a0: elle ne recherche pas de mise à jour.',
    remedies: ['Installez la version distribuée par votre éditeur ou par votre administrateur.'],
    section: 'program',
  },
});
