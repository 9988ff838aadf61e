/**
 * How each system lays PC/SC out in memory: library, widths, function names.
 * Sources: pcsc-lite's headers (`DWORD` is `unsigned long`), Apple's (32-bit, packed to one byte),
 * Microsoft's (`ULONG_PTR` handles, ATR buffer of 36 bytes, W functions).
 */
import koffi, { type TypeObject } from 'koffi';

export interface Layout {
  readonly library: string;
  /** Appended to the functions that take a reader name. */
  readonly suffix: '' | 'W';
  readonly text: 'utf8' | 'utf16le';
  /** The C type of `DWORD` and of `LONG`, whose results are normalised with `>>> 0`. */
  readonly dword: 'uint32' | 'uint64';
  readonly dwordBytes: 4 | 8;
  readonly handle: 'int32' | 'int64' | 'uint32' | 'uint64';
  readonly convention: '__stdcall' | null;
  readonly packed: boolean;
  readonly atrBytes: 33 | 36;
}

/** `platform` and `arch` as Node names them; every other Unix is taken for pcsc-lite. */
export function layoutOf(platform: NodeJS.Platform, arch: NodeJS.Architecture): Layout {
  const wide = arch !== 'ia32' && arch !== 'arm';
  if (platform === 'win32') {
    return {
      library: 'winscard.dll',
      suffix: 'W',
      text: 'utf16le',
      dword: 'uint32',
      dwordBytes: 4,
      handle: wide ? 'uint64' : 'uint32',
      convention: arch === 'ia32' ? '__stdcall' : null,
      packed: false,
      atrBytes: 36,
    };
  }
  const unix = { suffix: '', text: 'utf8', convention: null, atrBytes: 33 } as const;
  if (platform === 'darwin') {
    const library = '/System/Library/Frameworks/PCSC.framework/PCSC';
    return { ...unix, library, dword: 'uint32', dwordBytes: 4, handle: 'int32', packed: true };
  }
  const library = 'libpcsclite.so.1';
  return wide
    ? { ...unix, library, dword: 'uint64', dwordBytes: 8, handle: 'int64', packed: false }
    : { ...unix, library, dword: 'uint32', dwordBytes: 4, handle: 'int32', packed: false };
}

/** `SCARD_READERSTATE`: 80 bytes on 64-bit Linux, 61 on macOS, 64 on 64-bit Windows. */
export function readerStateType(layout: Layout): TypeObject {
  const members = {
    // Bytes, not text: a name goes back exactly as it came (see `ReaderNames`).
    szReader: 'void *',
    pvUserData: 'void *',
    dwCurrentState: layout.dword,
    dwEventState: layout.dword,
    cbAtr: layout.dword,
    rgbAtr: koffi.array('uint8', layout.atrBytes, 'Typed'),
  };
  return layout.packed ? koffi.pack(members) : koffi.struct(members);
}

/** `SCARD_IO_REQUEST`: two DWORDs. */
export function ioRequestType(layout: Layout): TypeObject {
  return koffi.struct({ dwProtocol: layout.dword, cbPciLength: layout.dword });
}

/**
 * Reader names between text and bytes. PC/SC lists them one after the other, each ended by a NUL, with one more NUL
 * at the end. On Unix they are bytes of no stated encoding: what is not UTF-8 is shown as Latin-1, and its own bytes
 * are kept, since the service knows the reader by nothing else.
 */
export class ReaderNames {
  readonly #encoding: 'utf8' | 'utf16le';
  readonly #odd = new Map<string, Buffer>();

  constructor(encoding: 'utf8' | 'utf16le') {
    this.#encoding = encoding;
  }

  /** The names of a list, in its order. */
  split(bytes: Uint8Array): string[] {
    if (this.#encoding === 'utf16le') {
      const text = Buffer.from(bytes).toString('utf16le');
      const end = text.indexOf('\0\0');
      return (end < 0 ? text : text.slice(0, end)).split('\0').filter((name) => name !== '');
    }
    const names: string[] = [];
    for (let start = 0; start < bytes.length;) {
      const found = bytes.indexOf(0, start);
      const end = found < 0 ? bytes.length : found;
      // An empty name is the end of the list.
      if (end === start) break;
      names.push(this.#decode(bytes.subarray(start, end)));
      start = end + 1;
    }
    return names;
  }

  /** A name as the service's functions want it, ended by a NUL. */
  encode(name: string): Buffer {
    return this.#odd.get(name) ?? Buffer.from(`${name}\0`, this.#encoding);
  }

  #decode(bytes: Uint8Array): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      const name = Buffer.from(bytes).toString('latin1');
      this.#odd.set(name, Buffer.concat([bytes, Buffer.alloc(1)]));
      return name;
    }
  }
}
