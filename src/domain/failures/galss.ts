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
      'Le fichier galss.ini attend votre carte professionnelle là où se trouve la carte Vitale, ou l’inverse (lecteur «\u00a0{reader}\u00a0», emplacement «\u00a0{slot}\u00a0»).',
    remedies: [
      'Vérifiez que chaque carte est dans son lecteur habituel.',
      'Si les cartes sont bien placées, laissez DMP Direct proposer l’échange des deux lecteurs dans galss.ini.',
      'Relancez le diagnostic.',
    ],
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
      'Ouvrez DMP Direct depuis un compte qui peut modifier ce fichier, puis recommencez.',
      'Ou transmettez le rapport du diagnostic à votre support, qui fera ce changement.',
    ],
    section: 'ssv',
  },
});
