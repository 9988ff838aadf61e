import { defineFailures } from './entry.ts';

const TYPE_OR_CARD = 'Insérez la carte Vitale du patient ou saisissez son matricule INS.';
const READ_AGAIN = 'Lisez le code une nouvelle fois, bien à plat.';
const OTHER_DOCUMENT = 'Prenez un autre document du patient, ou demandez-en une nouvelle impression.';

/** The Datamatrix INS of a document (docs/reference/datamatrix-ins.md). No detail ever holds what was read. */
export const DATAMATRIX_FAILURES = /* @__PURE__ */ defineFailures({
  'DATAMATRIX-AUTRE': {
    title: 'Ce code n’est pas celui d’un matricule INS',
    sentence: 'Le code lu n’est pas un Datamatrix INS. Rien n’a été ouvert.',
    remedies: ['Lisez le code carré imprimé à côté de l’identité du patient.', TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-CLAVIER': {
    title: 'Lecteur de codes-barres réglé pour un autre clavier',
    sentence:
      'Le lecteur de codes-barres n’est pas réglé pour le clavier de ce poste, ou la touche Verr. Maj est active\u00a0: le code reçu n’est pas lisible.',
    remedies: [
      'Vérifiez que la touche Verr. Maj n’est pas active, puis lisez le code une nouvelle fois.',
      'Dans la notice du lecteur, lisez le code de réglage du clavier français (AZERTY, «\u00a0French\u00a0» ou «\u00a0France\u00a0»).',
      TYPE_OR_CARD,
    ],
    section: 'program',
  },
  'DATAMATRIX-VERSION': {
    title: 'Version du code inconnue',
    sentence: 'Ce Datamatrix INS est d’une version que DMP Direct ne connaît pas.',
    remedies: [OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-RESERVE': {
    title: 'Début du code inattendu',
    sentence:
      'Le début de ce Datamatrix INS n’est pas celui qui est prévu\u00a0: le code n’est pas utilisable.',
    remedies: [READ_AGAIN, OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-LONGUEUR': {
    title: 'Code trop long',
    sentence: 'Le code lu est plus long qu’un Datamatrix INS ne peut l’être.',
    remedies: ['Lisez un seul code à la fois.', OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-INCOMPLET': {
    title: 'Code incomplet',
    sentence:
      'Il manque une partie de l’identité dans ce Datamatrix INS\u00a0: le code n’est pas utilisable.',
    remedies: [READ_AGAIN, OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-DOUBLE': {
    title: 'Élément présent deux fois dans le code',
    sentence: 'Ce Datamatrix INS contient deux fois l’élément {field}\u00a0: le code n’est pas utilisable.',
    remedies: [READ_AGAIN, OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-ELEMENT': {
    title: 'Élément inconnu dans le code',
    sentence: 'Ce Datamatrix INS contient l’élément {field}, que DMP Direct ne connaît pas.',
    remedies: [OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-RESTE': {
    title: 'Texte inattendu dans le code',
    sentence:
      'Ce Datamatrix INS contient du texte qui n’y a pas sa place\u00a0: le code n’est pas utilisable.',
    remedies: [READ_AGAIN, OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-CHAMP': {
    title: 'Élément mal écrit dans le code',
    sentence: 'L’élément {field} de ce Datamatrix INS est mal écrit\u00a0: le code n’est pas utilisable.',
    remedies: [READ_AGAIN, OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-ORIGINE': {
    title: 'Origine du numéro inconnue',
    sentence: 'Le numéro de ce Datamatrix INS n’est pas d’une sorte que DMP Direct connaît.',
    remedies: [OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-CLE': {
    title: 'Clé du numéro différente dans le code',
    sentence: 'Le numéro de ce Datamatrix INS n’a pas la bonne clé\u00a0: il n’est pas utilisable.',
    remedies: [READ_AGAIN, OTHER_DOCUMENT, TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-SEXE': {
    title: 'Numéro et sexe différents dans le code',
    sentence: 'Dans ce Datamatrix INS, le numéro et le sexe se contredisent\u00a0: rien n’a été ouvert.',
    remedies: [OTHER_DOCUMENT, 'Signalez-le à l’établissement qui a imprimé le document.', TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-NAISSANCE': {
    title: 'Numéro et date de naissance différents dans le code',
    sentence:
      'Dans ce Datamatrix INS, le numéro et la date de naissance se contredisent\u00a0: rien n’a été ouvert.',
    remedies: [OTHER_DOCUMENT, 'Signalez-le à l’établissement qui a imprimé le document.', TYPE_OR_CARD],
    section: 'program',
  },
  'DATAMATRIX-TEST-EN-PRODUCTION': {
    title: 'Code de test',
    sentence: 'Ce Datamatrix INS est celui d’un patient de test\u00a0: il ne s’utilise pas avec le DMP réel.',
    remedies: ['Utilisez le document d’un patient réel.'],
    section: 'program',
  },
  'DATAMATRIX-REEL-EN-TEST': {
    title: 'Code d’un patient réel',
    sentence:
      'Ce Datamatrix INS est celui d’un patient réel\u00a0: il ne s’utilise pas dans cet environnement d’essai.',
    remedies: ['Utilisez un document de test, ou l’installation prévue pour vos patients.'],
    section: 'program',
  },
  'DOCUMENT-CONTREDIT': {
    title: 'La carte et le document se contredisent',
    sentence:
      'La carte Vitale et le document lu ne disent pas la même chose de ce patient\u00a0: rien n’a été ouvert.',
    remedies: [
      'Vérifiez l’identité du patient, et que le document est bien le sien.',
      'Recherchez le patient depuis le tableau de bord sans patient.',
    ],
    section: 'program',
  },
});
