/** Finds which hosts are installed on this workstation, and which of their manifests can be used. */
import { open } from 'node:fs/promises';
import type { VitaleHost } from '../../domain/site/lecture-vitale.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { hostFailure, HOST_NAMES } from './hosts.ts';
import { checkManifest, type HostProgram, type ManifestCheck } from './manifest.ts';
import { filePlaces, registryPlaces, type Browser, type FilePlace, type Scope } from './places.ts';
import { homeFolder } from '../../system/account.ts';
import { readRegistryText } from '../../system/windows-registry.ts';
import { codeOf } from '../../system/error-code.ts';

/** A manifest that is there, whatever it is worth. */
export interface FoundManifest {
  readonly host: VitaleHost;
  readonly browser: Browser;
  readonly scope: Scope;
  readonly manifest: string;
  readonly check: ManifestCheck;
}

/** What discovery needs to know of the system; tests give their own. */
export interface SystemPlaces {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Default value of a Windows registry key. */
  readonly readRegistry: (key: string) => string | null;
}

/** A manifest holds five short lines. */
const LONGEST_MANIFEST = 64 * 1024;

/** The system that this process runs on; `HOME` is respected, as browsers do. */
export function thisSystem(): SystemPlaces {
  return {
    platform: process.platform,
    home: homeFolder(),
    readRegistry: (key) => readRegistryText(key, null),
  };
}

/** Every manifest of a host, in the order in which they are to be tried. */
export async function findManifests(host: VitaleHost, system: SystemPlaces): Promise<FoundManifest[]> {
  const found: FoundManifest[] = [];
  for (const { browser, scope, manifest } of placesOf(host, system)) {
    const text = await readManifest(manifest);
    if (text === null) continue;
    const origin = { platform: system.platform, browser, file: manifest, hostName: HOST_NAMES[host] };
    found.push({
      host,
      browser,
      scope,
      manifest,
      check: text === '' ? { state: 'invalid' } : checkManifest(text, origin),
    });
  }
  return found;
}

/** The program to start for a host: that of the first manifest which lets us. */
export async function findProgram(host: VitaleHost, system: SystemPlaces): Promise<Result<HostProgram>> {
  const checks = (await findManifests(host, system)).map(({ check }) => check);
  for (const check of checks) if (check.state === 'usable') return success(check.program);
  if (checks.some(({ state }) => state === 'refused')) return failed(hostFailure(host, 'SRVSVCNAM-REFUSE'));
  return failed(hostFailure(host, checks.length > 0 ? 'SRVSVCNAM-MANIFESTE' : 'SRVSVCNAM-ABSENT'));
}

function placesOf(host: VitaleHost, system: SystemPlaces): readonly FilePlace[] {
  if (system.platform !== 'win32') return filePlaces(system.platform, system.home, HOST_NAMES[host]);
  return registryPlaces(HOST_NAMES[host]).flatMap(({ browser, scope, key }) => {
    const manifest = system.readRegistry(key);
    return manifest === null ? [] : [{ browser, scope, manifest }];
  });
}

/** Null when there is no such file; the empty text for one that cannot be a manifest. */
async function readManifest(path: string): Promise<string | null> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      return size > LONGEST_MANIFEST ? '' : await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    return isMissing(error) ? null : '';
  }
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
