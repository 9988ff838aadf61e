/**
 * Reads the Windows registry by the system's own functions: in UTF-16, so that a path with an accent arrives whole,
 * which what `reg.exe` prints in the console's code page does not; and where `reg.exe` is forbidden to the user
 * (DisableRegistryTools), which these functions are not.
 *
 * Signatures and constants are those of the public headers winreg.h and winnt.h; the calls are run under Wine
 * (docs/technical/windows.md).
 */
import koffi, { type LibraryHandle } from 'koffi';
import type { RegistryValue } from '../domain/settings/registry-policy.ts';

/** `(HKEY)(LONG)0x8000000x` of winreg.h: sign-extended to the width of a pointer. */
const ROOTS: Readonly<Record<string, number>> = {
  HKCU: 0x80000001 - 0x100000000,
  HKLM: 0x80000002 - 0x100000000,
};

/** REG_SZ, and REG_EXPAND_SZ with its variables replaced (RRF_RT_REG_SZ). */
const TEXT_ONLY = 0x2;
const ERROR_SUCCESS = 0;
const ERROR_FILE_NOT_FOUND = 2;
const ERROR_PATH_NOT_FOUND = 3;
const ERROR_MORE_DATA = 234;
const ERROR_NO_MORE_ITEMS = 259;
const FIRST_BYTES = 1_024;
/** KEY_QUERY_VALUE: a value is read, nothing else is asked for. */
const QUERY_VALUE = 0x1;
/** KEY_WOW64_64KEY and KEY_WOW64_32KEY: whose values, those of 64-bit programs or those of 32-bit ones. */
const VIEWS = { 64: 0x100, 32: 0x200 } as const;
/** The longest name of a value, in characters, with its NUL. */
const LONGEST_NAME = 16_384;
/** More than any policy has; a key that goes on for ever is not read for ever. */
const MOST_VALUES = 4_096;
const REG_SZ = 1;
const REG_EXPAND_SZ = 2;
const REG_DWORD = 4;
const REG_MULTI_SZ = 7;
/** The longest path of Windows is 32,767 characters. */
const MOST_BYTES = 65_536;

type NativeFunction = ReturnType<LibraryHandle['func']>;

let getValue: NativeFunction | null = null;
let keys: KeyFunctions | null = null;

interface KeyFunctions {
  readonly open: NativeFunction;
  readonly enumerate: NativeFunction;
  readonly close: NativeFunction;
}

/**
 * The text of one value, or null when there is no such key, no such value, or no right to read it, or when it is no
 * text. The keys of a 64-bit process are the 64-bit view; `WOW6432Node` in the key names the other one.
 * @param key as `HKLM\SOFTWARE\…` or `HKCU\…`
 * @param name of the value; null for the key's default one
 */
export function readRegistryText(key: string, name: string | null): string | null {
  const [root = '', ...path] = key.split('\\');
  const handle = ROOTS[root];
  if (process.platform !== 'win32' || handle === undefined) return null;
  getValue ??= declare();
  for (let room = FIRST_BYTES; room <= MOST_BYTES;) {
    const data = Buffer.alloc(room);
    const size = [room];
    const code: unknown = getValue(handle, path.join('\\'), name, TEXT_ONLY, null, data, size);
    if (code === ERROR_SUCCESS) return textOf(data.subarray(0, size[0]));
    if (code !== ERROR_MORE_DATA) return null;
    // The answer's need is taken at its word only when it grows: the value may change between two calls.
    room = Math.max(2 * room, size[0] ?? 0);
  }
  return null;
}

/**
 * Every value of one key, as one of Windows' two views has it; null when there is no such key, which is told apart from
 * one that cannot be read. Variables in a text (REG_EXPAND_SZ) stay as they are written: whoever starts the program
 * could set them. Throws with Windows' own number.
 * @param key as `HKLM\\SOFTWARE\\…` or `HKCU\\…`
 */
export function readRegistryValues(key: string, view: keyof typeof VIEWS): readonly RegistryValue[] | null {
  const [root = '', ...path] = key.split('\\');
  const handle = ROOTS[root];
  if (process.platform !== 'win32' || handle === undefined) return null;
  keys ??= declareKeys();
  const { open, enumerate, close } = keys;
  const cell: [number | bigint | null] = [null];
  const code: unknown = open(handle, path.join('\\'), 0, QUERY_VALUE | VIEWS[view], cell);
  if (code === ERROR_FILE_NOT_FOUND || code === ERROR_PATH_NOT_FOUND) return null;
  if (code !== ERROR_SUCCESS) throw new Error(`RegOpenKeyEx: ${String(code)}`);
  const opened = cell[0];
  try {
    const values: RegistryValue[] = [];
    for (let index = 0; index < MOST_VALUES; index++) {
      const value = valueNumber(index, opened, enumerate);
      if (value === null) return values;
      values.push(value);
    }
    throw new Error('RegEnumValue: too many values');
  } finally {
    close(opened);
  }
}

/** Null after the last one. */
function valueNumber(
  index: number,
  opened: number | bigint | null,
  enumerate: NativeFunction,
): RegistryValue | null {
  const name = Buffer.alloc(2 * LONGEST_NAME);
  for (let room = FIRST_BYTES; room <= MOST_BYTES;) {
    const length = [LONGEST_NAME];
    const type = [0];
    const data = Buffer.alloc(room);
    const size = [room];
    const code: unknown = enumerate(opened, index, name, length, null, type, data, size);
    if (code === ERROR_NO_MORE_ITEMS) return null;
    if (code === ERROR_SUCCESS)
      return {
        name: name.subarray(0, 2 * (length[0] ?? 0)).toString('utf16le'),
        data: dataOf(type[0] ?? 0, data.subarray(0, size[0])),
      };
    if (code !== ERROR_MORE_DATA) throw new Error(`RegEnumValue: ${String(code)}`);
    room = Math.max(2 * room, size[0] ?? 0);
  }
  throw new Error('RegEnumValue: too long a value');
}

function dataOf(type: number, data: Buffer): RegistryValue['data'] {
  switch (type) {
    case REG_SZ:
    case REG_EXPAND_SZ:
      return textOf(data);
    case REG_MULTI_SZ:
      return data
        .toString('utf16le')
        .split('\0')
        .filter((each) => each !== '');
    case REG_DWORD:
      return data.length < 4 ? { type } : data.readUInt32LE();
    default:
      return { type };
  }
}

function declare(): NativeFunction {
  const inoutDword = koffi.inout(koffi.pointer('uint32'));
  return bind('RegGetValueW', ['intptr_t', 'str16', 'str16', 'uint32', 'void *', 'uint8 *', inoutDword]);
}

function declareKeys(): KeyFunctions {
  const inoutDword = koffi.inout(koffi.pointer('uint32'));
  const outDword = koffi.out(koffi.pointer('uint32'));
  const outHandle = koffi.out(koffi.pointer('void *'));
  return {
    open: bind('RegOpenKeyExW', ['intptr_t', 'str16', 'uint32', 'uint32', outHandle]),
    enumerate: bind('RegEnumValueW', [
      'void *',
      'uint32',
      'uint8 *',
      inoutDword,
      'void *',
      outDword,
      'uint8 *',
      inoutDword,
    ]),
    close: bind('RegCloseKey', ['void *']),
  };
}

/** Of advapi32, which is one of those that Windows loads from its own folder alone (KnownDLLs). */
function bind(name: string, types: (string | ReturnType<typeof koffi.out>)[]): NativeFunction {
  const library = koffi.load('advapi32.dll');
  // The calling convention exists on 32-bit Windows only.
  return process.arch === 'ia32'
    ? library.func('__stdcall', name, 'int32', types)
    : library.func(name, 'int32', types);
}

/** Up to the NUL that ends it, which RegGetValue always counts, and whoever has written the value not always. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf16le');
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
