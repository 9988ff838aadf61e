/** Installs the fake native-messaging host into a home of its own, as the vendor's installer would. */
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Fault =
  | 'none'
  | 'slow'
  | 'silent'
  | 'not-json'
  | 'not-utf8'
  | 'not-object'
  | 'empty'
  | 'too-large'
  | 'huge-claim'
  | 'just-fits'
  | 'dies'
  | 'crashes'
  | 'length-too-long'
  | 'length-too-short'
  | 'no-framing'
  | 'byte-by-byte'
  | 'twice'
  | 'stubborn'
  | 'leaks-child'
  | 'leaks-child-and-dies'
  | 'refuses-origin'
  | 'deaf';

export interface Behaviour {
  readonly fault: Fault;
  /** Instead of the ordinary answer. `lab_ins` in it makes the simulated site open that record. */
  readonly answer?: Readonly<Record<string, unknown>>;
  /** Wait before a slow answer, in milliseconds. */
  readonly delayMs?: number;
}

/** One start of the host. */
export interface Run {
  readonly pid: number;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Missing when it never read one. */
  readonly request?: Readonly<Record<string, unknown>>;
}

export interface FakeHost {
  readonly manifestFile: string;
  readonly program: string;
  behave(behaviour: Behaviour): Promise<void>;
  /** Every start so far, in order. */
  runs(): Promise<readonly Run[]>;
  /** Processes that the host left behind on purpose. */
  leaked(): Promise<readonly number[]>;
}

/** Host names of the two components (srvsvcnam.md). */
export const FAKE_HOST_NAMES = {
  vitale: 'fr.sesamvitale.srvsvcnam_native_messaging_host',
  diagam: 'fr.sesamvitale.diagam_v3_native_messaging_host',
} as const;

/** The extension that the real manifests let in. */
export const EXTENSION_ORIGIN = 'chrome-extension://kpjpglcbcgnblkigbedgaoegjbifejka/';

/** Chrome's folder for this user's manifests on Linux and macOS. */
export function manifestFolder(home: string): string {
  return process.platform === 'darwin'
    ? join(home, 'Library/Application Support/Google/Chrome/NativeMessagingHosts')
    : join(home, '.config/google-chrome/NativeMessagingHosts');
}

/** Writes program, behaviour and manifest; `manifest` replaces what the manifest would say. */
export async function installFakeHost(
  home: string,
  host: keyof typeof FAKE_HOST_NAMES = 'vitale',
  manifest: Readonly<Record<string, unknown>> = {},
): Promise<FakeHost> {
  const name = FAKE_HOST_NAMES[host];
  const directory = join(home, `composant ${host}`);
  const program = join(directory, 'host.mjs');
  const manifestFile = join(manifestFolder(home), `${name}.json`);
  await mkdir(directory, { recursive: true });
  await mkdir(dirname(manifestFile), { recursive: true });
  const script = pathToFileURL(join(import.meta.dirname, 'fake-host.mjs')).href;
  await writeFile(program, `#!${process.execPath}\nawait import(${JSON.stringify(script)});\n`);
  await chmod(program, 0o755);
  await writeFile(
    manifestFile,
    JSON.stringify({
      name,
      description: 'Composant simulé du laboratoire',
      path: program,
      type: 'stdio',
      allowed_origins: [EXTENSION_ORIGIN],
      ...manifest,
    }),
  );
  const fake: FakeHost = {
    manifestFile,
    program,
    // In one step: a host that starts meanwhile reads one whole behaviour, the old one or the new one.
    behave: async (behaviour) => {
      await writeFile(join(directory, 'behaviour.new'), JSON.stringify(behaviour));
      await rename(join(directory, 'behaviour.new'), join(directory, 'behaviour.json'));
    },
    runs: async () => (await readLines(directory)).filter((line): line is Run => 'pid' in line),
    leaked: async () =>
      (await readLines(directory)).flatMap((line) => ('leaked' in line ? [line.leaked] : [])),
  };
  await fake.behave({ fault: 'none' });
  return fake;
}

async function readLines(directory: string): Promise<(Run | { readonly leaked: number })[]> {
  const text = await readFile(join(directory, 'runs.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Run | { readonly leaked: number });
}

/** Whether a process is there; a zombie that nobody has waited for is not. */
export async function isAlive(pid: number): Promise<boolean> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
    return status !== null && !status.includes(') Z ');
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
