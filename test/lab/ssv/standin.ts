import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SOURCE = join(import.meta.dirname, 'standin.c');

export type StandinFunction =
  | 'SSV_InitLIB'
  | 'SSV_TermLIB'
  | 'SGD_ReserverSession'
  | 'SGD_LibererSession'
  | 'SIS_LireConfig'
  | 'SIS_LireCartePS'
  | 'SIS_LireDroitsVitale'
  | 'SGD_LireGroupeSuivant'
  | 'SGD_LireChamp';

/** What one call of one function does; `nth` 0 means every call. */
export type Fault =
  | { kind: 'return'; call: StandinFunction; nth: number; code: number }
  | { kind: 'crash' | 'hang'; call: StandinFunction; nth: number }
  | { kind: 'frame'; call: StandinFunction; nth: number; bytes: number };

export interface StandinGroup {
  readonly read: 'config' | 'ps' | 'rights';
  readonly group: number;
  readonly occurrence: number;
  readonly fields: Readonly<Record<number, string>>;
}

export interface Scenario {
  readonly groups: readonly StandinGroup[];
  readonly faults?: readonly Fault[];
  readonly demandedPin?: string;
  /** How a buffer that is too small shows: by the size argument, not at all (the value is cut), or by an error. */
  readonly tooSmall?: 'size' | 'silent' | 'error';
  /** A file that gets one line per call. */
  readonly report?: string;
}

/** How the stand-in is built: `zones` is a library of before the session style. */
export type Variant = 'sessions' | 'zones';

const BUILDS: Readonly<Record<Variant, { readonly file: string; readonly command: readonly string[] }>> = {
  sessions: { file: 'libssvlux.so', command: ['gcc', '-fPIC'] },
  zones: { file: 'libssvlux.so', command: ['gcc', '-fPIC', '-DWITHOUT_SESSIONS'] },
};

/**
 * Compiles the stand-in, once per content of its source, and gives the library's path. A bundled program, which is
 * not beside the source, names it.
 */
export async function buildStandin(variant: Variant = 'sessions', source = SOURCE): Promise<string> {
  const { file, command } = BUILDS[variant];
  const [compiler = 'gcc', ...flags] = command;
  const hash = createHash('sha256')
    .update(await readFile(source))
    .update(command.join(' '))
    .digest('hex');
  const folder = join(tmpdir(), `dmp-direct-ssv-${hash.slice(0, 16)}`);
  const library = join(folder, file);
  if (await exists(library)) return library;
  await mkdir(folder, { recursive: true });
  // Renamed into place: another worker may be building the same one.
  const partial = `${library}.${String(process.pid)}`;
  await run(compiler, ['-std=gnu11', '-O1', '-shared', ...flags, '-o', partial, source]);
  await rename(partial, library);
  return library;
}

/** Writes a scenario for the stand-in, in the format that standin.c documents. */
export async function writeScenario(path: string, scenario: Scenario): Promise<void> {
  const lines = [
    ...(scenario.demandedPin === undefined ? [] : [`demand-pin ${scenario.demandedPin}`]),
    `too-small ${scenario.tooSmall ?? 'size'}`,
    ...(scenario.report === undefined ? [] : [`report ${scenario.report}`]),
    ...(scenario.faults ?? []).map(faultLine),
    ...scenario.groups.flatMap(({ read, group, occurrence, fields }) => [
      `group ${read} ${String(group)} ${String(occurrence)}`,
      ...Object.entries(fields).map(([number, value]) => `field ${number} ${value}`),
    ]),
  ];
  await writeFile(path, Buffer.from(`${lines.join('\n')}\n`, 'latin1'));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function faultLine(fault: Fault): string {
  const start = `${fault.kind} ${fault.call} ${String(fault.nth)}`;
  if (fault.kind === 'return') return `${start} ${fault.code.toString(16)}`;
  return fault.kind === 'frame' ? `${start} ${String(fault.bytes)}` : start;
}
