import { defineFailures } from './entry.ts';

export const SITE_FAILURES = /* @__PURE__ */ defineFailures({
  'SITE-LIEN-EXTERIEUR': {
    title: 'Lien extérieur au DMP',
    sentence: 'Ce lien mène hors du DMP ({host}). Il n’a pas été ouvert.',
    remedies: ['Si vous en avez besoin, ouvrez cette adresse dans votre navigateur habituel.'],
    section: 'network',
  },
  'SITE-AUTRE-PATIENT': {
    title: 'Page d’un autre patient',
    sentence: 'Cette page concerne un autre patient que celui du dossier ouvert. Elle n’a pas été ouverte.',
    remedies: [
      'Pour ouvrir le dossier d’un autre patient, insérez sa carte Vitale ou saisissez son matricule INS.',
      'Pour rechercher un patient, fermez ce dossier, puis ouvrez le tableau de bord sans patient.',
    ],
    section: 'program',
  },
  'SITE-INJOIGNABLE': {
    title: 'Le DMP ne répond pas',
    sentence: 'Le site {host} ne peut pas être joint ({reason}).',
    remedies: [
      'Vérifiez que ce poste a accès à Internet.',
      'Réessayez dans quelques instants\u00a0: le site peut être en maintenance.',
      'Si cela dure, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'network',
  },
  'SITE-MUET': {
    title: 'Le DMP tarde à répondre',
    sentence:
      'Le site {host} n’a rien répondu depuis {seconds}\u00a0secondes. Sa réponse est encore attendue.',
    remedies: [
      'Réessayez\u00a0: la page sera demandée de nouveau.',
      'Vérifiez que ce poste a accès à Internet.',
      'Si cela dure, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'network',
  },
  'SITE-CERTIFICAT': {
    title: 'Le site n’a pas pu prouver son identité',
    sentence: 'Le certificat présenté par {host} n’est pas valable. Rien n’a été envoyé.',
    remedies: [
      'Vérifiez la date et l’heure de ce poste.',
      'Si un antivirus ou un proxy examine les connexions, demandez à votre support d’en exclure ce site.',
      'Le diagnostic indique qui a émis ce certificat.',
    ],
    section: 'network',
  },
  'SITE-CARTE-DEMANDEE': {
    title: 'Le site demande votre carte',
    sentence: 'Le site {host} demande un certificat de carte CPS et n’en a pas reçu.',
    remedies: [
      'Insérez votre carte CPS dans son lecteur et attendez qu’elle soit reconnue.',
      'Réessayez, ou connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'SITE-CARTE-REFUSEE': {
    title: 'Le site n’accepte pas cette carte',
    sentence: 'Votre carte a répondu, mais le site {host} a refusé son certificat.',
    remedies: [
      'Vérifiez dans les réglages que l’environnement (production, formation ou test) est celui de votre carte.',
      'Si votre carte est neuve, attendez le lendemain\u00a0: le site ne la connaît peut-être pas encore.',
      'Si cela dure, signalez-le au support du DMP, ou connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'SITE-CARTE-COUPEE': {
    title: 'Le site a coupé la connexion',
    sentence:
      'Votre carte a répondu, puis le site {host} a coupé la connexion sans dire pourquoi\u00a0: il n’accepte peut-être pas cette carte.',
    remedies: [
      'Recommencez la connexion.',
      'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.',
      'En attendant, connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'SITE-SIGNATURE-REFUSEE': {
    title: 'Le site refuse la signature de votre carte',
    sentence: 'Votre carte a signé la connexion, mais le site {host} n’a pas reconnu cette signature.',
    remedies: [
      'Retirez votre carte, réinsérez-la, puis réessayez.',
      'Si cela se reproduit, signalez-le à votre support, ou connectez-vous avec l’e-CPS.',
    ],
    section: 'cpx',
  },
  'SITE-CHIFFREMENT': {
    title: 'Connexion chiffrée impossible',
    sentence: 'Le site {host} et DMP Direct ne s’accordent pas sur le chiffrement (code {code}).',
    remedies: [
      'Si un antivirus ou un proxy examine les connexions, demandez à votre support d’en exclure ce site.',
      'Le diagnostic indique qui a émis le certificat de ce site.',
    ],
    section: 'network',
  },
  'SITE-PROXY': {
    title: 'Le proxy ne laisse pas passer',
    sentence: 'Le proxy de votre réseau n’a pas permis de joindre {host}\u00a0: {reason}.',
    remedies: [
      'Demandez à votre support d’autoriser les adresses du DMP et de Pro Santé Connect sur le proxy, sans mot de passe.',
      'Vérifiez les réglages de proxy de ce poste.',
      'Le diagnostic dit par quel proxy ce poste passe.',
    ],
    section: 'network',
  },
  'PROXY-ANNULE': {
    title: 'Mot de passe du proxy non saisi',
    sentence:
      'Le proxy de votre réseau demande un mot de passe pour joindre {host}\u00a0: il ne lui a pas été donné.',
    remedies: [
      'Recommencez la connexion\u00a0: le mot de passe vous sera demandé de nouveau.',
      'Si vous ne connaissez pas ce mot de passe, demandez-le à votre support.',
    ],
    section: 'network',
  },
  'PROXY-REFUSE': {
    title: 'Le proxy refuse ce mot de passe',
    sentence:
      'Le proxy de votre réseau a refusé trois mots de passe de suite\u00a0: {host} n’a pas pu être joint.',
    remedies: [
      'Vérifiez le nom d’utilisateur et le mot de passe du proxy auprès de votre support.',
      'Ensuite, recommencez la connexion. D’autres erreurs peuvent bloquer ce compte.',
    ],
    section: 'network',
  },
  'PROXY-IDENTITE': {
    title: 'Le proxy n’accepte pas l’identité de cette session',
    sentence:
      'Le proxy de votre réseau demande qui veut joindre {host}\u00a0: l’identité de votre session de travail ne lui suffit pas, et votre établissement ne prévoit pas de mot de passe.',
    remedies: [
      'Ouvrez votre session de travail avec le compte de votre établissement, puis recommencez la connexion.',
      'Demandez à votre support d’autoriser ce compte sur le proxy.',
    ],
    section: 'network',
  },
  'SITE-ERREUR': {
    title: 'Le DMP a répondu par une erreur',
    sentence: 'Le site {host} a répondu par l’erreur {status}.',
    remedies: ['Réessayez dans quelques instants.', 'Si cela dure, signalez-le au support du DMP.'],
    section: 'network',
  },
  'SITE-ARRETE': {
    title: 'La page s’est arrêtée',
    sentence: 'La page du DMP s’est arrêtée de façon inattendue. Rien n’en a été conservé.',
    remedies: [
      'Recommencez la connexion.',
      'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'program',
  },
  'SITE-CREATION-IMPOSSIBLE': {
    title: 'Création impossible depuis ce site',
    sentence: 'Un DMP ne se crée plus par cet accès\u00a0: le site l’a refusé.',
    remedies: [
      'Ouvrez le tableau de bord du patient pour connaître l’état du DMP de ce patient.',
      'Le patient peut activer Mon espace santé, qui comprend son DMP.',
    ],
    section: 'network',
  },
  'SITE-ERREUR-GENERALE': {
    title: 'Connexion interrompue',
    sentence:
      'Le site répond «\u00a0Erreur générale non identifiée\u00a0»\u00a0: cette connexion ne peut pas être reprise.',
    remedies: ['Recommencez la connexion depuis le début.'],
    section: 'network',
  },
  'SITE-DMP-INACCESSIBLE': {
    title: 'Cette page du DMP ne s’ouvre pas',
    sentence:
      'Le site répond par une erreur\u00a0: le DMP de ce patient est peut-être fermé ou inexistant, ou son accès vous est bloqué.',
    remedies: ['Le tableau de bord indique l’état de ce DMP.'],
    section: 'network',
  },
  'SITE-TELECHARGEMENT': {
    title: 'Téléchargement arrêté',
    sentence:
      'La page a fabriqué elle-même ce fichier\u00a0: DMP Direct ne peut pas l’enregistrer. Rien n’a été écrit sur ce poste.',
    remedies: ['Consultez le document dans la page, ou imprimez-le.'],
    section: 'program',
  },
  'SITE-FICHIER-TROP-GRAND': {
    title: 'Fichier trop grand',
    sentence:
      'Ce fichier dépasse {limit}\u00a0Mo\u00a0: il n’a pas été ouvert, et rien n’a été écrit sur ce poste.',
    remedies: ['Consultez ce document depuis votre navigateur habituel.'],
    section: 'program',
  },
  'SITE-FICHIER-ILLISIBLE': {
    title: 'Document non reçu',
    sentence: 'Le document demandé n’est pas arrivé en entier. Rien n’a été écrit sur ce poste.',
    remedies: ['Demandez-le de nouveau dans la page.'],
    section: 'network',
  },
  'ENREGISTREMENT-IMPOSSIBLE': {
    title: 'Enregistrement impossible',
    sentence: 'Le fichier n’a pas pu être enregistré à l’emplacement choisi\u00a0: {reason}.',
    remedies: ['Choisissez un autre emplacement.'],
    section: 'program',
  },
  'SITE-SANS-ADRESSE': {
    title: 'Adresse du DMP non réglée',
    sentence: 'Aucune adresse du DMP n’est réglée pour se connecter avec {method}.',
    remedies: [
      'Choisissez l’autre moyen de connexion.',
      'Ou demandez à votre support d’indiquer cette adresse dans les réglages.',
    ],
    section: 'program',
  },
  'IMPRESSION-IMPOSSIBLE': {
    title: 'Impression impossible',
    sentence: 'La page n’a pas pu être imprimée.',
    remedies: ['Vérifiez qu’une imprimante est installée et allumée.', 'Réessayez.'],
    section: 'program',
  },
});
