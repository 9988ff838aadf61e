import { defineFailures } from './entry.ts';

const OTHERWISE = 'Sans caméra, lisez le code avec un lecteur de codes-barres ou saisissez l’INS.';

/** Reading a document's code with the computer's camera. */
export const CAMERA_FAILURES = /* @__PURE__ */ defineFailures({
  'CAMERA-ABSENTE': {
    title: 'Aucune caméra',
    sentence: 'DMP Direct ne trouve pas de caméra sur ce poste.',
    remedies: [
      'Vérifiez que la caméra est branchée et que son cache est ouvert, puis cliquez sur «\u00a0Réessayer\u00a0».',
      OTHERWISE,
    ],
    section: 'program',
  },
  'CAMERA-REFUSEE': {
    title: 'Caméra non autorisée',
    sentence: 'Le poste ne laisse pas DMP Direct utiliser la caméra.',
    remedies: [
      'Dans les réglages de confidentialité du poste, autorisez DMP Direct à utiliser la caméra, puis cliquez sur «\u00a0Réessayer\u00a0».',
      'Si ce réglage est bloqué, demandez à la personne qui administre le poste.',
      OTHERWISE,
    ],
    section: 'program',
  },
  'CAMERA-OCCUPEE': {
    title: 'Caméra indisponible',
    sentence: 'La caméra ne répond pas. Un autre logiciel l’utilise peut-être.',
    remedies: [
      'Fermez les logiciels qui utilisent la caméra, comme une visioconférence, puis cliquez sur «\u00a0Réessayer\u00a0».',
      OTHERWISE,
    ],
    section: 'program',
  },
  'CAMERA-LECTURE': {
    title: 'Lecture par la caméra impossible',
    sentence: 'Le composant qui lit les codes n’a pas pu être chargé.',
    remedies: ['Fermez cette fenêtre et ouvrez-la de nouveau.', OTHERWISE],
    section: 'program',
  },
});
