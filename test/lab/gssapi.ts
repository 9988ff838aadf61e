/** Who the workstation's user is to a proxy that speaks Negotiate: `gssapi.c` in the place of Kerberos's own library. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The one ticket that the lab's proxy takes. */
export const GSSAPI_TICKET = 'billet de la session';

/** The version that programs ask of the library's names. */
const VERSION_SCRIPT = 'gssapi_krb5_2_MIT { global: gss_*; GSS_*; local: *; };\n';

export interface LabGssapi {
  /** For a program whose user has this ticket, or none. */
  env(ticket: string | null): Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Compiles the library into a folder of its own. */
export async function buildGssapi(): Promise<LabGssapi> {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-gssapi-'));
  const script = join(folder, 'versions.map');
  await writeFile(script, VERSION_SCRIPT);
  await promisify(execFile)('gcc', [
    '-std=gnu11',
    '-shared',
    '-fPIC',
    '-Wl,-soname,libgssapi_krb5.so.2',
    `-Wl,--version-script=${script}`,
    '-o',
    join(folder, 'libgssapi_krb5.so.2'),
    join(import.meta.dirname, 'gssapi.c'),
  ]);
  return {
    env: (ticket) => ({
      LD_LIBRARY_PATH: folder,
      ...(ticket === null ? {} : { DMP_LAB_GSSAPI_TICKET: ticket }),
    }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
