/** French texts of the diagnosis: its window, its report and its command line. */
import { counted } from './figures.ts';
import type { DiagnosisSection } from '../../failures/index.ts';

const sections: Readonly<Record<DiagnosisSection, string>> = {
  readers: 'Lecteurs de cartes',
  vitale: 'Carte Vitale',
  cpx: 'Carte CPS',
  ssv: 'GALSS et bibliothèque SESAM-Vitale',
  srvsvcnam: 'SrvSVCNAM et DiagAM',
  workstation: 'Autres logiciels et réglages du poste',
  network: 'Réseau et DMP',
  program: 'DMP Direct',
};

export const diagnosisTexts = {
  title: 'Diagnostic du poste',
  windowTitle: 'DMP Direct · Diagnostic',
  sections,
  /** Readers and what lies in them, in the window. */
  groups: { cards: 'Lecteurs et cartes' },
  /** The file named with `--config`. */
  startFile: 'fichier donné au démarrage',
  results: { good: 'Bon', watch: 'À surveiller', fix: 'À corriger', unknown: 'Non vérifiable' },
  pending: 'En cours',
  running: 'Contrôles en cours…',
  /** The state of the workstation in a few words. */
  summary: (fix: number, watch: number): string => {
    if (fix > 0) return `${counted(fix, 'point')} à corriger`;
    if (watch > 0) return `${counted(watch, 'point')} à surveiller`;
    return 'Aucun point à corriger';
  },
  checks: (count: number): string => counted(count, 'contrôle'),
  again: 'Relancer',
  close: 'Fermer',
  copy: 'Copier le rapport',
  save: 'Enregistrer…',
  copied: 'Rapport copié. Il ne contient ni nom, ni numéro.',
  saved: 'Rapport enregistré. Il ne contient ni nom, ni numéro.',
  saveFailed: 'Le rapport n’a pas pu être enregistré à cet endroit.',
  jumps: 'Aller à un point',
  why: 'Pourquoi\u00a0?',
  showRepair: 'Voir la correction proposée',
  registerCryptolib: 'Déclarer la Cryptolib',
  repair: {
    title: 'Correction proposée pour galss.ini',
    intro: 'Seules ces lignes changent. L’ancien fichier est conservé à côté.',
    place: 'Ligne',
    before: 'Avant',
    after: 'Après',
    nothingThere: 'aucun',
    removed: 'retiré',
    apply: 'Corriger galss.ini',
    cancel: 'Ne rien changer',
    done: (backup: string | null): string =>
      backup === null
        ? 'galss.ini est en place.'
        : `galss.ini est corrigé. L’ancien fichier est conservé\u00a0: ${backup}`,
    restart: 'Redémarrez maintenant DMP Connect, JuxtaLink ou votre logiciel.',
    handOver: 'Enregistrer le fichier corrigé…',
    handedOver: (where: string): string => `Fichier corrigé enregistré\u00a0: ${where}`,
    inTerminal: 'Pour le mettre en place, dans un terminal\u00a0:',
    notHandedOver: 'Le fichier corrigé n’a pas pu être enregistré à cet endroit.',
    goesTo: (file: string): string => `Il va à cet endroit\u00a0: ${file}`,
    undo: 'Remettre l’ancien fichier',
    undone: 'L’ancien fichier galss.ini est de nouveau en place.',
    nothing: 'Aucune correction sûre ne peut être proposée pour galss.ini.',
  },
  galss: {
    insertBoth:
      'Insérez votre carte CPS et une carte Vitale dans leurs lecteurs, puis relancez le diagnostic\u00a0: une correction pourra alors être proposée.',
    restart: 'Après la correction, redémarrez DMP Connect, JuxtaLink ou votre logiciel.',
  },
  nothingSent: 'Le diagnostic ne change rien sur ce poste et n’envoie rien.',
  report: {
    title: (version: string): string => `Diagnostic du poste, DMP Direct ${version}`,
    madeAt: (when: string): string => `Fait le ${when} (UTC)`,
    environment: (name: string): string => `Environnement\u00a0: ${name}`,
    support: (whom: string): string => `Support\u00a0: ${whom}`,
    fileName: 'diagnostic-dmp-direct',
  },
  saveDialog: { title: 'Enregistrer le rapport', text: 'Texte', json: 'JSON, pour le support' },
  summaryTable: {
    workstation: 'Poste',
    madeAt: 'Fait le (UTC)',
    program: 'Version',
    environment: 'Environnement',
    fix: 'À corriger',
    watch: 'À surveiller',
    total: (count: number): string => counted(count, 'poste'),
  },
  comparison: {
    button: 'Comparer…',
    dialog: 'Choisir un ou deux rapports enregistrés en JSON',
    filter: 'Rapport JSON',
    title: 'Avant et après',
    dates: (before: string, after: string): string => `Du ${before} au ${after}`,
    solved: 'Corrigé depuis',
    appeared: 'Apparu depuis',
    remained: 'Toujours là',
    none: 'Aucun point dans ces deux rapports.',
    failed:
      'Ces fichiers ne sont pas des rapports enregistrés en JSON. Enregistrez d’abord un rapport en choisissant JSON.',
    close: 'Fermer la comparaison',
  },
  commandLine: {
    running: 'Contrôles en cours…',
    unknownOption: (option: string): string => `Option inconnue\u00a0: ${option}`,
    missingValue: (option: string): string => `L’option ${option} demande une valeur.`,
    usage:
      'Utilisation\u00a0: dmp-direct --diagnose [--json] [--config FICHIER] | --diagnose --summary DOSSIER',
    noReports: (folder: string): string => `Aucun rapport JSON dans ce dossier\u00a0: ${folder}`,
    notAReport: (name: string): string => `Ce fichier n’est pas un rapport\u00a0: ${name}`,
    failed: (reason: string): string => `Le diagnostic n’a pas pu être fait\u00a0: ${reason}`,
  },
} as const;
