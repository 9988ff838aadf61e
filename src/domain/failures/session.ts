import { defineFailures } from './entry.ts';

/** Ends of a session with the site that are nobody's fault. */
export const SESSION_FAILURES = defineFailures({
  'SESSION-VERROUILLEE': {
    title: 'Dossier refermé',
    sentence: 'Ce poste est resté verrouillé ou en veille : la connexion au DMP a été fermée.',
    remedies: ['Recommencez la connexion pour revenir au dossier.'],
    section: 'program',
  },
  'SESSION-EXPIREE': {
    title: 'Connexion expirée',
    sentence: 'Votre connexion par e-CPS a expiré : elle dure 4 heures au plus, ou 30 minutes sans activité.',
    remedies: ['Recommencez la connexion.'],
    section: 'network',
  },
  'ECPS-REFUSEE': {
    title: 'Connexion refusée',
    sentence: 'La demande de connexion a été refusée ou annulée sur votre téléphone.',
    remedies: ['Recommencez, puis validez la demande dans l’application e-CPS.'],
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
