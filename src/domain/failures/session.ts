import { defineFailures } from './entry.ts';

/** Ends of a session with the site that are nobody's fault. */
export const SESSION_FAILURES = /* @__PURE__ */ defineFailures({
  'SESSION-VERROUILLEE': {
    title: 'Dossier refermé',
    sentence: 'Ce poste est resté verrouillé ou en veille\u00a0: la connexion au DMP a été fermée.',
    remedies: ['Recommencez la connexion pour revenir au dossier.'],
    section: 'program',
  },
  'SESSION-REGLAGES': {
    title: 'Réglages de connexion modifiés',
    sentence: 'Les réglages de connexion au DMP ont changé\u00a0: la connexion de ce dossier a été fermée.',
    remedies: ['Recommencez la connexion pour revenir au dossier avec les nouveaux réglages.'],
    section: 'program',
  },
  'SESSION-EXPIREE': {
    title: 'Connexion expirée',
    sentence:
      'Votre connexion par e-CPS a expiré\u00a0: elle dure 4\u00a0heures au plus, ou 30\u00a0minutes sans activité.',
    remedies: ['Recommencez la connexion.'],
    section: 'network',
  },
  'SESSION-DECONNECTEE': {
    title: 'Connexion fermée',
    sentence: 'Vous avez fermé votre connexion au DMP et à Pro Santé Connect.',
    remedies: ['Recommencez la connexion pour revenir au dossier.'],
    section: 'program',
  },
  'ECPS-REFUSEE': {
    title: 'Connexion refusée',
    sentence: 'La demande de connexion par e-CPS a été refusée ou annulée.',
    remedies: ['Réessayez, puis validez la demande dans l’application e-CPS de votre téléphone.'],
    section: 'network',
  },
  'ECPS-ERREUR': {
    title: 'Connexion par e-CPS interrompue',
    sentence: 'Pro Santé Connect n’a pas pu vous connecter (erreur «\u00a0{error}\u00a0»).',
    remedies: [
      'Recommencez la connexion.',
      'Si cela se reproduit, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'network',
  },
  'ECPS-INDISPONIBLE': {
    title: 'Pro Santé Connect ne répond pas correctement',
    sentence: 'Pro Santé Connect ({host}) a répondu par l’erreur {status}.',
    remedies: ['Réessayez dans quelques instants.', 'Si cela dure, connectez-vous avec votre carte CPS.'],
    section: 'network',
  },
  'ECPS-MUET': {
    title: 'Pro Santé Connect tarde à répondre',
    sentence:
      'Le service {host} n’a rien répondu depuis {seconds}\u00a0secondes. Sa réponse est encore attendue.',
    remedies: [
      'Réessayez\u00a0: la connexion par e-CPS sera reprise depuis le début.',
      'Si vous avez un lecteur, connectez-vous avec votre carte CPS.',
      'Si cela dure, transmettez le rapport du diagnostic à votre support.',
    ],
    section: 'network',
  },
  'ECPS-DEJA-UTILISEE': {
    title: 'Connexion à recommencer',
    sentence:
      'La page de retour de Pro Santé Connect ne sert qu’une fois\u00a0: elle n’a pas été redemandée.',
    remedies: ['Recommencez la connexion depuis le début.'],
    section: 'network',
  },
  'ECPS-SANS-REPONSE': {
    title: 'Pas de réponse de votre téléphone',
    sentence: 'La demande de connexion n’a pas été validée à temps sur votre téléphone.',
    remedies: [
      'Vérifiez que votre téléphone est allumé et connecté.',
      'Ouvrez l’application e-CPS, puis recommencez la connexion.',
    ],
    section: 'network',
  },
});
