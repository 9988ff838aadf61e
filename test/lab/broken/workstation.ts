/**
 * A workstation with everything on it, to be broken: readers with cards, a practitioner's card behind a PKCS#11
 * library, the SESAM-Vitale library with its galss.ini, both native-messaging hosts, the site and Pro Santé Connect.
 * The probes are the product's own; only clock, desktop and configuration are given.
 */
import { X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  resolveConfiguration,
  type Configuration,
  type ConfigurationFile,
} from '../../../src/domain/settings/configuration.ts';
import type { Check } from '../../../src/domain/diagnosis/check.ts';
import type { ProgramFacts } from '../../../src/domain/diagnosis/facts.ts';
import { diagnose, type Diagnosis } from '../../../src/main/diagnosis/diagnosis.ts';
import { databaseOfEngine } from '../../../src/main/cards/engine-database.ts';
import type { FieldMachine } from '../../../src/main/diagnosis/machine.ts';
import type { Patience } from '../../../src/main/diagnosis/probes.ts';
import type { ProxyRoute } from '../../../src/main/diagnosis/proxy.ts';
import type { DiagnosisRoles } from '../../../src/main/diagnosis/roles.ts';
import { rolesInChildProcesses } from '../../../src/main/diagnosis/stdio-role.ts';
import { NO_ATR, VIRTUAL_ATR } from '../cards/atr.ts';
import { plainCard, type VirtualCard } from '../cards/card.ts';
import type { CardId } from '../cards/catalogue.ts';
import { createCardDesk, type CardDesk } from '../cards/desk.ts';
import { installFakeHost, type FakeHost } from '../native-host/index.ts';
import { slotsOnPorts } from '../pcsc/desk-slots.ts';
import { startPrivatePcscd, type PrivatePcscd } from '../pcsc/private-pcscd.ts';
import { VirtualReader } from '../pcsc/vpcd-reader.ts';
import type { PractitionerKey } from '../pki/practitioners.ts';
import { startLabSite, type LabSite } from '../site/index.ts';
import { createLabTokens, type LabTokens } from '../softhsm/index.ts';
import { CONFIG } from '../ssv/families.ts';
import { buildStandin, writeScenario } from '../ssv/standin.ts';
import { buildCryptolib } from './cryptolib-shim.ts';
import { galssText } from './galss-text.ts';

/** Certificates take a while to make, and are nobody's. */
const PKI_DIRECTORY = join(tmpdir(), 'dmp-direct-lab-pki');
/** The Cryptolib of the healthy workstation: a version that reads CPS4. */
const CURRENT_CRYPTOLIB = [3, 1] as const;

/** pcscd looks at a virtual reader every 400 ms (lab-notes.md). */
const SEEN_EMPTY_MS = 700;
/** A busy machine takes its time. */
const SEEN_BY_PCSCD_MS = 20_000;
const KNOWN_MS = 20_000;
const LOOK_EVERY_MS = 25;

export const VITALE_READER = 0;
export const CPX_READER = 1;
/** As on most PCs of the field: Windows Hello's virtual reader, with a card that is always in, */
export const HELLO_READER = 2;
/** and a contactless slot that always holds something mute. */
export const CONTACTLESS_READER = 4;
/** Readers come in pairs: the second of each of these two stays empty. */
const READER_NAMES = [
  'Virtual PCD',
  'Windows Hello for Business 1',
  'Kapelse CCID Interface CLESS slot2',
] as const;
const READERS = 2 * READER_NAMES.length;

/** What a breakage changes; everything else is as on the healthy workstation. */
export interface Breakage {
  readonly settings?: ConfigurationFile;
  /** Milliseconds that this workstation's clock is ahead of the time. */
  readonly clockAheadMs?: number;
  readonly proxy?: ProxyRoute;
  readonly program?: Partial<ProgramFacts>;
  /** Further authorities to trust. */
  readonly authorities?: readonly string[];
  readonly practitioner?: PractitionerKey;
  /** Shorter, where something hangs. */
  readonly patience?: Partial<Patience>;
  /** Another system, with its programs, services and folders, than the one that the lab runs on. */
  readonly machine?: FieldMachine;
}

export interface Workstation {
  readonly directory: string;
  readonly pcscd: PrivatePcscd;
  readonly desk: CardDesk;
  readonly site: LabSite;
  readonly tokens: LabTokens;
  readonly hosts: Readonly<Record<'vitale' | 'diagam', FakeHost>>;
  readonly galssIni: string;
  /** Settings of the healthy workstation. */
  readonly settings: ConfigurationFile;
  /** Environment of the native processes. */
  readonly env: NodeJS.ProcessEnv;
  /** galss.ini with these readers for the Vitale and the CPS. */
  writeGalssIni(vitale?: string, cps?: string): Promise<void>;
  /** The Cryptolib of a version of one's choice. */
  cryptolib(major: number, minor: number): Promise<string>;
  /** Puts a card into a reader, and waits until the native process has heard of it from pcscd. */
  insert(reader: number, card: CardId): Promise<void>;
  /** Empties a reader, and waits as well. */
  remove(reader: number): Promise<void>;
  /** Lays something into the contactless slot, in the place of what always lies there, and waits as well. */
  lay(card: VirtualCard): Promise<void>;
  /** Everything as it was. */
  heal(): Promise<void>;
  diagnose(breakage?: Breakage): Promise<Diagnosis>;
  close(): Promise<void>;
}

/**
 * Sets the workstation up.
 * @param nativeEntry the bundle of the native processes
 * @throws where there are no virtual readers
 */
export async function startWorkstation(nativeEntry: string): Promise<Workstation> {
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-poste-'));
  const home = join(directory, 'home');
  await mkdir(home);
  const started = await startPrivatePcscd({
    parentDirectory: directory,
    readers: READERS,
    names: READER_NAMES,
  });
  if (!started.ok) throw new Error(started.reason);
  const pcscd = started.value;
  const site = await startLabSite({ pkiDirectory: PKI_DIRECTORY, naming: 'localhost' });
  const tokens = await createLabTokens(join(directory, 'cartes'), site.pki, ['cps']);
  const desk = createCardDesk(slotsOnPorts(pcscd.readers.slice(0, HELLO_READER)));
  const further = (reader: number): VirtualReader =>
    new VirtualReader(pcscd.readers[reader]?.port ?? 0, { stays: true, emptyForMs: SEEN_EMPTY_MS });
  const hello = further(HELLO_READER);
  const contactless = further(CONTACTLESS_READER);
  const always = { hello: plainCard(VIRTUAL_ATR), contactless: plainCard(NO_ATR) };
  const hosts = {
    vitale: await installFakeHost(home, 'vitale'),
    diagam: await installFakeHost(home, 'diagam'),
  };
  const scenario = join(directory, 'scenario');
  const galssIni = join(directory, 'galss.ini');
  const [vitaleReader = '', cpxReader = ''] = pcscd.readers.map(({ name }) => name);
  const others = new Map<PractitionerKey, LabTokens>();
  /** As in a running program the native processes go on from one diagnosis to the next. */
  let roles: DiagnosisRoles | null = null;
  const rolesNow = (): DiagnosisRoles =>
    (roles ??= rolesInChildProcesses({ nativeEntry, environment: { ...env, ...tokens.environment } }));
  const endRoles = (): void => {
    roles?.stop();
    roles = null;
  };
  /** Another card is another SoftHSM, whose place a process reads once. */
  const rolesWith = async (practitioner: PractitionerKey): Promise<DiagnosisRoles> => {
    if (practitioner === 'cps') return rolesNow();
    const { environment } = await otherTokens(others, directory, site, practitioner);
    const own = rolesInChildProcesses({ nativeEntry, environment: { ...env, ...environment } });
    return { ...rolesNow(), cryptolib: own.cryptolib, stop: own.stop };
  };
  /** The insertion in each reader, 0 where there is none. */
  const insertions = async (): Promise<number[]> => {
    const snapshot = await rolesNow().readers(SEEN_BY_PCSCD_MS);
    return pcscd.readers.map(
      ({ name }) => snapshot?.readers.find((each) => each.name === name)?.card?.insertion ?? 0,
    );
  };
  const untilSeen = async (isSeen: (inside: number[]) => boolean): Promise<void> => {
    const end = performance.now() + SEEN_BY_PCSCD_MS;
    while (!isSeen(await insertions())) {
      if (performance.now() > end) throw new Error('pcscd has not seen the cards');
      await delay(LOOK_EVERY_MS);
    }
  };
  const entering = async (reader: number, insert: () => Promise<unknown>): Promise<void> => {
    const before = (await insertions())[reader];
    await insert();
    await untilSeen(({ [reader]: now = 0 }) => now !== 0 && now !== before);
  };
  const cryptolib = (major: number, minor: number) => buildCryptolib(tokens.modulePath, major, minor);
  const library = await cryptolib(...CURRENT_CRYPTOLIB);
  const settings: ConfigurationFile = {
    environment: 'test',
    webPs: {
      cpx: { hosts: [site.urls.cpx] },
      ecps: { hosts: [site.urls.ecps] },
      trustedCaFile: site.caFile,
    },
    proSanteConnect: { hosts: [site.urls.wallet, site.urls.auth] },
    cards: {
      vitale: ['pcsc', 'ssv'],
      cryptolib: library,
      ssvLibrary: await buildStandin(),
      galssIni,
    },
  };
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...pcscd.env,
    ...tokens.environment,
    HOME: home,
    DMP_SSV_SCENARIO: scenario,
  };
  const cards = [
    [VITALE_READER, 'famille'],
    [CPX_READER, 'cps3'],
  ] as const;

  const workstation: Workstation = {
    directory,
    pcscd,
    desk,
    site,
    tokens,
    hosts,
    galssIni,
    settings,
    env,
    cryptolib,
    writeGalssIni: (vitale = vitaleReader, cps = cpxReader) => writeFile(galssIni, galssText(vitale, cps)),
    heal: async () => {
      if (pcscd.pid === null) {
        endRoles();
        await pcscd.restart();
        // The cards have stayed in, and are seen again.
        await untilSeen((inside) =>
          [VITALE_READER, CPX_READER, HELLO_READER, CONTACTLESS_READER].every(
            (reader) => (inside[reader] ?? 0) > 0,
          ),
        );
      }
      await workstation.writeGalssIni();
      await writeScenario(scenario, { groups: CONFIG });
      await Promise.all(Object.values(hosts).map((host) => host.behave({ fault: 'none' })));
      for (const [reader, card] of cards)
        if (desk.state[reader]?.card !== card) await workstation.insert(reader, card);
      if (hello.card === null) await entering(HELLO_READER, () => hello.insert(always.hello));
      if (contactless.card !== always.contactless) await workstation.lay(always.contactless);
    },
    insert: (reader, card) => entering(reader, () => desk.insert(reader, card)),
    remove: async (reader) => {
      await desk.remove(reader);
      await untilSeen(({ [reader]: now = 0 }) => now === 0);
    },
    lay: (card) => entering(CONTACTLESS_READER, () => contactless.insert(card)),
    diagnose: async (breakage = {}) => {
      const configuration = resolved({ ...settings, ...breakage.settings });
      // Processes that have known the service do not hear at once that it is gone; a fresh one asks.
      if (pcscd.pid === null) endRoles();
      const { clockAheadMs = 0, practitioner = 'cps' } = breakage;
      const given = await rolesWith(practitioner);
      try {
        return await diagnose(
          {
            roles: given,
            configuration,
            authorities: authoritiesOf(site, breakage),
            resolveProxy: () => Promise.resolve(breakage.proxy ?? null),
            now: () => Date.now() + clockAheadMs,
            program: () => Promise.resolve({ ...HEALTHY_PROGRAM, ...breakage.program }),
            patience: breakage.patience ?? {},
            cryptolibCache: join(directory, 'sans-copie'),
            ...(breakage.machine === undefined ? {} : { machine: breakage.machine }),
            version: HEALTHY_PROGRAM.version,
          },
          () => undefined,
        );
      } finally {
        if (practitioner !== 'cps') given.stop();
      }
    },
    close: async () => {
      endRoles();
      await Promise.all([desk.clear(), hello.remove(), contactless.remove()]);
      await pcscd.stop();
      await site.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await workstation.heal();
  // A healthy workstation has started the program once, which made its engine know the library: by the same code.
  const database = await databaseOfEngine();
  const known = await rolesNow().nss.request('cryptolib', { database, library, register: true }, KNOWN_MS);
  if (!known.ok) throw new Error(known.failure.code);
  return workstation;
}

const HEALTHY_PROGRAM: ProgramFacts = {
  version: '0.1.0',
  system: 'linux',
  engine: { electron: '45.4.1', chromium: '144.0.7559.60' },
  files: [],
  settings: [],
  problems: [],
  autostart: { wanted: false, entry: 'none' },
  tray: 'shown',
};

/** Codes of the checks that are not good, and not merely out of reach. */
export function alarms(checks: readonly Check[]): string[] {
  const bad = checks.filter(({ result }) => result === 'fix' || result === 'watch');
  return [...new Set(bad.map(({ code }) => code))].sort();
}

function resolved(settings: ConfigurationFile): Configuration {
  const configuration = resolveConfiguration(settings);
  if (!configuration.ok) throw new Error(JSON.stringify(configuration.failure));
  return configuration.value;
}

function authoritiesOf(site: LabSite, { authorities = [] }: Breakage): readonly X509Certificate[] {
  return [site.pki.serverAuthorityPem, ...authorities].map((pem) => new X509Certificate(pem));
}

async function otherTokens(
  made: Map<PractitionerKey, LabTokens>,
  directory: string,
  site: LabSite,
  key: PractitionerKey,
): Promise<LabTokens> {
  const found = made.get(key) ?? (await createLabTokens(join(directory, `cartes-${key}`), site.pki, [key]));
  made.set(key, found);
  return found;
}
