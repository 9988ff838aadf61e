/** The settings in force, read for the diagnosis: nothing is set aside, renamed or written, and a file that is refused is a finding. */
import type { X509Certificate } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration, ConfigurationFile } from '../../domain/settings/configuration.ts';
import type { Failure } from '../../domain/failures/index.ts';
import { NO_POLICY } from '../../domain/settings/policy.ts';
import type { Result } from '../../domain/result.ts';
import { readLastGood } from '../settings/last-good-policy.ts';
import {
  describeSettings,
  NO_LAYERS,
  resolveLayers,
  setSettings,
  type ResolvedSettings,
} from '../../domain/settings/layers.ts';
import { homeFolder } from '../../system/account.ts';
import { loadAuthorities, readConfigurationFile } from '../settings/load-configuration.ts';
import { loadPolicy, policyPlaces, type PolicyPlaces } from '../settings/policy-source.ts';

export interface SettingsInForce {
  readonly configuration: Configuration;
  /** Authorities of `webPs.trustedCaFile`. */
  readonly authorities: readonly X509Certificate[];
  /** Files that are there, the strongest last. */
  readonly files: readonly string[];
  /** What somebody has set, and who. */
  readonly set: ReturnType<typeof setSettings>;
  readonly problems: readonly Failure[];
}

/** Where settings may be. */
export interface SettingsFiles {
  readonly configFile: string | null;
  readonly userFile: string;
  readonly policy: PolicyPlaces;
}

/** Reads every layer; whatever is refused is left out, so that the rest of the workstation can still be looked at. */
export async function readSettingsInForce(places: SettingsFiles): Promise<SettingsInForce> {
  const { configFile, userFile, policy } = places;
  const hasUserFile = await isThere(userFile);
  const [file, user, loaded] = await Promise.all([
    readConfigurationFile(configFile),
    readConfigurationFile(hasUserFile ? userFile : null),
    readLastGood(userFile).then((lastGood) => loadPolicy(policy, lastGood)),
  ]);
  const problems: Failure[] = loaded.ok ? [...loaded.value.problems] : [loaded.failure];
  const fleet = loaded.ok ? loaded.value.policy : NO_POLICY;
  const layer = (read: Result<ConfigurationFile>): ConfigurationFile => {
    if (!read.ok) problems.push(read.failure);
    return read.ok ? read.value : {};
  };
  const resolved = resolveLayers({
    ...NO_LAYERS,
    policyDefaults: fleet.defaults,
    user: layer(user),
    file: layer(file),
    policyLocked: fleet.locked,
  });
  const inForce = resolved.ok ? resolved.value : builtIn();
  const { configuration, problems: contradictions } = inForce;
  problems.push(...contradictions, ...(resolved.ok ? [] : [resolved.failure]));
  const authorities = await loadAuthorities(configuration);
  return {
    configuration,
    authorities: authorities.ok ? authorities.value : [],
    files: [
      ...(hasUserFile ? [userFile] : []),
      ...(configFile === null ? [] : [configFile]),
      ...(await thoseThere(policy.flatMap((place) => (place.kind === 'registry' ? [] : [place.path])))),
    ],
    set: setSettings(describeSettings(inForce)),
    problems: authorities.ok ? problems : [...problems, authorities.failure],
  };
}

/** The places of an installed program on this system, as Electron would give them. */
export function usualSettingsFiles(configFile: string | null): SettingsFiles {
  return { configFile, userFile: join(usualUserData(), 'settings.json'), policy: policyPlaces() };
}

function usualUserData(): string {
  const { APPDATA: roaming, XDG_CONFIG_HOME: xdg } = process.env;
  switch (process.platform) {
    case 'win32':
      return join(roaming ?? join(homeFolder(), 'AppData', 'Roaming'), 'DMPDirect');
    case 'darwin':
      return join(homeFolder(), 'Library', 'Application Support', 'DMPDirect');
    default:
      return join(xdg ?? join(homeFolder(), '.config'), 'DMPDirect');
  }
}

function builtIn(): ResolvedSettings {
  const resolved = resolveLayers(NO_LAYERS);
  if (!resolved.ok) throw new Error('the built-in configuration is valid');
  return resolved.value;
}

async function thoseThere(files: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(files.map(isThere));
  return files.filter((_file, index) => found[index]);
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
