import { open } from 'node:fs/promises';

/** What a library file is made for. */
export interface BinaryHeader {
  readonly format: 'pe' | 'elf' | 'mach-o';
  readonly architectures: readonly Architecture[];
}

/** Names are Node's `process.arch`; `other` is one this program does not run on. */
export type Architecture = 'ia32' | 'x64' | 'arm' | 'arm64' | 'other';

const HEADER_BYTES = 4096;

/** PE `Machine` values (Microsoft, "PE Format"). */
const PE_MACHINES: Readonly<Record<number, Architecture>> = {
  0x014c: 'ia32',
  0x8664: 'x64',
  0x01c4: 'arm',
  0xaa64: 'arm64',
};
/** ELF `e_machine` values (System V ABI). */
const ELF_MACHINES: Readonly<Record<number, Architecture>> = {
  3: 'ia32',
  62: 'x64',
  40: 'arm',
  183: 'arm64',
};
/** Mach-O `cputype` values (`mach/machine.h`). */
const MACH_CPUS: Readonly<Record<number, Architecture>> = {
  7: 'ia32',
  0x01000007: 'x64',
  12: 'arm',
  0x0100000c: 'arm64',
};

/** Reads what a library is made for from its first bytes; null when it is no library at all. */
export function parseBinaryHeader(bytes: Buffer): BinaryHeader | null {
  if (bytes.length < 20) return null;
  return parsePe(bytes) ?? parseElf(bytes) ?? parseMachO(bytes);
}

/** Like `parseBinaryHeader`, of a file; null also when the file cannot be read. */
export async function readBinaryHeader(path: string): Promise<BinaryHeader | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return parseBinaryHeader(buffer.subarray(0, bytesRead));
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

/** 32 or 64, when all the architectures in the file agree. */
export function bitsOf(header: BinaryHeader): 32 | 64 | null {
  const bits = new Set(header.architectures.map((name) => (name === 'other' ? null : BITS[name])));
  const [only] = bits;
  return bits.size === 1 && only !== undefined ? only : null;
}

const BITS = { ia32: 32, arm: 32, x64: 64, arm64: 64 } as const;

function parsePe(bytes: Buffer): BinaryHeader | null {
  if (bytes.toString('latin1', 0, 2) !== 'MZ' || bytes.length < 0x40) return null;
  const offset = bytes.readUInt32LE(0x3c);
  if (offset + 6 > bytes.length || bytes.toString('latin1', offset, offset + 4) !== 'PE\0\0') return null;
  return { format: 'pe', architectures: [PE_MACHINES[bytes.readUInt16LE(offset + 4)] ?? 'other'] };
}

function parseElf(bytes: Buffer): BinaryHeader | null {
  if (bytes.toString('latin1', 0, 4) !== '\x7fELF') return null;
  const machine = bytes[5] === 2 ? bytes.readUInt16BE(18) : bytes.readUInt16LE(18);
  return { format: 'elf', architectures: [ELF_MACHINES[machine] ?? 'other'] };
}

function parseMachO(bytes: Buffer): BinaryHeader | null {
  const magic = bytes.readUInt32BE(0);
  if (magic === 0xcffaedfe || magic === 0xcefaedfe) {
    return { format: 'mach-o', architectures: [MACH_CPUS[bytes.readUInt32LE(4)] ?? 'other'] };
  }
  if (magic !== 0xcafebabe) return null;
  const count = bytes.readUInt32BE(4);
  // The same magic opens Java classes, whose next word is a version of 45 and above.
  if (count === 0 || count > 8 || bytes.length < 8 + count * 20) return null;
  const architectures = Array.from(
    { length: count },
    (_, index): Architecture => MACH_CPUS[bytes.readUInt32BE(8 + index * 20)] ?? 'other',
  );
  return { format: 'mach-o', architectures };
}
