import { defineFailures } from './entry.ts';

const AGAIN = 'Relancez ensuite le diagnostic.';
const ADMINISTRATOR =
  'Ce réglage demande les droits d’administrateur\u00a0: transmettez ce point à votre support.';
const REINSTALL =
  'Demandez à votre support d’installer la version actuelle des composants SESAM-Vitale (amelipro connect la contient).';

/** What else keeps a workstation from working (field.md 5, 6 and 8). */
export const WORKSTATION_FAILURES = /* @__PURE__ */ defineFailures({
  'LECTEUR-PRIS': {
    title: 'Un autre logiciel tient le lecteur',
    sentence:
      'La carte est occupée, et ces logiciels qui utilisent les lecteurs sont ouverts\u00a0: {programs}.',
    remedies: [
      'Fermez {first}, puis réinsérez la carte.',
      'Si la carte reste occupée, redémarrez l’ordinateur sans rouvrir ces logiciels, puis réinsérez la carte.',
    ],
    section: 'workstation',
  },
  'SERVICE-CARTES-DESACTIVE': {
    title: 'Service de cartes à puce désactivé',
    sentence: 'Windows est réglé pour ne jamais démarrer le service de cartes à puce (SCardSvr).',
    remedies: [
      'Demandez à votre support de mettre ce service sur «\u00a0Manuel\u00a0» ou «\u00a0Automatique\u00a0».',
      AGAIN,
    ],
    section: 'workstation',
  },
  'CERTIFICATS-AUTOMATIQUE': {
    title: 'Certificats relus à chaque insertion',
    sentence:
      'Le service «\u00a0Propagation du certificat\u00a0» de Windows est automatique\u00a0: à chaque insertion il lit toute la carte, et la tient quelques instants.',
    remedies: [
      'Si la lecture est lente, demandez à votre support de mettre ce service sur «\u00a0Manuel\u00a0», et jamais sur «\u00a0Désactivé\u00a0».',
      ADMINISTRATOR,
    ],
    section: 'workstation',
  },
  'CERTIFICATS-DESACTIVE': {
    title: 'Certificats de la carte non transmis à Windows',
    sentence:
      'Le service «\u00a0Propagation du certificat\u00a0» est désactivé et CCM n’est pas ouvert\u00a0: les navigateurs ne voient pas le certificat de votre carte.',
    remedies: [
      'Demandez à votre support de régler ce service sur «\u00a0Manuel\u00a0».',
      ADMINISTRATOR,
      AGAIN,
    ],
    section: 'workstation',
  },
  'CRYPTOLIB-CSP': {
    title: 'Carte CPS non reconnue par Windows',
    sentence:
      'Windows ne sait pas que la Cryptolib lit les cartes CPS\u00a0: leur certificat n’est pas proposé à la connexion.',
    remedies: [
      'Demandez à votre support de réparer la Cryptolib CPS depuis son programme d’installation (version x64).',
      AGAIN,
    ],
    section: 'cpx',
  },
  'CRYPTOLIB-PLUSIEURS': {
    title: 'Plusieurs Cryptolib CPS installées',
    sentence: 'Windows connaît plusieurs versions de la Cryptolib CPS à la fois\u00a0: {versions}.',
    remedies: [
      'Demandez à votre support de désinstaller les anciennes, puis de réparer la plus récente.',
      AGAIN,
    ],
    section: 'cpx',
  },
  'DMPCONNECT-MUET': {
    title: 'DMP Connect ne répond pas',
    sentence:
      'DMP Connect est ouvert, mais aucun de ses ports ne répond\u00a0: votre logiciel ne peut pas le joindre.',
    remedies: ['Redémarrez DMP Connect, ou l’ordinateur.', AGAIN],
    section: 'workstation',
  },
  'SRVSVCNAM-NON-DEMARRE': {
    title: 'SrvSVCNAM n’est pas démarré',
    sentence:
      'SrvSVCNAM est installé, mais il n’est pas ouvert\u00a0: les pages qui lisent la carte Vitale ne le trouvent pas.',
    remedies: ['Démarrez SrvSVCNAM depuis le menu des programmes, ou redémarrez l’ordinateur.', AGAIN],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-PORTS': {
    title: 'SrvSVCNAM n’écoute pas',
    sentence: 'SrvSVCNAM est ouvert, mais rien ne répond sur le port {ports} de ce poste.',
    remedies: ['Fermez la session et ouvrez-la à nouveau, ou redémarrez l’ordinateur.', REINSTALL],
    section: 'srvsvcnam',
  },
  'SRVSVCNAM-ANCIEN': {
    title: 'SrvSVCNAM ancien',
    sentence:
      'SrvSVCNAM {version} est installé\u00a0; la version 5.10.04 est celle de la plupart des postes.',
    remedies: [REINSTALL, AGAIN],
    section: 'srvsvcnam',
  },
  'SMART-APP-CONTROL': {
    title: 'Contrôle intelligent des applications actif',
    sentence:
      'Le contrôle intelligent des applications de Windows est {state}\u00a0: il peut bloquer un composant santé qui n’est pas signé.',
    remedies: [
      'Si un composant est bloqué (erreur 0xc0e90002), demandez conseil à votre support avant toute désactivation\u00a0: ce choix ne se reprend pas.',
    ],
    section: 'workstation',
  },
  'USB-VEILLE': {
    title: 'Ports USB mis en veille',
    sentence:
      'Windows peut mettre en veille les ports USB, et le lecteur ne répond pas ou n’est pas vu\u00a0: l’un peut expliquer l’autre.',
    remedies: [
      'Débranchez le lecteur, attendez cinq secondes, puis rebranchez-le.',
      'Si cela se reproduit, demandez à votre support de désactiver la suspension sélective USB.',
    ],
    section: 'workstation',
  },
  'ROSETTA-ABSENTE': {
    title: 'Rosetta n’est pas installé',
    sentence:
      'Le serveur de GALSS est prévu pour les Mac à processeur Intel\u00a0: sur ce Mac, il demande Rosetta.',
    remedies: [
      'Installez Rosetta\u00a0: macOS le propose à l’ouverture d’une application pour Intel.',
      AGAIN,
    ],
    section: 'workstation',
  },
  'ACCESSOIRE-MAC': {
    title: 'Lecteur peut-être non autorisé par macOS',
    sentence:
      'Aucun lecteur n’est vu, et macOS demande une autorisation avant d’utiliser un nouvel accessoire.',
    remedies: [
      'Débranchez le lecteur, rebranchez-le, puis choisissez «\u00a0Autoriser\u00a0» dans le message de macOS.',
      'Sinon, ouvrez Réglages Système, Confidentialité et sécurité, et regardez le réglage des accessoires.',
      'Branchez le lecteur directement sur le Mac, et non sur un clavier ou un concentrateur.',
    ],
    section: 'workstation',
  },
});
