/** Every probe of the diagnosis: asks the native roles, the network and the program, and brings back facts. */
import { stat } from 'node:fs/promises';
import type { X509Certificate } from 'node:crypto';
import type { Configuration } from '../../domain/settings/configuration.ts';
import type {
  ComponentFact,
  CryptolibFacts,
  EngineFact,
  Facts,
  ProgramFacts,
  ReadersFacts,
  SsvFacts,
  VitaleFact,
} from '../../domain/diagnosis/facts.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { deriveInsForReading } from '../../domain/identity/ins-derivation.ts';
import { mayBeVitale } from '../../domain/readers/classify.ts';
import { remoteSession } from '../../domain/readers/remote-session.ts';
import type { ReadersSnapshot, RequestParams, RequestResult } from '../../borders/native.ts';
import { macCardServices } from '../../system/mac-card-services.ts';
import { databaseOfEngine } from '../cards/engine-database.ts';
import { galssFacts } from './galss-facts.ts';
import { thisFieldMachine, type FieldMachine } from './machine.ts';
import { hostsOf, NETWORK_STEP_MS, probeHosts } from './network.ts';
import type { ProxyResolver } from './proxy.ts';
import type { DiagnosisRoles } from './roles.ts';
import type { Probes } from './run.ts';
import { sesamFacts } from './sesam-facts.ts';
import { workstationFacts } from './workstation-facts.ts';

const READERS_MS = 8_000;
const READ_MS = 12_000;
const CRYPTOLIB_MS = 20_000;
const ENGINE_MS = 8_000;
const SSV_MS = 15_000;
const NETWORK_MS = 25_000;
const PROGRAM_MS = 8_000;
const WORKSTATION_MS = 15_000;

/** Where the Cryptolib for Linux keeps its copy of the cards' files (cpx.md). */
const CRYPTOLIB_CACHE =
  process.platform === 'darwin' ? '/Library/Caches/santesocial/CPS' : '/etc/opt/santesocial/CPS/cache';
const OTHERS_MAY_WRITE = 0o002;

/** How long what may hang is waited for, in milliseconds. */
export interface Patience {
  /** For each step towards a host: name, connection, encryption, answer. */
  readonly networkStepMs: number;
  /** For a component's version: shorter than the 30 s of a real reading, it is said at once or not at all. */
  readonly componentMs: number;
}

const PATIENCE: Patience = { networkStepMs: NETWORK_STEP_MS, componentMs: 8_000 };

export interface ProbeParts {
  readonly roles: DiagnosisRoles;
  readonly configuration: Configuration;
  /** Authorities of `webPs.trustedCaFile`. */
  readonly authorities: readonly X509Certificate[];
  readonly resolveProxy: ProxyResolver;
  /** See `NetworkParts`. */
  readonly engineTrusts?: ((origin: string) => Promise<boolean | null>) | undefined;
  readonly program: () => Promise<ProgramFacts>;
  /** This workstation's clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Where it is not the ordinary one. */
  readonly patience?: Partial<Patience>;
  /** Why the engine of the program that asks cannot use a card; left out where no program is running. */
  readonly engineFailure?: () => Failure | null;
  /** What is looked at, where it is not this workstation. */
  readonly machine?: FieldMachine;
  /** The Cryptolib's folder, where it is not the documented one. */
  readonly cryptolibCache?: string;
}

/** Makes the probes of one diagnosis. */
export function createProbes(parts: ProbeParts): Probes {
  const { roles, configuration } = parts;
  const { networkStepMs: stepMs, componentMs } = { ...PATIENCE, ...parts.patience };
  const mac = macCardServices();
  const snapshot = roles.readers(READERS_MS);
  // Asked once the Vitale has been read: an exchange under way makes the vendors' libraries wait.
  const vitale = snapshot.then((readers) => readVitales(readers, roles));
  const afterCards = <T>(ask: () => Promise<T>): Promise<T> => vitale.then(ask, ask);
  const deadline = READERS_MS + READ_MS;
  const machine = parts.machine ?? thisFieldMachine();
  return {
    readers: {
      deadlineMs: READERS_MS,
      run: async () => readersFacts(await snapshot, await mac.appleDriver()),
    },
    vitale: { deadlineMs: deadline, run: () => vitale },
    cryptolib: {
      deadlineMs: deadline + CRYPTOLIB_MS,
      run: () => afterCards(() => cryptolibFacts(parts)),
    },
    engine: { deadlineMs: 2 * ENGINE_MS, run: () => engineFact(parts) },
    ssv: {
      deadlineMs: deadline + 2 * SSV_MS,
      run: () => afterCards(() => ssvFacts(roles, configuration, machine)),
    },
    components: {
      // Its own patience, and that of the process that has to end a component which hangs.
      deadlineMs: 3 * componentMs,
      run: () => componentFacts(roles, componentMs),
    },
    workstation: { deadlineMs: WORKSTATION_MS, run: () => workstationFacts(machine) },
    network: {
      deadlineMs: NETWORK_MS,
      run: () => probeHosts(hostsOf(configuration), { ...parts, stepMs }),
    },
    program: { deadlineMs: PROGRAM_MS, run: parts.program },
  };
}

function readersFacts(snapshot: ReadersSnapshot | null, appleDriver: boolean | null): ReadersFacts {
  if (snapshot === null) throw new Error('no snapshot');
  return { ...snapshot, remote: remoteSession(process.env), appleDriver };
}

/** Reads card after card: they may share a reader, and a helpdesk wants each one's own time. */
async function readVitales(snapshot: ReadersSnapshot | null, roles: DiagnosisRoles): Promise<VitaleFact[]> {
  const facts: VitaleFact[] = [];
  for (const { name: reader, card } of snapshot?.readers ?? []) {
    // Whoever runs a diagnosis has put the card in before: here one that no table knows is told as well.
    if (card === null || !mayBeVitale(reader, { kind: card.kind, seenInserted: true })) continue;
    const started = performance.now();
    const result = await roles.readVitale(reader, card.insertion, READ_MS);
    const milliseconds = performance.now() - started;
    const outcome: VitaleFact['outcome'] = result.ok
      ? {
          ok: true,
          people: result.value.beneficiaries.length,
          usable: deriveInsForReading(result.value).filter(({ usable }) => usable).length,
        }
      : result;
    facts.push({ reader, kind: card.kind, milliseconds, outcome });
  }
  return facts;
}

async function cryptolibFacts({ roles, configuration, cryptolibCache }: ProbeParts): Promise<CryptolibFacts> {
  const { cryptolib: library } = configuration.cards;
  const result = await roles.cryptolib.request('readCards', { library }, CRYPTOLIB_MS);
  const reading: CryptolibFacts['reading'] = result.ok
    ? {
        ok: true,
        manufacturer: result.value.library.manufacturer,
        description: result.value.library.description,
        version: result.value.library.libraryVersion,
        cards: result.value.cards,
        unreadable: result.value.unreadable.map((each) => each.failure),
      }
    : result;
  const product = await roles.cryptolib.request('product', { library }, CRYPTOLIB_MS);
  const openCache = await openFolder(cryptolibCache ?? CRYPTOLIB_CACHE);
  return {
    reading,
    product: product.ok ? product.value.version : null,
    openCache,
    keychainTokens: await macCardServices().keychainTokens(),
  };
}

/** Looks only; on other systems the engine uses the system's own certificates. */
async function engineFact({ roles, configuration, engineFailure }: ProbeParts): Promise<EngineFact | null> {
  if (process.platform !== 'linux') return null;
  const { cryptolib: library } = configuration.cards;
  const database = await databaseOfEngine();
  const answer = await roles.nss.request('cryptolib', { database, library, register: false }, ENGINE_MS);
  return {
    registration: answer.ok ? { ok: true, name: answer.value.module?.name ?? null } : answer,
    program:
      engineFailure === undefined ? { kind: 'not-running' } : { kind: 'running', failure: engineFailure() },
  };
}

/** The folder when everyone may write to it; Windows keeps rights in another way, and has no such folder. */
async function openFolder(folder: string): Promise<string | null> {
  if (process.platform === 'win32') return null;
  return stat(folder).then(
    ({ mode }) => ((mode & OTHERS_MAY_WRITE) === 0 ? null : folder),
    () => null,
  );
}

/** What is installed, by its files alone: nothing of the vendor's is loaded, so that it cannot say its versions. */
async function installedSsv(
  ssv: DiagnosisRoles['ssv'],
  { cards }: Configuration,
  machine: FieldMachine,
): Promise<{
  readonly facts: SsvFacts;
  readonly target: RequestParams<'ssv', 'readConfig'>['target'] | null;
}> {
  const { ssvLibrary, galssIni } = cards;
  const located = await ssv.request('locate', { ssvLibrary, galssIni }, SSV_MS);
  if (!located.ok) {
    const facts: SsvFacts = {
      library: null,
      host: null,
      sesamIni: null,
      galssIni: null,
      galss: await galssFacts(null, galssIni, machine),
      sesam: await sesamFacts(null, null, machine),
      failure: located.failure,
      versions: null,
    };
    return { facts, target: null };
  }
  const { target, channels: _channels, ...rest } = located.value;
  const facts: SsvFacts = {
    ...rest,
    galss: await galssFacts(rest.galssIni, galssIni, machine),
    sesam: await sesamFacts(rest.sesamIni, rest.library, machine),
    versions: null,
  };
  return { facts, target };
}

async function ssvFacts(
  roles: DiagnosisRoles,
  configuration: Configuration,
  machine: FieldMachine,
): Promise<SsvFacts> {
  const { facts, target } = await installedSsv(roles.ssv, configuration, machine);
  // A library that the program never uses is named and not loaded: loading runs what is in it.
  if (target === null || !configuration.cards.vitale.includes('ssv')) return facts;
  const config = await roles.ssv.request('readConfig', { target }, SSV_MS);
  return { ...facts, versions: config.ok ? { ok: true, lines: versionLines(config.value) } : config };
}

/** The passive part: what is plugged in, installed and running. No card is touched and no library is loaded. */
export async function passiveFacts(parts: {
  readonly snapshot: ReadersSnapshot;
  readonly ssv: DiagnosisRoles['ssv'];
  readonly configuration: Configuration;
  readonly machine: FieldMachine;
}): Promise<Pick<Facts, 'readers' | 'ssv' | 'workstation'>> {
  const { snapshot, ssv, configuration, machine } = parts;
  const { facts } = await installedSsv(ssv, configuration, machine);
  return { readers: readersFacts(snapshot, null), ssv: facts, workstation: await workstationFacts(machine) };
}

/** Components, readers and cards in the library's own words (groups 60, 61 and 62), one line per occurrence. */
function versionLines({ entries }: RequestResult<'ssv', 'readConfig'>): string[] {
  return entries
    .map(({ fields }) =>
      fields
        .map(({ text }) => text.trim())
        .filter((text) => text !== '')
        .join(' '),
    )
    .filter((line) => line !== '');
}

const COMPONENTS = [
  { host: 'vitale', component: 'SrvSVCNAM' },
  { host: 'diagam', component: 'DiagAM' },
] as const;

async function componentFacts({ srvsvcnam }: DiagnosisRoles, patienceMs: number): Promise<ComponentFact[]> {
  const discovered = await srvsvcnam.request('discover', {}, patienceMs);
  let overdue = false;
  const timer = setTimeout(() => {
    overdue = true;
    void srvsvcnam.request('abandon', {}, patienceMs);
  }, patienceMs);
  try {
    return await Promise.all(
      COMPONENTS.map(async ({ host, component }): Promise<ComponentFact> => {
        const manifests = discovered.ok
          ? discovered.value.manifests.filter((each) => each.host === host).map(({ state }) => state)
          : [];
        // `dest_host` as the extension would give it, so that DiagAM is asked too.
        const message = { service: 'version', dest_host: host };
        const result = await srvsvcnam.request('call', { host, message }, 2 * patienceMs);
        if (result.ok)
          return { component, manifests, answer: { ok: true, version: saidVersion(result.value.answer) } };
        const reason =
          overdue && result.failure.code === 'SRVSVCNAM-ARRETE'
            ? failure('SRVSVCNAM-MUET', { component, seconds: String(patienceMs / 1000) })
            : result.failure;
        return { component, manifests, answer: { ok: false, failure: reason } };
      }),
    );
  } finally {
    clearTimeout(timer);
  }
}

/** The form of the answer is not published: a short text under `version` is shown, anything else is only an answer. */
function saidVersion(answer: Readonly<Record<string, unknown>>): string | null {
  const { version } = answer;
  return typeof version === 'string' && /^[\w .-]{1,32}$/.test(version) ? version : null;
}
