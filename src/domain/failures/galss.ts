import { defineFailures } from './entry.ts';

/** What the diagnosis finds in galss.ini, and what can stop its repair. */
export const GALSS_FAILURES = /* @__PURE__ */ defineFailures({
  'GALSS-LECTEUR-ABSENT': {
    title: 'galss.ini désigne un lecteur absent',
    sentence:
      'Le fichier galss.ini désigne le lecteur «\u00a0{reader}\u00a0» (canal {channel}), qui n’est pas sur ce poste\u00a0: il a été remplacé, débranché ou renommé.',
    remedies: [
      'Branchez l’ancien lecteur, ou laissez DMP Direct proposer le nouveau réglage.',
      'Vérifiez l’aperçu avant d’accepter\u00a0: une sauvegarde du fichier est conservée.',
      'Relancez le diagnostic.',
    ],
    section: 'ssv',
  },
  'GALSS-CANAUX-INVERSES': {
    title: 'Emplacements CPS et Vitale inversés',
    sentence:
      'Le fichier galss.ini attend votre carte CPS là où se trouve la carte Vitale, ou l’inverse (lecteur «\u00a0{reader}\u00a0», emplacement «\u00a0{slot}\u00a0»).',
    remedies: [
      'Vérifiez que chaque carte est dans son lecteur habituel.',
      'Si les cartes sont bien placées, laissez DMP Direct proposer l’échange des deux lecteurs dans galss.ini.',
      'Relancez le diagnostic.',
    ],
    section: 'ssv',
  },
  'GALSS-FICHIER-ABSENT': {
    title: 'galss.ini absent ou vide',
    sentence:
      'Le fichier galss.ini est {state}\u00a0: les logiciels qui lisent les cartes par GALSS ne trouvent aucun lecteur.',
    remedies: [
      'Laissez DMP Direct proposer un fichier galss.ini pour vos lecteurs.',
      'Relancez le diagnostic.',
    ],
    section: 'ssv',
  },
  'GALSS-SERIE': {
    title: 'galss.ini désigne un ancien lecteur série',
    sentence:
      'Le fichier galss.ini désigne un lecteur sur le port série {port} (canal {channel}), alors que vos lecteurs sont branchés en USB.',
    remedies: [
      'Si un lecteur série est encore utilisé sur ce poste, ne changez rien.',
      'Sinon, laissez DMP Direct proposer le nouveau réglage.',
      'Relancez le diagnostic.',
    ],
    section: 'ssv',
  },
  'GALSS-FANTOME': {
    title: 'galss.ini désigne un lecteur de trop',
    sentence:
      'Le fichier galss.ini désigne aussi «\u00a0{reader}\u00a0» (canal {channel}), qui n’est pas sur ce poste\u00a0: ce canal peut empêcher de lire les cartes dans les autres lecteurs.',
    remedies: [
      'Branchez ce lecteur s’il sert encore, ou laissez DMP Direct proposer de retirer ce canal.',
      'Relancez le diagnostic.',
    ],
    section: 'ssv',
  },
  'GALSS-MAUVAIS-LECTEUR': {
    title: 'galss.ini désigne un emplacement inutilisable',
    sentence:
      'Le fichier galss.ini désigne «\u00a0{reader}\u00a0» (canal {channel}), qui est {nature}\u00a0: ni la carte CPS ni la carte Vitale ne s’y lisent.',
    remedies: ['Laissez DMP Direct proposer le bon emplacement.', 'Relancez le diagnostic.'],
    section: 'ssv',
  },
  'GALSS-LARGEUR': {
    title: 'galss.ini et GALSS ne vont pas ensemble',
    sentence:
      'Le fichier galss.ini demande «\u00a0{library}\u00a0», mais GALSS est installé en {width}\u00a0bits sur ce poste.',
    remedies: ['Laissez DMP Direct proposer la bonne bibliothèque.', 'Relancez le diagnostic.'],
    section: 'ssv',
  },
  'GALSS-NOMBRE': {
    title: 'galss.ini compte mal ses canaux',
    sentence:
      'Le fichier galss.ini annonce un nombre de canaux ({written}) qui n’est pas celui qu’il décrit ({counted}).',
    remedies: ['Laissez DMP Direct proposer le bon nombre.', 'Relancez le diagnostic.'],
    section: 'ssv',
  },
  'GALSS-DOUBLON': {
    title: 'galss.ini contient deux fois la même partie',
    sentence:
      'Le fichier galss.ini contient deux fois la partie «\u00a0{section}\u00a0»\u00a0: seule la première compte.',
    remedies: ['Demandez à votre support laquelle des deux est la bonne.'],
    section: 'ssv',
  },
  'GALSS-INI-MODIFIE': {
    title: 'galss.ini a changé depuis l’aperçu',
    sentence:
      'Le fichier galss.ini a été modifié par un autre programme depuis l’aperçu. Rien n’y a été écrit.',
    remedies: ['Relancez le diagnostic, puis regardez le nouvel aperçu.'],
    section: 'ssv',
  },
  'GALSS-INI-ECRITURE': {
    title: 'galss.ini n’a pas pu être modifié',
    sentence: 'Le système a refusé d’écrire dans le dossier de galss.ini ({reason}). Le fichier est intact.',
    remedies: [
      'Enregistrez le fichier corrigé, puis transmettez-le à votre support ou à l’administrateur de ce poste.',
      'Il le copiera à la place de l’ancien, dont il gardera une copie.',
      'Redémarrez ensuite DMP Connect, JuxtaLink ou votre logiciel.',
    ],
    section: 'ssv',
  },
});
