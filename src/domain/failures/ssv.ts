import { defineFailures } from './entry.ts';

const SUPPORT = 'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.';
const REINSTALL =
  'Réinstallez les composants SESAM-Vitale (FSV et GALSS) fournis avec votre logiciel, ou demandez-le à votre support.';
const RESET_READER = 'Débranchez le lecteur quelques secondes, rebranchez-le, puis réinsérez les cartes.';
const CLOSE_OTHER =
  'Fermez l’autre logiciel qui lit la carte (facturation, mise à jour de carte), puis réinsérez la carte Vitale.';
const FIX_GALSS =
  'Demandez à votre support de vérifier le fichier galss.ini\u00a0: le lecteur a pu être remplacé ou renommé.';

/** The SESAM-Vitale library and GALSS: the meanings of return codes are those of `ssv-api.md`. */
export const SSV_FAILURES = /* @__PURE__ */ defineFailures({
  'SSV-ABSENTE': {
    title: 'Composant SESAM-Vitale introuvable',
    sentence:
      'La bibliothèque SESAM-Vitale n’a pas été trouvée sur ce poste. La lecture directe de la carte reste possible.',
    remedies: [
      'Installez les composants SESAM-Vitale (FSV et GALSS) fournis avec votre logiciel de facturation.',
      'S’ils sont installés ailleurs qu’à l’endroit habituel, indiquez leur chemin dans les réglages, sous «\u00a0Bibliothèque SESAM-Vitale\u00a0».',
    ],
    section: 'ssv',
  },
  'SSV-ARCHITECTURE': {
    title: 'Composant SESAM-Vitale prévu pour un autre système',
    sentence:
      'La bibliothèque «\u00a0{library}\u00a0» n’est pas prévue pour ce système (32 ou 64\u00a0bits, ou autre processeur) et n’a pas pu être utilisée.',
    remedies: [
      'Sous Windows, réinstallez DMP Direct\u00a0: son composant 32\u00a0bits pour SESAM-Vitale est absent ou ne convient pas.',
      'Sinon, installez la version de ces composants prévue pour votre système.',
    ],
    section: 'ssv',
  },
  'SSV-CHARGEMENT': {
    title: 'Composant SESAM-Vitale impossible à charger',
    sentence:
      'La bibliothèque SESAM-Vitale est présente, mais le système n’a pas pu la charger\u00a0: {reason}.',
    remedies: [REINSTALL],
    section: 'ssv',
  },
  'SSV-NON-PROTEGEE': {
    title: 'Composant SESAM-Vitale non protégé',
    sentence:
      'La bibliothèque SESAM-Vitale n’est pas utilisée, car «\u00a0{library}\u00a0» {reason}\u00a0: un autre programme a pu prendre sa place.',
    remedies: [
      'Demandez à votre support de réinstaller les composants SESAM-Vitale, dans un dossier que seul un administrateur peut modifier.',
    ],
    section: 'ssv',
  },
  'SSV-FONCTIONS': {
    title: 'Composant SESAM-Vitale trop ancien ou incomplet',
    sentence:
      'La bibliothèque SESAM-Vitale de ce poste n’a pas la fonction «\u00a0{function}\u00a0» dont DMP Direct a besoin.',
    remedies: ['Mettez à jour les composants SESAM-Vitale (FSV et GALSS), ou demandez-le à votre support.'],
    section: 'ssv',
  },
  'SSV-GALSS-INI-ABSENT': {
    title: 'Configuration du lecteur (galss.ini) introuvable',
    sentence:
      'Le fichier galss.ini, qui décrit les lecteurs aux composants SESAM-Vitale, n’a pas été trouvé.',
    remedies: [
      REINSTALL,
      'Si le fichier est ailleurs qu’à l’endroit habituel, indiquez son chemin dans les réglages, sous «\u00a0Fichier galss.ini\u00a0».',
    ],
    section: 'ssv',
  },
  'SSV-GALSS-INI-INCOMPLET': {
    title: 'Configuration du lecteur (galss.ini) incomplète',
    sentence: 'Le fichier galss.ini ne nomme pas d’emplacement «\u00a0{resource}\u00a0».',
    remedies: [FIX_GALSS],
    section: 'ssv',
  },
  'SSV-GALSS-INI-INVALIDE': {
    title: 'Configuration du lecteur (galss.ini) refusée',
    sentence: 'Le serveur de lecteurs GALSS refuse sa configuration (code {code}).',
    remedies: [FIX_GALSS],
    section: 'ssv',
  },
  'SSV-GALSS-ABSENT': {
    title: 'Serveur de lecteurs GALSS introuvable',
    sentence: 'Le programme GALSS, qui donne accès aux lecteurs, n’a pas été trouvé (code {code}).',
    remedies: [REINSTALL],
    section: 'ssv',
  },
  'SSV-LECTEUR-INJOIGNABLE': {
    title: 'Lecteur introuvable pour GALSS',
    sentence:
      'GALSS n’atteint pas le lecteur que galss.ini désigne\u00a0: il est absent, porte un autre nom, ou un autre programme occupe son port (code {code}).',
    remedies: [
      'Vérifiez que le lecteur est branché.',
      'Le diagnostic compare galss.ini aux lecteurs de ce poste.',
      CLOSE_OTHER,
    ],
    section: 'ssv',
  },
  'SSV-VERSIONS': {
    title: 'Composants SESAM-Vitale de versions différentes',
    sentence: 'Les composants SESAM-Vitale de ce poste ne vont pas ensemble (code {code}).',
    remedies: [REINSTALL],
    section: 'ssv',
  },
  'SSV-CPS-ABSENTE': {
    title: 'Carte CPS absente',
    sentence: 'La carte CPS n’est pas dans le lecteur (code {code}).',
    remedies: ['Insérez votre carte CPS dans son emplacement, puis réinsérez la carte Vitale.'],
    section: 'ssv',
  },
  'SSV-PLUSIEURS-VITALE': {
    title: 'Plusieurs cartes Vitale insérées',
    sentence: 'Les composants SESAM-Vitale ne disent pas laquelle des cartes Vitale insérées ils liraient.',
    remedies: ['Ne laissez dans les lecteurs que la carte Vitale du patient, puis réinsérez-la.'],
    section: 'ssv',
  },
  'SSV-AUTRE-CARTE': {
    title: 'Lecture non rattachée à cette carte',
    sentence:
      'Les composants SESAM-Vitale ont lu une carte Vitale, mais rien ne prouve que ce soit celle de ce lecteur\u00a0: leur réponse a été écartée.',
    remedies: [
      'Retirez les cartes Vitale de tous les lecteurs, puis insérez celle du patient dans le lecteur de votre logiciel de facturation.',
      'Sinon, recherchez le patient depuis le tableau de bord sans patient, et demandez à votre support de vérifier le lecteur du fichier galss.ini.',
    ],
    section: 'ssv',
  },
  'SSV-CODE-DEMANDE': {
    title: 'Code porteur nécessaire',
    sentence:
      'Les composants SESAM-Vitale demandent le code porteur de votre carte CPS pour lire la carte Vitale.',
    remedies: ['Saisissez votre code porteur dans la fenêtre qui s’ouvre.'],
    section: 'ssv',
  },
  'SSV-CODE-FAUX': {
    title: 'Code porteur refusé',
    sentence: 'La carte CPS n’a pas accepté ce code porteur (réponse {code}).',
    remedies: [
      'Saisissez à nouveau votre code porteur, avec soin\u00a0: la carte se bloque après plusieurs codes refusés.',
      'Au moindre doute sur votre code, ne l’essayez plus et appelez votre support.',
    ],
    section: 'ssv',
  },
  'SSV-CPS-INVALIDE': {
    title: 'Carte CPS refusée',
    sentence: 'La carte CPS n’est pas valable, ou ne permet pas de lire une carte Vitale (code {code}).',
    remedies: ['Vérifiez la date de validité de votre carte.', 'Contactez votre support avec ce code.'],
    section: 'ssv',
  },
  'SSV-VITALE-ABSENTE': {
    title: 'Carte Vitale absente',
    sentence: 'Les composants SESAM-Vitale ne voient pas de carte Vitale dans leur lecteur (code {code}).',
    remedies: ['Insérez la carte Vitale, puce en avant, face visible.'],
    section: 'ssv',
  },
  'SSV-VITALE-MUETTE': {
    title: 'Carte Vitale muette',
    sentence:
      'La carte Vitale ne répond pas\u00a0: elle est peut-être mal insérée ou sa puce est sale (code {code}).',
    remedies: ['Retirez la carte, essuyez la puce avec un chiffon sec, puis réinsérez la carte.', SUPPORT],
    section: 'ssv',
  },
  'SSV-AUTRE-ASSURE': {
    title: 'Carte Vitale d’un autre assuré',
    sentence:
      'La carte Vitale du lecteur n’est pas celle que les composants SESAM-Vitale attendaient (code {code}).',
    remedies: ['Réinsérez la carte Vitale du patient présent.', SUPPORT],
    section: 'ssv',
  },
  'SSV-LECTEUR-ANCIEN': {
    title: 'Lecteur trop ancien',
    sentence:
      'Le lecteur est d’un modèle série que les composants SESAM-Vitale de ce poste n’acceptent plus (code {code}).',
    remedies: ['Utilisez un lecteur USB récent.', SUPPORT],
    section: 'ssv',
  },
  'SSV-VITALE-RETIREE': {
    title: 'Carte Vitale retirée trop tôt',
    sentence: 'La carte Vitale a été retirée pendant la lecture (code {code}).',
    remedies: ['Réinsérez la carte et laissez-la dans le lecteur jusqu’à la fin de la lecture.'],
    section: 'ssv',
  },
  'SSV-CARTES-MELANGEES': {
    title: 'Carte de test et carte réelle ensemble',
    sentence: 'Une des deux cartes est une carte de test et l’autre une carte réelle (code {code}).',
    remedies: ['Utilisez deux cartes de même nature.'],
    section: 'ssv',
  },
  'SSV-LECTEUR': {
    title: 'Dialogue perdu avec le lecteur',
    sentence: 'Le lecteur a donné une réponse incohérente ou le dialogue avec lui a été perdu (code {code}).',
    remedies: [RESET_READER, SUPPORT],
    section: 'ssv',
  },
  'SSV-RESSOURCE-INCONNUE': {
    title: 'Emplacement de carte inconnu du serveur de lecteurs',
    sentence:
      'Le serveur de lecteurs GALSS ne connaît pas l’emplacement demandé, ou les deux cartes sont dans deux lecteurs différents (code {code}).',
    remedies: ['Insérez les deux cartes dans le même lecteur, s’il a deux fentes.', FIX_GALSS],
    section: 'ssv',
  },
  'SSV-USAGE': {
    title: 'Appel refusé par les composants SESAM-Vitale',
    sentence:
      'Les composants SESAM-Vitale ont refusé un appel de DMP Direct (code {code}, fonction {call}). Il s’agit d’une erreur du programme.',
    remedies: ['Transmettez le rapport du diagnostic à votre support.'],
    section: 'ssv',
  },
  'SSV-TABLES': {
    title: 'Tables SESAM-Vitale inutilisables',
    sentence:
      'Une table des composants SESAM-Vitale est absente, abîmée ou d’une autre version (code {code}).',
    remedies: [REINSTALL],
    section: 'ssv',
  },
  'SSV-CHEMIN-TABLES': {
    title: 'Chemin des tables SESAM-Vitale absent',
    sentence: 'La configuration SESAM-Vitale (sesam.ini) n’indique pas où sont ses tables (code {code}).',
    remedies: ['Demandez à votre support de vérifier le fichier sesam.ini.'],
    section: 'ssv',
  },
  'SSV-DOSSIER-TRAVAIL': {
    title: 'Dossier de travail SESAM-Vitale inutilisable',
    sentence:
      'Le dossier de travail des composants SESAM-Vitale est absent ou protégé en écriture (code {code}).',
    remedies: [
      'Demandez à votre support de vérifier le dossier de travail indiqué dans le fichier sesam.ini.',
    ],
    section: 'ssv',
  },
  'SSV-GALSS-INTERNE': {
    title: 'Erreur interne du serveur de lecteurs',
    sentence: 'Le serveur de lecteurs GALSS signale une erreur interne (code {code}).',
    remedies: [CLOSE_OTHER, SUPPORT],
    section: 'ssv',
  },
  'SSV-GALSS-OCCUPE': {
    title: 'Lecteur utilisé par un autre logiciel',
    sentence: 'Un autre logiciel utilise le lecteur en ce moment (code {code}).',
    remedies: [CLOSE_OTHER],
    section: 'ssv',
  },
  'SSV-ECHANGE': {
    title: 'Échange interrompu avec le lecteur',
    sentence: 'L’échange avec le lecteur n’a pas abouti, malgré plusieurs essais si possible (code {code}).',
    remedies: ['Réinsérez la carte Vitale.', CLOSE_OTHER, RESET_READER],
    section: 'ssv',
  },
  'SSV-REPONSE': {
    title: 'Réponse incomplète des composants SESAM-Vitale',
    sentence:
      'Les composants SESAM-Vitale ont donné une réponse que DMP Direct ne comprend pas (champ {field}). Rien n’en a été retenu.',
    remedies: ['Réinsérez la carte Vitale.', SUPPORT],
    section: 'ssv',
  },
  'SSV-INATTENDU': {
    title: 'Code inconnu des composants SESAM-Vitale',
    sentence: 'Les composants SESAM-Vitale ont répondu par le code {code}, que DMP Direct ne connaît pas.',
    remedies: ['Réinsérez les deux cartes.', SUPPORT],
    section: 'ssv',
  },
});
