import { defineFailures } from './entry.ts';

const RESTART = 'Relancez le diagnostic.';
const TRANSMIT = 'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.';
const NETWORK_SUPPORT = 'Transmettez le rapport à la personne qui s’occupe du réseau de votre cabinet.';

/** What only the diagnosis finds, apart from galss.ini. */
export const DIAGNOSIS_FAILURES = /* @__PURE__ */ defineFailures({
  'DIAGNOSTIC-NON-VERIFIE': {
    title: 'Contrôle non vérifiable',
    sentence: 'Ce contrôle n’a pas pu être fait\u00a0: {reason}.',
    remedies: ['Si un autre point est à corriger, corrigez-le d’abord, puis relancez le diagnostic.'],
    section: 'program',
  },
  'DIAGNOSTIC-DELAI': {
    title: 'Contrôle sans réponse',
    sentence: 'Ce contrôle n’a pas répondu en {seconds}\u00a0secondes. Il a été abandonné.',
    remedies: [RESTART, TRANSMIT],
    section: 'program',
  },
  'VITALE-ABSENTE': {
    title: 'Aucune carte Vitale dans un lecteur',
    sentence: 'Sans carte Vitale dans un lecteur, la lecture ne peut pas être vérifiée.',
    remedies: ['Insérez une carte Vitale dans le lecteur.', RESTART],
    section: 'vitale',
  },
  'VITALE-PLUSIEURS': {
    title: 'Plusieurs cartes Vitale dans les lecteurs',
    sentence:
      'Plusieurs cartes Vitale sont insérées à la fois ({readers})\u00a0: DMP Direct n’ouvre alors aucun dossier de lui-même.',
    remedies: ['Ne laissez dans les lecteurs que la carte Vitale du patient.'],
    section: 'vitale',
  },
  'CPX-PLUSIEURS': {
    title: 'Plusieurs cartes CPS dans les lecteurs',
    sentence:
      'Plusieurs cartes CPS sont insérées à la fois ({readers})\u00a0: d’autres logiciels peuvent prendre celle d’un confrère.',
    remedies: ['Ne laissez dans les lecteurs que la carte de la personne qui se connecte.'],
    section: 'cpx',
  },
  'VITALE-LENTE': {
    title: 'Lecture de la carte Vitale lente',
    sentence:
      'La carte Vitale a été lue en {seconds}\u00a0s, alors qu’une lecture prend moins d’une seconde.',
    remedies: [
      'Branchez le lecteur directement sur l’ordinateur, sans rallonge ni concentrateur USB.',
      'Fermez les autres logiciels qui utilisent les lecteurs de cartes.',
      TRANSMIT,
    ],
    section: 'vitale',
  },
  'CPX-ABSENTE': {
    title: 'Aucune carte CPS dans un lecteur',
    sentence: 'Sans votre carte dans un lecteur, ses certificats ne peuvent pas être vérifiés.',
    remedies: ['Insérez votre carte dans son lecteur.', RESTART],
    section: 'cpx',
  },
  'CPX-NON-VUE': {
    title: 'Carte CPS non vue par la Cryptolib',
    sentence:
      'Une carte CPS est dans le lecteur «\u00a0{reader}\u00a0», mais la Cryptolib CPS ne la voit pas.',
    remedies: ['Retirez votre carte, puis réinsérez-la.', 'Redémarrez l’ordinateur.', TRANSMIT],
    section: 'cpx',
  },
  'CPX-PRESUMEE': {
    title: 'Carte inconnue de la Cryptolib',
    sentence:
      'Une carte qui semble professionnelle est dans le lecteur «\u00a0{reader}\u00a0», mais la Cryptolib CPS ne la reconnaît pas.',
    remedies: [
      'Si c’est votre carte CPS, retirez-la, puis réinsérez-la.',
      'Si elle est récente, installez la dernière version de la Cryptolib CPS depuis le site de l’Agence du numérique en santé.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'CPX-SANS-CONTACT': {
    title: 'Carte CPS lue sans contact',
    sentence:
      'Votre carte est posée sur le lecteur «\u00a0{reader}\u00a0»\u00a0: sans contact, elle ne permet pas la connexion.',
    remedies: ['Insérez votre carte dans la fente du lecteur, puce en avant, face visible.'],
    section: 'cpx',
  },
  'CPX-BIENTOT-EXPIREE': {
    title: 'Carte CPS bientôt expirée',
    sentence: 'Le certificat d’authentification de votre carte expire le {date}.',
    remedies: [
      'Si votre nouvelle carte est arrivée, utilisez-la.',
      'Sinon, vérifiez auprès de l’Agence du numérique en santé que son renouvellement est en cours.',
    ],
    section: 'cpx',
  },
  'CPX-DERNIER-ESSAI': {
    title: 'Un seul essai du code porteur restant',
    sentence: 'Votre carte n’accepte plus qu’un essai du code porteur\u00a0: un code différent la bloquera.',
    remedies: [
      'Ne saisissez votre code que si vous le connaissez avec certitude.',
      'En cas de doute, adressez-vous à votre support, et connectez-vous avec l’e-CPS en attendant.',
    ],
    section: 'cpx',
  },
  'CRYPTOLIB-ANCIENNE': {
    title: 'Cryptolib CPS sans les cartes CPS4',
    sentence:
      'La Cryptolib CPS de ce poste ne lit pas les cartes CPS4 (module {version}\u00a0; elles demandent le module 3.0, livré depuis la version 5.2).',
    remedies: [
      'Installez la version actuelle de la Cryptolib CPS depuis le site de l’Agence du numérique en santé.',
      'Redémarrez l’ordinateur, puis relancez le diagnostic.',
    ],
    section: 'cpx',
  },
  'RESEAU-NOM-INCONNU': {
    title: 'Adresse du site introuvable',
    sentence: 'Le nom «\u00a0{host}\u00a0» n’est pas connu du réseau de ce poste ({reason}).',
    remedies: [
      'Vérifiez que ce poste a accès à Internet\u00a0: ouvrez un autre site.',
      'Si les autres sites s’ouvrent, l’adresse du DMP a peut-être changé\u00a0: vérifiez-la dans les réglages.',
      NETWORK_SUPPORT,
    ],
    section: 'network',
  },
  'RESEAU-PROXY': {
    title: 'Le proxy ne laisse pas passer',
    sentence: 'Le proxy «\u00a0{proxy}\u00a0» n’a pas permis de joindre {host} ({reason}).',
    remedies: [
      'Vérifiez les réglages de proxy de ce poste.',
      'Demandez que les adresses du DMP et de Pro Santé Connect soient autorisées sur le proxy.',
    ],
    section: 'network',
  },
  'WPS-AUTRE-ADRESSE': {
    title: 'Une autre adresse du DMP répond',
    sentence: 'L’adresse réglée ({host}) ne répond pas, mais {other} répond.',
    remedies: [
      'Confirmez la bonne adresse auprès de votre support.',
      'Mettez-la en tête de liste dans les réglages, puis relancez le diagnostic.',
    ],
    section: 'network',
  },
  'TLS-INTERCEPTION': {
    title: 'Connexion chiffrée interceptée',
    sentence:
      'Le certificat présenté pour {host} a été émis par «\u00a0{issuer}\u00a0», qui n’est pas une autorité publique\u00a0: un antivirus ou un proxy ouvre les connexions chiffrées de ce poste.',
    remedies: [
      'Demandez que {host} soit exclu de l’examen des connexions chiffrées (antivirus, pare-feu ou proxy).',
      'Tant que ce n’est pas fait, la connexion par carte ne peut pas fonctionner.',
      NETWORK_SUPPORT,
    ],
    section: 'network',
  },
  'TLS-INSPECTION': {
    title: 'Connexion inspectée par l’établissement',
    sentence:
      'Le certificat présenté pour {host} a été émis par «\u00a0{issuer}\u00a0», une autorité installée sur ce poste\u00a0: votre établissement inspecte les connexions chiffrées.',
    remedies: [
      'Le site s’ouvre et la connexion par e-CPS fonctionne\u00a0: vous n’avez rien à faire.',
      'La connexion par carte CPS ne traverse pas cette inspection\u00a0: si vous l’utilisez, demandez que {host} en soit exclu.',
    ],
    section: 'network',
  },
  'TLS-DATES': {
    title: 'Certificat du site hors de ses dates',
    sentence: 'Le certificat de {host} est valable du {from} au {to} seulement.',
    remedies: [
      'Vérifiez la date et l’heure de ce poste.',
      'Si elles sont justes, le site doit renouveler son certificat\u00a0: réessayez plus tard.',
    ],
    section: 'network',
  },
  'TLS-NOM': {
    title: 'Certificat d’un autre site',
    sentence: 'Le certificat présenté pour {host} est celui d’un autre site.',
    remedies: [
      'Vérifiez l’adresse du DMP dans les réglages.',
      'Si ce réseau demande une inscription (hôtel, établissement), terminez-la dans votre navigateur.',
      NETWORK_SUPPORT,
    ],
    section: 'network',
  },
  'TLS-CHAINE': {
    title: 'Certificat du site incomplet',
    sentence:
      'Le site {host} n’envoie pas tous les certificats qui prouvent son identité\u00a0: «\u00a0{issuer}\u00a0» n’a pas pu être vérifié.',
    remedies: [
      'Si le DMP s’ouvre normalement, il n’y a rien à faire.',
      'Sinon, signalez-le au support du DMP.',
    ],
    section: 'network',
  },
  'TLS-VERSION': {
    title: 'Chiffrement trop ancien',
    sentence: 'La connexion à {host} utilise {version}, une version qui n’est plus sûre.',
    remedies: ['Si un proxy ou un antivirus examine les connexions, mettez-le à jour.', NETWORK_SUPPORT],
    section: 'network',
  },
  'HORLOGE-DECALEE': {
    title: 'Horloge de l’ordinateur décalée',
    sentence: 'L’horloge de ce poste {drift} par rapport à celle des sites joints.',
    remedies: [
      'Ouvrez les réglages de date et d’heure du système.',
      'Activez le réglage automatique de l’heure, et vérifiez le fuseau horaire.',
      RESTART,
    ],
    section: 'network',
  },
  'MOTEUR-ANCIEN': {
    title: 'DMP Direct à mettre à jour',
    sentence:
      'Le navigateur intégré est en version {version}, plus ancienne que la version {minimum} demandée pour le DMP.',
    remedies: ['Installez la version actuelle de DMP Direct, ou demandez-le à votre support.'],
    section: 'program',
  },
  'ICONE-INVISIBLE': {
    title: 'Icône de DMP Direct non affichée',
    sentence: 'Ce bureau n’affiche pas d’icônes de programmes près de l’horloge.',
    remedies: [
      'Ouvrez DMP Direct depuis le menu des applications ou la barre des tâches.',
      'Pour retrouver l’icône, ajoutez à votre bureau la zone de notification (AppIndicator).',
    ],
    section: 'program',
  },
});
