/** A workstation on which all is well, as facts, and ways to change a part of it. */
import { galssText } from '../../../lab/broken/galss-text.ts';
import type { Check } from '../../../../src/domain/diagnosis/check.ts';
import type {
  Facts,
  HostFact,
  JudgementContext,
  KnownFacts,
} from '../../../../src/domain/diagnosis/facts.ts';
import { judge } from '../../../../src/domain/diagnosis/judge.ts';

export const NOW = Date.parse('2026-11-23T10:00:00Z');
const DAY_MS = 86_400_000;

export const CONTEXT: JudgementContext = {
  configuration: {
    environment: 'production',
    signIn: 'ask',
    minimumChromium: null,
    cards: { vitale: ['pcsc', 'ssv'] },
  },
  now: NOW,
};

export function host(purpose: HostFact['purpose'], changes: Partial<HostFact> = {}): HostFact {
  return {
    host: `${purpose}.exemple.fr`,
    purpose,
    rank: 0,
    proxy: null,
    milliseconds: 84,
    outcome: { stage: 'done', protocol: 'TLSv1.3', asksForCard: false, clockAhead: 300 },
    certificate: {
      issuer: 'Autorité publique',
      notBefore: NOW - 10 * DAY_MS,
      notAfter: NOW + 80 * DAY_MS,
      namesHost: true,
      chain: 'trusted',
    },
    ...changes,
  };
}

export const HEALTHY: Facts = {
  readers: {
    service: 'running',
    failure: null,
    remote: null,
    appleDriver: null,
    readers: [
      { name: 'Lecteur A 0', card: { kind: 'vitale-2', atr: '3B751300004309EA9000' } },
      { name: 'Lecteur B 0', card: null },
    ],
  },
  vitale: [
    {
      reader: 'Lecteur A 0',
      kind: 'vitale-2',
      milliseconds: 210,
      outcome: { ok: true, people: 3, usable: 1 },
    },
  ],
  cryptolib: {
    reading: {
      ok: true,
      manufacturer: 'ANS',
      description: 'CPS3 PKCS#11 LINUX',
      version: '3.1',
      cards: [],
      unreadable: [],
    },
    product: '5.2.2',
    openCache: null,
    keychainTokens: null,
  },
  engine: null,
  ssv: {
    library: { path: '/opt/libssvlux.so', architecture: 'x64', bits: 64 },
    host: 'process',
    sesamIni: null,
    galssIni: '/opt/galss.ini',
    galss: {
      path: '/opt/galss.ini',
      text: galssText('Lecteur A 0', 'Lecteur B 0'),
      platform: 'linux',
      clients: [],
      widths: [],
      serialPorts: null,
    },
    sesam: { text: null, folders: [], versions: [], library: null },
    failure: null,
    versions: { ok: true, lines: ['SSV 1.40.14'] },
  },
  components: [{ component: 'SrvSVCNAM', manifests: ['usable'], answer: { ok: true, version: '5.12.0' } }],
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
  network: [host('cpx'), host('ecps'), host('psc')],
  program: {
    version: '0.1.0',
    system: 'linux',
    engine: { electron: '45.4.1', chromium: '144.0.1.1' },
    files: [],
    settings: [],
    problems: [],
    autostart: { wanted: false, entry: 'asks' },
    tray: 'shown',
  },
};

/** Facts of probes that have ended well. */
export function known(facts: Partial<Facts>): KnownFacts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { state: 'done', value }]));
}

/** The checks of the healthy workstation with these facts in the place of its own. */
export function checksWith(
  changes: Partial<Facts>,
  context: Partial<JudgementContext['configuration']> = {},
): readonly Check[] {
  const configuration = { ...CONTEXT.configuration, ...context };
  return judge(known({ ...HEALTHY, ...changes }), { ...CONTEXT, configuration }).checks;
}

/** `result code` of every check that is not good. */
export function notGood(checks: readonly Check[]): string[] {
  return checks.filter(({ result }) => result !== 'good').map(({ result, code }) => `${result} ${code}`);
}

/** The one check of a code, if there is one. */
export function checkOf(checks: readonly Check[], code: Check['code']): Check | undefined {
  return checks.find((check) => check.code === code);
}
