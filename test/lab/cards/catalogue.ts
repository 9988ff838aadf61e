/** Every card of the lab, as data. A card is made anew at each insertion, so that no state outlives it. */
import {
  CPS3_ATR,
  CPS4_ATR,
  LOOK_ALIKE_ATR,
  NO_ATR,
  UNKNOWN_ATR,
  VITALE_1_ATR,
  VITALE_2_OTHER_ATR,
} from './atr.ts';
import { type CardScript, type LoggedCard, plainCard, scripted, type VirtualCard } from './card.ts';
import { nirKey } from './nir.ts';
import { AMADOU, CLAIRE, dependant, HUGO, person } from './people.ts';
import { type CardPerson, vitale2, type Vitale2Options } from './vitale2.ts';

export type CardKindOnDesk = 'vitale' | 'cpx' | 'autre';

export interface CatalogueCard {
  /** Stable name, used by tests, the tour and the card desk. */
  readonly id: CardId;
  /** What the demonstration's card desk shows, in French. */
  readonly title: string;
  readonly kind: CardKindOnDesk;
  /** The people in the order of the card; empty for a card that is not a Vitale 2. */
  readonly people: readonly CardPerson[];
  /** A new card; `script` is added to the misbehaviour the card has of itself. */
  make(script?: CardScript): LoggedCard;
}

interface Definition {
  readonly title: string;
  readonly kind: CardKindOnDesk;
  readonly people: readonly CardPerson[];
  readonly card: () => VirtualCard;
  readonly script?: CardScript;
}

function vitale(
  title: string,
  people: readonly CardPerson[],
  options: Vitale2Options = {},
  script: CardScript = {},
): Definition {
  const card = (): VirtualCard => vitale2({ people, validFrom: '20200115' }, options);
  return { title, kind: 'vitale', people, card, script };
}

function other(title: string, kind: CardKindOnDesk, atr: Uint8Array): Definition {
  return { title, kind, people: [], card: () => plainCard(atr) };
}

const LEA = dependant({ name: 'MARTIN', firstName: 'Léa', birthDate: '20120614' }, CLAIRE);
const TOM = dependant({ name: 'MARTIN', firstName: 'Tom', birthDate: '20150220' }, CLAIRE);

const GREAT_AUNT = person({ name: 'PERRIN', firstName: 'Augustine', birthDate: '19050318', sex: '2' });
const CENTENARIAN = person({ name: 'FABRE', firstName: 'Marcel', birthDate: '19250507', sex: '1' });

const TWIN = person({ name: 'LEROY', firstName: 'Inès', birthDate: '19990821', sex: '2' });
const OTHER_TWIN = person({
  name: 'LEROY',
  firstName: 'Nora',
  birthDate: '19990821',
  sex: '2',
  number: { order: '002' },
});
const YOUNG_TWIN_PARENT = person({ name: 'BESSON', firstName: 'Julie', birthDate: '19900130', sex: '2' });

/** Nineteen people, each with a number of their own: both files are longer than one answer. */
const NINETEEN = Array.from({ length: 19 }, (_, index) =>
  person({
    name: 'GRANDFAMILLE',
    firstName: `Membre ${String.fromCharCode(65 + index)}`,
    birthDate: `${1960 + 2 * index}${String((index % 12) + 1).padStart(2, '0')}15`,
    sex: index % 2 === 0 ? '1' : '2',
    number: { order: String(100 + index) },
  }),
);

const LONG_NAME = person({
  name: 'DE LA VILLE-AUX-CLERCS DU PETIT-BOURG SAINT-ANDRE LES ALPES',
  firstName: 'Marie-Antoinette-Hortense-Eugénie-Clémentine-Philippine',
  birthDate: '19710909',
  sex: '2',
});

const DEFINITIONS = {
  claire: vitale('MARTIN Claire, une adulte', [CLAIRE]),
  famille: vitale('Famille MARTIN, deux parents et deux enfants', [CLAIRE, HUGO, LEA, TOM]),
  amadou: vitale('DIALLO Amadou, né à l’étranger', [AMADOU]),
  'corse-2a': vitale('CASANOVA Lucie, née en Corse-du-Sud', [
    person({
      name: 'CASANOVA',
      firstName: 'Lucie',
      birthDate: '19780503',
      sex: '2',
      number: { department: '2A' },
    }),
  ]),
  'corse-2b': vitale('SANTONI Ange, né en Haute-Corse', [
    person({
      name: 'SANTONI',
      firstName: 'Ange',
      birthDate: '19690127',
      sex: '1',
      number: { department: '2B' },
    }),
  ]),
  'numero-test': vitale('TESTARD Nathalie, numéro de test', [
    person({
      name: 'TESTARD',
      firstName: 'Nathalie',
      birthDate: '19800808',
      sex: '2',
      number: { order: '900' },
    }),
  ]),
  'numero-demo': vitale('DEMARET Denis, numéro de démonstration', [
    person({
      name: 'DEMARET',
      firstName: 'Denis',
      birthDate: '19760616',
      sex: '1',
      number: { order: '901' },
    }),
  ]),
  'date-lunaire': vitale('BENALI Fatima, date de naissance incomplète', [
    // Civil month unknown: 00 on the card, and a number whose month carries no month.
    person({
      name: 'BENALI',
      firstName: 'Fatima',
      birthDate: '19520000',
      sex: '2',
      number: { month: '20', department: '99' },
    }),
  ]),
  'mois-lunaire': vitale('NGUYEN Van, mois de naissance hors calendrier', [
    person({
      name: 'NGUYEN',
      firstName: 'Van',
      birthDate: '19481507',
      sex: '1',
      number: { month: '31', department: '99' },
    }),
  ]),
  'cent-vingt-ans': vitale('Famille PERRIN, cent vingt ans d’écart, même mois', [
    GREAT_AUNT,
    dependant({ name: 'PERRIN', firstName: 'Louise', birthDate: '20250322' }, GREAT_AUNT),
  ]),
  'cent-ans': vitale('Famille FABRE, cent ans d’écart, mêmes année et mois abrégés', [
    CENTENARIAN,
    dependant({ name: 'FABRE', firstName: 'Paul', birthDate: '20250511' }, CENTENARIAN),
  ]),
  'dix-neuf': vitale('Famille GRANDFAMILLE, dix-neuf personnes', NINETEEN),
  jumelles: vitale('Jumelles LEROY, chacune son numéro', [TWIN, OTHER_TWIN]),
  'jumeaux-enfants': vitale('Famille BESSON, jumeaux au numéro de leur mère', [
    YOUNG_TWIN_PARENT,
    dependant({ name: 'BESSON', firstName: 'Malo', birthDate: '20180404' }, YOUNG_TWIN_PARENT),
    dependant({ name: 'BESSON', firstName: 'Maël', birthDate: '20180404' }, YOUNG_TWIN_PARENT),
  ]),
  'meme-numero': vitale('Jumelles LEROY, un seul numéro pour les deux', [
    TWIN,
    { ...OTHER_TWIN, nir: TWIN.nir },
  ]),
  accents: vitale('D’ALMEIDA-LEFÈVRE Zoé-Maëlle, accents, apostrophe et tirets', [
    person({ name: "D'ALMEIDA-LEFÈVRE", firstName: 'Zoé-Maëlle', birthDate: '19931201', sex: '2' }),
  ]),
  'noms-longs': vitale('DE LA VILLE-AUX-CLERCS, très longs noms', [LONG_NAME], { nameWidth: 60 }),
  'longueurs-longues': vitale(
    'ROUX Emma, carte aux longueurs sur deux octets',
    [person({ name: 'ROUX', firstName: 'Emma', birthDate: '20000229', sex: '2' })],
    { longLengths: true, unknownTags: true, atr: VITALE_2_OTHER_ATR },
  ),
  'reponse-en-deux-temps': vitale(
    'GIRARD Luc, carte qui répond en deux temps',
    [person({ name: 'GIRARD', firstName: 'Luc', birthDate: '19670705', sex: '1' })],
    { getResponse: true },
  ),
  'longueur-exacte': vitale(
    'MOREL Jeanne, carte qui veut la longueur exacte',
    [person({ name: 'MOREL', firstName: 'Jeanne', birthDate: '19440606', sex: '2' })],
    { exactLength: true },
  ),
  'sans-numero': vitale('MOREAU Alix, carte sans numéro', [
    { name: 'MOREAU', firstName: 'Alix', birthDate: '20031010', nir: null },
  ]),
  'cle-fausse': vitale('RENARD Paul, clé du numéro erronée', [
    { name: 'RENARD', firstName: 'Paul', birthDate: '19550505', nir: wrongKey('1550575999001') },
  ]),
  lente: vitale('MARTIN Claire, carte lente', [CLAIRE], {}, { delayMs: 1500 }),
  tronquee: vitale('Carte Vitale au fichier tronqué', [CLAIRE, HUGO], { identityLength: 90, padding: 0 }),
  incoherente: vitale('Carte Vitale aux fichiers incohérents', [CLAIRE, HUGO, LEA], { numbersCount: 2 }),
  abimee: vitale('Carte Vitale abîmée', [CLAIRE], {}, { statusAt: { command: 2, sw: 0x6581 } }),
  'sans-application': vitale(
    'Carte Vitale sans l’application',
    [CLAIRE],
    {},
    { statusAt: { command: 3, sw: 0x6a82 } },
  ),
  illisible: vitale('Carte Vitale illisible', [CLAIRE], {}, { garbageFrom: 2 }),
  'reponse-trop-courte': vitale('Carte Vitale à la réponse trop courte', [CLAIRE], {}, { stumpFrom: 2 }),
  arrachee: vitale('Carte Vitale retirée pendant la lecture', [CLAIRE], {}, { pulledOutAfter: 2 }),
  muette: other('Carte muette, ou insérée à l’envers', 'autre', NO_ATR),
  'vitale-1': other('Carte Vitale 1', 'vitale', VITALE_1_ATR),
  cps3: other('Carte CPS3', 'cpx', CPS3_ATR),
  cps4: other('Carte CPS4', 'cpx', CPS4_ATR),
  inconnue: other('Carte inconnue', 'autre', UNKNOWN_ATR),
  sosie: other('Carte qui ressemble à une Vitale', 'autre', LOOK_ALIKE_ATR),
} as const satisfies Readonly<Record<string, Definition>>;

export type CardId = keyof typeof DEFINITIONS;

/** All cards, in the order the card desk shows them. */
export const CATALOGUE: readonly CatalogueCard[] = Object.entries(DEFINITIONS).map(([id, definition]) =>
  entry(id as CardId, definition),
);

/** The card of that name; the name is checked by the compiler. */
export function catalogueCard(id: CardId): CatalogueCard {
  return entry(id, DEFINITIONS[id]);
}

/** Tells whether a text (from a command line, a window) names a card. */
export function isCardId(text: string): text is CardId {
  return Object.hasOwn(DEFINITIONS, text);
}

/** `claire` pulled out after `commands` commands (0: at the first one). */
export function pulledOutAfter(commands: number): LoggedCard {
  return catalogueCard('claire').make({ pulledOutAfter: commands });
}

function entry(id: CardId, definition: Definition): CatalogueCard {
  return {
    id,
    title: definition.title,
    kind: definition.kind,
    people: definition.people,
    make: (script) => scripted(definition.card(), { ...definition.script, ...script }),
  };
}

/** The body with a key that is off by one. */
function wrongKey(body: string): string {
  return body + String((Number(nirKey(body)) % 97) + 1).padStart(2, '0');
}
