/**
 * Reads the Windows registry by the system's own function: in UTF-16, so that a path with an accent arrives whole,
 * which what `reg.exe` prints in the console's code page does not.
 */
import koffi, { type LibraryHandle } from 'koffi';

/** `(HKEY)(LONG)0x8000000x` of winreg.h: sign-extended to the width of a pointer. */
const ROOTS: Readonly<Record<string, number>> = {
  HKCU: 0x80000001 - 0x100000000,
  HKLM: 0x80000002 - 0x100000000,
};

/** REG_SZ, and REG_EXPAND_SZ with its variables replaced (RRF_RT_REG_SZ). */
const TEXT_ONLY = 0x2;
const ERROR_SUCCESS = 0;
const ERROR_MORE_DATA = 234;
const FIRST_BYTES = 1_024;
/** The longest path of Windows is 32,767 characters. */
const MOST_BYTES = 65_536;

type NativeFunction = ReturnType<LibraryHandle['func']>;

let getValue: NativeFunction | null = null;

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

function declare(): NativeFunction {
  const text = 'str16';
  const inoutDword = koffi.inout(koffi.pointer('uint32'));
  const types = ['intptr_t', text, text, 'uint32', 'void *', 'uint8 *', inoutDword];
  const library = koffi.load('advapi32.dll');
  return process.arch === 'ia32'
    ? library.func('__stdcall', 'RegGetValueW', 'int32', types)
    : library.func('RegGetValueW', 'int32', types);
}

/** RegGetValue ends its texts with a NUL, which it counts. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf16le');
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
