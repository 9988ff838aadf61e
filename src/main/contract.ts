/**
 * The one place where main and the windows of the interface meet.
 * Main sends each window its whole state; a window sends main commands. Both are validated by who receives them.
 */
import { z } from 'zod';
import { CONNECT_ANSWER } from '../domain/ecps-answers.ts';
import { isFailureCode, type Failure } from '../domain/failures/index.ts';
import { ASSISTANT_STEPS } from '../domain/assistant.ts';
import { SETTING_KEYS, SETTING_ORIGINS } from '../domain/settings-layers.ts';
import { SITE_ANSWER_CODES } from '../domain/site-answers.ts';
import { ZOOM_LARGEST, ZOOM_SMALLEST } from '../domain/zoom.ts';

const failureSchema: z.ZodType<Failure> = z
  .strictObject({
    code: z.string().refine(isFailureCode),
    detail: z.record(z.string(), z.string()).exactOptional(),
  })
  .transform((value) => value as Failure);

const diagnosisSectionSchema = z.enum(['readers', 'vitale', 'cpx', 'ssv', 'srvsvcnam', 'network', 'program']);

/** At the section of the failure that is shown; null: of whatever is wrong at this moment, if anything is. */
const openDiagnosis = z.strictObject({ section: diagnosisSectionSchema.nullable() });

/** The pages of web-ps.md by their segment, and the site's home page. */
export const pageIdSchema = z.enum([
  'TableauDeBord',
  'DossierPatient',
  'GestionDMPPatient',
  'Documents',
  'ParcoursDeSoins',
  'HistoriqueAcces',
  'Parametrages',
  'VolontesEtDroits',
  'CarnetVaccination',
  'Accueil',
]);

const signInSchema = z.enum(['cpx', 'ecps']);

/** A person as shown to the practitioner. The INS never crosses to a window: only its last four characters. */
export const personSchema = z.strictObject({
  name: z.string(),
  birthName: z.string().nullable(),
  firstName: z.string(),
  /** `AAAAMMJJ`, unknown parts as on the card. */
  birthDate: z.string(),
  /** Known only from an INS that may be used. */
  sex: z.enum(['F', 'M']).nullable(),
});
export type Person = z.infer<typeof personSchema>;

/** One line of the chooser. */
export const candidateSchema = z.strictObject({
  /** Opaque, valid for this insertion only. */
  id: z.string(),
  person: personSchema,
  insured: z.boolean(),
  ins: z.discriminatedUnion('usable', [
    z.strictObject({ usable: z.literal(true), tail: z.string().length(4) }),
    /** `reason` is a French sentence from the domain's rules. */
    z.strictObject({ usable: z.literal(false), reason: z.string() }),
  ]),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const practitionerCardSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('absent') }),
  z.strictObject({ state: z.literal('reading') }),
  z.strictObject({
    state: z.literal('ready'),
    /** CPS, CPF, CPE, CDE, CPA or CPx. */
    type: z.string(),
    /** « Dr A. PRATICIEN », or the structure's name for a card without a person. */
    holder: z.string().nullable(),
    daysLeft: z.int().nullable(),
  }),
  z.strictObject({ state: z.literal('problem'), failure: failureSchema }),
]);
export type PractitionerCard = z.infer<typeof practitionerCardSchema>;

const launcherStateSchema = z.strictObject({
  demonstration: z.boolean(),
  vitale: z.enum(['looking', 'service-off', 'no-reader', 'waiting', 'reading', 'read', 'problem']),
  practitioner: practitionerCardSchema,
  /** How the next visit will sign in; `choices` has two entries when the practitioner may choose. */
  signIn: z.strictObject({ proposed: signInSchema, choices: z.array(signInSchema).min(1) }),
  landingPage: pageIdSchema,
  /** A second source is being asked about the card that is shown. */
  refining: z.boolean(),
  screen: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('waiting') }),
    z.strictObject({ kind: z.literal('reading') }),
    /** `selected` is the person that Enter opens: null when nobody's INS can be used. */
    z.strictObject({
      kind: z.literal('people'),
      candidates: z.array(candidateSchema).min(1),
      selected: z.string().nullable(),
    }),
    z.strictObject({ kind: z.literal('problem'), failure: failureSchema }),
  ]),
  /** The record that is open at the moment, if any; `person` is null for a visit without a named patient. */
  visit: z
    .strictObject({
      person: personSchema.nullable(),
      /** Hidden because nobody has been here for a while: its patient is not named here either. */
      veiled: z.boolean(),
    })
    .nullable(),
  /** Something just asked that could not be done. */
  notice: failureSchema.nullable(),
});
export type LauncherState = z.infer<typeof launcherStateSchema>;

/** Who a visit is about, as the patient bar says it. */
export const patientBarSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('card'), person: personSchema, insTail: z.string().length(4) }),
  z.strictObject({ kind: z.literal('typed'), insTail: z.string().length(4) }),
  /** Given by the practice's software: no card, no name. */
  z.strictObject({ kind: z.literal('software'), caller: z.string(), insTail: z.string().length(4) }),
]);
export type PatientBar = z.infer<typeof patientBarSchema>;

const visitStateSchema = z.strictObject({
  demonstration: z.boolean(),
  patient: patientBarSchema,
  tabs: z.array(
    z.strictObject({
      page: pageIdSchema,
      enabled: z.boolean(),
      /** Why the page cannot be opened, in French. */
      reason: z.string().nullable(),
    }),
  ),
  current: pageIdSchema.nullable(),
  /** `slow` after one second: words are shown. Before 200 ms nothing is. */
  progress: z
    .strictObject({ step: z.enum(['connecting', 'waiting-phone', 'loading']), slow: z.boolean() })
    .nullable(),
  /** `card` is the card's type (CPS, CPE…), where one signs in and it is known. */
  signedIn: z
    .strictObject({ by: signInSchema, card: z.string().nullable(), holder: z.string().nullable() })
    .nullable(),
  connection: z.strictObject({ host: z.string(), tls: z.string().nullable() }).nullable(),
  vitaleRemoved: z.boolean(),
  /** The bar that looks for words in the page, while it is open; `asked` grows each time its keys are pressed. */
  find: z.strictObject({ asked: z.int(), matches: z.int().min(0), current: z.int().min(0) }).nullable(),
  /** Size of the site's pages, in percent. */
  zoom: z.int().min(ZOOM_SMALLEST).max(ZOOM_LARGEST),
  /** The document shown over the site's page, which stays where it is. */
  document: z.strictObject({ name: z.string().nullable() }).nullable(),
  /** What would leave the DMP if the user chose a place for it. */
  leaving: z
    .strictObject({ what: z.enum(['page', 'document', 'file']), name: z.string().nullable() })
    .nullable(),
  /** The site answered with an error, which stays on screen: the dashboard is one click away. */
  wayOut: failureSchema.nullable(),
  /** Nobody has been here for a while: nothing of the record is on screen. */
  veiled: z.boolean(),
  /** A short message above the site, which goes on being shown. */
  banner: failureSchema.nullable(),
  /** Takes the site's place: the site is hidden or gone. */
  stop: z
    .strictObject({
      failure: failureSchema,
      /** Offered ways on, the first is the main one. */
      actions: z.array(z.enum(['retry', 'dashboard', 'start-over', 'diagnosis', 'close'])),
    })
    .nullable(),
});
export type VisitState = z.infer<typeof visitStateSchema>;

/** Either side of a change of patient; `dashboard` is the site without a patient. */
const partySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), person: personSchema }),
  z.strictObject({ kind: z.literal('number'), insTail: z.string().length(4) }),
  z.strictObject({ kind: z.literal('software'), caller: z.string(), insTail: z.string().length(4) }),
  z.strictObject({ kind: z.literal('dashboard') }),
  /** The open record, hidden because nobody has been here for a while. */
  z.strictObject({ kind: z.literal('veiled') }),
]);
export type Party = z.infer<typeof partySchema>;

const confirmStateSchema = z.strictObject({
  demonstration: z.boolean(),
  /** The answer names the question it answers. */
  id: z.int(),
  question: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('switch'),
      /** What brought the change about. */
      cause: z.enum(['card', 'choice']),
      from: partySchema,
      to: partySchema,
    }),
    /** The practice's software asks for a page: nothing opens before the practitioner agrees. */
    z.strictObject({
      kind: z.literal('software'),
      caller: z.string(),
      page: pageIdSchema,
      /** Null when the page is asked for without a patient. */
      insTail: z.string().length(4).nullable(),
    }),
    /** Two practitioners' cards are in the readers: which one signs in, for this visit. */
    z.strictObject({
      kind: z.literal('practitioner-card'),
      cards: z
        .array(z.strictObject({ id: z.string(), type: z.string(), holder: z.string().nullable() }))
        .min(2),
    }),
  ]),
});
export type ConfirmState = z.infer<typeof confirmStateSchema>;

const pinStateSchema = z.strictObject({
  demonstration: z.boolean(),
  /** Whose card it is, as far as known. */
  holder: z.string().nullable(),
  /** The site's host that asks. */
  site: z.string(),
  /** What the PIN is for: signing in, or reading the Vitale's rights with the vendor's library. */
  purpose: z.enum(['sign-in', 'vitale']),
  /** `low` after a wrong PIN, `last` when one more blocks the card, null when not known. */
  triesLeft: z.enum(['low', 'last']).nullable(),
  warnLastTry: z.boolean(),
  previousWrong: z.boolean(),
  /** The PIN is typed on the reader: there is no field, only an explanation and a way to give up. */
  keypad: z.boolean(),
});
export type PinState = z.infer<typeof pinStateSchema>;

const settingKeySchema = z.enum(SETTING_KEYS);
const settingValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
export type SettingValue = z.infer<typeof settingValueSchema>;

const settingSchema = z.strictObject({
  value: settingValueSchema,
  origin: z.enum(SETTING_ORIGINS),
  /** Fixed by the fleet's policy or by the file the program was started with. */
  locked: z.boolean(),
});
export type Setting = z.infer<typeof settingSchema>;

/** Every setting with where it comes from, and the change just asked that could not be made. */
const settingsPart = {
  settings: z.record(settingKeySchema, settingSchema),
  refused: z.strictObject({ key: settingKeySchema, failure: failureSchema }).nullable(),
};
export type Settings = z.infer<typeof settingsPart.settings>;
export type RefusedSetting = z.infer<typeof settingsPart.refused>;

const settingsCommands = {
  set: z.strictObject({ key: settingKeySchema, value: settingValueSchema }),
  /** Takes the user's own value away. */
  reset: z.strictObject({ key: settingKeySchema }),
};

const settingsStateSchema = z.strictObject({
  demonstration: z.boolean(),
  ...settingsPart,
  /** What the layers could not use: a file set aside, a policy refused. */
  problems: z.array(failureSchema),
});
export type SettingsState = z.infer<typeof settingsStateSchema>;

/** What became of trying one address: each stage is reached through the one before. */
const hostProbeSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('trying') }),
  z.strictObject({ state: z.literal('answers'), tls: z.string(), milliseconds: z.int() }),
  z.strictObject({ state: z.literal('silent'), stage: z.enum(['name', 'connection', 'tls', 'certificate']) }),
]);
export type HostProbe = z.infer<typeof hostProbeSchema>;

const assistantStateSchema = z.strictObject({
  demonstration: z.boolean(),
  step: z.enum(ASSISTANT_STEPS),
  ...settingsPart,
  readers: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('searching') }),
    z.strictObject({ state: z.literal('found'), names: z.array(z.string()).min(1) }),
    z.strictObject({ state: z.literal('problem'), failure: failureSchema }),
  ]),
  /** Nobody is named here: how many people the card holds is enough. */
  vitale: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('waiting') }),
    z.strictObject({ state: z.literal('reading') }),
    z.strictObject({ state: z.literal('read'), people: z.int().min(1) }),
    z.strictObject({ state: z.literal('problem'), failure: failureSchema }),
  ]),
  practitioner: practitionerCardSchema,
  /** The addresses of each way to sign in that the choice made leaves open, in the order they are tried. */
  sites: z.array(
    z.strictObject({
      by: signInSchema,
      candidates: z.array(z.strictObject({ origin: z.string(), probe: hostProbeSchema })),
    }),
  ),
});
export type AssistantState = z.infer<typeof assistantStateSchema>;

const aboutStateSchema = z.strictObject({
  demonstration: z.boolean(),
  versions: z.strictObject({
    program: z.string(),
    electron: z.string(),
    chromium: z.string(),
    system: z.string(),
  }),
  /** The oldest engine that the DMP's operator supports, when the one in use is older. */
  engineBelow: z.int().nullable(),
  /** Third parties' licences: `hidden` until asked for. */
  notices: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('hidden') }),
    z.strictObject({ state: z.literal('shown'), text: z.string() }),
    z.strictObject({ state: z.literal('missing') }),
  ]),
});
export type AboutState = z.infer<typeof aboutStateSchema>;

const checkSchema = z.strictObject({
  id: z.string(),
  section: diagnosisSectionSchema,
  result: z.enum(['good', 'watch', 'fix', 'unknown']),
  code: z.string(),
  found: z.string(),
  meaning: z.string(),
  steps: z.array(z.string()),
  repair: z.literal('galss').nullable(),
});
export type CheckView = z.infer<typeof checkSchema>;

const diagnosisStateSchema = z.strictObject({
  demonstration: z.boolean(),
  running: z.boolean(),
  counts: z.strictObject({ fix: z.int().min(0), watch: z.int().min(0) }),
  groups: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      checks: z.array(checkSchema),
      /** What is still being looked at. */
      pending: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    }),
  ),
  /** The section to show first; `asked` grows each time one is asked for. */
  focus: z.strictObject({ section: diagnosisSectionSchema, asked: z.int() }).nullable(),
  /** What became of the report; `asked` tells two copies apart. */
  report: z.strictObject({ done: z.enum(['copied', 'saved', 'not-saved']), asked: z.int() }).nullable(),
  repair: z
    .discriminatedUnion('state', [
      z.strictObject({
        state: z.literal('proposed'),
        file: z.string(),
        changes: z.array(z.strictObject({ channel: z.int(), from: z.string(), to: z.string() })),
      }),
      z.strictObject({ state: z.literal('nothing') }),
      z.strictObject({ state: z.literal('done'), backup: z.string() }),
      z.strictObject({ state: z.literal('undone') }),
      z.strictObject({ state: z.literal('failed'), failure: failureSchema }),
    ])
    .nullable(),
});
export type DiagnosisState = z.infer<typeof diagnosisStateSchema>;

const none = z.strictObject({});

export const interfaceContract = {
  launcher: {
    state: launcherStateSchema,
    commands: {
      /** Opens the record of a person of the chooser. */
      openPerson: z.strictObject({ id: z.string(), page: pageIdSchema }),
      openDashboard: none,
      chooseSignIn: z.strictObject({ by: signInSchema }),
      /** A hand-typed INS; main checks it again. */
      openIns: z.strictObject({ ins: z.string().max(40), page: pageIdSchema }),
      showVisit: none,
      dismissNotice: none,
      openSettings: none,
      openDiagnosis,
      hide: none,
    },
  },
  visit: {
    state: visitStateSchema,
    commands: {
      openPage: z.strictObject({ page: pageIdSchema }),
      print: none,
      savePdf: none,
      reload: none,
      openFind: none,
      find: z.strictObject({ text: z.string().max(200), forward: z.boolean() }),
      closeFind: none,
      zoom: z.strictObject({ change: z.enum(['in', 'out', 'reset']) }),
      closeDocument: none,
      /** Answers `leaving`: go on to choosing a place, or give up. */
      leave: z.strictObject({ agreed: z.boolean() }),
      dismissWayOut: none,
      unveil: none,
      /** Gives the keyboard to the site's page, or to the document over it. */
      focusPage: none,
      close: none,
      dismissBanner: none,
      openDiagnosis,
      stopAction: z.strictObject({
        action: z.enum(['retry', 'dashboard', 'start-over', 'diagnosis', 'close']),
      }),
      /** The area that the site may fill, in CSS pixels of the window's content. */
      layout: z.strictObject({
        top: z.number().min(0).max(4000),
        bottom: z.number().min(0).max(4000),
      }),
    },
  },
  confirm: {
    state: confirmStateSchema,
    commands: {
      accept: z.strictObject({ id: z.int() }),
      refuse: z.strictObject({ id: z.int() }),
      chooseCard: z.strictObject({ id: z.int(), card: z.string() }),
    },
  },
  pin: {
    state: pinStateSchema,
    commands: {
      submit: z.strictObject({ pin: z.string().min(4).max(16) }),
      cancel: none,
      /** Gives up as well: this window would stand before the diagnosis. */
      openDiagnosis,
    },
  },
  settings: {
    state: settingsStateSchema,
    commands: {
      ...settingsCommands,
      /** Asks the user for a file and keeps its path. */
      chooseFile: z.strictObject({ key: settingKeySchema }),
      openAssistant: none,
      openDiagnosis,
      openAbout: none,
      close: none,
    },
  },
  assistant: {
    state: assistantStateSchema,
    commands: {
      ...settingsCommands,
      goTo: z.strictObject({ step: z.enum(ASSISTANT_STEPS) }),
      /** Tries the addresses once more. */
      probe: none,
      /** Puts this address before the others. */
      confirmSite: z.strictObject({ by: signInSchema, origin: z.string() }),
      openDiagnosis,
      /** Goes on with it at the next start. */
      later: none,
      finish: none,
    },
  },
  about: {
    state: aboutStateSchema,
    commands: { showNotices: none, openDiagnosis, close: none },
  },
  diagnosis: {
    state: diagnosisStateSchema,
    commands: {
      again: none,
      copyReport: none,
      saveReport: none,
      /** Works out the repair of galss.ini and shows it; writes nothing. */
      showRepair: none,
      /** Writes what was shown, after keeping the file. */
      applyRepair: none,
      undoRepair: none,
      dismissRepair: none,
      close: none,
    },
  },
} as const;

export type InterfaceContract = typeof interfaceContract;
export type WindowKind = keyof InterfaceContract;
export type WindowState<Kind extends WindowKind> = z.infer<InterfaceContract[Kind]['state']>;
export type CommandName<Kind extends WindowKind> = keyof InterfaceContract[Kind]['commands'] & string;
export type CommandParams<Kind extends WindowKind, Name extends CommandName<Kind>> =
  InterfaceContract[Kind]['commands'] extends Readonly<Record<Name, infer S extends z.ZodType>>
    ? z.infer<S>
    : never;

/** Channel on which main sends a window its state. */
export function stateChannel(kind: WindowKind): string {
  return `${kind}:state`;
}

/** Channel on which a window sends its commands; the message is `{name, params}`. */
export function commandChannel(kind: WindowKind): string {
  return `${kind}:command`;
}

/** A command as it travels. */
export const commandMessageSchema = z.strictObject({ name: z.string(), params: z.unknown() });

/** What every preload exposes to its page as `window.dmp`. */
export interface Bridge<Kind extends WindowKind> {
  /** Calls back at once with the last state, then with each new one. */
  onState(listener: (state: WindowState<Kind>) => void): void;
  send<Name extends CommandName<Kind>>(name: Name, params: CommandParams<Kind, Name>): void;
}

/** What the preload of the site's pages may tell main on `siteAnswerChannel`: that it recognised a known answer. */
export const siteAnswerSchema = z.strictObject({ code: z.enum([...SITE_ANSWER_CODES, CONNECT_ANSWER]) });
export type SiteAnswer = z.infer<typeof siteAnswerSchema>['code'];
