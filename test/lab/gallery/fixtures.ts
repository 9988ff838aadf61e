/**
 * The named states of every window that are photographed and checked with axe. All the people are fictional.
 */
import {
  NO_LAYERS,
  resolveLayers,
  describeSettings,
  type SettingLayers,
} from '../../../src/domain/settings/layers.ts';
import type {
  AboutState,
  AssistantState,
  Candidate,
  ConfirmState,
  LauncherState,
  Person,
  PinState,
  Settings,
  SettingsState,
  VisitState,
  WindowKind,
  WindowState,
} from '../../../src/borders/windows/index.ts';
import { PAGE_IDS, pageAccess } from '../../../src/domain/site/pages.ts';
import { PAGE_REASONS } from '../../../src/domain/texts/fr/page-reasons.ts';
import { diagnosis } from './diagnosis-scenes.ts';

/** What is done in the page before it is photographed. */
export type Step =
  | { readonly click: string }
  | { readonly press: string }
  /** Types in the only text field. */
  | { readonly fill: string };

export interface Scene<Kind extends WindowKind> {
  readonly state: WindowState<Kind>;
  readonly steps?: readonly Step[];
}

export type Scenes = { readonly [Kind in WindowKind]: Readonly<Record<string, Scene<Kind>>> };

/** The windows' sizes at 100 %, in CSS pixels. */
export const SIZES: Readonly<Record<WindowKind, { readonly width: number; readonly height: number }>> = {
  launcher: { width: 460, height: 640 },
  visit: { width: 1280, height: 800 },
  confirm: { width: 520, height: 360 },
  pin: { width: 520, height: 380 },
  proxy: { width: 520, height: 420 },
  settings: { width: 880, height: 720 },
  assistant: { width: 640, height: 660 },
  about: { width: 620, height: 680 },
  diagnosis: { width: 880, height: 720 },
  guide: { width: 960, height: 720 },
  camera: { width: 560, height: 640 },
};

/** Windows that are shown as the demonstration's, and the states that are shown as the others' are. */
const DEMONSTRATED: ReadonlySet<WindowKind> = new Set([
  'launcher',
  'visit',
  'confirm',
  'pin',
  'proxy',
  'diagnosis',
]);
const OTHERWISE: ReadonlySet<string> = new Set([
  'launcher-waiting-cpx-problem',
  'visit-long-name',
  'confirm-switch-number',
  'confirm-software-no-patient',
  'pin-last',
  'settings-sign-in',
  'assistant-reader-none',
  'about-plain',
  'diagnosis-healthy',
]);

/** Whether a state is shown in demonstration. */
export function isDemonstrated(kind: WindowKind, name: string): boolean {
  return DEMONSTRATED.has(kind) !== OTHERWISE.has(`${kind}-${name}`);
}

const person = (name: string, firstName: string, birthDate: string, sex: 'F' | 'M' | null): Person => ({
  name,
  birthName: null,
  firstName,
  birthDate,
  sex,
});

const CLAIRE = person('MARTIN', 'CLAIRE', '19850412', 'F');
const HUGO = person('MARTIN', 'HUGO', '19830903', 'M');
const LEA = person('MARTIN', 'LEA', '20120614', null);
/** Under her husband's name. */
const ZOE: Person = { ...person('DIALLO', 'ZOE', '19620227', 'F'), birthName: 'BERNARD' };
const AMADOU = person('DIALLO', 'AMADOU', '19571102', 'M');
/** As a document names her: the birth name, and all the given names. */
const LEA_OF_DOCUMENT: Person = { ...LEA, name: '', birthName: 'MARTIN', firstName: 'LEA ROSE', sex: 'F' };
const LONG_NAME = person('DE LA ROCHEFOUCAULD-MONTMORENCY', 'MARIE-CHARLOTTE ÉLÉONORE', '19300131', 'F');

const PARENTS_NUMBER =
  'La carte porte le numéro d’un parent\u00a0: son INS n’est pas utilisable. Scannez ou saisissez l’INS de l’enfant, ou recherchez son nom depuis le tableau de bord.';

function candidate(id: number, who: Person, tail: string | null, insured = false): Candidate {
  return {
    id: `lecteur 1:7#${String(id)}`,
    person: who,
    insured,
    open: false,
    ins: tail === null ? { usable: false, reason: PARENTS_NUMBER } : { usable: true, tail, source: 'card' },
  };
}

const FAMILY = [candidate(0, CLAIRE, '2048', true), candidate(1, HUGO, '1733'), candidate(2, LEA, null)];

const NINETEEN = Array.from({ length: 19 }, (_, index) => {
  const firstNames = ['ALICE', 'BRUNO', 'CHLOE', 'DAVID', 'EMMA', 'FELIX', 'GABRIELLE'];
  const who = person(
    'BENEFICIAIRE',
    firstNames[index % 7] ?? 'ALICE',
    `20${String(index).padStart(2, '0')}0101`,
    null,
  );
  return candidate(index, index === 0 ? LONG_NAME : who, index === 0 ? '1122' : null, index === 0);
});

const LAUNCHER: LauncherState = {
  refining: false,
  vitale: 'waiting',
  practitioner: { state: 'ready', type: 'CPS', holder: 'Dr A. PRATICIEN', daysLeft: 476 },
  signIn: { proposed: 'cpx', choices: ['cpx'], endedHere: false },
  landingPage: 'TableauDeBord',
  screen: { kind: 'waiting' },
  typingAsked: 0,
  allowed: { typedIns: true, camera: true },
  visit: null,
  notice: null,
};

const people = (candidates: Candidate[], selected: string | null): LauncherState => ({
  ...LAUNCHER,
  vitale: 'read',
  screen: { kind: 'people', candidates, selected, named: null, several: false },
});

const FAMILY_STATE = people(FAMILY, null);

const launcher: Scenes['launcher'] = {
  waiting: { state: LAUNCHER },
  // A policy lets no INS be typed and no camera be used.
  'waiting-limited': { state: { ...LAUNCHER, allowed: { typedIns: false, camera: false } } },
  'waiting-ecps': {
    state: {
      ...LAUNCHER,
      practitioner: { state: 'absent' },
      signIn: { proposed: 'ecps', choices: ['cpx', 'ecps'] },
    },
  },
  'waiting-record-open': { state: { ...LAUNCHER, visit: { person: CLAIRE, veiled: false } } },
  'waiting-veiled': { state: { ...LAUNCHER, vitale: 'read', visit: { person: null, veiled: true } } },
  'waiting-cpx-problem': {
    state: {
      ...LAUNCHER,
      practitioner: { state: 'problem', failure: { code: 'CRYPTOLIB-ABSENTE' } },
    },
  },
  looking: { state: { ...LAUNCHER, vitale: 'looking', practitioner: { state: 'reading' } } },
  'service-off': {
    state: {
      ...LAUNCHER,
      vitale: 'service-off',
      practitioner: { state: 'absent' },
      screen: { kind: 'problem', failure: { code: 'PCSC-SERVICE-ARRETE' } },
    },
  },
  'cpx-unnamed': {
    state: {
      ...LAUNCHER,
      practitioner: { state: 'ready', type: 'CPE', holder: null, daysLeft: null },
    },
  },
  reading: { state: { ...LAUNCHER, vitale: 'reading', screen: { kind: 'reading' } } },
  family: { state: FAMILY_STATE },
  'family-open': {
    state: {
      ...people([candidate(0, AMADOU, '7264', true), { ...candidate(1, ZOE, '3310'), open: true }], null),
      refining: true,
      visit: { person: ZOE, veiled: false },
    },
  },
  'family-document': {
    state: {
      ...FAMILY_STATE,
      screen: {
        kind: 'people',
        candidates: [
          ...FAMILY.slice(0, 2),
          {
            ...candidate(2, { ...LEA, sex: 'F' }, '0142'),
            ins: { usable: true, tail: '0142', source: 'document' },
          },
        ],
        selected: 'lecteur 1:7#2',
        named: { id: 'lecteur 1:7#2', scan: 3 },
        several: false,
      },
    },
  },
  'two-cards': {
    state: {
      ...FAMILY_STATE,
      screen: { kind: 'people', candidates: FAMILY, selected: null, named: null, several: true },
    },
  },
  'other-keyboard': { state: { ...FAMILY_STATE, notice: { code: 'DATAMATRIX-CLAVIER' } } },
  'family-refused': { state: FAMILY_STATE, steps: [{ press: '3' }] },
  'family-sign-in': {
    state: {
      ...FAMILY_STATE,
      signIn: { proposed: 'cpx', choices: ['cpx', 'ecps'] },
      visit: { person: AMADOU, veiled: false },
    },
  },
  nobody: { state: people([candidate(2, LEA, null)], null) },
  nineteen: { state: people(NINETEEN, null) },
  'ecps-kept': {
    state: {
      ...LAUNCHER,
      practitioner: { state: 'absent' },
      signIn: { proposed: 'ecps', choices: ['cpx', 'ecps'], keptUntil: '12:30' },
    },
  },
  'ecps-ended': {
    state: {
      ...LAUNCHER,
      practitioner: { state: 'absent' },
      signIn: { proposed: 'ecps', choices: ['cpx', 'ecps'], endedHere: true },
    },
  },
  landing: { state: FAMILY_STATE, steps: [{ click: 'Changer la page d’arrivée pour cette ouverture' }] },
  'ins-empty': { state: LAUNCHER, steps: [{ click: 'Saisir un INS' }] },
  'ins-no-key': { state: LAUNCHER, steps: [{ click: 'Saisir un INS' }, { fill: '1 88 10 2B 172 952' }] },
  'ins-line': {
    state: LAUNCHER,
    steps: [{ click: 'Saisir un INS' }, { fill: 'MARTIN Claire 12/04/1985 INS : 1 88 10 2B 172 952 (64)' }],
  },
  'ins-wrong': { state: LAUNCHER, steps: [{ click: 'Saisir un INS' }, { fill: '1 88 10 2B 172 952 65' }] },
  'ins-good': { state: LAUNCHER, steps: [{ click: 'Saisir un INS' }, { fill: '1 88 10 2B 172 952 64' }] },
  problem: {
    state: {
      ...LAUNCHER,
      vitale: 'problem',
      screen: { kind: 'problem', failure: { code: 'VITALE-MUETTE' } },
    },
  },
  'no-reader': {
    state: {
      ...LAUNCHER,
      vitale: 'no-reader',
      practitioner: { state: 'absent' },
      screen: { kind: 'problem', failure: { code: 'LECTEUR-ABSENT' } },
    },
  },
  notice: {
    state: { ...FAMILY_STATE, notice: { code: 'VITALE-CHANGEE' } },
  },
  'notice-whole': {
    state: { ...LAUNCHER, notice: { code: 'CRYPTOLIB-ABSENTE' } },
    steps: [{ click: 'Voir les 3 étapes' }],
  },
};

const TABS: VisitState['tabs'] = PAGE_IDS.map((page) => ({ page, enabled: true, reason: null }));
const tabsFor = (
  hasIns: boolean,
  cpe: boolean,
  method: NonNullable<VisitState['signedIn']>['by'] = 'cpx',
): VisitState['tabs'] =>
  pageAccess({ method, cpe }, hasIns).map((access) => ({
    page: access.page,
    enabled: access.enabled,
    reason: access.enabled ? null : access.reason,
  }));

const CONNECTION: NonNullable<VisitState['connection']> = {
  host: 'wps-cps.exemple.fr',
  tls: 'TLS 1.2',
  issuer: 'AC IGC-SANTE ELEMENTAIRE ORGANISATIONS',
};

const VISIT: VisitState = {
  patient: { kind: 'card', person: CLAIRE, insTail: '2048' },
  offered: null,
  tabs: TABS,
  current: 'TableauDeBord',
  progress: null,
  signingIn: null,
  signedIn: { by: 'cpx', card: 'CPS', holder: 'Dr A. PRATICIEN' },
  connection: CONNECTION,
  unverified: false,
  unsaved: false,
  dialog: null,
  allowed: { print: true, save: true },
  vitaleRemoved: false,
  find: null,
  zoom: 100,
  document: null,
  leaving: null,
  wayOut: null,
  veiled: false,
  banner: null,
  stop: null,
};

/** On Pro Santé Connect's pages. */
const SIGNING_IN: VisitState = {
  ...VISIT,
  tabs: PAGE_IDS.map((page) => ({ page, enabled: false, reason: PAGE_REASONS.notSignedIn })),
  current: null,
  signedIn: null,
  signingIn: { phoneLeft: null, card: true },
  connection: { host: 'auth.exemple.fr', tls: 'TLS 1.3', issuer: null },
};

type Stop = NonNullable<VisitState['stop']>;

/** The practitioner's card has left the reader. */
function waiting(card: Stop['card'], actions: Stop['actions']): Scene<'visit'> {
  const stop: Stop = { failure: { code: 'CPX-RETIREE' }, actions, card, triesAgainIn: null };
  const connection = { host: 'wps-cps.exemple.fr', tls: null, issuer: null };
  return { state: { ...VISIT, signedIn: null, connection, stop } };
}

const visit: Scenes['visit'] = {
  record: { state: { ...VISIT, vitaleRemoved: true } },
  'long-name': {
    state: { ...VISIT, patient: { kind: 'card', person: LONG_NAME, insTail: '1122' } },
  },
  ecps: {
    state: {
      ...VISIT,
      patient: { kind: 'card', person: AMADOU, insTail: '7264' },
      tabs: tabsFor(true, false, 'ecps'),
      signedIn: { by: 'ecps', card: null, holder: null },
      connection: { ...CONNECTION, host: 'wps-psc.exemple.fr' },
    },
  },
  'site-page': { state: { ...VISIT, current: null, unverified: true } },
  loading: { state: { ...VISIT, current: 'Documents', progress: { step: 'loading', slow: false } } },
  connecting: {
    state: {
      ...VISIT,
      signedIn: null,
      connection: null,
      progress: { step: 'connecting', slow: true },
    },
  },
  connect: { state: { ...SIGNING_IN, progress: { step: 'connect', slow: true } } },
  identifier: { state: { ...SIGNING_IN, progress: { step: 'identifier', slow: true } } },
  phone: {
    state: {
      ...SIGNING_IN,
      progress: { step: 'phone', slow: true },
      signingIn: { phoneLeft: 100, card: true },
    },
  },
  'phone-only': {
    state: {
      ...SIGNING_IN,
      progress: { step: 'phone', slow: true },
      signingIn: { phoneLeft: 42, card: false },
    },
  },
  'phone-late': { state: { ...SIGNING_IN, progress: { step: 'phone', slow: true } } },
  cpe: { state: { ...VISIT, tabs: tabsFor(true, true), current: 'GestionDMPPatient' } },
  'cpe-refused': {
    state: { ...VISIT, tabs: tabsFor(true, true), current: 'GestionDMPPatient' },
    steps: [{ click: 'Documents' }],
  },
  searching: {
    state: { ...VISIT, patient: { kind: 'search', person: LEA }, tabs: tabsFor(false, false) },
  },
  'no-patient': { state: { ...VISIT, patient: { kind: 'none' }, tabs: tabsFor(false, false) } },
  offered: {
    state: { ...VISIT, patient: { kind: 'none' }, offered: CLAIRE, tabs: tabsFor(false, false) },
  },
  'offered-people': {
    state: { ...VISIT, patient: { kind: 'none' }, offered: 'people', tabs: tabsFor(false, false) },
  },
  typed: { state: { ...VISIT, patient: { kind: 'typed', insTail: '7264' } } },
  software: {
    state: {
      ...VISIT,
      patient: { kind: 'software', caller: 'Cabinet Facile', person: null, insTail: '7264' },
    },
  },
  'software-named': {
    state: {
      ...VISIT,
      patient: { kind: 'software', caller: 'Cabinet Facile', person: LEA_OF_DOCUMENT, insTail: '0142' },
    },
  },
  'from-document': {
    state: { ...VISIT, patient: { kind: 'document', person: LEA_OF_DOCUMENT, insTail: '0142' } },
  },
  find: {
    state: { ...VISIT, zoom: 125, find: { asked: 1, matches: 7, current: 2 } },
    steps: [{ fill: 'glycémie' }],
  },
  document: { state: { ...VISIT, current: 'Documents', document: { name: 'bilan-sanguin.pdf' } } },
  // A policy lets nothing be printed or saved.
  limited: { state: { ...VISIT, allowed: { print: false, save: false } } },
  'document-limited': {
    state: {
      ...VISIT,
      current: 'Documents',
      document: { name: 'bilan-sanguin.pdf' },
      allowed: { print: false, save: false },
    },
  },
  'document-unnamed': { state: { ...VISIT, current: 'Documents', document: { name: null } } },
  'leaving-page': { state: { ...VISIT, leaving: { what: 'page', name: null } } },
  'leaving-file': {
    state: { ...VISIT, current: 'Documents', leaving: { what: 'file', name: 'radiographies.zip' } },
  },
  leaving: {
    state: {
      ...VISIT,
      current: 'Documents',
      document: { name: 'bilan-sanguin.pdf' },
      leaving: { what: 'document', name: 'bilan-sanguin.pdf' },
    },
  },
  unsaved: { state: { ...VISIT, unsaved: true } },
  'dialog-alert': {
    state: {
      ...VISIT,
      dialog: { kind: 'alert', host: 'wps-cps.exemple.fr', text: 'Le document a été ajouté.', value: '' },
    },
  },
  'dialog-confirm': {
    state: {
      ...VISIT,
      dialog: {
        kind: 'confirm',
        host: 'wps-cps.exemple.fr',
        text: 'Masquer ce document au patient\u00a0?',
        value: '',
      },
    },
  },
  'dialog-prompt': {
    state: {
      ...VISIT,
      dialog: { kind: 'prompt', host: 'wps-cps.exemple.fr', text: 'Motif du retrait', value: 'Erreur' },
    },
  },
  'way-out': { state: { ...VISIT, current: 'Documents', wayOut: { code: 'SITE-DMP-INACCESSIBLE' } } },
  veiled: { state: { ...VISIT, veiled: true } },
  banner: {
    state: { ...VISIT, banner: { code: 'SITE-LIEN-EXTERIEUR', detail: { host: 'exemple.fr' } } },
  },
  stop: {
    state: {
      ...VISIT,
      signedIn: null,
      connection: null,
      stop: {
        failure: {
          code: 'SITE-INJOIGNABLE',
          detail: { host: 'wps-cps.exemple.fr', reason: 'adresse inconnue' },
        },
        actions: ['retry', 'diagnosis', 'close'],
        triesAgainIn: 10,
        card: null,
      },
    },
  },
  'page-refused': {
    state: {
      ...VISIT,
      patient: { kind: 'none' },
      tabs: tabsFor(false, false),
      signedIn: null,
      stop: {
        failure: { code: 'PAGE-INS-REQUIS', detail: { page: 'Documents' } },
        actions: ['dashboard', 'diagnosis', 'close'],
        triesAgainIn: null,
        card: null,
      },
    },
  },
  'ecps-refused': {
    state: {
      ...VISIT,
      tabs: tabsFor(true, false, 'ecps'),
      signedIn: null,
      connection: { host: 'wps-psc.exemple.fr', tls: null, issuer: null },
      stop: {
        failure: { code: 'ECPS-REFUSEE' },
        actions: ['start-over', 'use-card', 'diagnosis', 'close'],
        triesAgainIn: null,
        card: null,
      },
    },
  },
  'card-reading': waiting({ state: 'reading' }, ['use-ecps', 'close']),
  'card-back-unnamed': waiting({ state: 'back', type: 'CPE', holder: null }, ['use-ecps', 'close']),
  'card-other-unnamed': waiting({ state: 'other', type: 'CPE', holder: null }, [
    'start-over',
    'use-ecps',
    'close',
  ]),
  'card-removed': waiting({ state: 'awaited' }, ['use-ecps', 'close']),
  'card-back': waiting({ state: 'back', type: 'CPS', holder: 'Dr A. PRATICIEN' }, ['use-ecps', 'close']),
  'card-other': waiting({ state: 'other', type: 'CPS', holder: 'Dr B. REMPLACANT' }, [
    'start-over',
    'use-ecps',
    'close',
  ]),
  'card-blocked': waiting({ state: 'problem', failure: { code: 'CPX-BLOQUEE' } }, [
    'start-over',
    'use-ecps',
    'close',
  ]),
  'card-came': {
    state: {
      ...VISIT,
      signedIn: null,
      stop: {
        failure: { code: 'SITE-CARTE-DEMANDEE', detail: { host: 'wps-cps.exemple.fr' } },
        actions: ['start-over', 'use-ecps', 'diagnosis', 'close'],
        card: { state: 'back', type: 'CPS', holder: 'Dr A. PRATICIEN' },
        triesAgainIn: null,
      },
    },
  },
  silent: {
    state: { ...VISIT, banner: { code: 'SITE-MUET', detail: { host: 'wps-cps.exemple.fr', seconds: '15' } } },
  },
};

const QUESTION: Extract<ConfirmState['question'], { kind: 'switch' }> = {
  kind: 'switch',
  cause: 'card',
  from: { kind: 'person', person: CLAIRE },
  to: { kind: 'person', person: AMADOU },
};

const SWITCH: ConfirmState = { id: 1, question: QUESTION };

const confirm: Scenes['confirm'] = {
  switch: { state: SWITCH },
  'switch-long': {
    state: {
      ...SWITCH,
      question: { ...QUESTION, cause: 'choice', from: { kind: 'person', person: LONG_NAME } },
    },
  },
  'switch-veiled': { state: { ...SWITCH, question: { ...QUESTION, from: { kind: 'veiled' } } } },
  'switch-number': {
    state: {
      ...SWITCH,
      question: {
        kind: 'switch',
        cause: 'choice',
        from: { kind: 'dashboard' },
        to: { kind: 'number', insTail: '7264' },
      },
    },
  },
  'switch-dashboard': {
    state: {
      ...SWITCH,
      question: {
        ...QUESTION,
        cause: 'choice',
        from: { kind: 'person', person: LEA },
        to: { kind: 'dashboard' },
      },
    },
  },
  'switch-dashboards': {
    state: {
      ...SWITCH,
      question: {
        ...QUESTION,
        cause: 'choice',
        from: { kind: 'dashboard', caller: 'Cabinet Facile' },
        to: { kind: 'dashboard', caller: 'Cabinet Facile' },
      },
    },
  },
  'from-number': {
    state: { ...SWITCH, question: { ...QUESTION, from: { kind: 'number', insTail: '7264' } } },
  },
  'from-document': {
    state: {
      ...SWITCH,
      question: {
        ...QUESTION,
        from: { kind: 'document', person: LEA_OF_DOCUMENT, insTail: '0142' },
      },
    },
  },
  'from-software': {
    state: {
      ...SWITCH,
      question: {
        ...QUESTION,
        cause: 'choice',
        from: { kind: 'software', caller: 'Cabinet Facile', person: null, insTail: '7264' },
        to: { kind: 'software', caller: 'Cabinet Facile', person: LEA_OF_DOCUMENT, insTail: '0142' },
      },
    },
  },
  'from-software-named': {
    state: {
      ...SWITCH,
      question: {
        ...QUESTION,
        from: { kind: 'software', caller: 'Cabinet Facile', person: LEA_OF_DOCUMENT, insTail: '0142' },
      },
    },
  },
  'software-other-card': {
    state: {
      ...SWITCH,
      question: {
        kind: 'software',
        caller: 'Cabinet Facile',
        page: 'Documents',
        insTail: '0142',
        person: { ...LEA_OF_DOCUMENT, standing: 'software' },
        contradicted: false,
        card: 'other',
      },
    },
  },
  software: {
    state: {
      ...SWITCH,
      question: {
        kind: 'software',
        caller: 'Cabinet Facile',
        page: 'Documents',
        insTail: '7264',
        person: null,
        contradicted: false,
        card: 'none',
      },
    },
  },
  'software-no-patient': {
    state: {
      ...SWITCH,
      question: {
        kind: 'software',
        caller: 'un autre logiciel',
        page: 'TableauDeBord',
        insTail: null,
        person: null,
        contradicted: false,
        card: 'none',
      },
    },
  },
  'switch-software': {
    state: {
      ...SWITCH,
      question: {
        ...QUESTION,
        cause: 'choice',
        to: { kind: 'software', caller: 'Cabinet Facile', person: null, insTail: '7264' },
      },
    },
  },
  'software-contradicted': {
    state: {
      ...SWITCH,
      question: {
        kind: 'software',
        caller: 'Cabinet Facile',
        page: 'Documents',
        insTail: '0142',
        person: { ...LEA_OF_DOCUMENT, standing: 'card' },
        contradicted: true,
        card: 'same',
      },
    },
  },
  'software-named': {
    state: {
      ...SWITCH,
      question: {
        kind: 'software',
        caller: 'Cabinet Facile',
        page: 'Documents',
        insTail: '0142',
        person: { ...LEA_OF_DOCUMENT, standing: 'software' },
        contradicted: false,
        card: 'none',
      },
    },
  },
  document: {
    state: {
      ...SWITCH,
      question: { kind: 'document', person: LEA_OF_DOCUMENT, insTail: '0142', page: 'TableauDeBord' },
    },
  },
  'switch-document': {
    state: {
      ...SWITCH,
      question: {
        ...QUESTION,
        cause: 'document',
        to: { kind: 'document', person: LEA_OF_DOCUMENT, insTail: '0142' },
      },
    },
  },
  'two-cards': {
    state: {
      ...SWITCH,
      question: {
        kind: 'practitioner-card',
        cards: [
          { id: 'a', type: 'CPS', holder: 'Dr A. PRATICIEN' },
          { id: 'b', type: 'CPE', holder: null },
        ],
      },
    },
  },
};

const PIN: PinState = {
  holder: 'Dr A. PRATICIEN',
  site: 'wps-cps.exemple.fr',
  purpose: 'sign-in',
  triesLeft: null,
  warnLastTry: false,
  previousWrong: false,
  keypad: false,
  ecps: true,
};

const pin: Scenes['pin'] = {
  asked: { state: PIN },
  wrong: { state: { ...PIN, previousWrong: true, triesLeft: 'low' }, steps: [{ fill: '1234' }] },
  last: {
    state: { ...PIN, previousWrong: true, triesLeft: 'last', warnLastTry: true },
  },
  keypad: { state: { ...PIN, keypad: true } },
  vitale: { state: { ...PIN, holder: null, purpose: 'vitale', ecps: false } },
};

const proxy: Scenes['proxy'] = {
  asked: { state: { host: 'proxy.cabinet.exemple.fr:8080', realm: 'Accès Internet', previousWrong: false } },
  wrong: { state: { host: 'proxy.cabinet.exemple.fr:8080', realm: null, previousWrong: true } },
};

function settingsOf(layers: Partial<SettingLayers>): Settings {
  const resolved = resolveLayers({ ...NO_LAYERS, ...layers });
  if (!resolved.ok) throw new Error('these settings contradict each other');
  return Object.fromEntries(describeSettings(resolved.value)) as Settings;
}

const SETTINGS: SettingsState = {
  settings: settingsOf({ user: { openOnInsert: 'ask', notifications: { showNames: true } } }),
  refused: null,
  problems: [],
  lockUnseen: false,
};

const FLEET: SettingsState = {
  ...SETTINGS,
  settings: settingsOf({
    policyDefaults: { lockAfterMinutes: 5, landingPage: 'Documents' },
    policyLocked: {
      signIn: 'cpx',
      openOnInsert: 'ask',
      closeOnVitaleRemoval: true,
      startWithSession: true,
      cards: { cryptolib: '/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so' },
      webPs: { cpx: { hosts: ['https://wps-cps.exemple.fr'] } },
    },
    file: { hideAfterMinutes: 3 },
    user: {
      cards: { vitale: ['pcsc', 'ssv'], ssvLibrary: 'C:\\Program Files (x86)\\Facturation\\ssvw32.dll' },
    },
  }),
};

const TEST_SITE: SettingsState = {
  ...SETTINGS,
  settings: settingsOf({
    user: {
      environment: 'test',
      webPs: {
        cpx: { hosts: ['https://wps-cps.exemple.fr', 'https://wps-cps.secours.exemple.fr'] },
        ecps: { hosts: ['https://wps-psc.exemple.fr'] },
        insForm: 'matricule+type',
      },
    },
  }),
};

const FILE_REFUSED: SettingsState['refused'] = {
  key: 'webPs.trustedCaFile',
  file: 'autorites.pem',
  failure: {
    code: 'CONFIG-ILLISIBLE',
    detail: { file: 'autorites.pem', reason: 'aucun certificat n’y a été trouvé' },
  },
};

const settings: Scenes['settings'] = {
  opening: { state: SETTINGS },
  'opening-fleet': { state: FLEET },
  'sign-in': { state: SETTINGS, steps: [{ click: 'Connexion' }] },
  'lock-unseen': { state: { ...SETTINGS, lockUnseen: true }, steps: [{ fill: 'verrou' }] },
  'sign-in-fleet': { state: FLEET, steps: [{ click: 'Connexion' }] },
  cards: { state: FLEET, steps: [{ click: 'Avancé (support)' }, { click: 'Cartes et lecteurs' }] },
  site: {
    state: {
      ...TEST_SITE,
      refused: {
        key: 'webPs.ecps.hosts',
        failure: {
          code: 'CONFIG-INVALIDE',
          detail: {
            key: 'webPs.ecps.hosts.0',
            setting: 'Adresses du DMP avec une e-CPS',
            reason: 'une adresse commençant par https:// est attendue',
          },
        },
      },
    },
    steps: [{ click: 'Avancé (support)' }, { click: 'Site du DMP' }],
  },
  'file-refused': {
    state: { ...TEST_SITE, refused: FILE_REFUSED },
    steps: [{ click: 'Avancé (support)' }, { click: 'Site du DMP' }],
  },
  support: { state: SETTINGS, steps: [{ click: 'Avancé (support)' }, { click: 'Support' }] },
  allow: {
    state: {
      ...FLEET,
      settings: settingsOf({
        policyLocked: { allow: { print: false, copy: false }, assistant: false, lockAll: true },
        policyDefaults: { allow: { links: false } },
      }),
    },
    steps: [{ click: 'Avancé (support)' }, { click: 'Actions permises' }],
  },
  search: { state: SETTINGS, steps: [{ fill: 'code' }] },
  'search-nothing': { state: SETTINGS, steps: [{ fill: 'zzz' }] },
  notifications: { state: SETTINGS, steps: [{ click: 'Notifications' }] },
  program: { state: FLEET, steps: [{ click: 'Affichage et démarrage' }] },
  'set-aside': {
    state: {
      ...SETTINGS,
      problems: [
        {
          code: 'REGLAGES-ECARTES',
          detail: { reason: 'fichier : ce n’est pas du JSON', kept: 'settings.json.2026-11-23T10-00-00' },
        },
      ],
    },
  },
};

const ASSISTANT: AssistantState = {
  step: 'reader',
  settings: settingsOf({}),
  refused: null,
  readers: {
    state: 'found',
    names: ['Gemalto PC Twin Reader 00 00', 'Ingenico Healthcare Orga 930 M 01 00'],
  },
  vitale: { state: 'waiting' },
  practitioner: { state: 'ready', type: 'CPS', holder: 'Dr A. PRATICIEN', daysLeft: 476 },
  sites: [
    {
      by: 'cpx',
      candidates: [
        { origin: 'https://wps-cps.exemple.fr', probe: { state: 'silent', stage: 'name' } },
        {
          origin: 'https://wps-cps.nouveau.exemple.fr',
          probe: { state: 'answers', tls: 'TLS 1.2', milliseconds: 84 },
        },
      ],
    },
    { by: 'ecps', candidates: [{ origin: 'https://wps-psc.exemple.fr', probe: { state: 'trying' } }] },
  ],
  connection: { state: 'untried' },
};

/** Every address answers, so that the steps before are passed. */
const ANSWERED: AssistantState['sites'] = ASSISTANT.sites.map(({ by, candidates }) => ({
  by,
  candidates: candidates.map(({ origin, probe }) => ({
    origin,
    probe: probe.state === 'trying' ? { state: 'answers', tls: 'TLS 1.3', milliseconds: 61 } : probe,
  })),
}));

const assistant: Scenes['assistant'] = {
  reader: { state: ASSISTANT },
  'reader-none': {
    state: {
      ...ASSISTANT,
      readers: { state: 'problem', failure: { code: 'LECTEUR-ABSENT' } },
    },
  },
  'reader-searching': { state: { ...ASSISTANT, readers: { state: 'searching' } } },
  vitale: { state: { ...ASSISTANT, step: 'vitale' } },
  'vitale-reading': { state: { ...ASSISTANT, step: 'vitale', vitale: { state: 'reading' } } },
  'vitale-read': { state: { ...ASSISTANT, step: 'vitale', vitale: { state: 'read', people: 3 } } },
  'vitale-problem': {
    state: { ...ASSISTANT, step: 'vitale', vitale: { state: 'problem', failure: { code: 'VITALE-MUETTE' } } },
  },
  'sign-in': { state: { ...ASSISTANT, step: 'sign-in' } },
  'sign-in-reading': { state: { ...ASSISTANT, step: 'sign-in', practitioner: { state: 'reading' } } },
  'sign-in-unnamed': {
    state: {
      ...ASSISTANT,
      step: 'sign-in',
      practitioner: { state: 'ready', type: 'CPE', holder: null, daysLeft: null },
    },
  },
  'sign-in-problem': {
    state: {
      ...ASSISTANT,
      step: 'sign-in',
      practitioner: { state: 'problem', failure: { code: 'CRYPTOLIB-ABSENTE' } },
      refused: {
        key: 'signIn',
        failure: { code: 'REGLAGES-NON-ECRITS', detail: { reason: 'disque plein' } },
      },
    },
  },
  'file-refused': { state: { ...ASSISTANT, step: 'sign-in', refused: FILE_REFUSED } },
  'sign-in-locked': {
    state: {
      ...ASSISTANT,
      step: 'sign-in',
      practitioner: { state: 'absent' },
      settings: settingsOf({ policyLocked: { signIn: 'cpx' } }),
    },
  },
  site: { state: { ...ASSISTANT, step: 'site' } },
  'site-silent': {
    state: {
      ...ASSISTANT,
      step: 'site',
      sites: [
        {
          by: 'ecps',
          candidates: [
            { origin: 'https://wps-psc.exemple.fr', probe: { state: 'silent', stage: 'connection' } },
          ],
        },
        { by: 'cpx', candidates: [] },
      ],
    },
  },
  'site-certificate': {
    state: {
      ...ASSISTANT,
      step: 'site',
      sites: [
        {
          by: 'cpx',
          candidates: [
            { origin: 'https://wps-cps.exemple.fr', probe: { state: 'silent', stage: 'certificate' } },
            { origin: 'https://wps-cps.secours.exemple.fr', probe: { state: 'silent', stage: 'tls' } },
          ],
        },
      ],
    },
  },
  'site-found': { state: { ...ASSISTANT, step: 'site', sites: ANSWERED } },
  habits: {
    state: {
      ...ASSISTANT,
      step: 'habits',
      sites: ANSWERED,
      // Proposed on, and not written yet.
      settings: {
        ...settingsOf({}),
        startWithSession: { value: true, origin: 'built-in', locked: false },
      },
    },
  },
  done: { state: { ...ASSISTANT, step: 'done', sites: ANSWERED } },
  'done-connecting': {
    state: { ...ASSISTANT, step: 'done', sites: ANSWERED, connection: { state: 'connecting' } },
  },
  'done-made': { state: { ...ASSISTANT, step: 'done', sites: ANSWERED, connection: { state: 'made' } } },
  'done-failed': {
    state: {
      ...ASSISTANT,
      step: 'done',
      sites: ANSWERED,
      connection: {
        state: 'failed',
        failure: { code: 'SITE-MUET', detail: { host: 'wps-cps.exemple.fr', seconds: '15' } },
      },
    },
  },
};

const ABOUT: AboutState = {
  versions: {
    program: '0.1.0',
    electron: '45.4.1',
    chromium: '150.0.7801.12',
    system: 'Windows 11 (10.0.26100)',
  },
  engineBelow: null,
  notices: { state: 'hidden' },
};

const about: Scenes['about'] = {
  plain: { state: ABOUT },
  'engine-old': {
    state: {
      ...ABOUT,
      versions: { ...ABOUT.versions, chromium: '130.0.6723.137' },
      engineBelow: 140,
      notices: { state: 'missing' },
    },
  },
  notices: {
    state: {
      ...ABOUT,
      notices: {
        state: 'shown',
        text: Array.from({ length: 40 }, (_, index) => `composant-${String(index)} 1.0.0 · MIT`).join('\n'),
      },
    },
  },
};

/** The guide that goes with the program: its first page, one with a table, and a failure's. */
const guide: Scenes['guide'] = {
  contents: { state: { place: 'README', asked: 1 } },
  page: { state: { place: 'diagnostic', asked: 1 } },
  failure: { state: { place: 'codes/cpx-code-errone', asked: 1 } },
};

/** The room puts a paper before a camera, but for `none`: there is no camera. */
const camera: Scenes['camera'] = {
  looking: { state: { refused: null } },
  refused: { state: { refused: { code: 'DATAMATRIX-AUTRE' } } },
  none: { state: { refused: null } },
};

export const SCENES: Scenes = {
  launcher,
  visit,
  confirm,
  pin,
  proxy,
  settings,
  assistant,
  about,
  diagnosis,
  guide,
  camera,
};
