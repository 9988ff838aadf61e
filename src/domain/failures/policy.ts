import { defineFailures } from './entry.ts';

/** Settings of the user and of the fleet's administrator. */
export const POLICY_FAILURES = /* @__PURE__ */ defineFailures({
  'REGLAGES-ECARTES': {
    title: 'Réglages mis de côté',
    sentence:
      'Vos réglages n’ont pas pu être relus ({reason})\u00a0; les réglages d’origine sont utilisés. L’ancien fichier est gardé sous le nom «\u00a0{kept}\u00a0».',
    remedies: ['Ouvrez les réglages et refaites vos choix.'],
    section: 'program',
  },
  'REGLAGES-INCOMPATIBLES': {
    title: 'Réglages non appliqués',
    sentence:
      'Vos réglages ne vont pas avec ceux qui sont imposés à ce poste («\u00a0{setting}\u00a0»\u00a0: {reason}). Ils ne sont pas appliqués.',
    remedies: [
      'Ouvrez les réglages et corrigez celui-ci.',
      'Si vous ne pouvez pas le modifier, adressez-vous à la personne qui administre votre poste.',
    ],
    section: 'program',
  },
  'REGLAGES-NON-ECRITS': {
    title: 'Réglage non enregistré',
    sentence: 'Le réglage n’a pas pu être enregistré\u00a0: {reason}. L’ancien reste en vigueur.',
    remedies: ['Vérifiez la place libre sur le disque et vos droits sur votre dossier personnel.'],
    section: 'program',
  },
  'REGLAGE-VERROUILLE': {
    title: 'Réglage imposé',
    sentence: 'Le réglage «\u00a0{setting}\u00a0» est fixé par {by} et ne peut pas être modifié ici.',
    remedies: ['Adressez-vous à la personne qui administre votre poste.'],
    section: 'program',
  },
  'ACTION-NON-PERMISE': {
    title: 'Action non permise sur ce poste',
    sentence: 'Les réglages de ce poste ne permettent pas {action}.',
    remedies: ['Adressez-vous à la personne qui administre votre poste.'],
    section: 'program',
  },
  'POLITIQUE-ILLISIBLE': {
    title: 'Politique du parc illisible',
    sentence: 'La politique du parc «\u00a0{source}\u00a0» ne peut pas être lue\u00a0: {reason}. {instead}.',
    remedies: ['Transmettez ce message à la personne qui administre votre poste.'],
    section: 'program',
  },
  'POLITIQUE-INVALIDE': {
    title: 'Valeur refusée dans la politique du parc',
    sentence:
      'La politique du parc «\u00a0{source}\u00a0» contient une valeur refusée («\u00a0{setting}\u00a0»\u00a0: {reason}). {instead}.',
    remedies: ['Transmettez ce message à la personne qui administre votre poste.'],
    section: 'program',
  },
  'POLITIQUE-CLE-INCONNUE': {
    title: 'Clé inconnue dans la politique du parc',
    sentence:
      'La politique du parc «\u00a0{source}\u00a0» contient une clé que cette version de DMP Direct ne connaît pas\u00a0: «\u00a0{key}\u00a0». Les autres sont appliquées.',
    remedies: ['Transmettez ce message à la personne qui administre votre poste.'],
    section: 'program',
  },
  'POLITIQUE-CONTRADICTOIRE': {
    title: 'Politique du parc contradictoire',
    sentence:
      'La politique du parc «\u00a0{source}\u00a0» se contredit («\u00a0{setting}\u00a0»\u00a0: {reason}). {instead}.',
    remedies: ['Transmettez ce message à la personne qui administre votre poste.'],
    section: 'program',
  },
  'POLITIQUE-VERROU-IMPOSSIBLE': {
    title: 'Réglage imposé impossible à appliquer',
    sentence:
      'Un réglage imposé par la politique du parc ne peut pas être appliqué («\u00a0{setting}\u00a0»\u00a0: {reason}). Les autres sont appliqués.',
    remedies: ['Transmettez ce message à la personne qui administre votre poste.'],
    section: 'program',
  },
  'POLITIQUE-NON-PROTEGEE': {
    title: 'Politique du parc non protégée',
    sentence:
      'DMP Direct ne démarre pas\u00a0: «\u00a0{source}\u00a0», qui tient les réglages imposés à ce poste, {reason}. Quelqu’un d’autre qu’un administrateur a pu les changer.',
    remedies: ['Transmettez ce message à la personne qui administre votre poste.'],
    section: 'program',
  },
  'POLITIQUE-INCOMPATIBLE': {
    title: 'Politique du parc incohérente',
    sentence:
      'Les valeurs par défaut de la politique du parc ne vont pas avec celles qui sont imposées («\u00a0{setting}\u00a0»\u00a0: {reason}). Elles ne sont pas appliquées.',
    remedies: ['Transmettez ce message à la personne qui administre votre poste.'],
    section: 'program',
  },
});
