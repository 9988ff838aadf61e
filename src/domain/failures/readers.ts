import { defineFailures } from './entry.ts';

/** What can be wrong with the smart-card service and the readers, whatever the card. */
export const READER_FAILURES = /* @__PURE__ */ defineFailures({
  'LECTEUR-PILOTE-APPLE': {
    title: 'Carte muette avec le pilote de lecteurs d’Apple',
    sentence:
      'Une carte ne répond pas dans «\u00a0{reader}\u00a0», que ce Mac utilise avec le pilote de lecteurs d’Apple. Avec certains lecteurs, l’autre pilote que macOS contient convient mieux.',
    remedies: [
      'Vérifiez d’abord le sens de la carte, puis essayez-en une autre.',
      'Pour changer de pilote, un administrateur tape dans un terminal «\u00a0sudo defaults write /Library/Preferences/com.apple.security.smartcard useIFDCCID -bool yes\u00a0».',
      'Redémarrez ensuite le Mac, puis relancez le diagnostic.',
      'Pour revenir au pilote d’Apple, la même commande se termine par «\u00a0no\u00a0».',
    ],
    section: 'readers',
  },
  'PCSC-ABSENT': {
    title: 'Cartes à puce non prises en charge',
    sentence:
      'Le composant du système qui donne accès aux lecteurs de cartes n’est pas installé sur ce poste.',
    remedies: [
      'Sous Linux, installez les paquets «\u00a0pcscd\u00a0» et «\u00a0libpcsclite1\u00a0», ou demandez-le à votre support.',
      'Redémarrez ensuite l’ordinateur.',
    ],
    section: 'readers',
  },
  'PCSC-SERVICE-ARRETE': {
    title: 'Service de cartes à puce arrêté',
    sentence:
      'Le service de cartes à puce de l’ordinateur ne fonctionne pas. DMP Direct reprend dès son retour.',
    remedies: [
      'Débranchez le lecteur de cartes, puis rebranchez-le.',
      'Si rien ne change après une minute, redémarrez l’ordinateur.',
      'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'readers',
  },
  'PCSC-REFUSE': {
    title: 'Accès aux lecteurs refusé',
    sentence: 'Le système refuse à votre session l’accès aux lecteurs de cartes.',
    remedies: [
      'Ouvrez DMP Direct depuis votre propre session, sur ce poste et non à distance.',
      'Demandez à votre support d’autoriser l’accès aux lecteurs de cartes pour votre compte.',
    ],
    section: 'readers',
  },
  'PCSC-ERREUR': {
    title: 'Lecteur de cartes en erreur',
    sentence: 'Le service de cartes à puce a signalé une erreur inattendue (code {code}).',
    remedies: [
      'Débranchez le lecteur de cartes, puis rebranchez-le.',
      'Réinsérez la carte.',
      'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'readers',
  },
  'LECTEUR-ABSENT': {
    title: 'Aucun lecteur de cartes',
    sentence: 'Aucun lecteur de cartes n’est branché sur ce poste.',
    remedies: [
      'Branchez le lecteur de cartes, ou vérifiez son câble.',
      'Si le lecteur est branché, essayez une autre prise USB.',
      'Si rien ne change, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'readers',
  },
  'LECTEUR-ABSENT-DISTANCE': {
    title: 'Aucun lecteur dans cette session à distance',
    sentence:
      'DMP Direct est ouvert dans une session à distance ({system}), qui ne reçoit aucun lecteur de cartes.',
    remedies: [
      'Ouvrez DMP Direct sur l’ordinateur où le lecteur est branché.',
      'Ou fermez la session à distance, et demandez à votre support d’y autoriser les cartes à puce avant de la rouvrir.',
    ],
    section: 'readers',
  },
  'LECTEUR-A-REBRANCHER': {
    title: 'Lecteur à rebrancher',
    sentence:
      'Le lecteur «\u00a0{reader}\u00a0» montre une carte mais ne la laisse pas lire (code {code}), comme souvent après une mise en veille.',
    remedies: [
      'Débranchez le lecteur, attendez cinq secondes, puis rebranchez-le.',
      'Réinsérez la carte.',
      'Si cela arrive après chaque mise en veille, demandez à votre support de désactiver la mise en veille des ports USB.',
    ],
    section: 'readers',
  },
  'CARTE-SANS-CONTACT': {
    title: 'Carte posée sur l’emplacement sans contact',
    sentence:
      'Une carte est posée sur l’emplacement sans contact «\u00a0{reader}\u00a0», où ni une carte Vitale ni une carte CPS ne peut être lue.',
    remedies: [
      'Retirez la carte de cet emplacement.',
      'Insérez-la dans la fente du lecteur, puce en avant, face visible.',
    ],
    section: 'readers',
  },
  'LECTEUR-DEBRANCHE': {
    title: 'Lecteur débranché',
    sentence: 'Le lecteur de cartes a été débranché pendant la lecture.',
    remedies: ['Rebranchez le lecteur de cartes.', 'Réinsérez la carte Vitale.'],
    section: 'readers',
  },
  'CARTE-OCCUPEE': {
    title: 'Carte utilisée par un autre logiciel',
    sentence: 'Un autre logiciel utilise la carte et ne l’a pas libérée à temps.',
    remedies: [
      'Attendez la fin de la lecture dans l’autre logiciel, puis réinsérez la carte Vitale.',
      'Si cela se reproduit, fermez l’autre logiciel, puis réessayez.',
    ],
    section: 'readers',
  },
});
