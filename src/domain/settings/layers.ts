/** Where each setting comes from, and which of several values wins. */
import {
  configurationFileSchema,
  faultOf,
  resolveConfiguration,
  type Configuration,
  type ConfigurationFile,
} from './configuration.ts';
import { failure, type Failure } from '../failures/index.ts';
import { failed, success, type Result } from '../result.ts';
import { z } from 'zod';
import { SETTING_REASONS } from '../failures/settings-reasons.ts';
import { settingsTexts } from '../texts/fr/settings.ts';

type Leaves<T> = {
  [Key in keyof T & string]: NonNullable<T[Key]> extends readonly unknown[]
    ? Key
    : NonNullable<T[Key]> extends object
      ? `${Key}.${Leaves<NonNullable<T[Key]>>}`
      : Key;
}[keyof T & string];

/** A key of the configuration contract, its parts joined with dots: `webPs.cpx.hosts`. */
export type SettingKey = Exclude<Leaves<ConfigurationFile>, '$schema'>;

/** Every key of the contract, in its order. */
export const SETTING_KEYS: readonly SettingKey[] = leavesOf(configurationFileSchema, '').filter(
  (key): key is SettingKey => key !== '$schema',
);

/** From the weakest to the strongest. */
export const SETTING_ORIGINS = ['built-in', 'policy-default', 'user', 'file', 'policy-locked'] as const;
export type SettingOrigin = (typeof SETTING_ORIGINS)[number];

/** What each place says; a key that is not there is left to the weaker ones. */
export interface SettingLayers {
  /** The program's own, where it differs from the contract's defaults (the demonstration). */
  readonly base: ConfigurationFile;
  readonly policyDefaults: ConfigurationFile;
  readonly user: ConfigurationFile;
  /** The file named with `--config`. */
  readonly file: ConfigurationFile;
  readonly policyLocked: ConfigurationFile;
}

export const NO_LAYERS: SettingLayers = {
  base: {},
  policyDefaults: {},
  user: {},
  file: {},
  policyLocked: {},
};

/** One setting as settings and diagnosis show it. */
export interface SettingView {
  readonly value: unknown;
  readonly origin: SettingOrigin;
  /** The user cannot change it: fixed by the policy, or by the file the program was started with. */
  readonly locked: boolean;
}

export interface ResolvedSettings {
  readonly configuration: Configuration;
  readonly origins: ReadonlyMap<SettingKey, SettingOrigin>;
  /** Layers that were left out because they do not go together with stronger ones. */
  readonly problems: readonly Failure[];
}

type LayerName = keyof SettingLayers;

const LAYER_ORIGINS: readonly (readonly [LayerName, SettingOrigin])[] = [
  ['base', 'built-in'],
  ['policyDefaults', 'policy-default'],
  ['user', 'user'],
  ['file', 'file'],
  ['policyLocked', 'policy-locked'],
];

/**
 * The configuration in force. Layers that are right one by one may contradict each other (an environment fixed by the
 * policy, a test authority of the user's): then the user's is left out first, the policy's defaults next, and each
 * time a failure says so.
 * @returns CONFIG-INVALIDE when what remains (file and locked policy) contradicts itself.
 */
export function resolveLayers(layers: SettingLayers): Result<ResolvedSettings> {
  const problems: Failure[] = [];
  let tried = layers;
  for (const name of ['user', 'policyDefaults', null] as const) {
    const { input, origins } = mergeLayers(tried);
    const resolved = resolveConfiguration(input);
    if (resolved.ok) return success({ configuration: resolved.value, origins, problems });
    if (name === null) return resolved;
    if (Object.keys(tried[name]).length === 0) continue;
    const fault = faultOf(resolved.failure);
    problems.push(failure(LEFT_OUT[name], { ...fault, setting: settingName(fault.key) }));
    tried = { ...tried, [name]: {} };
  }
  throw new Error('the last attempt always answers');
}

const LEFT_OUT = { user: 'REGLAGES-INCOMPATIBLES', policyDefaults: 'POLITIQUE-INCOMPATIBLE' } as const;

function mergeLayers(layers: SettingLayers): {
  input: ConfigurationFile;
  origins: Map<SettingKey, SettingOrigin>;
} {
  let input: ConfigurationFile = {};
  const origins = new Map<SettingKey, SettingOrigin>();
  for (const key of SETTING_KEYS) {
    origins.set(key, 'built-in');
    for (const [name, origin] of LAYER_ORIGINS) {
      const value = valueAt(layers[name], key);
      if (value === undefined) continue;
      input = withValue(input, key, value);
      origins.set(key, origin);
    }
  }
  return { input, origins };
}

/** Every key with its value in force and where that comes from. */
export function describeSettings({
  configuration,
  origins,
}: ResolvedSettings): ReadonlyMap<SettingKey, SettingView> {
  return new Map(
    SETTING_KEYS.map((key) => {
      const origin = origins.get(key) ?? 'built-in';
      const locked = origin === 'policy-locked' || origin === 'file';
      return [key, { value: valueAt(configuration, key), origin, locked }];
    }),
  );
}

/** The keys whose value in force is the fleet's policy's, in the contract's order. */
export function policyKeys(origins: ReadonlyMap<SettingKey, SettingOrigin>): {
  readonly locked: readonly SettingKey[];
  readonly proposed: readonly SettingKey[];
} {
  const from = (wanted: SettingOrigin): SettingKey[] =>
    SETTING_KEYS.filter((key) => origins.get(key) === wanted);
  return { locked: from('policy-locked'), proposed: from('policy-default') };
}

/** A copy of the user's layer with one key set; the whole must still resolve. */
export function changeSetting(
  layers: SettingLayers,
  key: SettingKey,
  value: unknown,
): Result<ConfigurationFile> {
  for (const name of ['policyLocked', 'file'] as const)
    if (valueAt(layers[name], key) !== undefined)
      return failed(
        failure('REGLAGE-VERROUILLE', { setting: settingName(key), by: SETTING_REASONS.fixedBy[name] }),
      );
  const user = withValue(layers.user, key, value);
  const { input } = mergeLayers({ ...layers, user });
  const resolved = resolveConfiguration(input);
  return resolved.ok ? success(user) : resolved;
}

/** A setting as its window calls it; a key that the window does not show keeps its own name. */
function settingName(key = ''): string {
  return Object.hasOwn(settingsTexts.fields, key)
    ? settingsTexts.fields[key as keyof typeof settingsTexts.fields].label
    : key;
}

/** A copy without one key, and without the objects that this leaves empty. */
export function withoutSetting(file: ConfigurationFile, key: SettingKey): ConfigurationFile {
  return removeAt(file, key.split('.'));
}

function valueAt(source: object, key: SettingKey): unknown {
  let found: unknown = source;
  for (const part of key.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.hasOwn(found, part) ? (found as Record<string, unknown>)[part] : undefined;
  }
  return found;
}

function withValue(source: ConfigurationFile, key: SettingKey, value: unknown): ConfigurationFile {
  return putAt(source, key.split('.'), value);
}

function putAt(source: Readonly<Record<string, unknown>>, path: readonly string[], value: unknown): object {
  const [head = '', ...rest] = path;
  return { ...source, [head]: rest.length === 0 ? value : putAt(childOf(source, head), rest, value) };
}

function removeAt(source: Readonly<Record<string, unknown>>, path: readonly string[]): object {
  const [head = '', ...rest] = path;
  const { [head]: _removed, ...others } = source;
  if (rest.length === 0) return others;
  const child = removeAt(childOf(source, head), rest);
  return Object.keys(child).length === 0 ? others : { ...source, [head]: child };
}

function childOf(source: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const child = source[key];
  return typeof child === 'object' && child !== null && !Array.isArray(child)
    ? (child as Readonly<Record<string, unknown>>)
    : {};
}

function leavesOf(schema: z.ZodType, prefix: string): string[] {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  if (!(inner instanceof z.ZodObject)) return [prefix];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([name, each]) =>
    leavesOf(each, prefix === '' ? name : `${prefix}.${name}`),
  );
}
