import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const SOURCE = join(import.meta.dirname, 'cryptolib-shim.c');

/** Compiles a Cryptolib of this version over SoftHSM's module, once per content, and gives its path. */
export async function buildCryptolib(softhsm: string, major: number, minor: number): Promise<string> {
  const source = await readFile(SOURCE);
  const hash = createHash('sha256').update(source).update(`${softhsm} ${major} ${minor}`).digest('hex');
  const folder = join(tmpdir(), `dmp-direct-cryptolib-${hash.slice(0, 16)}`);
  const library = join(folder, 'libcps3_pkcs11_lux.so');
  const isThere = await stat(library).then(
    () => true,
    () => false,
  );
  if (isThere) return library;
  await mkdir(folder, { recursive: true });
  // Renamed into place: another worker may be building the same one.
  const partial = `${library}.${process.pid}`;
  const versions = [`-DLIBRARY_MAJOR=${major}`, `-DLIBRARY_MINOR=${minor}`];
  const flags = [
    '-shared',
    '-fPIC',
    '-O1',
    ...versions,
    '-o',
    partial,
    SOURCE,
    `-Wl,--no-as-needed,-rpath,${dirname(softhsm)}`,
    softhsm,
  ];
  await promisify(execFile)('gcc', flags);
  await rename(partial, library);
  return library;
}
