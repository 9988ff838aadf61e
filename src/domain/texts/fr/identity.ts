/** What is said of people and their numbers. */
import { counted } from './figures.ts';

const WAY_ON = ' Recherchez son nom depuis le tableau de bord.';

/** What to do now for somebody whom the card names under the number of another person. */
function otherWays(whose: string): string {
  return `Scannez ou saisissez l’INS de ${whose}, ou recherchez son nom depuis le tableau de bord.`;
}

export const identityTexts = {
  /** Why the INS of a person of the card may not be used: what stands in the way, then the way on. */
  refusals: {
    'identite-illisible':
      'Le nom de cette personne est illisible sur la carte\u00a0: son INS n’est pas utilisable.' + WAY_ON,
    'aucun-numero': 'La carte ne porte pas de numéro pour cette personne.' + WAY_ON,
    'numero-invalide': 'Le numéro lu sur la carte n’est pas un INS\u00a0: il n’est pas utilisable.' + WAY_ON,
    'numero-certifie-invalide':
      'Le numéro certifié lu sur la carte est incorrect\u00a0: il n’est pas utilisable.' + WAY_ON,
    'numero-d-un-parent': `La carte porte le numéro d’un parent\u00a0: son INS n’est pas utilisable. ${otherWays('l’enfant')}`,
    'numero-de-l-assure': `La carte porte le numéro de l’assuré\u00a0: son INS n’est pas utilisable. ${otherWays('cette personne')}`,
    'numero-partage':
      'Plusieurs personnes de la carte peuvent avoir ce numéro\u00a0: il n’est pas utilisable.' + WAY_ON,
    'numeros-differents':
      'La carte donne deux numéros différents pour cette personne\u00a0: aucun n’est utilisable.' + WAY_ON,
    'date-contredite':
      'Le numéro de la carte ne correspond pas à la date de naissance\u00a0: il n’est pas utilisable.' +
      WAY_ON,
    'date-incomplete':
      'La date de naissance de la carte est incomplète et ne confirme pas le numéro\u00a0: il n’est pas utilisable.' +
      WAY_ON,
    'qualite-inconnue':
      'La carte ne dit pas à qui appartient son numéro\u00a0: il n’est pas utilisable.' + WAY_ON,
    'assures-multiples': 'La carte désigne plusieurs assurés\u00a0: le numéro n’est pas utilisable.' + WAY_ON,
    'sources-contradictoires':
      'Les deux lectures de la carte se contredisent pour cette personne\u00a0: son INS n’est pas utilisable.' +
      WAY_ON,
    'document-contredit':
      'La carte et le document lu se contredisent pour cette personne\u00a0: son INS n’est pas utilisable.' +
      WAY_ON,
  },
  usualName: (name: string): string => `nom d’usage ${name}`,
  /** `written` is a year where the card says no more; without a sex nobody is « né(e) ». */
  bornOn: (sex: 'F' | 'M' | null, written: string, wholeDay: boolean): string =>
    sex === null
      ? `naissance\u00a0: ${written}`
      : `${sex === 'F' ? 'née' : 'né'} ${wholeDay ? 'le' : 'en'} ${written}`,
  birthUnknown: 'date de naissance inconnue',
  typed: {
    keyMissing:
      'Il manque la clé\u00a0: les 2\u00a0derniers chiffres de l’INS. Elle n’est pas calculée, car elle sert à vérifier le numéro.',
    nothing: 'Saisissez les 15\u00a0caractères de l’INS.',
    missing: (count: number): string => `Encore ${counted(count, 'caractère')}.`,
  },
} as const;
