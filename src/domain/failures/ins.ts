import { defineFailures } from './entry.ts';

/** INS numbers typed or received, and the page addresses made from them. No detail ever holds the number. */
export const INS_FAILURES = /* @__PURE__ */ defineFailures({
  'INS-LONGUEUR': {
    title: 'INS de longueur inattendue',
    sentence: 'Un INS compte 15 caractères : la saisie en compte {length}.',
    remedies: ['Saisissez les 13 caractères du numéro, puis les 2 chiffres de la clé.'],
    section: 'program',
  },
  'INS-FORME': {
    title: 'INS mal formé',
    sentence:
      'Ce numéro n’a pas la forme d’un INS : le sexe, le mois de naissance ou le département ne correspond pas.',
    remedies: [
      'Vérifiez les 7 premiers caractères.',
      'Pour une naissance en Corse, le département s’écrit 2A ou 2B.',
    ],
    section: 'program',
  },
  'INS-CLE': {
    title: 'Clé de l’INS différente',
    sentence: 'Ce numéro n’est pas un INS : la clé ne correspond pas. Vérifiez les 15 caractères.',
    remedies: ['Relisez le numéro chiffre par chiffre, puis corrigez celui qui diffère.'],
    section: 'program',
  },
  'PAGE-HOTE': {
    title: 'Adresse du DMP mal écrite',
    sentence:
      'L’adresse « {host} » ne convient pas : elle doit commencer par https:// et ne contenir qu’un nom de site.',
    remedies: ['Corrigez l’adresse du site dans les réglages, ou demandez-la à votre support.'],
    section: 'network',
  },
  'PAGE-INS-REQUIS': {
    title: 'Page réservée à un patient',
    sentence: 'La page « {page} » ne s’ouvre que pour un patient dont l’INS est connu.',
    remedies: ['Insérez la carte Vitale du patient ou saisissez son INS.', 'Ou ouvrez le tableau de bord.'],
    section: 'program',
  },
});
