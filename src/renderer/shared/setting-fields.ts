/** How each setting is shown and changed: one line a key, in the order of the screen. */
import { PAGE_IDS, PAGES } from '../../domain/site/pages.ts';
import { onMac } from './system.ts';
import { JOURNAL_LEVELS } from '../../domain/settings/journal-levels.ts';
import { SHORTCUTS } from '../../domain/settings/shortcuts.ts';
import { UPDATE_MODES } from '../../domain/settings/update-wish.ts';
import type { SettingKey } from '../../domain/settings/setting-keys.ts';
import { settingsTexts } from '../../domain/texts/fr/index.ts';
import type { Settings, SettingValue } from '../../borders/windows/index.ts';

export interface Option {
  readonly value: SettingValue;
  readonly label: string;
}

export type Control =
  | { readonly kind: 'switch' }
  /** A few short choices side by side. */
  | { readonly kind: 'segments'; readonly options: readonly Option[] }
  /** `automatic` is the choice of having none: it takes the user's own away. */
  | {
      readonly kind: 'select';
      readonly options: readonly Option[];
      readonly automatic?: string;
    }
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly whole: boolean;
      readonly unit: string | null;
      /** An empty field means null. */
      readonly optional: boolean;
    }
  /** `none` stands there while no file is named. */
  | { readonly kind: 'file'; readonly none: string }
  /** One line: an address, a name, a number. */
  | { readonly kind: 'address'; readonly none: string }
  /** A list, one entry a line. */
  | { readonly kind: 'lines' };

export interface Field {
  readonly key: SettingKey;
  readonly control: Control;
  /** Whether the setting counts at all, as things are; always, unless said otherwise. */
  readonly matters?: (settings: Settings) => boolean;
}

export type SectionId = keyof typeof settingsTexts.section;

const { options, units, automatic, noFile, noValue } = settingsTexts;

/** Sizes offered, in percent; the keys Ctrl + and Ctrl - go through the same. */
const ZOOMS = [100, 110, 125, 150, 175, 200];

const LANDING_PAGE: Field = {
  key: 'landingPage',
  control: {
    kind: 'select',
    options: PAGE_IDS.filter((page) => PAGES[page].ins !== 'none').map((page) => ({
      value: page,
      label: PAGES[page].title,
    })),
  },
};

const OPEN_ON_INSERT: Field = {
  key: 'openOnInsert',
  control: {
    kind: 'segments',
    options: [
      { value: 'always', label: options.openOnInsert.always },
      { value: 'ask', label: options.openOnInsert.ask },
      { value: 'discret', label: options.openOnInsert.discret },
    ],
  },
};

const START_WITH_SESSION: Field = { key: 'startWithSession', control: { kind: 'switch' } };

const usesSsv = (settings: Settings): boolean => {
  const { value } = settings['cards.vitale'];
  return Array.isArray(value) && value.includes('ssv');
};

/** Elsewhere the system's own certificates are used. */
const onLinux = (): boolean => navigator.userAgent.includes('Linux');

export const SECTIONS: Readonly<Record<SectionId, readonly Field[]>> = {
  opening: [
    OPEN_ON_INSERT,
    {
      key: 'shortcut',
      control: {
        kind: 'select',
        get options() {
          const names = onMac() ? options.shortcutMac : options.shortcut;
          return SHORTCUTS.map((value) => ({ value, label: names[value] }));
        },
      },
    },
    LANDING_PAGE,
    { key: 'closeOnVitaleRemoval', control: { kind: 'switch' } },
    { key: 'softwareCalls.trustInsertedCard', control: { kind: 'switch' } },
  ],
  signIn: [
    {
      key: 'signIn',
      control: {
        kind: 'segments',
        options: [
          { value: 'ask', label: options.signIn.ask },
          { value: 'cpx', label: options.signIn.cpx },
          { value: 'ecps', label: options.signIn.ecps },
        ],
      },
    },
    { key: 'ecps.keepSession', control: { kind: 'switch' } },
    {
      key: 'lockAfterMinutes',
      control: { kind: 'number', min: 0, max: 240, whole: false, unit: units.minutes, optional: false },
    },
    {
      key: 'hideAfterMinutes',
      control: { kind: 'number', min: 0, max: 240, whole: false, unit: units.minutes, optional: false },
    },
    {
      key: 'cards.pinTriesPerInsertion',
      control: {
        kind: 'segments',
        options: [1, 2].map((value) => ({ value, label: options.tries(value) })),
      },
    },
  ],
  cards: [
    {
      key: 'cards.vitale',
      control: {
        kind: 'select',
        options: [
          { value: ['pcsc'], label: options.vitale.pcsc },
          { value: ['pcsc', 'ssv'], label: options.vitale.pcscSsv },
          { value: ['ssv', 'pcsc'], label: options.vitale.ssvPcsc },
          { value: ['ssv'], label: options.vitale.ssv },
        ],
      },
    },
    {
      key: 'cards.ssvDeadlineSeconds',
      control: { kind: 'number', min: 1, max: 120, whole: false, unit: units.seconds, optional: false },
      matters: usesSsv,
    },
    { key: 'cards.ssvLibrary', control: { kind: 'file', none: automatic }, matters: usesSsv },
    { key: 'cards.galssIni', control: { kind: 'file', none: automatic }, matters: usesSsv },
    { key: 'cards.cryptolib', control: { kind: 'file', none: automatic } },
    { key: 'cards.registerCryptolib', control: { kind: 'switch' }, matters: onLinux },
  ],
  site: [
    {
      key: 'environment',
      control: {
        kind: 'segments',
        options: [
          { value: 'production', label: options.environment.production },
          { value: 'formation', label: options.environment.formation },
          { value: 'test', label: options.environment.test },
        ],
      },
    },
    { key: 'webPs.cpx.hosts', control: { kind: 'lines' } },
    { key: 'webPs.ecps.hosts', control: { kind: 'lines' } },
    { key: 'proSanteConnect.hosts', control: { kind: 'lines' } },
    { key: 'proSanteConnect.extraHosts', control: { kind: 'lines' } },
    {
      key: 'proxy.signIn',
      control: {
        kind: 'segments',
        options: (['ask', 'integrated'] as const).map((value) => ({
          value,
          label: options.proxySignIn[value],
        })),
      },
    },
    { key: 'webPs.resourceHosts', control: { kind: 'lines' } },
    { key: 'webPs.answers', control: { kind: 'lines' } },
    {
      key: 'webPs.localComponents',
      control: {
        kind: 'segments',
        options: (['auto', 'on', 'off'] as const).map((value) => ({
          value,
          label: options.localComponents[value],
        })),
      },
    },
    {
      key: 'webPs.insForm',
      control: {
        kind: 'segments',
        options: [
          { value: 'matricule', label: options.insForm.matricule },
          { value: 'matricule+type', label: options.insForm.typed },
        ],
      },
    },
    {
      key: 'webPs.insType',
      control: {
        kind: 'select',
        automatic: options.insType.automatic,
        options: (['N', 'T', 'D'] as const).map((value) => ({ value, label: options.insType[value] })),
      },
      matters: (settings) => settings['webPs.insForm'].value === 'matricule+type',
    },
    {
      key: 'webPs.trustedCaFile',
      control: { kind: 'file', none: noFile },
      matters: (settings) => settings.environment.value !== 'production',
    },
  ],
  notifications: [
    { key: 'notifications.cardRead', control: { kind: 'switch' } },
    { key: 'notifications.cpxExpiry', control: { kind: 'switch' } },
    { key: 'notifications.update', control: { kind: 'switch' } },
    { key: 'notifications.showNames', control: { kind: 'switch' } },
    { key: 'sentinel', control: { kind: 'switch' } },
  ],
  program: [
    {
      key: 'zoom',
      control: {
        kind: 'select',
        options: ZOOMS.map((value) => ({ value, label: options.percent(value) })),
      },
    },
    START_WITH_SESSION,
    { key: 'assistant', control: { kind: 'switch' } },
    {
      key: 'updates.mode',
      control: {
        kind: 'select',
        options: UPDATE_MODES.map((value) => ({ value, label: options.updateMode[value] })),
      },
    },
    { key: 'updates.feed', control: { kind: 'address', none: noValue } },
    {
      key: 'updates.version',
      control: { kind: 'address', none: noValue },
      matters: ({ 'updates.mode': { value } }) => value === 'pinned' || value === 'minimum',
    },
    {
      key: 'minimumChromium',
      control: { kind: 'number', min: 1, max: 999, whole: true, unit: null, optional: true },
    },
    // Only a policy can say so: there is nothing to choose where none does.
    { key: 'lockAll', control: { kind: 'switch' }, matters: ({ lockAll }) => lockAll.value === true },
  ],
  support: [
    { key: 'support.name', control: { kind: 'address', none: noValue } },
    { key: 'support.phone', control: { kind: 'address', none: noValue } },
    { key: 'support.address', control: { kind: 'address', none: noValue } },
    // An administrator's: shown where one has changed them.
    {
      key: 'journal.level',
      control: {
        kind: 'select',
        options: JOURNAL_LEVELS.map((value) => ({ value, label: options.journalLevel[value] })),
      },
      matters: (settings) => settings['journal.level'].value !== 'info',
    },
    {
      key: 'journal.system',
      control: { kind: 'switch' },
      matters: (settings) => settings['journal.system'].value !== true,
    },
    {
      key: 'journal.syslog',
      control: { kind: 'address', none: noValue },
      matters: (settings) => settings['journal.syslog'].value !== null,
    },
  ],
  permitted: (['print', 'save', 'copy', 'links', 'typedIns', 'camera'] as const).map((what) => ({
    key: `allow.${what}`,
    control: { kind: 'switch' },
  })),
};

/** Every section, in the order of the screen. */
export const SECTION_IDS = Object.keys(SECTIONS) as readonly SectionId[];

/** Sections that are folded away: components, the site, and whom to call. */
export const ADVANCED: readonly SectionId[] = ['cards', 'site', 'support', 'permitted'];

/** What the first-run assistant asks in its last question. */
export const HABITS: readonly Field[] = [OPEN_ON_INSERT, LANDING_PAGE, START_WITH_SESSION];

/** The fields of a section that count as things are. */
export function shownFields(section: SectionId, settings: Settings): readonly Field[] {
  return SECTIONS[section].filter(({ matters }) => matters?.(settings) ?? true);
}

/** Without case and accents: « reglage » finds « Réglage ». */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}

/** The fields, of any section, whose words hold every word that is looked for; those that count as things are. */
export function foundFields(asked: string, settings: Settings): readonly Field[] {
  const words = folded(asked)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return SECTION_IDS.flatMap((section) =>
    shownFields(section, settings).filter(({ key }) => {
      const { label, help } = settingsTexts.fields[key];
      const said = folded(`${label} ${help} ${settingsTexts.section[section]}`);
      return words.every((word) => said.includes(word));
    }),
  );
}

/** Whether two values are the same setting; the order of a list counts. */
export function sameValue(one: SettingValue, other: SettingValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The entries of a text with one a line; blank lines and spaces around do not count. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What a number field holds: a value to keep, or undefined when it is none. A comma is as good as a point. */
export function numberOf(
  text: string,
  { min, max, whole, optional }: Extract<Control, { kind: 'number' }>,
): number | null | undefined {
  const typed = text.trim().replace(',', '.');
  if (typed === '') return optional ? null : undefined;
  const value = Number(typed);
  if (!Number.isFinite(value) || value < min || value > max) return undefined;
  return whole && !Number.isInteger(value) ? undefined : value;
}
