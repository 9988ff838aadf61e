/** French texts of the diagnosis’ controls: what is looked at, and what was found, each in one line. */
import type { CardKind } from '../../readers/card-kinds.ts';
import { counted, writtenDay, writtenSpan } from './figures.ts';
import { capital, cardName } from './grammar.ts';

const quoted = (name: string): string => `«\u00a0${name}\u00a0»`;

/** Of one thing that was looked at: what is known of it. */
const of = (what: string, found: string): string => `${what}\u00a0: ${found}`;

const CARD_NAMES: Readonly<Record<CardKind, string>> = {
  'vitale-2': 'carte Vitale 2',
  'vitale-1': 'carte Vitale 1',
  cps3: 'carte CPS3',
  cps4: 'carte CPS4',
  'cps3-contactless': 'carte CPS sans contact',
  'cps-presumed': 'carte qui semble professionnelle',
  virtual: 'carte virtuelle de Windows',
  unknown: 'carte non reconnue',
  mute: 'carte qui ne répond pas',
};

/** Why something could not be looked at, as the end of a sentence. */
export const STANDS_IN_THE_WAY = {
  serviceStopped: 'le service de cartes à puce est arrêté',
  noReader: 'aucun lecteur n’est branché',
  cryptolibUnusable: 'la Cryptolib CPS n’est pas utilisable',
  libraryUnusable: 'la bibliothèque n’est pas utilisable',
  channelUnclear: 'ce canal ne dit pas quel lecteur il désigne',
  noClock: 'aucun site joint n’a donné l’heure',
  withoutWindow: 'le diagnostic a été lancé sans la fenêtre du programme',
  declaredAtStart: 'DMP Direct déclare la Cryptolib à son démarrage',
  systemSilent: 'le système ne l’indique pas ici',
  trayUnknown: 'le système ne dit pas si l’icône est affichée',
} as const;

export const READER_CHECKS = {
  service: 'Service de cartes à puce',
  /** `«\u00a0A\u00a0», «\u00a0B\u00a0»` */
  names: (names: readonly string[]): string => names.map(quoted).join(', '),
  remote: { rdp: 'Bureau à distance', citrix: 'Citrix' },
  started: (readers: number, remote: string | null): string => {
    const where = remote === null ? '' : `, session à distance (${remote})`;
    return `Service de cartes à puce démarré, ${counted(readers, 'lecteur')}${where}`;
  },
  virtual: (reader: string): string => of(reader, 'lecteur virtuel de Windows, non utilisé'),
  holds: (reader: string, contactless: boolean, content: string): string =>
    of(`${reader}${contactless ? ' (sans contact)' : ''}`, content),
  empty: 'vide',
  alwaysMute: 'rien de lisible, comme d’habitude pour ce lecteur',
  driver: (apple: boolean): string =>
    of('Pilote des lecteurs', apple ? 'celui d’Apple' : 'le pilote CCID libre'),
  card: (kind: CardKind, atr: string): string => `${CARD_NAMES[kind]}${atr === '' ? '' : `, ATR ${atr}`}`,
} as const;

export const VITALE_CHECKS = {
  title: 'Carte Vitale',
  reading: 'Lecture de la carte Vitale',
  read: (kind: CardKind, seconds: string, people: number, usable: number): string =>
    `${capital(CARD_NAMES[kind])} lue en ${seconds}\u00a0s, ${counted(people, 'personne')}, ${counted(usable, 'INS utilisable', 'INS utilisables')}`,
  cardIn: (kind: CardKind, reader: string): string => `${capital(CARD_NAMES[kind])} dans ${quoted(reader)}`,
} as const;

export interface CardWords {
  /** CPS, CPF, CPE…; null when the card does not tell. */
  readonly type: string | null;
  readonly test: boolean | null;
}

const cardOf = ({ type, test }: CardWords): string =>
  `${capital(cardName(type))}${test === null ? '' : test ? ' de test' : ' réelle'}`;

/** What a card's certificates are for; empty for a card that says nothing of it. */
function certificates(authentication: boolean, signature: boolean): string {
  const uses = [...(authentication ? ['d’authentification'] : []), ...(signature ? ['de signature'] : [])];
  return uses.length === 0 ? '' : `, certificat${uses.length > 1 ? 's' : ''} ${uses.join(' et ')}`;
}

export const CPX_CHECKS = {
  inKeychain: 'Votre carte CPS est visible dans le trousseau du Mac',
  library: 'Cryptolib CPS',
  /** The product's version is the one that its users know; the module's is what the library itself tells. */
  cryptolib: (product: string | null, version: string): string =>
    `Cryptolib CPS${product === null ? '' : ` ${product}`}, module ${version}`,
  module: (name: string, version: string): string => `${name}, module ${version}`,
  cacheProtected: 'Copie des cartes protégée, ou absente',
  cacheOpen: (folder: string): string =>
    `Copie des cartes modifiable par tous les comptes, comme l’éditeur l’a prévu\u00a0: ${folder}`,
  card: 'Votre carte CPS',
  cardAlone: cardOf,
  cardWith: (
    card: CardWords & { readonly authentication: boolean; readonly signature: boolean },
    until: number | null,
  ): string =>
    `${cardOf(card)}${certificates(card.authentication, card.signature)}${until === null ? '' : `, valable jusqu’au ${writtenDay(until)}`}`,
  engine: 'Le navigateur intégré connaît la Cryptolib',
  engineKnows: (name: string): string => `Cryptolib connue du navigateur intégré (${quoted(name)})`,
} as const;

export const SSV_CHECKS = {
  library: 'Bibliothèque SESAM-Vitale',
  found: (path: string, bits: number | null, architecture: string, byHelper: boolean): string =>
    `Bibliothèque ${path}${bits === null ? '' : `, ${String(bits)}\u00a0bits`} (${architecture})${byHelper ? ', lue par le composant 32\u00a0bits de DMP Direct' : ''}`,
  components: (lines: readonly string[]): string =>
    of('Composants', lines.length === 0 ? 'aucune version indiquée' : lines.join('\u00a0; ')),
  galssIni: 'Fichier galss.ini',
  files: (files: readonly string[]): string =>
    `${files.length > 1 ? 'Fichiers' : 'Fichier'} ${files.join(', ')}`,
} as const;

export const GALSS_CHECKS = {
  title: 'Lecteurs désignés par galss.ini',
  channels: 'Lecteurs de galss.ini',
  /** The file, in a failure’s sentence. */
  state: { empty: 'vide', absent: 'absent' },
  none: 'aucun',
  right: (channel: string, slots: readonly string[], reader: string): string =>
    of(`Canal ${channel}${slots.length === 0 ? '' : ` (${slots.join(', ')})`}`, reader),
  serialRight: (channel: string, port: string): string => of(`Canal ${channel}`, `lecteur série sur ${port}`),
  channel: (channel: string): string => `Canal ${channel} de galss.ini`,
  missing: (reader: string): string => of('galss.ini désigne un lecteur absent', quoted(reader)),
  nature: { virtual: 'un lecteur virtuel de Windows', contactless: 'un emplacement sans contact' },
  slotsRight: 'Emplacements CPS et Vitale conformes aux cartes insérées',
} as const;

export const COMPONENT_CHECKS = {
  title: 'SrvSVCNAM et DiagAM',
  answers: (component: string, version: string | null, manifests: number): string =>
    `${component} ${version === null ? 'répond' : `version ${version}`}, ${counted(manifests, 'manifeste')}`,
  fault: (component: string, code: string): string =>
    of(component, COMPONENT_FAULTS[code] ?? 'ne répond pas comme attendu'),
} as const;

const COMPONENT_FAULTS: Readonly<Record<string, string>> = {
  'SRVSVCNAM-ABSENT': 'non installé',
  'SRVSVCNAM-MUET': 'aucune réponse',
  'SRVSVCNAM-REFUSE': 'installé, mais n’accepte pas la demande',
  'SRVSVCNAM-MANIFESTE': 'déclaration non valable',
};

const CERTIFICATE_FAULTS: Readonly<Record<string, string>> = {
  'TLS-INTERCEPTION': 'connexion chiffrée interceptée',
  'TLS-INSPECTION': 'connexion inspectée par l’établissement',
  'TLS-DATES': 'certificat hors de ses dates',
  'TLS-NOM': 'certificat d’un autre site',
  'TLS-VERSION': 'chiffrement trop ancien',
  'TLS-CHAINE': 'certificat incomplet',
};

const PURPOSES = { cpx: 'DMP par carte', ecps: 'DMP par e-CPS', psc: 'Pro Santé Connect' } as const;

/** A host that answered. */
export interface ReachWords {
  readonly milliseconds: number;
  readonly protocol: string;
  readonly asksForCard: boolean;
  readonly proxy: string | null;
}

export const NETWORK_CHECKS = {
  hosts: 'Accès au DMP et à Pro Santé Connect',
  clockAndProxy: 'Horloge et proxy',
  host: (purpose: keyof typeof PURPOSES, host: string): string => of(PURPOSES[purpose], host),
  reached: (label: string, { milliseconds, protocol, asksForCard, proxy }: ReachWords): string => {
    const card = asksForCard ? ', carte demandée' : '';
    const through = proxy === null ? '' : `, par le proxy ${proxy}`;
    return `${label} joignable en ${String(Math.round(milliseconds))}\u00a0ms, ${protocol}${card}${through}`;
  },
  notReached: (label: string, stage: 'dns' | 'proxy' | 'connection'): string =>
    of(label, { dns: 'nom inconnu', proxy: 'arrêté par le proxy', connection: 'ne répond pas' }[stage]),
  certificate: (host: string, issuer: string, until: number): string =>
    `Certificat de ${host} vérifié, émis par ${quoted(issuer)}, valable jusqu’au ${writtenDay(until)}`,
  certificateFault: (host: string, code: string): string =>
    of(host, CERTIFICATE_FAULTS[code] ?? 'certificat à vérifier'),
  proxies: (proxies: readonly string[]): string =>
    proxies.length === 0 ? 'Aucun proxy pour ces adresses' : of('Proxy', proxies.join(', ')),
  clock: 'Horloge de l’ordinateur',
  clockRight: (seconds: number): string => `Horloge à ${String(seconds)}\u00a0s près`,
  /** Of this workstation’s clock, in a failure’s sentence. */
  drift: (milliseconds: number, late: boolean): string =>
    `${late ? 'retarde' : 'avance'} de ${writtenSpan(milliseconds)}`,
} as const;

export const PROGRAM_CHECKS = {
  title: 'DMP Direct',
  version: (version: string, system: string): string => `DMP Direct ${version}, ${system}`,
  engine: 'Navigateur intégré',
  engineVersions: (electron: string, chromium: string): string =>
    `Electron ${electron}, Chromium ${chromium}`,
  engineRight: (versions: string, minimum: number | null): string =>
    minimum === null
      ? `${versions}, aucune version minimale réglée`
      : `${versions}, au moins ${String(minimum)} demandé`,
  settings: (files: readonly string[]): string =>
    files.length === 0 ? 'Réglages d’origine' : of('Réglages', files.join(', ')),
  /** One of them, by its key: a helpdesk writes it into a policy. */
  setting: (
    key: string,
    value: string,
    origin: 'policy-default' | 'user' | 'file' | 'policy-locked',
  ): string =>
    `${of(key, value)} (${
      {
        'policy-default': 'proposé par l’établissement',
        user: 'choisi sur ce poste',
        file: 'fixé par le fichier donné au démarrage',
        'policy-locked': 'fixé par l’établissement',
      }[origin]
    })`,
  autostart: 'Démarrage avec la session',
  autostartIs: (is: 'on' | 'off' | 'always'): string =>
    of(
      'Démarrage avec la session',
      { on: 'activé', off: 'non activé', always: 'activé sur ce poste, quels que soient les réglages' }[is],
    ),
  /** Why the system does not start the program, in a failure’s sentence. */
  autostartMissing: {
    none: 'rien ne le lance à l’ouverture de la session',
    off: 'il est désactivé dans la liste des programmes qui démarrent avec la session',
    broken: 'ce qui le lance désigne un programme qui n’est plus là',
  },
  tray: 'Icône près de l’horloge',
  trayShown: 'Icône affichée près de l’horloge',
} as const;
