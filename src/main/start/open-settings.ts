import { join } from 'node:path';
import { success, type Result } from '../../domain/result.ts';
import type { Edition } from '../base/edition.ts';
import { Authorities } from '../settings/authorities.ts';
import { policyPlaces } from '../settings/policy-source.ts';
import { SettingsStore } from '../settings/store.ts';
import type { CommandLine } from './command-line.ts';

export interface StartSettings {
  readonly settings: SettingsStore;
  readonly authorities: Authorities;
}

/** Reads the settings and the authorities they name; a failure forbids to start. */
export async function openSettings(
  edition: Edition,
  { configFile }: CommandLine,
  directory: string,
): Promise<Result<StartSettings>> {
  const settings = await SettingsStore.open({
    userFile: join(directory, 'settings.json'),
    configFile,
    policy: edition.demonstration ? null : policyPlaces(),
    base: edition.configuration,
  });
  if (!settings.ok) return settings;
  const authorities = await Authorities.open(settings.value);
  return authorities.ok ? success({ settings: settings.value, authorities: authorities.value }) : authorities;
}
