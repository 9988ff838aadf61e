import { defineFailures } from './entry.ts';

const REINSTALL = 'Demandez à votre support de réinstaller les composants SESAM-Vitale de ce poste.';
const REPORT = 'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.';
const WITHOUT_CARD = 'En attendant, recherchez le patient sur le site par son INS.';

/**
 * What can be wrong with the two components that the site's pages call through the launcher.
 * `{component}` is SrvSVCNAM or DiagAM.
 */
export const SRVSVCNAM_FAILURES = /* @__PURE__ */ defineFailures({
  'SRVSVCNAM-ABSENT': {
    title: 'Composant de lecture introuvable',
    sentence: 'Le composant {component}, que les pages du site utilisent, n’est pas installé sur ce poste.',
    remedies: ['Demandez à votre support d’installer les composants SESAM-Vitale de ce poste.', WITHOUT_CARD],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-MANIFESTE': {
    title: 'Composant de lecture mal installé',
    sentence: 'Le composant {component} est déclaré sur ce poste, mais sa déclaration n’est pas valable.',
    remedies: [REINSTALL, WITHOUT_CARD],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-REFUSE': {
    title: 'Composant de lecture non autorisé',
    sentence:
      'Le composant {component} est installé, mais n’accepte pas la demande de lecture que DMP Direct lui transmet.',
    remedies: ['Demandez à votre support la version actuelle des composants SESAM-Vitale.', WITHOUT_CARD],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-DEMARRAGE': {
    title: 'Composant de lecture impossible à démarrer',
    sentence: 'Le composant {component} est installé, mais il ne démarre pas ({reason}).',
    remedies: [REINSTALL, WITHOUT_CARD],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-ARRETE': {
    title: 'Composant de lecture arrêté',
    sentence: 'Le composant {component} s’est arrêté avant de répondre.',
    remedies: ['Recommencez la lecture sur le site.', REPORT],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-MUET': {
    title: 'Composant de lecture sans réponse',
    sentence: 'Le composant {component} n’a pas répondu en {seconds}\u00a0secondes. Il a été arrêté.',
    remedies: ['Vérifiez que la carte Vitale et votre carte CPS sont insérées, puis réessayez.', REPORT],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-PAS-JSON': {
    title: 'Réponse du composant illisible',
    sentence:
      'Le composant {component} a donné une réponse qui n’a pas la forme attendue. Rien n’a été transmis.',
    remedies: ['Recommencez la lecture sur le site.', REPORT],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-TROP-GRAND': {
    title: 'Réponse du composant trop longue',
    sentence: 'Le composant {component} a annoncé une réponse de plus de 1\u00a0Mo. Rien n’a été transmis.',
    remedies: ['Recommencez la lecture sur le site.', REPORT],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-OCCUPE': {
    title: 'Trop de demandes à la fois',
    sentence: 'Le site a envoyé trop de demandes à la fois au composant {component}.',
    remedies: ['Patientez quelques secondes, puis recommencez la lecture sur le site.'],
    section: 'srvsvcnam',
  },
});
