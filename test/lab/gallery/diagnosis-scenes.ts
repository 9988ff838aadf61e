/** The diagnosis's window in its states: fictional facts, judged and laid out by the product's own rules. */
import { galssText } from '../broken/galss-text.ts';
import type { Facts, KnownFacts } from '../../../src/domain/diagnosis/facts.ts';
import { describeFailure, type FailureCode } from '../../../src/domain/failures/index.ts';
import { judge } from '../../../src/domain/diagnosis/judge.ts';
import type { DiagnosisState } from '../../../src/borders/windows/index.ts';
import { judgementView } from '../../../src/main/diagnosis/view.ts';

const NOW = Date.parse('2026-11-23T10:00:00');
const DAY_MS = 86_400_000;

const authority = 'Autorité publique de démonstration (Organisation fictive)';
const certificate: NonNullable<Facts['network'][number]['certificate']> = {
  issuer: authority,
  notBefore: NOW - 30 * DAY_MS,
  notAfter: NOW + 120 * DAY_MS,
  namesHost: true,
  chain: 'trusted',
};
const host = (
  name: string,
  purpose: Facts['network'][number]['purpose'],
  rest: Partial<Facts['network'][number]> = {},
): Facts['network'][number] => ({
  host: name,
  purpose,
  rank: 0,
  proxy: null,
  milliseconds: 84,
  outcome: { stage: 'done', protocol: 'TLSv1.3', asksForCard: false, clockAhead: 800 },
  certificate,
  ...rest,
});

const HEALTHY: Facts = {
  readers: {
    service: 'running',
    failure: null,
    remote: null,
    appleDriver: null,
    readers: [
      { name: 'Lecteur fictif A 0', card: { kind: 'vitale-2', atr: '3B751300004309EA9000' } },
      { name: 'Lecteur fictif B 0', card: { kind: 'cps3', atr: '3BAC00402A001225006480000310009000' } },
    ],
  },
  vitale: [
    {
      reader: 'Lecteur fictif A 0',
      kind: 'vitale-2',
      milliseconds: 212,
      outcome: { ok: true, people: 3, usable: 2 },
    },
  ],
  cryptolib: {
    reading: {
      ok: true,
      manufacturer: 'ANS',
      description: 'CPS3 PKCS#11 LINUX',
      version: '3.1',
      cards: [
        {
          slot: { id: 0, description: 'Lecteur fictif B 0' },
          token: { label: 'CPS3v3', serialNumber: '', model: '' },
          pin: { countLow: false, finalTry: false, locked: false, keypad: false },
          certificates: [
            {
              id: 'a',
              issuer: {
                commonName: 'AC IGC-SANTE FORT PERSONNES',
                grade: 'FORT',
                scope: 'persons',
                test: false,
              },
              subject: {
                commonName: null,
                surname: null,
                givenName: null,
                title: null,
                organisation: null,
                units: [],
              },
              notBefore: NOW - 400 * DAY_MS,
              notAfter: NOW + 477 * DAY_MS,
              clientAuth: true,
              nonRepudiation: false,
              cardTypeCode: 0,
            },
          ],
          unreadableCertificates: 0,
          objects: [],
        },
      ],
      unreadable: [],
    },
    product: '5.2.2',
    openCache: null,
    keychainTokens: null,
  },
  engine: null,
  ssv: {
    library: { path: '/usr/local/sesam/ssv/libssvlux.so', architecture: 'x64', bits: 64 },
    host: 'process',
    sesamIni: '/usr/local/sesam/sesam.ini',
    galssIni: '/usr/local/galss/galss.ini',
    galss: {
      path: '/usr/local/galss/galss.ini',
      text: galssText('Lecteur fictif A 0', 'Lecteur fictif B 0'),
      platform: 'linux',
      clients: [],
      widths: [],
      serialPorts: null,
    },
    sesam: { text: null, folders: [], versions: [], library: null },
    failure: null,
    versions: { ok: true, lines: ['SSV 1.40.14', 'GALSS 3.45'] },
  },
  components: [
    { component: 'SrvSVCNAM', manifests: ['usable'], answer: { ok: true, version: '5.12.0' } },
    { component: 'DiagAM', manifests: ['usable'], answer: { ok: true, version: '3.2' } },
  ],
  workstation: {
    platform: 'linux',
    processes: ['gnome-shell'],
    hasJfse: false,
    cryptolibs: [],
    antivirus: [],
    components: [],
    srvsvcnam: { isInstalled: false, version: null, ports: [] },
    dmpConnect: { isInstalled: false, listens: false },
    windows: null,
    macos: null,
  },
  network: [
    host('wps-cps.exemple.fr', 'cpx', {
      outcome: { stage: 'done', protocol: 'TLSv1.2', asksForCard: true, clockAhead: null },
    }),
    host('wps-psc.exemple.fr', 'ecps'),
    host('wallet.exemple.fr', 'psc'),
  ],
  program: {
    version: '0.1.0',
    system: 'linux 6.1.0 x64',
    engine: { electron: '45.4.1', chromium: '144.0.7559.60' },
    files: [],
    settings: [],
    problems: [],
    autostart: { wanted: true, entry: 'asks' },
    tray: 'shown',
  },
};

const known = (facts: Partial<Facts>): KnownFacts =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { state: 'done', value }]));

const state = (facts: Partial<Facts>, rest: Partial<DiagnosisState> = {}): DiagnosisState => ({
  running: false,
  ...judgementView(
    judge(known(facts), {
      configuration: {
        environment: 'production',
        signIn: 'ask',
        minimumChromium: 130,
        cards: { vitale: ['pcsc', 'ssv'] },
      },
      now: NOW,
    }),
  ),
  focus: null,
  report: null,
  comparison: null,
  repair: null,
  ...rest,
});

const REPLACED: Facts = {
  ...HEALTHY,
  ssv: {
    ...HEALTHY.ssv,
    galss: { ...HEALTHY.ssv.galss, text: galssText('Ingenico TL TELIUM(1)', 'Lecteur fictif B 0') },
  },
};

const BROKEN: Facts = {
  ...HEALTHY,
  readers: {
    service: 'unavailable',
    failure: { code: 'PCSC-SERVICE-ARRETE' },
    remote: null,
    appleDriver: null,
    readers: [],
  },
  vitale: [],
  cryptolib: {
    reading: { ok: false, failure: { code: 'CRYPTOLIB-ABSENTE' } },
    product: null,
    openCache: null,
    keychainTokens: null,
  },
  components: [
    {
      component: 'SrvSVCNAM',
      manifests: [],
      answer: { ok: false, failure: { code: 'SRVSVCNAM-ABSENT', detail: { component: 'SrvSVCNAM' } } },
    },
    {
      component: 'DiagAM',
      manifests: [],
      answer: { ok: false, failure: { code: 'SRVSVCNAM-ABSENT', detail: { component: 'DiagAM' } } },
    },
  ],
  network: [
    host('wps-cps.exemple.fr', 'cpx', {
      certificate: { ...certificate, chain: 'untrusted', issuer: 'Kaspersky Anti-Virus Personal Root' },
    }),
    host('wps-psc.exemple.fr', 'ecps', {
      certificate: null,
      outcome: { stage: 'dns', reason: 'nom inconnu' },
    }),
    host('wallet.exemple.fr', 'psc', {
      outcome: { stage: 'done', protocol: 'TLSv1.3', asksForCard: false, clockAhead: 86_400_000 },
    }),
  ],
  program: { ...HEALTHY.program, tray: 'hidden' },
};

/** A PC of the field: SESAM-Vitale by halves, and other programs around it. */
const FIELD: Facts = {
  ...HEALTHY,
  ssv: {
    ...HEALTHY.ssv,
    sesam: {
      text: '[SSV]\r\nRepertoireTable=C:\\Program Files (x86)\\santesocial\\fsv\\1.40.14\\ssv\r\n',
      folders: [
        {
          section: 'SSV',
          key: 'RepertoireTable',
          written: String.raw`C:\Program Files (x86)\santesocial\fsv\1.40.14\ssv`,
          folder: String.raw`C:\Program Files (x86)\santesocial\fsv\1.40.14\ssv`,
          files: [],
        },
      ],
      versions: [
        { version: '1.40.13', bits: 32 },
        { version: '1.40.14', bits: 32 },
      ],
      library: { version: '1.40.14', bits: 32 },
    },
  },
  vitale: [
    {
      reader: 'Lecteur fictif A 0',
      kind: 'vitale-2',
      milliseconds: 8_000,
      outcome: { ok: false, failure: { code: 'CARTE-OCCUPEE' } },
    },
  ],
  workstation: {
    platform: 'windows',
    processes: ['pyxvital', 'ccm', 'srvsvcnam', 'dmpconnect-js2'],
    hasJfse: false,
    cryptolibs: ['5.0.16', '5.2.6'],
    antivirus: ['ESET'],
    components: [{ label: 'Cryptolib CPS (x64)', version: '5.2.6' }],
    srvsvcnam: { isInstalled: true, version: '5.08.04', ports: [1922, 1943] },
    dmpConnect: { isInstalled: true, listens: true },
    windows: {
      smartCardService: 'automatic',
      certificatePropagation: 'automatic',
      isCspBound: true,
      smartAppControl: 'evaluation',
      usbSuspend: true,
    },
    macos: null,
  },
};

const CHANGES = [
  { where: '[CANAL1] Caracteristiques', before: 'Ingenico TL TELIUM(1)', after: 'Lecteur fictif A 0' },
  { where: '[CANAL2] Caracteristiques', before: 'Lecteur fictif B 0', after: 'Lecteur fictif C 0' },
];
/** Values of the sentences below. */
const DETAIL = {
  version: '5.08.04',
  versions: '5.0.16, 5.2.6',
  programs: 'Pyxvital, SrvSVCNAM',
  first: 'Pyxvital',
  reader: 'Ingenico TL TELIUM(1)',
  channel: '1',
};
/** A problem as a report keeps it. */
const compared = (code: FailureCode, found: string) => {
  const { sentence, remedies } = describeFailure({ code, detail: DETAIL });
  return { code, found, meaning: sentence, steps: [...remedies] };
};
const WHY = 'Pourquoi\u00a0? galss.ini désigne un lecteur absent\u00a0: «\u00a0Ingenico TL TELIUM(1)\u00a0»';

/** The library knows no card. */
function withoutCards(reading: Facts['cryptolib']['reading']): Facts['cryptolib']['reading'] {
  return reading.ok ? { ...reading, cards: [] } : reading;
}

/** What became of the repair of galss.ini. */
const ofFile = (repair: DiagnosisState['repair']): DiagnosisState =>
  state(REPLACED, { focus: { section: 'ssv', asked: 1 }, repair });

export const diagnosis: Readonly<
  Record<string, { readonly state: DiagnosisState; readonly steps?: readonly { readonly click: string }[] }>
> = {
  healthy: { state: state(HEALTHY) },
  'card-presumed': {
    state: state(
      {
        ...HEALTHY,
        readers: {
          ...HEALTHY.readers,
          readers: HEALTHY.readers.readers.map(({ name, card }) =>
            card?.kind === 'cps3'
              ? { name, card: { kind: 'cps-presumed', atr: '3B7B1800000031C06477E30300829000' } }
              : { name, card },
          ),
        },
        cryptolib: { ...HEALTHY.cryptolib, reading: withoutCards(HEALTHY.cryptolib.reading) },
      },
      { focus: { section: 'cpx', asked: 1 } },
    ),
  },
  running: {
    state: state({ readers: HEALTHY.readers, program: HEALTHY.program }, { running: true }),
  },
  replaced: {
    state: state(REPLACED, { focus: { section: 'ssv', asked: 1 } }),
    steps: [{ click: WHY }],
  },
  repair: {
    state: state(REPLACED, {
      focus: { section: 'ssv', asked: 1 },
      repair: { state: 'proposed', file: '/usr/local/galss/galss.ini', changes: CHANGES },
    }),
  },
  repaired: {
    state: state(HEALTHY, {
      focus: { section: 'ssv', asked: 1 },
      repair: { state: 'done', backup: '/usr/local/galss/galss.ini.20261123-100000.bak' },
    }),
  },
  refused: {
    state: state(REPLACED, {
      focus: { section: 'ssv', asked: 1 },
      repair: {
        state: 'refused',
        file: '/usr/local/galss/galss.ini',
        saved: null,
        failure: { code: 'GALSS-INI-ECRITURE', detail: { reason: 'accès refusé' } },
      },
    }),
  },
  'handed-over': {
    state: state(REPLACED, {
      focus: { section: 'ssv', asked: 1 },
      repair: {
        state: 'refused',
        file: '/Library/Preferences/galss.ini',
        saved: {
          ok: true,
          where: '/Users/cabinet/Documents/galss.ini',
          command:
            'sudo cp -n /Library/Preferences/galss.ini /Library/Preferences/galss.ini.bak; sudo cp /Users/cabinet/Documents/galss.ini /Library/Preferences/galss.ini',
        },
        failure: { code: 'GALSS-INI-ECRITURE', detail: { reason: 'accès refusé' } },
      },
    }),
  },
  broken: { state: state(BROKEN) },
  'broken-network': { state: state(BROKEN, { focus: { section: 'network', asked: 1 } }) },
  field: { state: state(FIELD, { focus: { section: 'workstation', asked: 1 } }) },
  comparison: {
    state: state(FIELD, {
      comparison: {
        state: 'shown',
        isPresent: true,
        before: '23/11/2026 08:12',
        after: '23/11/2026 10:40',
        solved: [compared('GALSS-LECTEUR-ABSENT', 'galss.ini désigne un lecteur absent')],
        appeared: [compared('LECTEUR-PRIS', 'Un autre logiciel tient le lecteur')],
        remained: [
          compared('SRVSVCNAM-ANCIEN', 'SrvSVCNAM 5.08.04 installé, ouvert'),
          compared('CRYPTOLIB-PLUSIEURS', 'Plusieurs Cryptolib CPS installées'),
        ],
      },
    }),
  },
  'comparison-elsewhere': {
    state: state(HEALTHY, {
      comparison: {
        state: 'shown',
        isPresent: false,
        before: '20/11/2026 17:55',
        after: '23/11/2026 08:12',
        solved: [compared('GALSS-LECTEUR-ABSENT', 'galss.ini désigne un lecteur absent')],
        appeared: [],
        remained: [
          compared('SRVSVCNAM-ANCIEN', 'SrvSVCNAM 5.08.04 installé, ouvert'),
          compared('CRYPTOLIB-PLUSIEURS', 'Plusieurs Cryptolib CPS installées'),
        ],
      },
    }),
    steps: [{ click: 'SrvSVCNAM 5.08.04 installé, ouvert' }],
  },
  'comparison-failed': { state: state(HEALTHY, { comparison: { state: 'failed' } }) },
  'not-known-to-browser': {
    state: state(
      {
        ...HEALTHY,
        engine: { registration: { ok: true, name: null }, program: { kind: 'running', failure: null } },
      },
      { focus: { section: 'cpx', asked: 1 } },
    ),
  },
  'nothing-to-repair': { state: ofFile({ state: 'nothing' }) },
  created: { state: ofFile({ state: 'done', backup: null }) },
  undone: { state: ofFile({ state: 'undone' }) },
  'repair-failed': {
    state: ofFile({
      state: 'failed',
      failure: { code: 'GALSS-INI-ECRITURE', detail: { reason: 'accès refusé' } },
    }),
  },
  'not-handed-over': {
    state: ofFile({
      state: 'refused',
      file: '/usr/local/galss/galss.ini',
      saved: { ok: false, where: '/media/cle/galss.ini', command: null },
      failure: { code: 'GALSS-INI-ECRITURE', detail: { reason: 'accès refusé' } },
    }),
  },
  saved: { state: state(HEALTHY, { report: { done: 'saved', asked: 1 } }) },
  'not-saved': { state: state(HEALTHY, { report: { done: 'not-saved', asked: 1 } }) },
  copied: { state: state(HEALTHY, { report: { done: 'copied', asked: 1 } }) },
};
