import { defineFailures } from './entry.ts';

/** What the native roles (src/borders/native.ts) are called: the detail `role` of a failure is a word of the code. */
export const ROLE_NAMES: Readonly<Record<string, string>> = {
  cards: 'Lecture des cartes',
  cryptolib: 'Cryptolib CPS',
  nss: 'Certificats du navigateur intégré',
  ssv: 'SESAM-Vitale',
  srvsvcnam: 'SrvSVCNAM',
};

export const PROGRAM_FAILURES = /* @__PURE__ */ defineFailures({
  'PROCESSUS-ARRETE': {
    title: 'Un composant de DMP Direct s’est arrêté',
    sentence: 'Le composant «\u00a0{role}\u00a0» s’est arrêté. Il redémarre de lui-même.',
    remedies: [
      'Patientez quelques secondes, puis réinsérez la carte.',
      'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'program',
  },
  'PROCESSUS-MUET': {
    title: 'Un composant ne répond pas',
    sentence: 'Le composant «\u00a0{role}\u00a0» n’a pas répondu à temps. Il a été redémarré.',
    remedies: [
      'Réinsérez la carte.',
      'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'program',
  },
  'PROCESSUS-REPONSE': {
    title: 'Réponse inattendue d’un composant',
    sentence:
      'Le composant «\u00a0{role}\u00a0» a donné une réponse que DMP Direct ne comprend pas. Rien n’a été ouvert.',
    remedies: ['Réinsérez la carte.', 'Si cela se reproduit, réinstallez DMP Direct.'],
    section: 'program',
  },
  'PROFIL-NON-INSCRIPTIBLE': {
    title: 'Dossier personnel non accessible en écriture',
    sentence: 'DMP Direct ne peut pas écrire dans son dossier personnel ({reason}) et n’a donc pas démarré.',
    remedies: [
      'Vérifiez la place libre sur le disque et vos droits sur votre dossier personnel.',
      'Si ce dossier est sur le réseau, vérifiez qu’il est accessible.',
    ],
    section: 'program',
  },
  'PROGRAMME-MUET': {
    title: 'DMP Direct est ouvert et ne répond pas',
    sentence:
      'DMP Direct est déjà ouvert dans cette session, mais ne répond pas\u00a0: un second n’a pas été démarré, car il ne saurait rien du dossier ouvert dans le premier.',
    remedies: [
      'Attendez une minute, puis réessayez.',
      'Si rien ne change, fermez votre session (ou redémarrez le poste), rouvrez-la, puis réessayez.',
    ],
    section: 'program',
  },
  'PROTECTION-RETIREE': {
    title: 'Démarrage sans protection refusé',
    sentence:
      'DMP Direct a été démarré avec l’option --no-sandbox, qui retire une protection des pages, et n’a donc pas démarré.',
    remedies: [
      'Démarrez DMP Direct par son icône, ou par la commande dmp-direct sans cette option.',
      'Si c’est une AppImage, installez plutôt le paquet deb ou rpm, qui apporte ce dont cette protection a besoin.',
    ],
    section: 'program',
  },
  'DEMARRAGE-ABSENT': {
    title: 'Le démarrage avec la session n’a pas lieu',
    sentence: 'Les réglages demandent que DMP Direct démarre avec la session, mais {reason}.',
    remedies: [
      'Réactivez DMP Direct dans la liste des programmes qui démarrent avec la session.',
      'S’il n’y figure pas, désactivez puis réactivez «\u00a0Démarrer avec la session\u00a0» dans les réglages.',
    ],
    section: 'program',
  },
  'PROGRAMME-REMPLACE': {
    title: 'DMP Direct a été remplacé ou retiré',
    sentence:
      'DMP Direct a été mis à jour ou retiré pendant que ce dossier était ouvert, et la page s’est arrêtée. Rien n’en a été conservé.',
    remedies: [
      'Fermez ce dossier\u00a0: DMP Direct se ferme avec lui.',
      'Après une mise à jour, il revient de lui-même\u00a0: ouvrez de nouveau le dossier.',
      'S’il ne revient pas, il a été retiré de ce poste\u00a0: adressez-vous à votre support.',
    ],
    section: 'program',
  },
  'AFFICHAGE-ABSENT': {
    title: 'Aucun écran pour s’ouvrir',
    sentence: 'DMP Direct a été démarré hors d’une session graphique et n’a nulle part où s’ouvrir.',
    remedies: [
      'Ouvrez une session sur ce poste, puis démarrez DMP Direct par son icône.',
      'Depuis un terminal à distance, seules les commandes --version, --help et --diagnose répondent.',
    ],
    section: 'program',
  },
  'ENREGISTREMENT-EN-COURS': {
    title: 'Terminez d’abord l’enregistrement en cours',
    sentence:
      'La fenêtre où enregistrer un fichier du dossier précédent est encore affichée\u00a0: aucun dossier ne s’ouvre derrière elle.',
    remedies: [
      'Enregistrez ou annulez dans cette fenêtre, puis ouvrez de nouveau le dossier voulu.',
      'Si vous ne la trouvez pas, quittez DMP Direct et relancez-le.',
    ],
    section: 'program',
  },
  'CHOIX-EN-COURS': {
    title: 'Terminez d’abord le choix du fichier',
    sentence:
      'La fenêtre où choisir un fichier pour le dossier précédent est encore affichée\u00a0: aucun dossier ne s’ouvre derrière elle.',
    remedies: [
      'Choisissez ou annulez dans cette fenêtre, puis ouvrez de nouveau le dossier voulu.',
      'Si vous ne la trouvez pas, quittez DMP Direct et relancez-le.',
    ],
    section: 'program',
  },
  'IMPRESSION-EN-COURS': {
    title: 'Terminez d’abord l’impression en cours',
    sentence:
      'La fenêtre d’impression du dossier précédent est encore affichée\u00a0: aucun dossier ne s’ouvre derrière elle.',
    remedies: [
      'Imprimez ou annulez dans cette fenêtre, puis ouvrez de nouveau le dossier voulu.',
      'Si vous ne la trouvez pas, quittez DMP Direct et relancez-le.',
    ],
    section: 'program',
  },
  'REPONSE-TARDIVE': {
    title: 'Rien n’a été enregistré',
    sentence:
      'Le dossier pour lequel cette fenêtre s’était ouverte a été fermé ou masqué avant votre réponse\u00a0: aucun fichier n’a été enregistré ni ajouté.',
    remedies: ['Revenez au dossier, puis enregistrez ou ajoutez le fichier de nouveau.'],
    section: 'program',
  },
  'RACCOURCI-PRIS': {
    title: 'Raccourci clavier déjà utilisé',
    sentence:
      'Le raccourci {keys} est utilisé par un autre logiciel ou réservé par le système\u00a0: il n’ouvre pas DMP Direct.',
    remedies: [
      'Choisissez un autre raccourci dans les réglages, rubrique «\u00a0Ouverture du dossier\u00a0».',
      'L’icône de DMP Direct, près de l’horloge, ouvre la même chose.',
    ],
    section: 'program',
  },
  'CONFIG-ILLISIBLE': {
    title: 'Fichier de configuration illisible',
    sentence: 'Le fichier de configuration «\u00a0{file}\u00a0» ne peut pas être lu\u00a0: {reason}.',
    remedies: [
      'Vérifiez que ce fichier est à cette place, et que c’est celui qui est demandé.',
      'Vérifiez vos droits de lecture sur ce fichier.',
    ],
    section: 'program',
  },
  'CONFIG-INVALIDE': {
    title: 'Configuration refusée',
    sentence: 'La configuration est refusée («\u00a0{setting}\u00a0»\u00a0: {reason}).',
    remedies: [
      'Corrigez ce réglage, dans les réglages ou dans le fichier donné au démarrage.',
      'Si vous ne pouvez pas le modifier, transmettez ce message à la personne qui administre votre poste.',
    ],
    section: 'program',
  },
});
