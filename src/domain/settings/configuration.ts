/** The configuration contract: every key, its values and its default. Documented in docs/configuration.md. */
import { z } from 'zod';
import { failure, type Failure } from '../failures/failure.ts';
import production from './profiles/production.json' with { type: 'json' };
import sandbox from './profiles/sandbox.json' with { type: 'json' };
import { failed, success, type Result } from '../result.ts';
import { JOURNAL_LEVELS, type JournalLevel } from './journal-levels.ts';
import { settingName } from './setting-name.ts';
import { UPDATE_MODES, type UpdateMode } from './update-wish.ts';
import { SHORTCUTS, type Shortcut } from './shortcuts.ts';
import { PATIENT_PAGE_IDS } from '../site/pages.ts';
import { SETTING_REASONS } from '../failures/settings-reasons.ts';

export const environmentSchema = z.enum(['production', 'formation', 'test']);
export type Environment = z.infer<typeof environmentSchema>;

/** The two ways to sign in. */
export const SIGN_IN_METHODS = ['cpx', 'ecps'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** After this workstation's own identity: a password that is asked for, or nothing. */
export const PROXY_SIGN_INS = ['ask', 'integrated'] as const;
export type ProxySignIn = (typeof PROXY_SIGN_INS)[number];

/** What an inserted Vitale does: opens its record, waits in the launcher, or waits behind the tray's icon. */
export const OPEN_ON_INSERT = ['always', 'ask', 'discret'] as const;
export type OpenOnInsert = (typeof OPEN_ON_INSERT)[number];

/** A page that can be opened for a patient. */
export const landingPageSchema = z.enum(PATIENT_PAGE_IDS);

/** An https origin: scheme, host and, where needed, port; nothing after. */
const originSchema = z
  .url({ protocol: /^https$/, error: SETTING_REASONS.httpsExpected })
  .refine((text) => URL.canParse(text) && isBareOrigin(new URL(text)), {
    error: SETTING_REASONS.originExpected,
  })
  .transform((text) => new URL(text).origin);

function isBareOrigin(url: URL): boolean {
  return (
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  );
}

/** Where updates are published: a folder on an https server, its last slash optional. */
const feedSchema = z
  .url({ protocol: /^https$/, error: SETTING_REASONS.httpsExpected })
  .max(1024)
  .refine((text) => URL.canParse(text) && isFolder(new URL(text)), {
    error: SETTING_REASONS.folderExpected,
  });

/** A version of the program, as its packages are named. */
const versionSchema = z
  .string()
  .regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, { error: SETTING_REASONS.versionExpected });

function isFolder(url: URL): boolean {
  return url.search === '' && url.hash === '' && url.username === '' && url.password === '';
}

const hostsSchema = z.strictObject({ hosts: z.array(originSchema).max(8).optional() });
/** One line that is shown as it is. */
const wordsSchema = z.string().trim().min(1).max(120);
/** `host`, `host:port`; an address of version 6 in brackets. */
const syslogSchema = z
  .string()
  .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:]{2,39}\])(?::\d{1,5})?$/, {
    error: SETTING_REASONS.serverExpected,
  })
  .refine((text) => URL.canParse(`udp://${text}`), { error: SETTING_REASONS.serverExpected });
const pathSchema = z.string().min(1).max(1024);

/** What a configuration file may hold. Every key may be left out. */
export const configurationFileSchema = z.strictObject({
  $schema: z.string().optional(),
  environment: environmentSchema.optional(),
  webPs: z
    .strictObject({
      cpx: hostsSchema.optional(),
      ecps: hostsSchema.optional(),
      insForm: z.enum(['matricule', 'matricule+type']).optional(),
      insType: z.enum(['auto', 'N', 'T', 'D']).optional(),
      resourceHosts: z.array(originSchema).max(32).optional(),
      trustedCaFile: pathSchema.nullable().optional(),
      localComponents: z.enum(['auto', 'on', 'off']).optional(),
      answers: z.array(z.string().trim().min(8).max(200)).max(32).optional(),
    })
    .optional(),
  proSanteConnect: hostsSchema.extend({ extraHosts: z.array(originSchema).max(8).optional() }).optional(),
  ecps: z.strictObject({ keepSession: z.boolean().optional() }).optional(),
  proxy: z.strictObject({ signIn: z.enum(PROXY_SIGN_INS).optional() }).optional(),
  signIn: z.enum([...SIGN_IN_METHODS, 'ask']).optional(),
  landingPage: landingPageSchema.optional(),
  openOnInsert: z.enum(OPEN_ON_INSERT).optional(),
  shortcut: z.enum(SHORTCUTS).optional(),
  softwareCalls: z.strictObject({ trustInsertedCard: z.boolean().optional() }).optional(),
  closeOnVitaleRemoval: z.boolean().optional(),
  lockAfterMinutes: z.number().min(0).max(240).optional(),
  hideAfterMinutes: z.number().min(0).max(240).optional(),
  startWithSession: z.boolean().optional(),
  updates: z
    .strictObject({
      mode: z.enum(UPDATE_MODES).optional(),
      feed: feedSchema.nullable().optional(),
      version: versionSchema.nullable().optional(),
    })
    .optional(),
  cards: z
    .strictObject({
      vitale: z
        .array(z.enum(['pcsc', 'ssv']))
        .min(1)
        .max(2)
        .refine((list) => new Set(list).size === list.length, { error: SETTING_REASONS.repeated })
        .optional(),
      cryptolib: pathSchema.nullable().optional(),
      registerCryptolib: z.boolean().optional(),
      ssvLibrary: pathSchema.nullable().optional(),
      galssIni: pathSchema.nullable().optional(),
      ssvDeadlineSeconds: z.number().min(1).max(120).optional(),
      pinTriesPerInsertion: z.int().min(1).max(2).optional(),
    })
    .optional(),
  notifications: z
    .strictObject({
      cardRead: z.boolean().optional(),
      cpxExpiry: z.boolean().optional(),
      update: z.boolean().optional(),
      showNames: z.boolean().optional(),
    })
    .optional(),
  support: z
    .strictObject({
      name: wordsSchema.nullable().optional(),
      phone: wordsSchema.nullable().optional(),
      address: wordsSchema.nullable().optional(),
    })
    .optional(),
  sentinel: z.boolean().optional(),
  journal: z
    .strictObject({
      level: z.enum(JOURNAL_LEVELS).optional(),
      system: z.boolean().optional(),
      syslog: syslogSchema.nullable().optional(),
    })
    .optional(),
  zoom: z.int().min(100).max(200).optional(),
  minimumChromium: z.int().min(1).max(999).nullable().optional(),
  allow: z
    .strictObject({
      print: z.boolean().optional(),
      save: z.boolean().optional(),
      copy: z.boolean().optional(),
      links: z.boolean().optional(),
      typedIns: z.boolean().optional(),
      camera: z.boolean().optional(),
    })
    .optional(),
  assistant: z.boolean().optional(),
  lockAll: z.boolean().optional(),
});
export type ConfigurationFile = z.infer<typeof configurationFileSchema>;

/** What may be done on this workstation beside reading a record. */
export interface Allowed {
  /** Print a page or a document. */
  readonly print: boolean;
  /** Put anything of a record into a file. */
  readonly save: boolean;
  /** Copy from the site's pages and documents into another program. */
  readonly copy: boolean;
  /** Open on a `dmp-direct:` link. */
  readonly links: boolean;
  /** Type an INS by hand. */
  readonly typedIns: boolean;
  /** Read a document's code with the computer's camera. */
  readonly camera: boolean;
}

/** The configuration in force, every default filled in. */
export interface Configuration {
  readonly environment: Environment;
  readonly webPs: {
    readonly cpx: { readonly hosts: readonly string[] };
    readonly ecps: { readonly hosts: readonly string[] };
    readonly insForm: 'matricule' | 'matricule+type';
    readonly insType: 'N' | 'T' | 'D';
    readonly resourceHosts: readonly string[];
    readonly trustedCaFile: string | null;
    /** Whether the site's pages may reach SrvSVCNAM's local server; `auto`: where it is installed (srvsvcnam.md). */
    readonly localComponents: 'auto' | 'on' | 'off';
    /**
     * Wordings of the site's pages for a DMP that is closed, missing or blocked. The operator publishes none, so
     * there is none by default: an installation may add those it has seen.
     */
    readonly answers: readonly string[];
  };
  readonly proSanteConnect: {
    readonly hosts: readonly string[];
    /** Hosts of an establishment to which Pro Santé Connect delegates the sign-in (web-ps.md). */
    readonly extraHosts: readonly string[];
  };
  /** One phone validation serves the visits that follow, until its limits. */
  readonly ecps: { readonly keepSession: boolean };
  /**
   * What answers a proxy that wants to know who asks. The engine gives the user's own identity first, by itself, and
   * cannot be kept from it (docs/technical/sign-in.md; not confirmed on a Windows workstation); then a password is asked for, or
   * never.
   */
  readonly proxy: { readonly signIn: ProxySignIn };
  readonly signIn: SignInMethod | 'ask';
  readonly landingPage: z.infer<typeof landingPageSchema>;
  readonly openOnInsert: OpenOnInsert;
  /** From any program: opens the record of the inserted card, or the launcher. */
  readonly shortcut: Shortcut;
  readonly softwareCalls: {
    /** A call for the one person of the inserted card whose number it is opens without a question. */
    readonly trustInsertedCard: boolean;
  };
  readonly closeOnVitaleRemoval: boolean;
  /** Minutes between locking the workstation and the end of an open session; 0 ends it at once. */
  readonly lockAfterMinutes: number;
  /** Minutes without a key or the mouse before an open record is hidden behind a screen; 0 never hides it. */
  readonly hideAfterMinutes: number;
  /** Starts, in the tray, when the user opens their session. */
  readonly startWithSession: boolean;
  /** `feed` null, or `off`: no update is ever looked for. `version` is the one that `pinned` and `minimum` speak of. */
  readonly updates: {
    readonly mode: UpdateMode;
    readonly feed: string | null;
    readonly version: string | null;
  };
  readonly cards: {
    readonly vitale: readonly ('pcsc' | 'ssv')[];
    readonly cryptolib: string | null;
    /** Linux: the embedded browser is made to know the Cryptolib, in the user's own certificate database. */
    readonly registerCryptolib: boolean;
    readonly ssvLibrary: string | null;
    readonly galssIni: string | null;
    readonly ssvDeadlineSeconds: number;
    readonly pinTriesPerInsertion: number;
  };
  readonly notifications: {
    readonly cardRead: boolean;
    readonly cpxExpiry: boolean;
    readonly update: boolean;
    /** Whether a notification may name a person: anyone may see the screen. */
    readonly showNames: boolean;
  };
  /** Whom the practice calls when something does not work: shown on every stop and in « À propos ». */
  readonly support: {
    readonly name: string | null;
    readonly phone: string | null;
    /** Of a mailbox, a site or an office. */
    readonly address: string | null;
  };
  /** Looks at the workstation once a day and says what got worse. */
  readonly sentinel: boolean;
  /** The helpdesk's events (src/domain/journal): nobody is in them. */
  readonly journal: {
    /** Which of them are told, down to this level. */
    readonly level: JournalLevel;
    /** To systemd's journal or syslog, and to Windows' event log. */
    readonly system: boolean;
    /** `host` or `host:port` of a server that takes RFC 5424 by UDP; null: nothing leaves the workstation. */
    readonly syslog: string | null;
  };
  /** Size of the interface's own pages, in percent. */
  readonly zoom: number;
  /** Oldest major version of Chromium that the operator of the DMP supports; null when nobody has said. */
  readonly minimumChromium: number | null;
  /** What this workstation lets be done: what is false has neither button nor key, and the site no way to it. */
  readonly allow: Allowed;
  /** The first-run assistant: offered by itself once, and again on request. */
  readonly assistant: boolean;
  /** Fixed by a policy: what it does not name cannot be changed either (layers.ts). Of anybody else it means nothing. */
  readonly lockAll: boolean;
}

/** Letter of an INS in the form `matricule+type` (web-ps.md, unconfirmed): one per environment unless set. */
const INS_TYPES = { production: 'N', formation: 'D', test: 'T' } as const;

/**
 * Checks the keys and values of a configuration one by one; whether they go together, `resolveConfiguration` tells.
 * @returns CONFIG-INVALIDE naming the first key at fault, in French.
 */
export function checkConfiguration(input: unknown): Result<ConfigurationFile> {
  const parsed = configurationFileSchema.safeParse(input);
  return parsed.success ? success(parsed.data) : failed(describeIssue(parsed.error.issues[0]));
}

/**
 * Checks a configuration read from a file or a policy and fills in the defaults.
 * @returns CONFIG-INVALIDE naming the first key at fault, in French.
 */
export function resolveConfiguration(input: unknown): Result<Configuration> {
  const checked = checkConfiguration(input);
  if (!checked.ok) return checked;
  const file = checked.value;
  const environment = file.environment ?? 'production';
  const trustedCaFile = file.webPs?.trustedCaFile ?? null;
  if (environment === 'production' && trustedCaFile !== null)
    return failed(invalid('webPs.trustedCaFile', SETTING_REASONS.refusedInProduction));
  const profile = environment === 'production' ? production : sandbox;
  const configuration: Configuration = {
    environment,
    webPs: {
      cpx: { hosts: file.webPs?.cpx?.hosts ?? profile.webPs.cpx.hosts },
      ecps: { hosts: file.webPs?.ecps?.hosts ?? profile.webPs.ecps.hosts },
      insForm: file.webPs?.insForm ?? 'matricule',
      insType: insTypeOf(file, environment),
      resourceHosts: file.webPs?.resourceHosts ?? [],
      trustedCaFile,
      localComponents: file.webPs?.localComponents ?? 'auto',
      answers: file.webPs?.answers ?? [],
    },
    proSanteConnect: {
      hosts: file.proSanteConnect?.hosts ?? profile.proSanteConnect.hosts,
      extraHosts: file.proSanteConnect?.extraHosts ?? [],
    },
    ecps: { keepSession: file.ecps?.keepSession ?? true },
    proxy: { signIn: file.proxy?.signIn ?? 'ask' },
    signIn: file.signIn ?? 'ask',
    landingPage: file.landingPage ?? 'TableauDeBord',
    openOnInsert: file.openOnInsert ?? 'always',
    shortcut: file.shortcut ?? 'Control+Alt+D',
    softwareCalls: { trustInsertedCard: file.softwareCalls?.trustInsertedCard ?? false },
    closeOnVitaleRemoval: file.closeOnVitaleRemoval ?? false,
    lockAfterMinutes: file.lockAfterMinutes ?? 10,
    hideAfterMinutes: file.hideAfterMinutes ?? 5,
    startWithSession: file.startWithSession ?? false,
    updates: updatesIn(file),
    cards: cardsIn(file),
    notifications: notificationsIn(file),
    support: supportIn(file),
    sentinel: file.sentinel ?? true,
    journal: journalIn(file),
    zoom: file.zoom ?? 100,
    minimumChromium: file.minimumChromium ?? null,
    allow: allowedIn(file),
    assistant: file.assistant ?? true,
    lockAll: file.lockAll ?? false,
  };
  const missing = missingHosts(configuration);
  return missing === null
    ? success(configuration)
    : failed(invalid(missing, SETTING_REASONS.noHostFor(environment)));
}

function cardsIn({ cards }: ConfigurationFile): Configuration['cards'] {
  return {
    vitale: cards?.vitale ?? ['pcsc'],
    cryptolib: cards?.cryptolib ?? null,
    registerCryptolib: cards?.registerCryptolib ?? true,
    ssvLibrary: cards?.ssvLibrary ?? null,
    galssIni: cards?.galssIni ?? null,
    ssvDeadlineSeconds: cards?.ssvDeadlineSeconds ?? 20,
    pinTriesPerInsertion: cards?.pinTriesPerInsertion ?? 2,
  };
}

function notificationsIn({ notifications }: ConfigurationFile): Configuration['notifications'] {
  const { cardRead = true, cpxExpiry = true, update = true, showNames = false } = notifications ?? {};
  return { cardRead, cpxExpiry, update, showNames };
}

function updatesIn({ updates }: ConfigurationFile): Configuration['updates'] {
  const { mode = 'feed', feed = null, version = null } = updates ?? {};
  return { mode, feed, version };
}

function allowedIn({ allow }: ConfigurationFile): Allowed {
  const {
    print = true,
    save = true,
    copy = true,
    links = true,
    typedIns = true,
    camera = true,
  } = allow ?? {};
  return { print, save, copy, links, typedIns, camera };
}

function journalIn({ journal }: ConfigurationFile): Configuration['journal'] {
  const { level = 'info', system = true, syslog = null } = journal ?? {};
  return { level, system, syslog };
}

function supportIn({ support }: ConfigurationFile): Configuration['support'] {
  const { name = null, phone = null, address = null } = support ?? {};
  return { name, phone, address };
}

function insTypeOf(file: ConfigurationFile, environment: Environment): 'N' | 'T' | 'D' {
  const asked = file.webPs?.insType ?? 'auto';
  return asked === 'auto' ? INS_TYPES[environment] : asked;
}

function missingHosts({ webPs, signIn }: Configuration): string | null {
  if (signIn === 'ask')
    return webPs.cpx.hosts.length + webPs.ecps.hosts.length === 0 ? 'webPs.cpx.hosts' : null;
  return webPs[signIn].hosts.length === 0 ? `webPs.${signIn}.hosts` : null;
}

function invalid(key: string, reason: string): Failure {
  return failure('CONFIG-INVALIDE', { key, reason, setting: settingName(key) });
}

/** Which key a refused configuration names, its name and what is wrong with it, to be said in another failure's words. */
export function faultOf(refused: Failure): Record<'key' | 'reason' | 'setting', string> {
  const { key = '', reason = '', setting = '' } = refused.detail ?? {};
  return { key, reason, setting };
}

function describeIssue(issue: z.core.$ZodIssue | undefined): Failure {
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === 'unrecognized_keys')
    return invalid(
      [...path, issue.keys[0] ?? ''].join('.') || SETTING_REASONS.emptyKey,
      SETTING_REASONS.unknownKey,
    );
  const key = path.length === 0 ? SETTING_REASONS.wholeFile : path.join('.');
  return invalid(key, frenchReason(issue));
}

function frenchReason(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_value':
      return SETTING_REASONS.choices(issue.values.map(String));
    case 'invalid_type':
      return SETTING_REASONS.typeExpected(issue.expected);
    case 'too_small':
      return SETTING_REASONS.atLeast(String(issue.minimum));
    case 'too_big':
      return SETTING_REASONS.atMost(String(issue.maximum));
    default:
      return issue?.message ?? SETTING_REASONS.refused;
  }
}
