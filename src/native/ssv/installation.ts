import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { GalssChannel, RequestParams, SsvInstallation, SsvTarget } from '../../borders/native.ts';
import { bitsOf, readBinaryHeader, type BinaryHeader } from './binary-header.ts';
import { findFiles, isFile } from './find-files.ts';
import { parseGalssIni, slotResources } from '../../domain/galss/channels.ts';
import { placesOf, type Places } from './places.ts';

/** The machine that is looked at; tests give a tree of their own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** `process.arch`. */
  readonly arch: string;
  /** `/`, or the Windows drive. */
  readonly root: string;
  /** Where the 32-bit helper program is, if it is installed at all. */
  readonly helper: string | null;
}

interface Candidate {
  readonly path: string;
  readonly header: BinaryHeader | null;
  readonly host: 'process' | 'helper' | null;
}

/** Who can call a library made like this on this machine: null when nothing can. */
export async function hostFor(
  header: BinaryHeader | null,
  machine: Machine,
): Promise<'process' | 'helper' | null> {
  if (header?.format !== formatOf(machine.platform)) return null;
  if (header.architectures.some((architecture) => architecture === machine.arch)) return 'process';
  if (machine.platform !== 'win32' || !header.architectures.includes('ia32')) return null;
  return machine.helper !== null && (await isFile(machine.helper)) ? 'helper' : null;
}

/**
 * Finds the library and its configuration, at the documented places or where the settings say. Everything found
 * is returned even when something else is missing, since the diagnosis shows it; `failure` then says the first
 * thing to put right: SSV-ABSENTE, SSV-ARCHITECTURE, SSV-GALSS-INI-ABSENT or SSV-GALSS-INI-INCOMPLET.
 */
export async function locateInstallation(
  settings: RequestParams<'ssv', 'locate'>,
  machine: Machine,
): Promise<SsvInstallation> {
  const places = placesOf(machine.platform);
  const library = await chooseLibrary(settings.ssvLibrary, places, machine);
  const folder = library !== null && places.besideLibrary ? dirname(library.path) : null;
  const sesamIni = await findSesamIni(library, places, folder, machine.root);
  const galssIni = await firstFile(settings.galssIni, 'galss.ini', places.galssIni, folder, machine.root);
  const channels = galssIni === null ? [] : parseGalssIni(await readText(galssIni));
  return {
    library: library === null ? null : describe(library),
    host: library?.host ?? null,
    sesamIni,
    galssIni,
    channels,
    ...targetOf(library, galssIni, channels, sesamIni),
  };
}

function formatOf(platform: NodeJS.Platform): BinaryHeader['format'] {
  if (platform === 'win32') return 'pe';
  return platform === 'darwin' ? 'mach-o' : 'elf';
}

async function chooseLibrary(
  setting: string | null,
  places: Places,
  machine: Machine,
): Promise<Candidate | null> {
  const paths =
    setting === null ? newestFirst(await documentedLibraries(places, machine)) : await givenLibrary(setting);
  const candidates = await Promise.all(
    paths.map(async (path): Promise<Candidate> => {
      const header = await readBinaryHeader(path);
      return { path, header, host: await hostFor(header, machine) };
    }),
  );
  // Two installations side by side are common after an update: one that works beats the first one found.
  return candidates.find((candidate) => candidate.host !== null) ?? candidates[0] ?? null;
}

/** The version in a path below a folder `fsv` or `ssv` (`1.40.14`), as numbers; null where it has none. */
export function versionOfPath(path: string): readonly number[] | null {
  const found = /[\\/][fs]sv[\\/](\d+(?:\.\d+)+)[\\/]/i.exec(path)?.[1];
  return found === undefined ? null : found.split('.').map(Number);
}

/** By number, part by part: 1.40.14 is newer than 1.40.9. Negative when the first is older; no version is oldest. */
function compareVersions(one: readonly number[] | null, other: readonly number[] | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  for (let part = 0; part < Math.max(one.length, other.length); part += 1) {
    const difference = (one[part] ?? 0) - (other[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The newest first, whatever its tree; of equal ones in the order of the places. */
function newestFirst(paths: readonly string[]): string[] {
  return [...paths].sort((one, other) => compareVersions(versionOfPath(other), versionOfPath(one)));
}

/** The configuration of the library's own version, else of the newest one. */
async function findSesamIni(
  library: Candidate | null,
  places: Places,
  beside: string | null,
  root: string,
): Promise<string | null> {
  const local = beside === null ? [] : await findFiles(beside, 'sesam.ini');
  const found = (await Promise.all(places.sesamIni.map((pattern) => findFiles(root, pattern)))).flat();
  const version = library === null ? null : versionOfPath(library.path);
  const own = found.filter((path) => version !== null && compareVersions(versionOfPath(path), version) === 0);
  return [...local, ...own, ...newestFirst(found)][0] ?? null;
}

async function documentedLibraries(places: Places, machine: Machine): Promise<string[]> {
  return (await Promise.all(places.library.map((pattern) => findFiles(machine.root, pattern)))).flat();
}

/** A macOS framework may be given by its folder. */
async function givenLibrary(setting: string): Promise<string[]> {
  if (await isFile(setting)) return [setting];
  const framework = /([^/\\]+)\.framework[/\\]?$/.exec(setting)?.[1];
  if (framework === undefined) return [];
  const inside = join(setting, framework);
  return (await isFile(inside)) ? [inside] : [];
}

async function firstFile(
  setting: string | null,
  name: string,
  patterns: readonly string[],
  beside: string | null,
  root: string,
): Promise<string | null> {
  if (setting !== null) return (await isFile(setting)) ? setting : null;
  const local = beside === null ? [] : await findFiles(beside, name);
  const found = await Promise.all(patterns.map((pattern) => findFiles(root, pattern)));
  return [...local, ...found.flat()][0] ?? null;
}

/** UTF-8 where it is valid, else the Latin-1 of older Windows programs. */
async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function describe(library: Candidate): NonNullable<SsvInstallation['library']> {
  return {
    path: library.path,
    architecture: library.header?.architectures.join(', ') ?? 'unknown',
    bits: library.header === null ? null : bitsOf(library.header),
  };
}

/** From 1.40.13 on the library finds PC/SC readers without galss.ini, under these names (field.md 1.1). */
const FULL_PCSC = [1, 40, 13] as const;
const OWN_RESOURCES = { psResource: 'CPS', vitaleResource: 'Log_SV' } as const;

function findsReadersItself(path: string): boolean {
  return compareVersions(versionOfPath(path), FULL_PCSC) >= 0;
}

function targetOf(
  library: Candidate | null,
  galssIni: string | null,
  channels: readonly GalssChannel[],
  sesamIni: string | null,
): { target: SsvTarget | null; failure: Failure | null } {
  const without = (value: Failure): { target: null; failure: Failure } => ({ target: null, failure: value });
  if (library === null) return without(failure('SSV-ABSENTE'));
  if (library.host === null) return without(failure('SSV-ARCHITECTURE', { library: library.path }));
  // An empty file says as little as none: nothing in it could be meant for a library that asks PC/SC itself.
  if ((galssIni === null || channels.length === 0) && findsReadersItself(library.path))
    return { target: { library: library.path, ...OWN_RESOURCES, sesamIni }, failure: null };
  if (galssIni === null) return without(failure('SSV-GALSS-INI-ABSENT'));
  const { ps, vitale } = slotResources(channels);
  if (ps === null) return without(failure('SSV-GALSS-INI-INCOMPLET', { resource: 'CPS' }));
  if (vitale === null) return without(failure('SSV-GALSS-INI-INCOMPLET', { resource: 'Vitale' }));
  const target = { library: library.path, psResource: ps, vitaleResource: vitale, sesamIni };
  return { target, failure: null };
}
