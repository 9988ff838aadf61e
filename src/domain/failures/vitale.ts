import { defineFailures } from './entry.ts';

/** What can be wrong with the direct read of the carte Vitale. */
export const VITALE_FAILURES = /* @__PURE__ */ defineFailures({
  'VITALE-CONTREDITE': {
    title: 'Dossier refermé par sécurité',
    sentence:
      'La seconde lecture de la carte ne confirme pas le numéro avec lequel ce dossier a été ouvert. Il a été refermé.',
    remedies: [
      'Vérifiez l’identité du patient.',
      'Recherchez son dossier depuis le tableau de bord sans patient.',
    ],
    section: 'vitale',
  },
  'VITALE-CHANGEE': {
    title: 'La carte n’est plus la même',
    sentence: 'La carte Vitale a été retirée ou remplacée depuis la demande. Rien n’a été lu.',
    remedies: ['Insérez la carte Vitale du patient présent.'],
    section: 'vitale',
  },
  'VITALE-PARTIE': {
    title: 'Dossier non ouvert',
    sentence: 'La carte Vitale a été retirée avant l’ouverture du dossier. Rien n’a été demandé au DMP.',
    remedies: ['Insérez la carte Vitale du patient présent.'],
    section: 'vitale',
  },
  'VITALE-RETIREE': {
    title: 'Carte Vitale retirée trop tôt',
    sentence: 'La carte Vitale a été retirée pendant la lecture.',
    remedies: ['Réinsérez la carte Vitale et laissez-la en place jusqu’à l’affichage des noms.'],
    section: 'vitale',
  },
  'VITALE-MUETTE': {
    title: 'La carte ne répond pas',
    sentence: 'Une carte est dans le lecteur, mais elle ne répond pas.',
    remedies: [
      'Poussez la carte jusqu’au fond du lecteur.',
      'Vérifiez le sens de la carte\u00a0: puce en avant, face visible.',
      'Essuyez la puce avec un chiffon sec, puis réinsérez la carte.',
      'Essayez une autre carte\u00a0: si elle ne répond pas non plus, le lecteur est en cause.',
    ],
    section: 'vitale',
  },
  'VITALE-INCONNUE': {
    title: 'Carte non reconnue',
    sentence: 'La carte insérée n’est pas une carte que DMP Direct connaît.',
    remedies: [
      'Vérifiez qu’il s’agit bien d’une carte Vitale.',
      'S’il s’agit d’une carte Vitale, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'vitale',
  },
  'VITALE-PROFESSIONNEL': {
    title: 'Carte CPS',
    sentence: 'La carte insérée est une carte CPS, et non une carte Vitale.',
    remedies: ['Insérez la carte Vitale du patient dans un lecteur, et laissez votre carte dans un autre.'],
    section: 'vitale',
  },
  'VITALE-1': {
    title: 'Ancienne carte Vitale',
    sentence: 'Cette carte Vitale est d’un ancien modèle, que DMP Direct ne peut pas lire directement.',
    remedies: [
      'Ouvrez le tableau de bord sans patient, puis recherchez-y le patient.',
      'Ou saisissez à la main le matricule INS du patient.',
      'Pour lire ces cartes, demandez à votre support d’activer la lecture par les composants SESAM-Vitale.',
    ],
    section: 'vitale',
  },
  'VITALE-ILLISIBLE': {
    title: 'Carte Vitale illisible',
    sentence: 'La carte Vitale a refusé la lecture (code {sw}).',
    remedies: [
      'Réinsérez la carte Vitale.',
      'Si cela se reproduit, la carte est peut-être endommagée\u00a0: ouvrez le tableau de bord sans patient, ou saisissez le matricule INS à la main.',
    ],
    section: 'vitale',
  },
  'VITALE-TRANSMISSION': {
    title: 'Échange avec la carte interrompu',
    sentence: 'Le lecteur n’a pas réussi à échanger avec la carte, malgré plusieurs essais ({code}).',
    remedies: [
      'Réinsérez la carte Vitale jusqu’au fond du lecteur.',
      'Débranchez le lecteur de cartes, puis rebranchez-le.',
      'Essayez une autre carte\u00a0: si l’échange échoue aussi, le lecteur est en cause.',
    ],
    section: 'vitale',
  },
  'VITALE-INCOHERENTE': {
    title: 'Contenu de la carte incohérent',
    sentence:
      'Le contenu de la carte Vitale est incomplet ou incohérent. Par prudence, rien n’en a été retenu.',
    remedies: [
      'Réinsérez la carte Vitale.',
      'Si cela se reproduit, la carte est peut-être endommagée\u00a0: ouvrez le tableau de bord sans patient, ou saisissez le matricule INS à la main.',
    ],
    section: 'vitale',
  },
});
