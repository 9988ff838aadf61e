/** French texts outside the windows: tray, dialogs of the system, notifications, command line. */
export const SYSTEM_TEXTS = {
  productName: 'DMP Direct',
  tray: {
    starting: 'DMP Direct\u00a0: démarrage',
    'no-reader': 'DMP Direct\u00a0: aucun lecteur de cartes',
    waiting: 'DMP Direct\u00a0: en attente d’une carte Vitale',
    reading: 'DMP Direct\u00a0: lecture de la carte',
    ready: 'DMP Direct\u00a0: une carte Vitale est prête',
    paused: 'DMP Direct\u00a0: en pause',
    patient: 'DMP Direct\u00a0: un dossier est ouvert',
    problem: 'DMP Direct\u00a0: un point à corriger',
    open: 'Ouvrir DMP Direct',
    showVisit: 'Revenir au dossier ouvert',
    dashboard: 'Tableau de bord sans patient',
    typeIns: 'Saisir un INS',
    pauseHour: 'Pause d’une heure',
    pauseDay: 'Pause jusqu’à demain',
    resume: 'Reprendre',
    diagnosis: 'Diagnostic du poste',
    siteSettings: 'Paramétrages du site',
    endEcps: (until: string): string => `Terminer ma session e-CPS (jusqu’à ${until})`,
    settings: 'Réglages',
    guide: 'Guide',
    about: 'À propos de DMP Direct',
    quit: 'Quitter',
    installUpdate: (version: string): string => `Installer la mise à jour ${version}`,
  },
  /** The program's own menu, on macOS. */
  menu: {
    settings: 'Réglages…',
    hide: 'Masquer DMP Direct',
    hideOthers: 'Masquer les autres',
    unhide: 'Tout afficher',
    quit: 'Quitter DMP Direct',
    edit: 'Édition',
    undo: 'Annuler',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    selectAll: 'Tout sélectionner',
    window: 'Fenêtre',
    minimize: 'Placer dans le Dock',
    close: 'Fermer',
  },
  /** Started from its disk image, on macOS. */
  move: {
    question: 'Placer DMP Direct dans le dossier Applications\u00a0?',
    detail:
      'Ouvert depuis son image disque, DMP Direct ne peut ni se mettre à jour, ni démarrer avec la session.',
    move: 'Placer dans Applications',
    later: 'Plus tard',
    failed:
      'DMP Direct n’a pas pu être déplacé. Faites glisser son icône dans le dossier Applications, puis ouvrez-le de nouveau.',
  },
  windows: {
    launcher: 'DMP Direct',
    visit: 'DMP Direct',
    confirm: 'Changer de patient',
    softwareCall: 'Demande d’un logiciel',
    document: 'Document lu',
    practitionerCard: 'Choix de la carte',
    pin: 'Code porteur',
    proxy: 'Mot de passe du proxy',
    camera: 'Lire un code',
  },
  /** What `--help` prints; the exit codes are those of docs/deployment/commandes.md. */
  help: `Utilisation\u00a0: dmp-direct [option]

  (sans option)                     ouvre DMP Direct, ou le montre s’il est déjà ouvert
  --hidden                          démarre sans fenêtre, près de l’horloge
  --config FICHIER                  lit ses réglages dans ce fichier
  --diagnose [--json]               contrôle ce poste et affiche le rapport, sans fenêtre
  --diagnose --summary DOSSIER      réunit des rapports JSON en un tableau
  open --page PAGE …                ouvre un dossier pour un logiciel (voir la documentation)
  --version                         affiche la version
  --help                            affiche cette aide

--version, --help et --diagnose n’ont besoin ni d’écran ni de session ouverte.
Codes de sortie\u00a0: 0, tout va bien\u00a0; 1, un point à corriger\u00a0; 2, rien n’a pu être fait.`,
  call: {
    opened: 'Le dossier est ouvert.',
    usage:
      'Utilisation\u00a0: DMPDirect open --page <page> [--ins-stdin [--traits-stdin] | --datamatrix-stdin] [--caller <nom du logiciel>]. L’INS et l’identité se donnent sur l’entrée standard, jamais sur la ligne de commande.',
  },
  saveDialog: 'Enregistrer hors du DMP',
  openDialog: 'Choisir le document à ajouter au DMP',
} as const;

/** The states of the tray's icon, told apart by their shape. */
export type TrayState = 'no-reader' | 'waiting' | 'reading' | 'ready' | 'patient' | 'paused' | 'problem';
