/** What is said of people and their numbers. */
const WAY_ON = ' Recherchez depuis le tableau de bord.';

export const identityTexts = {
  /** Why the INS of a person of the card may not be used: what stands in the way, then the way on. */
  refusals: {
    'identite-illisible':
      'Le nom de cette personne est illisible sur la carte : son INS n’est pas utilisable.' + WAY_ON,
    'aucun-numero': 'La carte ne porte pas de numéro pour cette personne.' + WAY_ON,
    'numero-invalide': 'Le numéro lu sur la carte n’est pas un INS : il n’est pas utilisable.' + WAY_ON,
    'numero-certifie-invalide':
      'Le numéro certifié lu sur la carte est incorrect : il n’est pas utilisable.' + WAY_ON,
    'numero-d-un-parent': 'La carte porte le numéro d’un parent : son INS n’est pas utilisable.' + WAY_ON,
    'numero-de-l-assure': 'La carte porte le numéro de l’assuré : son INS n’est pas utilisable.' + WAY_ON,
    'numero-partage':
      'Plusieurs personnes de la carte peuvent avoir ce numéro : il n’est pas utilisable.' + WAY_ON,
    'numeros-differents':
      'La carte donne deux numéros différents pour cette personne : aucun n’est utilisable.' + WAY_ON,
    'date-contredite':
      'Le numéro de la carte ne correspond pas à la date de naissance : il n’est pas utilisable.' + WAY_ON,
    'date-incomplete':
      'La date de naissance de la carte est incomplète et ne confirme pas le numéro : il n’est pas utilisable.' +
      WAY_ON,
    'qualite-inconnue': 'La carte ne dit pas à qui appartient son numéro : il n’est pas utilisable.' + WAY_ON,
    'assures-multiples': 'La carte désigne plusieurs assurés : le numéro n’est pas utilisable.' + WAY_ON,
    'sources-contradictoires':
      'Les deux lectures de la carte se contredisent pour cette personne : son INS n’est pas utilisable.' +
      WAY_ON,
    'document-contredit':
      'La carte et le document lu se contredisent pour cette personne : son INS n’est pas utilisable.' +
      WAY_ON,
  },
  usualName: (name: string): string => `nom d’usage ${name}`,
  born: { F: 'née', M: 'né', unknown: 'né(e)' },
  /** `written` is a year where the card says no more. */
  bornOn: (born: string, written: string, wholeDay: boolean): string =>
    `${born} ${wholeDay ? 'le' : 'en'} ${written}`,
  birthUnknown: 'date de naissance inconnue',
  typed: {
    keyMissing:
      'Il manque la clé\u00a0: les 2 derniers chiffres de l’INS. Elle n’est pas calculée, car elle sert à vérifier le numéro.',
    nothing: 'Saisissez les 15 caractères de l’INS.',
    missing: (count: number): string =>
      count === 1 ? 'Encore 1 caractère.' : `Encore ${String(count)} caractères.`,
  },
} as const;
