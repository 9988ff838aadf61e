import { basename, dirname, join } from 'node:path';
import koffi, { type LibraryHandle } from 'koffi';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { whyNotLoad } from '../host/loaded-file.ts';
import { enlargeStacks } from '../host/stack.ts';
import { readBinaryHeader } from './binary-header.ts';
import { isFile } from './find-files.ts';
import { toLatin1z } from './latin1.ts';
import { placesOf } from './places.ts';

/** The session-style functions of `ssv-api.md`; every `code` is a 16-bit return code, 0 for success. */
export interface SsvLibrary {
  /** With the configuration's path where that is known and the library takes one (`SSV_InitLIB2`, field.md 1.1). */
  initialise(sesamIni: string | null): { readonly code: number; readonly call: string };
  terminate(): number;
  /** `size` in bytes. */
  reserveSession(size: number): { code: number; session: number };
  releaseSession(session: number): number;
  readConfig(session: number): number;
  /** `pin` is a NUL-terminated buffer that the caller zeroes. */
  readPsCard(psResource: string, vitaleResource: string, pin: Buffer, session: number): number;
  readRights(psResource: string, vitaleResource: string, pin: Buffer, date: string, session: number): number;
  nextGroup(
    session: number,
    group: number,
    occurrence: number,
  ): { code: number; group: number; occurrence: number };
  /** Fills `buffer`; `size` is what the library left in its size argument. */
  readField(
    session: number,
    group: number,
    occurrence: number,
    field: number,
    buffer: Buffer,
  ): { code: number; size: number };
}

const PROTOTYPES = {
  SSV_InitLIB: [],
  SSV_TermLIB: [],
  SGD_ReserverSession: ['size_t', '_Out_ uint16_t *'],
  SGD_LibererSession: ['uint16_t'],
  SIS_LireConfig: ['uint16_t'],
  SIS_LireCartePS: ['const uint8_t *', 'const uint8_t *', 'const uint8_t *', 'uint16_t'],
  SIS_LireDroitsVitale: [
    'const uint8_t *',
    'const uint8_t *',
    'const uint8_t *',
    'const uint8_t *',
    'uint16_t',
  ],
  SGD_LireGroupeSuivant: ['uint16_t', 'uint16_t', 'uint16_t', '_Out_ uint16_t *', '_Out_ uint16_t *'],
  SGD_LireChamp: ['uint16_t', 'uint16_t', 'uint16_t', 'uint16_t', 'uint8_t *', '_Inout_ size_t *'],
} as const;

/** Newer libraries take their configuration's path; older ones look for it themselves. */
const INITIALISE_WITH_PATH = 'SSV_InitLIB2';

type FunctionName = keyof typeof PROTOTYPES;
type NativeFunction = (...args: (number | Buffer | (number | bigint)[])[]) => number;
type NativeFunctions = Readonly<Record<FunctionName, NativeFunction>>;

/**
 * Loads the library and binds its session-style functions. Its companion (`libsgdlux.so`, `sgdw32.dll`) is loaded
 * from the same folder first, and asked for the functions that the library itself does not export.
 * Fails with SSV-ABSENTE, SSV-ARCHITECTURE, SSV-NON-PROTEGEE (`library`, `reason`), SSV-CHARGEMENT (`reason`) or SSV-FONCTIONS (`function`).
 */
export async function openLibrary(path: string): Promise<Result<SsvLibrary>> {
  if (!(await isFile(path))) return failed(failure('SSV-ABSENTE'));
  const header = await readBinaryHeader(path);
  if (header?.architectures.some((name) => name === process.arch) !== true) {
    return failed(failure('SSV-ARCHITECTURE', { library: path }));
  }
  // Before the rights are looked at, which on Windows loads a library of the system's.
  enlargeStacks();
  const unprotected = await whyUnprotected(path);
  if (unprotected !== null) return failed(unprotected);
  const companions = await companionsOf(path);
  try {
    const loaded = companions.map((companion) => koffi.load(companion, { global: true }));
    return bind([koffi.load(path), ...loaded]);
  } catch (error) {
    return failed(failure('SSV-CHARGEMENT', { reason: reasonOf(error, path) }));
  }
}

/**
 * Why neither the library nor a companion of its may be loaded, by this process or by the helper: SSV-NON-PROTEGEE
 * (`library`: the place that others may write); null when only its keepers could change them.
 */
export async function whyUnprotected(path: string): Promise<Failure | null> {
  for (const file of [path, ...(await companionsOf(path))]) {
    const weak = await whyNotLoad(file);
    if (weak !== null) return failure('SSV-NON-PROTEGEE', { library: weak.path, reason: weak.reason });
  }
  return null;
}

function companionsOf(path: string): Promise<string[]> {
  return existing(
    placesOf(process.platform)
      .companions.filter((name) => isOfWidth64(name) === isOfWidth64(basename(path)))
      .map((name) => join(dirname(path), name)),
  );
}

/** Libraries of both widths may lie in one folder: `libssvlux64.so` wants `libsgdlux64.so`, never `libsgdlux.so`. */
function isOfWidth64(name: string): boolean {
  return /64\.\w+$/.test(name);
}

async function existing(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(isFile));
  return paths.filter((_, index) => found[index]);
}

/** The system's words without the folder, which may hold the user's name. */
function reasonOf(error: unknown, path: string): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(dirname(path), '').slice(0, 200) || basename(path);
}

function bind(libraries: readonly LibraryHandle[]): Result<SsvLibrary> {
  const bound: Partial<Record<FunctionName, NativeFunction>> = {};
  for (const name of Object.keys(PROTOTYPES) as FunctionName[]) {
    const native = libraries.map((library) => bindOne(library, name)).find((value) => value !== null);
    if (native === undefined) return failed(failure('SSV-FONCTIONS', { function: name }));
    bound[name] = native;
  }
  const withPath = libraries
    .map((library) => declareOne(library, INITIALISE_WITH_PATH, ['const uint8_t *']))
    .find((value) => value !== null);
  return success(wrap(bound as NativeFunctions, withPath ?? null));
}

function bindOne(library: LibraryHandle, name: FunctionName): NativeFunction | null {
  return declareOne(library, name, [...PROTOTYPES[name]]);
}

function declareOne(library: LibraryHandle, name: string, parameters: string[]): NativeFunction | null {
  try {
    // The calling convention exists on 32-bit Windows only.
    return process.platform === 'win32' && process.arch === 'ia32'
      ? library.func('__stdcall', name, 'uint16_t', parameters)
      : library.func(name, 'uint16_t', parameters);
  } catch {
    return null;
  }
}

function wrap(native: NativeFunctions, withPath: NativeFunction | null): SsvLibrary {
  return {
    initialise: (sesamIni) =>
      withPath !== null && sesamIni !== null
        ? { code: withPath(toLatin1z(sesamIni)), call: INITIALISE_WITH_PATH }
        : { code: native.SSV_InitLIB(), call: 'SSV_InitLIB' },
    terminate: () => native.SSV_TermLIB(),
    reserveSession: (size) => {
      const session = [0];
      const code = native.SGD_ReserverSession(size, session);
      return { code, session: session[0] ?? 0 };
    },
    releaseSession: (session) => native.SGD_LibererSession(session),
    readConfig: (session) => native.SIS_LireConfig(session),
    readPsCard: (ps, vitale, pin, session) =>
      native.SIS_LireCartePS(toLatin1z(ps), toLatin1z(vitale), pin, session),
    readRights: (ps, vitale, pin, date, session) =>
      native.SIS_LireDroitsVitale(toLatin1z(ps), toLatin1z(vitale), pin, toLatin1z(date), session),
    nextGroup: (session, group, occurrence) => {
      const nextGroup = [0];
      const nextOccurrence = [0];
      const code = native.SGD_LireGroupeSuivant(session, group, occurrence, nextGroup, nextOccurrence);
      return { code, group: nextGroup[0] ?? 0, occurrence: nextOccurrence[0] ?? 0 };
    },
    readField: (session, group, occurrence, field, buffer) => {
      const size: (number | bigint)[] = [buffer.length];
      const code = native.SGD_LireChamp(session, group, occurrence, field, buffer, size);
      return { code, size: Number(size[0] ?? 0) };
    },
  };
}
