/**
 * Who may change a file, as Windows itself says it: owner and access list as a text (SDDL). Asked of advapi32 from
 * within the process that is about to load the file, so that no other program has a say in the answer.
 *
 * Signatures and constants are those of the public headers accctrl.h, aclapi.h, sddl.h and winnt.h (mingw-w64's were
 * read); the calls are run under Wine (docs/technical/windows.md).
 */
import koffi, { type LibraryHandle } from 'koffi';

type NativeFunction = ReturnType<LibraryHandle['func']>;
type Handle = number | bigint;
/** `name` as an array of one: what koffi wants for an out-pointer. */
type Cell<T> = [T | null];

interface Functions {
  readonly getNamedSecurityInfo: NativeFunction;
  readonly descriptorToText: NativeFunction;
  readonly openProcessToken: NativeFunction;
  readonly getTokenInformation: NativeFunction;
  readonly sidToText: NativeFunction;
  readonly getCurrentProcess: NativeFunction;
  readonly closeHandle: NativeFunction;
  readonly localFree: NativeFunction;
}

const ERROR_SUCCESS = 0;
/** SE_OBJECT_TYPE (accctrl.h). */
const SE_FILE_OBJECT = 1;
/** OWNER_SECURITY_INFORMATION and DACL_SECURITY_INFORMATION (winnt.h): the group has no say, audits need a privilege. */
const OWNER_AND_LIST = 0x1 | 0x4;
/** sddl.h. */
const SDDL_REVISION_1 = 1;
/** winnt.h; TOKEN_INFORMATION_CLASS begins at 1 with TokenUser. */
const TOKEN_QUERY = 0x8;
const TOKEN_USER = 1;
/** TOKEN_USER is a pointer and a number, with the SID behind them: at most 68 bytes (SECURITY_MAX_SID_SIZE). */
const TOKEN_USER_BYTES = 256;

let functions: Functions | null = null;

/**
 * Owner and access list of a file or folder as text. Rejects, with Windows' own number, when they cannot be had: there
 * is no such path, no right to read them, or the file system keeps none.
 * @param path absolute
 */
export function windowsDescriptorOf(path: string): Promise<string> {
  return new Promise((resolve) => {
    resolve(readDescriptor(path));
  });
}

/** The account that this process runs as, by its SID (`S-1-5-21-…`). Throws when Windows does not say. */
export function windowsUserSid(): string {
  const native = (functions ??= declare());
  const token: Cell<Handle> = [null];
  if (native.openProcessToken(native.getCurrentProcess(), TOKEN_QUERY, token) === 0)
    throw new Error('OpenProcessToken');
  try {
    const user = Buffer.alloc(TOKEN_USER_BYTES);
    if (native.getTokenInformation(token[0], TOKEN_USER, user, user.length, [0]) === 0)
      throw new Error('GetTokenInformation');
    // The pointer leads into the buffer itself, which stays where it is as long as it is held here.
    const sid = process.arch === 'ia32' ? user.readUInt32LE() : user.readBigUInt64LE();
    const text: Cell<string> = [null];
    if (native.sidToText(sid, text) === 0 || text[0] === null || user.length === 0)
      throw new Error('ConvertSidToStringSid');
    return text[0];
  } finally {
    native.closeHandle(token[0]);
  }
}

function readDescriptor(path: string): string {
  const native = (functions ??= declare());
  const descriptor: Cell<Handle> = [null];
  const code: unknown = native.getNamedSecurityInfo(
    path,
    SE_FILE_OBJECT,
    OWNER_AND_LIST,
    null,
    null,
    null,
    null,
    descriptor,
  );
  if (code !== ERROR_SUCCESS) throw new Error(`GetNamedSecurityInfo: ${String(code)}`);
  try {
    const text: Cell<string> = [null];
    const done: unknown = native.descriptorToText(descriptor[0], SDDL_REVISION_1, OWNER_AND_LIST, text, null);
    if (done === 0 || text[0] === null)
      throw new Error('ConvertSecurityDescriptorToStringSecurityDescriptor');
    return text[0];
  } finally {
    native.localFree(descriptor[0]);
  }
}

function declare(): Functions {
  const advapi = koffi.load('advapi32.dll');
  const kernel = koffi.load('kernel32.dll');
  const bind = (
    library: LibraryHandle,
    name: string,
    result: string,
    parameters: readonly (string | ReturnType<typeof koffi.out>)[],
  ): NativeFunction =>
    // The calling convention exists on 32-bit Windows only.
    process.arch === 'ia32'
      ? library.func('__stdcall', name, result, [...parameters])
      : library.func(name, result, [...parameters]);
  const outPointer = koffi.out(koffi.pointer('void *'));
  const outDword = koffi.out(koffi.pointer('uint32'));
  const localFree = bind(kernel, 'LocalFree', 'void *', ['void *']);
  // Copied, then given back to Windows, which has allocated it.
  const outText = koffi.out(koffi.pointer(koffi.disposable(null, 'str16', localFree)));
  return {
    localFree,
    getCurrentProcess: bind(kernel, 'GetCurrentProcess', 'void *', []),
    closeHandle: bind(kernel, 'CloseHandle', 'int32', ['void *']),
    getNamedSecurityInfo: bind(advapi, 'GetNamedSecurityInfoW', 'uint32', [
      'str16',
      'uint32',
      'uint32',
      'void *',
      'void *',
      'void *',
      'void *',
      outPointer,
    ]),
    descriptorToText: bind(advapi, 'ConvertSecurityDescriptorToStringSecurityDescriptorW', 'int32', [
      'void *',
      'uint32',
      'uint32',
      outText,
      'void *',
    ]),
    openProcessToken: bind(advapi, 'OpenProcessToken', 'int32', ['void *', 'uint32', outPointer]),
    getTokenInformation: bind(advapi, 'GetTokenInformation', 'int32', [
      'void *',
      'uint32',
      'uint8 *',
      'uint32',
      outDword,
    ]),
    sidToText: bind(advapi, 'ConvertSidToStringSidW', 'int32', ['uintptr_t', outText]),
  };
}
