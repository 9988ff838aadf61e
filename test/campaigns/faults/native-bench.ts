/**
 * Other people's programs behind the native processes: the native-messaging hosts of SrvSVCNAM and DiagAM, the
 * SESAM-Vitale library, the Cryptolib. The processes are the product's; what stands behind them is the lab's.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Failure } from '../../../src/domain/failures/index.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { SsvTarget } from '../../../src/borders/native.ts';
import { createHelperCalls, type HelperCalls } from '../../../src/native/ssv/helper-calls.ts';
import { CardsProcess } from '../../lab/native/cards-process.ts';
import {
  installFakeHost,
  isAlive,
  type FakeHost,
  type Fault as HostFault,
} from '../../lab/native-host/index.ts';
import { FAMILY } from '../../lab/ssv/families.ts';
import {
  buildStandin,
  writeScenario,
  type Fault as LibraryFault,
  type StandinFunction,
} from '../../lab/ssv/standin.ts';
import { sample, type Bench, type BenchContext, type Fault } from './fault.ts';

const SHORT_PER_KIND = 5;

/** What each way of failing is called (docs/technical/srvsvcnam.md); null where the answer still counts. */
const HOST_FAULTS: Readonly<Partial<Record<HostFault, string | null>>> = {
  slow: null,
  'byte-by-byte': null,
  twice: null,
  stubborn: null,
  'leaks-child': null,
  'not-json': 'SRVSVCNAM-PAS-JSON',
  'not-utf8': 'SRVSVCNAM-PAS-JSON',
  'not-object': 'SRVSVCNAM-PAS-JSON',
  empty: 'SRVSVCNAM-PAS-JSON',
  'length-too-short': 'SRVSVCNAM-PAS-JSON',
  'length-too-long': 'SRVSVCNAM-ARRETE',
  'too-large': 'SRVSVCNAM-TROP-GRAND',
  'huge-claim': 'SRVSVCNAM-TROP-GRAND',
  'no-framing': 'SRVSVCNAM-TROP-GRAND',
  dies: 'SRVSVCNAM-ARRETE',
  crashes: 'SRVSVCNAM-ARRETE',
  'refuses-origin': 'SRVSVCNAM-ARRETE',
  'leaks-child-and-dies': 'SRVSVCNAM-ARRETE',
};
/** Thirty seconds each: in the whole list only. */
const SILENT: Readonly<Partial<Record<HostFault, string>>> = {
  silent: 'SRVSVCNAM-MUET',
  deaf: 'SRVSVCNAM-MUET',
};

/** A manifest that is not as it should be, and what that is called. */
const MANIFESTS: Readonly<
  Record<string, readonly [manifest: Readonly<Record<string, unknown>>, code: string]>
> = {
  'a path that leads nowhere': [{ path: '/nulle/part' }, 'SRVSVCNAM-DEMARRAGE'],
  'a path that is a folder': [{ path: '/tmp' }, 'SRVSVCNAM-DEMARRAGE'],
  'a path that is a text': [{ path: '/etc/passwd' }, 'SRVSVCNAM-DEMARRAGE'],
  'a relative path': [{ path: 'host.mjs' }, 'SRVSVCNAM-MANIFESTE'],
  'no path': [{ path: null }, 'SRVSVCNAM-MANIFESTE'],
  'another type': [{ type: 'pipe' }, 'SRVSVCNAM-MANIFESTE'],
  'another name': [{ name: 'fr.autre' }, 'SRVSVCNAM-MANIFESTE'],
  'other callers only': [{ allowed_origins: ['chrome-extension://autre/'] }, 'SRVSVCNAM-REFUSE'],
  'no callers': [{ allowed_origins: [] }, 'SRVSVCNAM-REFUSE'],
  'callers that are no list': [{ allowed_origins: 'tous' }, 'SRVSVCNAM-MANIFESTE'],
};

const COMPONENTS = ['vitale', 'diagam'] as const;

export async function openHostBench({ seed, short, programs }: BenchContext): Promise<Bench> {
  const home = await mkdtemp(join(tmpdir(), 'dmp-direct-fault-hosts-'));
  const product = new CardsProcess(join(programs, 'product.mjs'), { HOME: home }, ['--role=srvsvcnam']);
  const call = async (host: string): Promise<string | null> => {
    const answer = await product.request('call', { host, message: { service: 'version', dest_host: host } });
    return answer.type === 'failure' ? answer.failure.code : null;
  };
  const check = async (host: (typeof COMPONENTS)[number], fake: FakeHost, expected: string | null) => {
    const got = await call(host);
    const pids = [...(await fake.runs()).map(({ pid }) => pid), ...(await fake.leaked())];
    const left = await leftOf(pids);
    await installFakeHost(home, host);
    const afterwards = await call(host);
    await rm(join(home, '.config'), { recursive: true, force: true });
    return [
      ...(got === expected ? [] : [`${String(got)} instead of ${String(expected)}`]),
      ...left.map((pid) => `process ${String(pid)} stayed behind`),
      ...(afterwards === null ? [] : [`the good component afterwards: ${afterwards}`]),
    ];
  };
  const behaviours = { ...HOST_FAULTS, ...(short ? {} : SILENT) };
  const all: readonly Fault[] = COMPONENTS.flatMap((host): Fault[] => [
    ...Object.entries(behaviours).map(([fault, expected]): Fault => ({
      kind: 'component that fails',
      name: `${host}: ${fault}`,
      inject: async () => {
        const fake = await installFakeHost(home, host);
        await fake.behave({ fault: fault as HostFault });
        return check(host, fake, expected);
      },
    })),
    ...Object.entries(MANIFESTS).map(([name, [manifest, code]]): Fault => ({
      kind: 'component badly installed',
      name: `${host}: ${name}`,
      inject: async () => check(host, await installFakeHost(home, host, manifest), code),
    })),
    {
      kind: 'component badly installed',
      name: `${host}: not installed`,
      inject: async () => {
        const got = await call(host);
        return got === 'SRVSVCNAM-ABSENT' ? [] : [`${String(got)} instead of SRVSVCNAM-ABSENT`];
      },
    },
    ...['', '{', 'null', '[]', '\u0000\u0001', '{"name":'.repeat(1_000)].map((text, at): Fault => ({
      kind: 'component badly installed',
      name: `${host}: manifest that is no manifest ${String(at)}`,
      inject: async () => {
        const fake = await installFakeHost(home, host);
        await writeFile(fake.manifestFile, text);
        return check(host, fake, 'SRVSVCNAM-MANIFESTE');
      },
    })),
  ]);
  return {
    name: 'SrvSVCNAM and DiagAM',
    faults: short ? sample(all, SHORT_PER_KIND, seed) : all,
    close: async () => {
      const { pid } = product;
      const { code } = await product.end();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
      return [
        ...(code === 0 ? [] : [`the process ended with ${String(code)}`]),
        ...((await isAlive(pid)) ? ['the process stayed behind'] : []),
      ];
    },
  };
}

async function leftOf(pids: readonly number[]): Promise<readonly number[]> {
  for (let look = 0; look < 20; look += 1) {
    const alive = await Promise.all(pids.map(isAlive));
    if (!alive.includes(true)) return [];
    await delay(100);
  }
  return pids;
}

/** Codes of ssv-api.md and what each is to the user. */
const LIBRARY_CODES: Readonly<Record<number, string>> = {
  0x0001: 'SSV-GALSS-INTERNE',
  0x0002: 'SSV-GALSS-OCCUPE',
  0x0010: 'SSV-GALSS-OCCUPE',
  0x8001: 'SSV-GALSS-INI-ABSENT',
  0x8002: 'SSV-GALSS-ABSENT',
  0x8003: 'SSV-GALSS-INI-INVALIDE',
  0x800c: 'SSV-LECTEUR-INJOIGNABLE',
  0x800e: 'SSV-VERSIONS',
  0xf001: 'SSV-CPS-ABSENTE',
  0xf003: 'SSV-CODE-DEMANDE',
  0xf004: 'SSV-CPS-INVALIDE',
  0xf011: 'SSV-VITALE-ABSENTE',
  0xf014: 'SSV-VITALE-MUETTE',
  0xf015: 'SSV-VITALE-RETIREE',
  0xf026: 'SSV-CARTES-MELANGEES',
  0xf0ff: 'SSV-LECTEUR',
  0xf101: 'SSV-RESSOURCE-INCONNUE',
  0xf600: 'SSV-USAGE',
  0xf610: 'SSV-TABLES',
  0xf680: 'SSV-CHEMIN-TABLES',
  0xf6f1: 'SSV-DOSSIER-TRAVAIL',
  0x0abc: 'SSV-INATTENDU',
};

const READ_CALLS: readonly StandinFunction[] = [
  'SSV_InitLIB',
  'SGD_ReserverSession',
  'SIS_LireDroitsVitale',
  'SGD_LireGroupeSuivant',
  'SGD_LireChamp',
];
/** Main gives the library twenty seconds; a call that hangs never comes back, so that less will do here. */
const HANG_MS = 1_500;

export async function openLibraryBench({ seed, short, programs }: BenchContext): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-fault-library-'));
  const scenario = join(folder, 'scenario');
  process.env.DMP_SSV_SCENARIO = scenario;
  const target: SsvTarget = { library: await buildStandin(), psResource: 'CPS', vitaleResource: 'Vitale' };
  const command = [process.execPath, join(programs, 'product.mjs'), '--role=ssv'] as const;
  const calls: HelperCalls = createHelperCalls(command);
  const read = (): Promise<Result<unknown>> =>
    calls.readVitale({ target, card: 'vitale-2', date: '20240131', pin: null });
  const play = (...faults: LibraryFault[]): Promise<void> =>
    writeScenario(scenario, { groups: FAMILY, faults });
  await play();
  const good = JSON.stringify(await read());

  const inject = async (fault: LibraryFault, expected: string | null): Promise<readonly string[]> => {
    await play(fault);
    const late = fault.kind === 'hang' ? setTimeout(() => calls.stop(), HANG_MS) : undefined;
    const result = await read();
    clearTimeout(late);
    await play();
    const afterwards = JSON.stringify(await read());
    return [
      ...(codeOf(result) === expected ? [] : [`${String(codeOf(result))} instead of ${String(expected)}`]),
      ...(result.ok && JSON.stringify(result) !== good ? ['other people than those of the card'] : []),
      ...(afterwards === good ? [] : [`the good card afterwards: ${afterwards.slice(0, 80)}`]),
    ];
  };
  const all: readonly Fault[] = [
    ...READ_CALLS.flatMap((call) =>
      Object.entries(LIBRARY_CODES).map(([text, failure]): Fault => {
        const code = Number(text);
        return {
          kind: 'code of the library',
          name: `${code.toString(16)} from ${call}`,
          inject: () => inject({ kind: 'return', call, nth: 0, code }, failure),
        };
      }),
    ),
    ...READ_CALLS.map((call): Fault => ({
      kind: 'library that crashes',
      name: `crash in ${call}`,
      inject: () => inject({ kind: 'crash', call, nth: 1 }, 'PROCESSUS-ARRETE'),
    })),
    ...READ_CALLS.map((call): Fault => ({
      kind: 'library that hangs',
      name: `hang in ${call}`,
      inject: () => inject({ kind: 'hang', call, nth: 1 }, 'PROCESSUS-ARRETE'),
    })),
  ];
  return {
    name: 'the SESAM-Vitale library',
    faults: short ? sample(all, SHORT_PER_KIND, seed) : all,
    close: async () => {
      calls.stop();
      await delay(300);
      delete process.env.DMP_SSV_SCENARIO;
      await rm(folder, { recursive: true, force: true });
      const children = await childrenOf(process.pid, join(programs, 'product.mjs'));
      return children.map((pid) => `process ${String(pid)} stayed behind`);
    },
  };
}

function codeOf(result: Result<unknown>): string | null {
  return result.ok ? null : (result as { readonly failure: Failure }).failure.code;
}

async function childrenOf(parent: number, program: string): Promise<readonly number[]> {
  const text = await readFile(`/proc/${String(parent)}/task/${String(parent)}/children`, 'utf8').catch(
    () => '',
  );
  const pids = text.split(' ').filter(Boolean).map(Number);
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, at) => lines[at]?.includes(program) === true);
}

/** Files in the place of the Cryptolib: each refused with its reason, without harm to the process. */
export async function openCryptolibBench({ programs }: BenchContext): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-fault-cryptolib-'));
  const process = new CardsProcess(join(programs, 'product.mjs'), {}, ['--role=cryptolib']);
  const elf = await readFile('/bin/true');
  await mkdir(join(folder, 'dossier'));
  const otherMachine = Buffer.from(elf);
  otherMachine.writeUInt16LE(0xf3, 18);
  const files: Readonly<Record<string, readonly [bytes: Buffer | null, code: string]>> = {
    'absent.so': [null, 'CRYPTOLIB-ABSENTE'],
    dossier: [null, 'CRYPTOLIB-INCHARGEABLE'],
    'vide.so': [Buffer.alloc(0), 'CRYPTOLIB-INCHARGEABLE'],
    'texte.so': [Buffer.from('ceci est un texte'), 'CRYPTOLIB-INCHARGEABLE'],
    'coupee.so': [elf.subarray(0, 200), 'CRYPTOLIB-INCHARGEABLE'],
    'autre-machine.so': [otherMachine, 'CRYPTOLIB-INCHARGEABLE'],
    'programme.so': [elf, 'CRYPTOLIB-INCHARGEABLE'],
    'zeros.so': [Buffer.alloc(100_000), 'CRYPTOLIB-INCHARGEABLE'],
  };
  const ask = async (library: string): Promise<string | null> => {
    const answer = await process.request('readCards', { library });
    return answer.type === 'failure' ? answer.failure.code : null;
  };
  return {
    name: 'the Cryptolib',
    faults: Object.entries(files).map(([name, [bytes, code]]): Fault => ({
      kind: 'file that is no Cryptolib',
      name,
      inject: async () => {
        if (bytes !== null) await writeFile(join(folder, name), bytes, { mode: 0o755 });
        const got = await ask(join(folder, name));
        const again = await ask('relatif.so');
        return [
          ...(got === code ? [] : [`${String(got)} instead of ${code}`]),
          ...(again === 'CRYPTOLIB-ABSENTE' ? [] : [`afterwards ${String(again)}`]),
          ...((await isAlive(process.pid)) ? [] : ['the process has ended']),
        ];
      },
    })),
    close: async () => {
      const { code } = await process.end();
      await rm(folder, { recursive: true, force: true });
      return code === 0 ? [] : [`the process ended with ${String(code)}`];
    },
  };
}
