/**
 * NSS over koffi. Signatures: `nss.h`, `utilpars.h`, `prerror.h` and `pkcs11n.h` of NSS 3.87 and NSPR 4.35; each
 * function is exported since NSS 3.14 or longer. Linux only.
 */
import koffi from 'koffi';
import type { Nss, RegisteredModule } from './port.ts';

/** `SECMOD_MODULE_DB_FUNCTION_…` of pkcs11n.h. */
const FIND = 0;
const ADD = 1;
const DELETE = 2;
const RELEASE = 3;

/** `NSS_INIT_NOMODDB` and `NSS_INIT_NOROOTINIT` of nss.h: the registered modules stay unloaded. */
const WITHOUT_MODULES = 0x4 | 0x10;

/** A database holds a handful; beyond this it is no list. */
const MOST_MODULES = 256;
const POINTER_BYTES = 8;

/** Loads NSS. Throws koffi's error where there is none. */
export function loadNss(): Nss {
  const nss = koffi.load('libnss3.so');
  const util = koffi.load('libnssutil3.so');
  const nspr = koffi.load('libnspr4.so');
  const initialize = nss.func(
    'int NSS_Initialize(str configdir, str cert, str key, str secmod, uint32 flags)',
  );
  const shutdown = nss.func('int NSS_Shutdown()');
  const lastError = nspr.func('int PR_GetError()');
  const errorName = nspr.func('str PR_ErrorToName(int code)');
  const asked = ['unsigned long', 'str', 'str'];
  const withText = util.func('NSSUTIL_DoModuleDBFunction', 'void *', asked);
  const withList = util.func('NSSUTIL_DoModuleDBFunction', 'void *', ['unsigned long', 'str', 'void *']);
  const parse = util.func('NSSUTIL_ArgGetParamValue', 'str', ['str', 'str']);

  const modulesOf = (directory: string): RegisteredModule[] | null => {
    const list = withText(FIND, parametersOf(directory), null) as unknown;
    if (list === null) return null;
    try {
      return specificationsIn(list).map((specification) => ({
        specification,
        name: (parse('name', specification) as string | null) ?? '',
        library: (parse('library', specification) as string | null) ?? '',
      }));
    } finally {
      withList(RELEASE, parametersOf(directory), list);
    }
  };
  return {
    open: (directory) => {
      const answer = initialize(`sql:${directory}`, '', '', 'secmod.db', WITHOUT_MODULES) as number;
      if (answer === 0) return null;
      return (errorName(lastError()) as string | null) ?? 'SEC_ERROR_LIBRARY_FAILURE';
    },
    close: () => {
      shutdown();
    },
    modules: modulesOf,
    add: (directory, specification) => withText(ADD, parametersOf(directory), specification) !== null,
    remove: (directory, name) =>
      withText(DELETE, parametersOf(directory), `name="${name.replace(/["\\]/g, '\\$&')}"`) !== null,
  };
}

/** What NSS itself is told at its start, so that a list that is made new is the one it would have made. */
function parametersOf(directory: string): string {
  const escaped = directory.replace(/['\\]/g, '\\$&');
  return `configdir='sql:${escaped}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=optimizeSpace`;
}

/** A list of texts that ends with a null pointer. */
function specificationsIn(list: unknown): string[] {
  const found: string[] = [];
  while (found.length < MOST_MODULES) {
    const at = found.length * POINTER_BYTES;
    if (koffi.decode(list, at, 'void *') === null) break;
    found.push(koffi.decode(list, at, 'str') as string);
  }
  return found;
}
