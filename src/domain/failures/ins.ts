import { defineFailures } from './entry.ts';

/** INS numbers typed or received, and the page addresses made from them. No detail ever holds the number. */
export const INS_FAILURES = /* @__PURE__ */ defineFailures({
  'INS-LONGUEUR': {
    title: 'Matricule INS de longueur inattendue',
    sentence: 'Un matricule INS compte 15\u00a0caractères\u00a0: la saisie en compte {length}.',
    remedies: ['Saisissez les 13\u00a0caractères du numéro, puis les 2\u00a0chiffres de la clé.'],
    section: 'program',
  },
  'INS-FORME': {
    title: 'Matricule INS mal formé',
    sentence:
      'Ce numéro n’a pas la forme d’un matricule INS\u00a0: le sexe, le mois de naissance ou le département ne correspond pas.',
    remedies: [
      'Vérifiez les 7\u00a0premiers caractères.',
      'Pour une naissance en Corse, le département s’écrit 2A ou 2B.',
    ],
    section: 'program',
  },
  'INS-CLE': {
    title: 'Clé du matricule INS différente',
    sentence:
      'Ce numéro n’est pas un matricule INS\u00a0: la clé ne correspond pas. Vérifiez les 15\u00a0caractères.',
    remedies: ['Relisez le numéro chiffre par chiffre, puis corrigez celui qui diffère.'],
    section: 'program',
  },
  'INS-SANS-CLE': {
    title: 'Clé du matricule INS absente',
    sentence: 'Ce numéro compte 13\u00a0caractères\u00a0: il manque sa clé, les 2\u00a0derniers chiffres.',
    remedies: [
      'Relevez la clé sur le document, la carte ou dans votre logiciel, puis ajoutez-la. Elle n’est pas calculée, car elle sert à vérifier le numéro.',
    ],
    section: 'program',
  },
  'INS-LETTRE': {
    title: 'Lettre inconnue après le matricule INS',
    sentence:
      'La lettre qui suit ce numéro n’est pas l’une de celles qui accompagnent un matricule INS (N, T ou D).',
    remedies: ['Saisissez les 15\u00a0caractères du numéro, sans la lettre qui suit.'],
    section: 'program',
  },
  'INS-INTROUVABLE': {
    title: 'Aucun matricule INS dans ce texte',
    sentence: 'Aucun matricule INS n’a été trouvé dans ce texte.',
    remedies: ['Copiez le numéro seul\u00a0: 13\u00a0caractères, puis les 2\u00a0chiffres de la clé.'],
    section: 'program',
  },
  'INS-PLUSIEURS': {
    title: 'Plusieurs numéros dans ce texte',
    sentence: 'Ce texte contient plusieurs numéros\u00a0: DMP Direct ne choisit pas entre eux.',
    remedies: ['Copiez seulement le numéro du patient.'],
    section: 'program',
  },
  'INS-TEST-EN-PRODUCTION': {
    title: 'Matricule INS de test',
    sentence:
      'La lettre de ce numéro est celle d’un patient de test\u00a0: il ne s’utilise pas avec le DMP réel.',
    remedies: ['Utilisez le matricule INS d’un patient réel.'],
    section: 'program',
  },
  'INS-REEL-EN-TEST': {
    title: 'Matricule INS d’un patient réel',
    sentence:
      'La lettre de ce numéro est celle d’un patient réel\u00a0: il ne s’utilise pas dans cet environnement d’essai.',
    remedies: ['Utilisez un matricule INS de test, ou l’installation prévue pour vos patients.'],
    section: 'program',
  },
  'PAGE-HOTE': {
    title: 'Adresse du DMP mal écrite',
    sentence:
      'L’adresse «\u00a0{host}\u00a0» ne convient pas\u00a0: elle doit commencer par https:// et ne contenir qu’un nom de site.',
    remedies: ['Corrigez l’adresse du site dans les réglages, ou demandez-la à votre support.'],
    section: 'network',
  },
  'PAGE-INS-REQUIS': {
    title: 'Page réservée à un patient',
    sentence: 'La page «\u00a0{page}\u00a0» ne s’ouvre que pour un patient dont le matricule INS est connu.',
    remedies: [
      'Insérez la carte Vitale du patient ou saisissez son matricule INS.',
      'Ou ouvrez le tableau de bord sans patient.',
    ],
    section: 'program',
  },
});
