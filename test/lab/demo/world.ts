/**
 * The demonstration's world: readers and cards, the simulated site, and nothing of the user's own. It is started by
 * the demonstration's runner and by the tour; the Electron program learns of it through one file.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  resolveConfiguration,
  type Configuration,
  type ConfigurationFile,
} from '../../../src/domain/configuration.ts';
import { freePortPairs } from '../pcsc/ports.ts';
import { startPrivatePcscd, type PrivateReader } from '../pcsc/private-pcscd.ts';
import { startLabSite, type LabSite } from '../site/index.ts';
import { WORLD_VARIABLE, type WorldFile } from './world-file.ts';

export interface DemoWorld {
  readonly site: LabSite;
  /** For the Electron program: HOME, PC/SC socket, where the world file is. */
  readonly env: Readonly<Record<string, string>>;
  readonly readers: WorldFile['readers'];
  /** The same settings as a configuration file, for the product itself. */
  readonly configFile: string;
  /** Program's profile directory. */
  readonly userData: string;
  /** Why readers are simulated inside the program instead of behind a real pcscd; null when they are real. */
  readonly withoutPcscd: string | null;
  close(): Promise<void>;
}

export interface DemoWorldOptions {
  /** Settings that differ from the demonstration's. */
  readonly settings?: ConfigurationFile | ((site: LabSite) => ConfigurationFile);
  /** Simulate the readers inside the program even where a private pcscd can be had. */
  readonly inProcess?: boolean;
}

/** Starts everything; what was started is ended again when something fails. */
export async function startDemoWorld(options: DemoWorldOptions = {}): Promise<DemoWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'dmp-direct-demo-'));
  const home = join(directory, 'home');
  await mkdir(home, { mode: 0o700 });
  const site = await startLabSite({ pkiDirectory: join(directory, 'pki') });
  const readers = await startReaders(options.inProcess ?? false);
  const asked = options.settings ?? {};
  const settings = demoSettings(site, typeof asked === 'function' ? asked(site) : asked);
  const configFile = join(directory, 'configuration.json');
  await writeFile(configFile, JSON.stringify(settings), { mode: 0o600 });
  const world: WorldFile = {
    configuration: resolved(settings),
    readers: readers.ports.map(({ name, port }) => ({ name, port })),
    inProcess: readers.withoutPcscd !== null,
  };
  const file = join(directory, 'world.json');
  await writeFile(file, JSON.stringify(world), { mode: 0o600 });
  return {
    site,
    env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), ...readers.env, [WORLD_VARIABLE]: file },
    readers: world.readers,
    configFile,
    userData: join(directory, 'profile'),
    withoutPcscd: readers.withoutPcscd,
    close: async () => {
      await readers.stop();
      await site.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function demoSettings(site: LabSite, settings: ConfigurationFile): ConfigurationFile {
  return {
    environment: 'test',
    signIn: 'cpx',
    ...settings,
    webPs: {
      cpx: { hosts: [site.urls.plain] },
      ecps: { hosts: [site.urls.ecps] },
      trustedCaFile: site.caFile,
      ...settings.webPs,
    },
    proSanteConnect: { hosts: [site.urls.wallet, site.urls.auth] },
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
  readonly withoutPcscd: string | null;
  stop(): Promise<void>;
}

async function startReaders(inProcess: boolean): Promise<Readers> {
  const pcscd = inProcess
    ? ({ ok: false, reason: 'lecteurs simulés demandés' } as const)
    : await startPrivatePcscd();
  if (pcscd.ok) {
    const service = pcscd.value;
    return { ports: service.readers, env: service.env, withoutPcscd: null, stop: () => service.stop() };
  }
  const ports = await freePortPairs(1);
  const first = ports[0] ?? 0;
  return {
    ports: [first, first + 1].map((port, index) => ({ name: `Lecteur ${index + 1}`, port })),
    env: {},
    withoutPcscd: pcscd.reason,
    stop: () => Promise.resolve(),
  };
}
