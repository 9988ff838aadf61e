/** Makes the embedded browser know a library, or forget it: one NSS database of the user, through NSS itself. */
import { mkdir, open, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Failure } from '../../domain/failures/index.ts';
import {
  ENGINE_MODULE_NAME,
  findRegistration,
  type EngineModule,
} from '../../domain/practitioner/engine-module.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { specificationOf, type Nss, type RegisteredModule } from './port.ts';
import { codeOf } from '../../system/error-code.ts';

/** What the database says of a library. */
export interface Registration {
  /** Under which name, and by which path; null when it is not registered. */
  readonly module: Pick<EngineModule, 'name' | 'library'> | null;
  /** It was not there before: an engine that has looked already does not know of it. */
  readonly added: boolean;
}

const NOT_THERE: Registration = { module: null, added: false };

/** SQLite's busy handlers in NSS give up after two seconds; damage is noticed at once. */
const LOCKED_AFTER_MS = 1_000;
/** How every SQLite database begins (sqlite.org, file format). */
const SQLITE = 'SQLite format 3\0';

/** Looks for a library. A database that is not there yet is left so. */
export async function lookForLibrary(
  nss: Nss,
  directory: string,
  library: string,
): Promise<Result<Registration>> {
  if (!(await isThere(directory))) return success(NOT_THERE);
  return inDatabase<Registration>(nss, directory, async (modules) => {
    const module = await found(modules, library);
    return success({ module, added: false });
  });
}

/**
 * Registers a library unless it is already, by whatever path. Every other registration stays as it is.
 * Fails with MAGASIN-PROTEGE, MAGASIN-OCCUPE, MAGASIN-ABIME or MAGASIN-INACCESSIBLE.
 */
export async function registerLibrary(
  nss: Nss,
  directory: string,
  library: string,
): Promise<Result<Registration>> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    return failed(inaccessible(directory, codeOf(error)));
  }
  return inDatabase<Registration>(nss, directory, async (before) => {
    const module = await found(before, library);
    if (module !== null) return success({ module, added: false });
    // Ours of before: the library has moved.
    if (before.some(({ name }) => name === ENGINE_MODULE_NAME)) nss.remove(directory, ENGINE_MODULE_NAME);
    nss.add(directory, specificationOf(ENGINE_MODULE_NAME, library));
    restore(nss, directory, before);
    const added = await found(nss.modules(directory) ?? [], library);
    return added === null
      ? failed(failure('MAGASIN-PROTEGE', { folder: shortened(directory) }))
      : success({ module: added, added: true });
  });
}

/** Takes our own registration away; whether there was one. Others', of the same library too, are not ours to touch. */
export async function forgetLibrary(nss: Nss, directory: string): Promise<Result<{ removed: boolean }>> {
  if (!(await isThere(directory))) return success({ removed: false });
  return inDatabase<{ removed: boolean }>(nss, directory, (before) => {
    if (!before.some(({ name }) => name === ENGINE_MODULE_NAME))
      return Promise.resolve(success({ removed: false }));
    nss.remove(directory, ENGINE_MODULE_NAME);
    restore(nss, directory, before);
    const still = (nss.modules(directory) ?? []).some(({ name }) => name === ENGINE_MODULE_NAME);
    return Promise.resolve(
      still
        ? failed(failure('MAGASIN-PROTEGE', { folder: shortened(directory) }))
        : success({ removed: true }),
    );
  });
}

/** NSS takes names and libraries for the same as soon as one begins like the other: what that lost is put back. */
function restore(nss: Nss, directory: string, before: readonly RegisteredModule[]): void {
  const there = new Set((nss.modules(directory) ?? []).map(({ name }) => name));
  for (const { name, library, specification } of before)
    if (library !== '' && name !== ENGINE_MODULE_NAME && !there.has(name)) nss.add(directory, specification);
}

async function inDatabase<T>(
  nss: Nss,
  directory: string,
  work: (modules: readonly RegisteredModule[]) => Promise<Result<T>>,
): Promise<Result<T>> {
  const started = performance.now();
  const error = nss.open(directory);
  if (error !== null) return failed(await whyNot(directory, error, performance.now() - started));
  try {
    const modules = nss.modules(directory);
    return modules === null ? failed(inaccessible(directory, 'pkcs11.txt')) : await work(modules);
  } finally {
    nss.close();
  }
}

/** What NSS's own name of an error comes to; it has one for several. */
async function whyNot(directory: string, error: string, milliseconds: number): Promise<Failure> {
  const folder = shortened(directory);
  if (error === 'SEC_ERROR_READ_ONLY') return failure('MAGASIN-PROTEGE', { folder });
  for (const name of ['cert9.db', 'key4.db'])
    if (await isDamaged(join(directory, name))) return failure('MAGASIN-ABIME', { folder, error });
  if (milliseconds >= LOCKED_AFTER_MS) return failure('MAGASIN-OCCUPE', { folder });
  return error === 'SEC_ERROR_BAD_DATABASE'
    ? inaccessible(directory, error)
    : failure('MAGASIN-ABIME', { folder, error });
}

async function isDamaged(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const start = Buffer.alloc(SQLITE.length);
      const { bytesRead } = await file.read(start, 0, start.length, 0);
      return bytesRead > 0 && start.toString('latin1') !== SQLITE;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

function inaccessible(directory: string, error: string): Failure {
  return failure('MAGASIN-INACCESSIBLE', { folder: shortened(directory), error });
}

/** Without the user's own name, which is in the path of every home. */
function shortened(directory: string): string {
  const place = directory.search(/\/(\.pki|\.local\/share\/pki)\/nssdb$/);
  return place === -1 ? directory : `~${directory.slice(place)}`;
}

/** How a library is registered; null when it is not. */
async function found(modules: readonly RegisteredModule[], library: string): Promise<Registration['module']> {
  const known = await Promise.all(
    modules.map(async ({ name, library: path }): Promise<EngineModule> => {
      const file = path.startsWith('/') ? await realpath(path).catch(() => null) : null;
      return { name, library: path, file };
    }),
  );
  const registered = findRegistration(known, library, await realpath(library).catch(() => library));
  return registered === null ? null : { name: registered.name, library: registered.library };
}

async function isThere(directory: string): Promise<boolean> {
  return stat(directory).then(
    () => true,
    () => false,
  );
}
