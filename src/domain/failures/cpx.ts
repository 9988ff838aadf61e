import { defineFailures } from './entry.ts';

export const CPX_FAILURES = /* @__PURE__ */ defineFailures({
  'CRYPTOLIB-ABSENTE': {
    title: 'Cryptolib CPS introuvable',
    sentence:
      'DMP Direct ne trouve pas la Cryptolib CPS, le composant de l’Agence du numérique en santé qui lit votre carte. Le contenu de la carte ne peut pas être affiché.',
    remedies: [
      'Installez la Cryptolib CPS depuis le site de l’Agence du numérique en santé.',
      'Si elle est installée ailleurs qu’à son emplacement habituel, indiquez cet emplacement dans les réglages, sous «\u00a0Cryptolib CPS\u00a0».',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CRYPTOLIB-INCHARGEABLE': {
    title: 'Cryptolib CPS inutilisable',
    sentence:
      'La Cryptolib CPS a été trouvée ({library}), mais elle ne peut pas être utilisée\u00a0: le fichier est abîmé ou n’est pas prévu pour ce système.',
    remedies: [
      'Installez la version 64\u00a0bits de la Cryptolib CPS prévue pour votre système.',
      'Si un emplacement est indiqué dans les réglages, sous «\u00a0Cryptolib CPS\u00a0», vérifiez le fichier qu’il désigne.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CRYPTOLIB-NON-PROTEGEE': {
    title: 'Cryptolib CPS non protégée',
    sentence:
      'La Cryptolib CPS n’est pas utilisée, car «\u00a0{library}\u00a0» {reason}\u00a0: un autre programme a pu prendre sa place.',
    remedies: [
      'Demandez à votre support de réinstaller la Cryptolib CPS, dans un dossier que seul un administrateur peut modifier.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CRYPTOLIB-NON-DECLAREE': {
    title: 'Cryptolib inconnue du navigateur intégré',
    sentence:
      'Le navigateur intégré ne connaît pas la Cryptolib CPS\u00a0: votre carte ne peut pas servir à vous connecter.',
    remedies: [
      'Dans les réglages, «\u00a0Avancé (support)\u00a0», «\u00a0Cartes et lecteurs\u00a0», activez «\u00a0Faire connaître la Cryptolib au navigateur intégré\u00a0».',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CRYPTOLIB-REDEMARRER': {
    title: 'Redémarrez DMP Direct pour utiliser votre carte',
    sentence:
      'La Cryptolib CPS vient d’être déclarée au navigateur intégré, qui ne la connaîtra qu’au prochain démarrage de DMP Direct.',
    remedies: [
      'Quittez DMP Direct par le menu de son icône, puis ouvrez-le de nouveau.',
      'Ou connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'MAGASIN-PROTEGE': {
    title: 'Magasin de certificats protégé',
    sentence:
      'Le magasin de certificats de votre session ({folder}) ne peut pas être modifié\u00a0: le navigateur intégré ne peut pas utiliser votre carte.',
    remedies: [
      'Demandez à votre support de rétablir votre droit d’écrire dans ce dossier et dans ses fichiers.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'MAGASIN-OCCUPE': {
    title: 'Magasin de certificats occupé',
    sentence:
      'Un autre logiciel occupe le magasin de certificats de votre session ({folder})\u00a0: le navigateur intégré ne peut pas utiliser votre carte.',
    remedies: [
      'Fermez vos autres navigateurs, puis quittez DMP Direct et ouvrez-le de nouveau.',
      'Si cela se reproduit, redémarrez l’ordinateur.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'MAGASIN-ABIME': {
    title: 'Magasin de certificats abîmé',
    sentence:
      'Le magasin de certificats de votre session ({folder}) est abîmé\u00a0: le navigateur intégré ne peut pas utiliser votre carte.',
    remedies: [
      'Demandez à votre support de mettre ce dossier de côté\u00a0: un magasin neuf est créé au démarrage suivant.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'MAGASIN-INACCESSIBLE': {
    title: 'Magasin de certificats inaccessible',
    sentence:
      'Le magasin de certificats de votre session ({folder}) ne peut pas être ouvert\u00a0: le navigateur intégré ne peut pas utiliser votre carte.',
    remedies: [
      'Demandez à votre support de vérifier que ce dossier existe et qu’il vous appartient.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CRYPTOLIB-ERREUR': {
    title: 'Lecture de votre carte impossible',
    sentence: 'La Cryptolib CPS n’a pas pu lire votre carte (erreur {error}).',
    remedies: [
      'Retirez votre carte, puis réinsérez-la.',
      'Si cela se reproduit, débranchez puis rebranchez le lecteur.',
      'Si le problème continue, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'cpx',
  },
  'CPX-PILOTE-MAC': {
    title: 'Pilote CPS du trousseau absent',
    sentence:
      'Votre carte CPS est dans le lecteur, mais le trousseau de ce Mac ne la voit pas. Il lui manque le pilote de carte de l’Agence du numérique en santé («\u00a0Token driver\u00a0»), que la Cryptolib CPS ne contient pas.',
    remedies: [
      'Installez le pilote CPS pour macOS («\u00a0Token driver\u00a0») depuis le site de l’Agence du numérique en santé, puis réinsérez votre carte.',
      'S’il vient d’être installé, redémarrez le Mac.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-RETIREE': {
    title: 'Votre carte a été retirée',
    sentence: 'Votre carte CPS n’est plus dans le lecteur.',
    remedies: ['Réinsérez votre carte, puis réessayez.'],
    section: 'cpx',
  },
  'CPX-ATTENDUE': {
    title: 'Insérez votre carte',
    sentence: 'Aucune carte CPS n’est dans un lecteur.',
    remedies: [
      'Insérez votre carte, puce en avant, face visible\u00a0: son code vous sera demandé.',
      'Ou connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-NON-RECONNUE': {
    title: 'Carte CPS non reconnue',
    sentence:
      'Une carte CPS est dans le lecteur, mais la Cryptolib CPS ne la reconnaît pas\u00a0: son contenu ne peut pas être affiché.',
    remedies: [
      'Retirez votre carte, puis réinsérez-la.',
      'Si elle est récente, installez la dernière version de la Cryptolib CPS depuis le site de l’Agence du numérique en santé.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-SANS-CERTIFICAT': {
    title: 'Aucun certificat de carte',
    sentence: 'Aucun certificat de carte CPS n’a été trouvé.',
    remedies: [
      'Vérifiez que votre carte est insérée jusqu’au fond, puce en avant, face visible.',
      'Si votre carte est neuve, vérifiez auprès de l’Agence du numérique en santé qu’elle est bien activée.',
      'Ou connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-SANS-AUTHENTIFICATION': {
    title: 'Pas de certificat d’authentification',
    sentence:
      'Votre carte n’a pas de certificat d’authentification\u00a0: elle ne permet pas de se connecter au site.',
    remedies: [
      'Vérifiez que la carte insérée est bien votre carte CPS.',
      'Signalez-le à l’Agence du numérique en santé, qui a émis la carte.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-CERTIFICAT-ILLISIBLE': {
    title: 'Certificat illisible',
    sentence: 'Le certificat de votre carte ne peut pas être lu.',
    remedies: [
      'Retirez votre carte, puis réinsérez-la.',
      'Si cela se reproduit, signalez-le à l’Agence du numérique en santé, qui a émis la carte.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-EMETTEUR': {
    title: 'Ce n’est pas une carte CPS',
    sentence:
      'Le certificat présenté n’est pas celui d’une carte CPS, CPF ou CPE\u00a0: il n’a pas été envoyé au site.',
    remedies: ['Insérez votre carte CPS, CPF ou CPE.', 'Ou connectez-vous avec l’e-CPS.'],
    section: 'cpx',
  },
  'CPX-EXPIREE': {
    title: 'Carte CPS expirée',
    sentence: 'Votre carte n’a pas de certificat d’authentification valable\u00a0: il a expiré le {date}.',
    remedies: [
      'Utilisez votre nouvelle carte si vous l’avez reçue.',
      'Sinon, demandez son renouvellement à l’Agence du numérique en santé.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-PAS-ENCORE-VALABLE': {
    title: 'Carte CPS pas encore valable',
    sentence:
      'Votre carte n’a pas de certificat d’authentification valable\u00a0: il le sera à partir du {date}.',
    remedies: [
      'Vérifiez la date et l’heure de ce poste.',
      'Utilisez votre carte précédente jusqu’à cette date, ou connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-TEST-EN-PRODUCTION': {
    title: 'Carte CPS de test',
    sentence: 'Cette carte CPS est une carte de test\u00a0: elle ne peut pas servir sur le site réel.',
    remedies: ['Insérez votre carte CPS réelle.', 'Ou connectez-vous avec l’e-CPS.'],
    section: 'cpx',
  },
  'CPX-REELLE-EN-TEST': {
    title: 'Carte CPS réelle',
    sentence:
      'Cette carte CPS est une carte réelle\u00a0: elle ne peut pas servir dans un environnement de {environment}.',
    remedies: [
      'Insérez une carte CPS de test.',
      'Pour travailler sur le site réel, utilisez DMP Direct avec l’environnement «\u00a0Production\u00a0».',
    ],
    section: 'cpx',
  },
  'VITALE-TEST-EN-PRODUCTION': {
    title: 'Carte Vitale de test',
    sentence: 'Cette carte Vitale est une carte de test\u00a0: elle ne peut pas servir sur le site réel.',
    remedies: ['Insérez la carte Vitale du patient.'],
    section: 'vitale',
  },
  'VITALE-REELLE-EN-TEST': {
    title: 'Carte Vitale réelle',
    sentence:
      'Cette carte Vitale est une carte réelle\u00a0: elle ne peut pas servir dans un environnement de {environment}.',
    remedies: [
      'Insérez une carte Vitale de test.',
      'Pour travailler sur le site réel, utilisez DMP Direct avec l’environnement «\u00a0Production\u00a0».',
    ],
    section: 'vitale',
  },
  'CPX-SITE-NON-PREVU': {
    title: 'Demande de carte refusée',
    sentence:
      'L’adresse «\u00a0{host}\u00a0» a demandé votre carte, mais ce n’est pas l’une des adresses du DMP réglées ici. Rien ne lui a été envoyé.',
    remedies: [
      'Fermez la page, puis réessayez.',
      'Si cette adresse est bien celle du site, demandez à votre support de l’ajouter aux adresses du DMP.',
    ],
    section: 'network',
  },
  'CPX-BLOQUEE': {
    title: 'Carte CPS bloquée',
    sentence: 'Votre carte est bloquée\u00a0: trop de codes porteur erronés ont été saisis.',
    remedies: [
      'Adressez-vous à l’Agence du numérique en santé, ou à votre support, pour la débloquer.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-CODE-ERRONE': {
    title: 'Code porteur erroné',
    sentence:
      'Le code porteur saisi n’est pas celui de votre carte. DMP Direct ne le demande plus, pour ne pas bloquer la carte.',
    remedies: [
      'Vérifiez votre code, puis retirez et réinsérez votre carte pour le saisir de nouveau. Elle garde le compte des codes erronés, même retirée puis remise.',
      'Ou connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-INSPECTION': {
    title: 'La carte ne passe pas cette inspection',
    sentence:
      'La connexion à {host} est ouverte en chemin par «\u00a0{issuer}\u00a0» (antivirus, pare-feu ou proxy)\u00a0: une carte CPS ne peut pas se connecter à travers.',
    remedies: [
      'Connectez-vous avec l’e-CPS\u00a0: elle passe.',
      'Demandez à votre support que {host} soit exclu de l’examen des connexions chiffrées.',
      'Le diagnostic indique qui a émis le certificat de ce site.',
    ],
    section: 'network',
  },
  'CPX-SIGNATURE': {
    title: 'Votre carte n’a pas signé',
    sentence:
      'Votre carte n’a pas pu signer la connexion\u00a0: elle a peut-être bougé, ou un autre logiciel l’utilise.',
    remedies: [
      'Vérifiez que votre carte est bien enfoncée, puis réessayez.',
      'Fermez les autres logiciels qui lisent votre carte, puis réessayez.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-CLE-REFUSEE': {
    title: 'Votre carte n’a pas donné sa clé',
    sentence:
      'Le certificat de votre carte a été choisi, mais la clé qui l’accompagne n’a pas pu être utilisée\u00a0: le code n’a pas été donné, ou la carte n’est plus là.',
    remedies: [
      'Retirez votre carte, réinsérez-la, puis réessayez et saisissez votre code porteur.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-ALGORITHMES': {
    title: 'Votre carte et le site ne s’accordent pas',
    sentence:
      'Le site {host} demande une signature que votre carte ne sait pas faire\u00a0: une carte CPS3 ne permet pas TLS 1.3.',
    remedies: [
      'Vérifiez dans les réglages l’adresse du DMP avec une carte CPS.',
      'Si elle est juste, signalez-le à votre support.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-CHOIX-ANNULE': {
    title: 'Aucune carte choisie',
    sentence: 'Plusieurs cartes CPS sont dans les lecteurs et aucune n’a été choisie.',
    remedies: ['Réessayez et choisissez votre carte.', 'Ou retirez la carte qui n’est pas la vôtre.'],
    section: 'cpx',
  },
  'CPX-CODE-ANNULE': {
    title: 'Connexion annulée',
    sentence: 'Vous n’avez pas saisi le code porteur de votre carte\u00a0: la connexion a été annulée.',
    remedies: ['Réessayez quand vous le souhaitez.', 'Ou connectez-vous avec l’e-CPS.'],
    section: 'cpx',
  },
});
