import { defineFailures } from './entry.ts';

const REINSTALL =
  'Demandez à votre support de réinstaller les composants SESAM-Vitale (FSV) de ce poste, dans leur version actuelle.';
const SUPPORT =
  'Transmettez le rapport du diagnostic à votre support\u00a0: DMP Direct ne modifie pas ce fichier.';
const RESTART = 'Ensuite, redémarrez DMP Connect, JuxtaLink ou votre logiciel, puis relancez le diagnostic.';

/** sesam.ini, by which the SESAM-Vitale library finds its tables (field.md 3). Explained, never repaired. */
export const SESAM_FAILURES = /* @__PURE__ */ defineFailures({
  'SESAM-ABSENT': {
    title: 'Configuration SESAM-Vitale (sesam.ini) introuvable',
    sentence:
      'La bibliothèque SESAM-Vitale est installée, mais le fichier sesam.ini, qui lui dit où sont ses tables, n’a pas été trouvé.',
    remedies: [REINSTALL, RESTART],
    section: 'ssv',
  },
  'SESAM-TABLES-NON-NOMMEES': {
    title: 'sesam.ini ne dit pas où sont les tables',
    sentence:
      'Dans sesam.ini, la partie [{section}] ne donne pas le dossier des tables (RepertoireTable)\u00a0: la bibliothèque répond alors F680.',
    remedies: [
      'Demandez à votre support d’ajouter cette ligne, avec le chemin entier du dossier, dans les parties [COMMUN] et [SSV].',
      SUPPORT,
      RESTART,
    ],
    section: 'ssv',
  },
  'SESAM-TRACE': {
    title: 'sesam.ini sans réglage du journal',
    sentence:
      'Le réglage du journal (partie [MGC] de sesam.ini, fichier log4crc.xml) manque\u00a0: {reason}. La bibliothèque peut alors refuser de démarrer.',
    remedies: [
      'Demandez à votre support de compléter la partie [MGC]\u00a0: une réparation de FSV l’enlève à nouveau.',
      SUPPORT,
    ],
    section: 'ssv',
  },
  'SESAM-VARIABLE': {
    title: 'sesam.ini utilise une variable inconnue',
    sentence:
      'La ligne {where} de sesam.ini («\u00a0{written}\u00a0») utilise une variable que ce poste n’a pas.',
    remedies: ['Demandez à votre support d’y écrire le chemin entier du dossier.', SUPPORT, RESTART],
    section: 'ssv',
  },
  'SESAM-VARIABLES': {
    title: 'sesam.ini compte sur des variables',
    sentence:
      'La bibliothèque ne trouve pas ses tables, et {where} de sesam.ini contient une variable (entre deux signes %)\u00a0: certaines versions ne la remplacent pas.',
    remedies: ['Demandez à votre support d’y écrire le chemin entier du dossier.', SUPPORT, RESTART],
    section: 'ssv',
  },
  'SESAM-DOSSIER': {
    title: 'sesam.ini nomme un dossier absent',
    sentence:
      'La ligne {where} de sesam.ini mène au dossier «\u00a0{folder}\u00a0», qui n’est pas sur ce poste.',
    remedies: [REINSTALL, SUPPORT],
    section: 'ssv',
  },
  'SESAM-VERSION': {
    title: 'sesam.ini mène à une version désinstallée',
    sentence:
      'La ligne {where} de sesam.ini mène à la version {version} de FSV, qui n’est plus sur ce poste (version utilisée\u00a0: {installed}).',
    remedies: [REINSTALL, SUPPORT],
    section: 'ssv',
  },
  'SESAM-LARGEUR': {
    title: 'sesam.ini mène aux fichiers de l’autre version de Windows',
    sentence:
      'La ligne {where} de sesam.ini mène au dossier de la version {width}\u00a0bits de FSV, alors que l’autre version est utilisée.',
    remedies: [
      'Demandez à votre support d’y écrire le dossier de la version utilisée, ou d’installer FSV dans les deux versions.',
      SUPPORT,
      RESTART,
    ],
    section: 'ssv',
  },
  'SESAM-TABLES': {
    title: 'Tables SESAM-Vitale absentes',
    sentence:
      'Le dossier «\u00a0{folder}\u00a0» ne contient pas les tables (tablebin.ssv)\u00a0: elles sont parfois installées avec l’autre version de FSV seulement (F610).',
    remedies: [REINSTALL, SUPPORT],
    section: 'ssv',
  },
});
