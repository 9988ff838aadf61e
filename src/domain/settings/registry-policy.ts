/**
 * Group policies in the Windows registry, as a policy file would say them. Under the subkeys `Defaults` and `Locked`
 * each value is named by its setting (`webPs.cpx.hosts`): REG_DWORD for numbers and yes or no, REG_SZ for texts,
 * REG_MULTI_SZ for lists, as the administrative template (build/admx) writes them.
 */
import { checkConfiguration } from './configuration.ts';
import { isSettingKey, SETTING_KEYS, withValue, type SettingKey } from './setting-keys.ts';

/** A value as the registry holds it, or the type of one that no setting has. */
export interface RegistryValue {
  readonly name: string;
  readonly data: string | number | readonly string[] | { readonly type: number };
}

/** The subkeys, by the part of the policy that they are. */
export const REGISTRY_PARTS = { defaults: 'Defaults', locked: 'Locked' } as const;

/**
 * @param parts the values of each subkey; null where there is none
 * @returns the same shape as a policy file, still to be checked; undefined where there is no policy
 */
export function registryToPolicy(
  parts: Readonly<Record<keyof typeof REGISTRY_PARTS, readonly RegistryValue[] | null>>,
): unknown {
  if (parts.defaults === null && parts.locked === null) return undefined;
  return { defaults: partOf(parts.defaults ?? []), locked: partOf(parts.locked ?? []) };
}

/** The values of a key in both of Windows' views: of two with the same name the first view's; null in neither. */
export function withOthers(
  own: readonly RegistryValue[] | null,
  others: readonly RegistryValue[] | null,
): readonly RegistryValue[] | null {
  if (own === null || others === null) return own ?? others;
  const names = new Set(own.map(({ name }) => name.toLowerCase()));
  return [...own, ...others.filter(({ name }) => !names.has(name.toLowerCase()))];
}

/** A name that is no setting's stays as it is, for the policy's reader to tell. */
function partOf(values: readonly RegistryValue[]): Record<string, unknown> {
  const known: [SettingKey, unknown][] = [];
  const unknown: [string, unknown][] = [];
  for (const { name, data } of values) {
    const key = settingNamed(name);
    if (key === undefined) unknown.push([name, data]);
    else known.push([key, settingValue(key, data)]);
  }
  const part = known.reduce((file, [key, value]) => withValue(file, key, value), {});
  return { ...Object.fromEntries(unknown), ...part };
}

/** Names of the registry are the same in small and in capital letters. */
function settingNamed(name: string): SettingKey | undefined {
  if (isSettingKey(name)) return name;
  return SETTING_KEYS.find((key) => key.toLowerCase() === name.toLowerCase());
}

function settingValue(key: SettingKey, data: RegistryValue['data']): unknown {
  if (typeof data === 'number' && BOOLEAN_KEYS.has(key)) return data !== 0;
  return data;
}

const BOOLEAN_KEYS: ReadonlySet<SettingKey> = new Set(
  SETTING_KEYS.filter((key) =>
    [true, false].every((value) => checkConfiguration(withValue({}, key, value)).ok),
  ),
);
