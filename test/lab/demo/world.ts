/**
 * The demonstration's world: readers and cards, the simulated site, and nothing of the user's own. It is started by
 * the demonstration's runner and by the tour; the Electron program learns of it through one file.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  resolveConfiguration,
  type Configuration,
  type ConfigurationFile,
} from '../../../src/domain/settings/configuration.ts';
import { freePortPairs } from '../pcsc/ports.ts';
import { startPrivatePcscd, type PrivatePcscd, type PrivateReader } from '../pcsc/private-pcscd.ts';
import type { PractitionerKey } from '../pki/practitioners.ts';
import { startLabSite, type LabSite, type LabSiteOptions } from '../site/index.ts';
import { CARDS_VARIABLE } from '../softhsm/card.ts';
import { createLabTokens, type LabTokens } from '../softhsm/index.ts';
import { WORLD_VARIABLE, type WorldFile } from './world-file.ts';

export interface DemoWorld {
  readonly site: LabSite;
  /** Practitioners' cards behind a PKCS#11 library; null where there is none. */
  readonly tokens: LabTokens | null;
  /** For the Electron program: HOME, PC/SC socket, where the world file is. */
  readonly env: Readonly<Record<string, string>>;
  readonly readers: WorldFile['readers'];
  /** The same settings as a configuration file, for the product itself. */
  readonly configFile: string;
  /** Program's profile directory. */
  readonly userData: string;
  /** The PC/SC service behind the readers, to kill and to start again; null when there is none. */
  readonly pcscd: PrivatePcscd | null;
  /** Why readers are simulated inside the program instead of behind a real pcscd; null when they are real. */
  readonly withoutPcscd: string | null;
  close(): Promise<void>;
}

export interface DemoWorldOptions {
  /** Settings that differ from the demonstration's. */
  readonly settings?: ConfigurationFile | ((site: LabSite) => ConfigurationFile);
  /** How the simulated site differs from the ordinary one. */
  readonly site?: Pick<LabSiteOptions, 'withoutCertificate' | 'naming'>;
  /** Simulate the readers inside the program even where a private pcscd can be had. */
  readonly inProcess?: boolean;
  /**
   * Whose cards hold certificates (one CPS unless given). With none, or where SoftHSM cannot be had, the site's
   * card host is the one that signs in by itself.
   */
  readonly practitioners?: readonly PractitionerKey[];
  /** Names of further pairs of readers, behind the two that cards are put into. */
  readonly furtherReaders?: readonly string[];
}

/** What the phone does by itself in the demonstration; a test takes it in hand. */
const PHONE = { answer: 'confirm', afterMs: 2_500 } as const;

/** Starts everything; what was started is ended again when something fails. */
export async function startDemoWorld(options: DemoWorldOptions = {}): Promise<DemoWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-demo-'));
  const home = join(directory, 'home');
  await mkdir(home, { mode: 0o700 });
  const site = await startLabSite({ pkiDirectory: pkiDirectory(), phone: PHONE, ...options.site });
  const tokens = await startTokens(directory, site, options.practitioners ?? ['cps']);
  const readers = await startReaders(options);
  const asked = options.settings ?? {};
  const settings = demoSettings(site, tokens, typeof asked === 'function' ? asked(site) : asked);
  const configFile = join(directory, 'configuration.json');
  await writeFile(configFile, JSON.stringify(settings), { mode: 0o600 });
  const world: WorldFile = {
    configuration: resolved(settings),
    readers: readers.ports.map(({ name, port }) => ({ name, port })),
    cards: cardsOf(tokens),
    inProcess: readers.withoutPcscd !== null,
  };
  const file = join(directory, 'world.json');
  await writeFile(file, JSON.stringify(world), { mode: 0o600 });
  return {
    site,
    tokens,
    env: {
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      ...readers.env,
      ...tokens?.environment,
      [WORLD_VARIABLE]: file,
    },
    readers: world.readers,
    configFile,
    userData: join(directory, 'profile'),
    pcscd: readers.pcscd,
    withoutPcscd: readers.withoutPcscd,
    close: async () => {
      await readers.stop();
      await site.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Certificates take a while to make and are nobody's: kept from one start to the next. */
function pkiDirectory(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dmp-direct', 'lab-pki');
}

/** SoftHSM is Linux's here; elsewhere the demonstration signs in without a card. */
async function startTokens(
  directory: string,
  site: LabSite,
  practitioners: readonly PractitionerKey[],
): Promise<LabTokens | null> {
  if (process.platform !== 'linux' || practitioners.length === 0) return null;
  // The program makes its browser know the library by itself: the home stays empty.
  return createLabTokens(join(directory, 'tokens'), site.pki, practitioners).catch(() => null);
}

function cardsOf(tokens: LabTokens | null): WorldFile['cards'] {
  if (tokens === null || tokens.tokens.some(({ card }) => card === null)) return null;
  return {
    folder: tokens.environment[CARDS_VARIABLE],
    labels: tokens.tokens.map(({ label }) => label),
  };
}

function demoSettings(
  site: LabSite,
  tokens: LabTokens | null,
  settings: ConfigurationFile,
): ConfigurationFile {
  return {
    environment: 'test',
    signIn: 'ask',
    ...settings,
    cards: { ...(tokens === null ? {} : { cryptolib: tokens.modulePath }), ...settings.cards },
    webPs: {
      cpx: { hosts: [tokens === null ? site.urls.plain : site.urls.cpx] },
      ecps: { hosts: [site.urls.ecps] },
      trustedCaFile: site.caFile,
      ...settings.webPs,
    },
    proSanteConnect: { hosts: [site.urls.wallet, site.urls.auth], ...settings.proSanteConnect },
  };
}

function resolved(settings: ConfigurationFile): Configuration {
  const result = resolveConfiguration(settings);
  if (!result.ok) throw new Error(`the demonstration's own settings are refused: ${result.failure.code}`);
  return result.value;
}

interface Readers {
  readonly ports: readonly PrivateReader[];
  readonly env: Readonly<Record<string, string>>;
  readonly pcscd: PrivatePcscd | null;
  readonly withoutPcscd: string | null;
  stop(): Promise<void>;
}

async function startReaders({ inProcess, furtherReaders = [] }: DemoWorldOptions): Promise<Readers> {
  const names = ['Virtual PCD', ...furtherReaders];
  const pcscd =
    inProcess === true
      ? ({ ok: false, reason: 'lecteurs simulés demandés' } as const)
      : await startPrivatePcscd({ readers: 2 * names.length, names });
  if (pcscd.ok) {
    const service = pcscd.value;
    return {
      ports: service.readers,
      env: service.env,
      pcscd: service,
      withoutPcscd: null,
      stop: () => service.stop(),
    };
  }
  const ports = await freePortPairs(1);
  const first = ports[0] ?? 0;
  return {
    ports: [first, first + 1].map((port, index) => ({ name: `Lecteur ${index + 1}`, port })),
    env: {},
    pcscd: null,
    withoutPcscd: pcscd.reason,
    stop: () => Promise.resolve(),
  };
}
