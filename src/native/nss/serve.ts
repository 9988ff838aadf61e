/** The process of role `nss`: what the embedded browser knows of the Cryptolib (Linux). */
import { join } from 'node:path';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { cryptolibPlaces, findLibrary } from '../cpx/library.ts';
import { whyNotLoad } from '../host/loaded-file.ts';
import { serve, type Handlers, type NativePort } from '../host/host.ts';
import type { StartedRole } from '../host/role.ts';
import { homeFolder } from '../../system/account.ts';
import { bitsOf, readBinaryHeader } from '../ssv/binary-header.ts';
import { forgetLibrary, lookForLibrary, registerLibrary } from './database.ts';
import { loadNss } from './koffi-nss.ts';
import type { Nss } from './port.ts';

/** Starts the role; NSS is loaded at the first request. */
export function startNss(port: NativePort): StartedRole {
  const { platform, arch } = process;
  serve(
    'nss',
    nssHandlers(
      cryptolibPlaces({ platform, arch, systemRoot: undefined, readRegistry: () => null }),
      homeFolder(),
    ),
    port,
  );
  return {
    stop: () => {
      // Nothing waits: NSS's calls are synchronous and load no vendor code.
    },
    inForeignCode: () => false,
  };
}

/** The role's answers: where the library is looked for when the setting names none, and whose databases these are. */
export function nssHandlers(places: readonly string[], home: string): Handlers<'nss'> {
  return {
    cryptolib: async ({ database, library: setting, register }) => {
      const candidates = setting === null ? places : [setting];
      const library = await findLibrary(candidates);
      if (library === null) return failed(failure('CRYPTOLIB-ABSENTE', { library: candidates.join(', ') }));
      const refusal = await whyNoLibrary(library);
      if (refusal !== null) return failed(refusal);
      return withNss(async (nss) => {
        const directory = join(home, database);
        const answer = await (register ? registerLibrary : lookForLibrary)(nss, directory, library);
        return answer.ok ? success({ library, ...answer.value }) : answer;
      });
    },
    forget: ({ database }) => withNss((nss) => forgetLibrary(nss, join(home, database))),
  };
}

async function withNss<T>(work: (nss: Nss) => Promise<Result<T>>): Promise<Result<T>> {
  let nss: Nss;
  try {
    nss = loadNss();
  } catch {
    return failed(failure('MAGASIN-INACCESSIBLE', { folder: 'libnss3.so', error: 'dlopen' }));
  }
  return work(nss);
}

/** Nothing is written into the user's database that could not be a library of this system. */
async function whyNoLibrary(library: string): Promise<Failure | null> {
  const weak = await whyNotLoad(library);
  if (weak !== null) return failure('CRYPTOLIB-NON-PROTEGEE', { library: weak.path, reason: weak.reason });
  const header = await readBinaryHeader(library);
  return header?.format === 'elf' && bitsOf(header) === 64 && header.architectures.includes(archOfThis())
    ? null
    : failure('CRYPTOLIB-INCHARGEABLE', { library, error: 'ELF' });
}

function archOfThis(): 'x64' | 'arm64' | 'other' {
  return process.arch === 'x64' || process.arch === 'arm64' ? process.arch : 'other';
}
