/** Where each setting comes from, and which of several values wins. */
import {
  faultOf,
  resolveConfiguration,
  type Configuration,
  type ConfigurationFile,
} from './configuration.ts';
import {
  keysIn,
  over,
  SETTING_KEYS,
  valueAt,
  withoutSetting,
  withValue,
  type SettingKey,
} from './setting-keys.ts';
import { failure, type Failure } from '../failures/failure.ts';
import { failed, success, type Result } from '../result.ts';
import { SETTING_REASONS } from '../failures/settings-reasons.ts';
import { settingName } from './setting-name.ts';

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
  /** The keys that the user cannot change. */
  readonly fixed: ReadonlySet<SettingKey>;
  /** Layers and locks that were left out because they do not go together with the others. */
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
 * time a failure says so. A lock that cannot work whatever the user says (an environment without an address) is left
 * out alone: the others hold.
 * @returns CONFIG-INVALIDE when the file given at the start contradicts itself, or what the policy has fixed.
 */
export function resolveLayers(layers: SettingLayers): Result<ResolvedSettings> {
  const told: Failure[] = [];
  const user = lockAll(layers) ? onlyFree(layers.user) : layers.user;
  for (let policyLocked = layers.policyLocked; ;) {
    const resolved = withoutWeaker({ ...layers, user, policyLocked });
    if (resolved.ok) {
      const problems = [...told, ...resolved.value.problems];
      return success({ ...resolved.value, problems, fixed: fixedKeys(layers) });
    }
    const impossible = impossibleLock({ ...layers, policyLocked });
    if (impossible === null) return resolved;
    const { key, reason } = impossible;
    told.push(failure('POLITIQUE-VERROU-IMPOSSIBLE', { key, reason, setting: settingName(key) }));
    policyLocked = withoutSetting(policyLocked, key);
  }
}

type Resolved = Omit<ResolvedSettings, 'fixed'>;

function withoutWeaker(layers: SettingLayers): Result<Resolved> {
  const problems: Failure[] = [];
  let tried = layers;
  for (const name of ['user', 'policyDefaults', null] as const) {
    const { input, origins } = mergeLayers(tried);
    const resolved = resolveConfiguration(input);
    if (resolved.ok) return success({ configuration: resolved.value, origins, problems });
    if (name === null) return resolved;
    if (Object.keys(tried[name]).length === 0) continue;
    problems.push(failure(LEFT_OUT[name], faultOf(resolved.failure)));
    tried = { ...tried, [name]: {} };
  }
  throw new Error('the last attempt always answers');
}

const LEFT_OUT = { user: 'REGLAGES-INCOMPATIBLES', policyDefaults: 'POLITIQUE-INCOMPATIBLE' } as const;

/**
 * Of what the policy has fixed, the key without which the rest can work; null when it works as it is, so that another
 * layer is at fault. Neither the user's settings nor the file given at the start have a say: with one of their values
 * anybody could undo a lock.
 */
function impossibleLock({
  base,
  policyDefaults,
  policyLocked,
}: Pick<SettingLayers, 'base' | 'policyDefaults' | 'policyLocked'>): ImpossibleLock | null {
  const fault = policyFault(base, policyDefaults, policyLocked);
  const keys = keysIn(policyLocked);
  const [first] = keys;
  if (fault === null || first === undefined) return null;
  const key =
    keys.find((each) => each === fault.key) ??
    keys.find((each) => policyFault(base, policyDefaults, withoutSetting(policyLocked, each)) === null) ??
    first;
  return { key, reason: fault.reason, named: key === fault.key };
}

interface ImpossibleLock {
  readonly key: SettingKey;
  readonly reason: string;
  /** It is the key at fault itself, and not the one that asks for it. */
  readonly named: boolean;
}

/** What contradicts itself in what a policy fixes, be it with its own defaults or without; null when nothing does. */
function policyFault(
  base: ConfigurationFile,
  defaults: ConfigurationFile,
  locked: ConfigurationFile,
): ReturnType<typeof faultOf> | null {
  if (resolveConfiguration(over(locked, over(defaults, base))).ok) return null;
  const alone = resolveConfiguration(over(locked, base));
  return alone.ok ? null : faultOf(alone.failure);
}

/**
 * What keeps a policy from working by itself; null when nothing does. It contradicts itself when the key at fault is one
 * that it fixes; what only lacks something that others may still give (an address) does not.
 */
export function faultIn(policy: {
  readonly defaults: ConfigurationFile;
  readonly locked: ConfigurationFile;
}): { readonly key: SettingKey; readonly reason: string; readonly contradicts: boolean } | null {
  const fault = impossibleLock({ base: {}, policyDefaults: policy.defaults, policyLocked: policy.locked });
  return fault === null ? null : { key: fault.key, reason: fault.reason, contradicts: fault.named };
}

/** Whether the policy has fixed every setting, those that it does not name too. */
function lockAll({ policyLocked }: SettingLayers): boolean {
  return policyLocked.lockAll === true;
}

/** What stays the user's whatever is fixed: letters that can be read are no privilege. */
const ALWAYS_FREE: readonly SettingKey[] = ['zoom'];

function onlyFree(user: ConfigurationFile): ConfigurationFile {
  return ALWAYS_FREE.reduce<ConfigurationFile>((kept, key) => {
    const value = valueAt(user, key);
    return value === undefined ? kept : withValue(kept, key, value);
  }, {});
}

function fixedKeys(layers: SettingLayers): ReadonlySet<SettingKey> {
  const all = lockAll(layers) ? SETTING_KEYS.filter((key) => !ALWAYS_FREE.includes(key)) : [];
  return new Set([...all, ...keysIn(layers.file), ...keysIn(layers.policyLocked)]);
}

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
      if (value === undefined || (key === 'lockAll' && name !== 'policyLocked')) continue;
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
  fixed,
}: ResolvedSettings): ReadonlyMap<SettingKey, SettingView> {
  return new Map(
    SETTING_KEYS.map((key) => [
      key,
      {
        value: valueAt(configuration, key),
        origin: origins.get(key) ?? 'built-in',
        locked: fixed.has(key),
      },
    ]),
  );
}

/** What somebody has set, in the contract's order, as the diagnosis shows it. */
export function setSettings(settings: ReadonlyMap<SettingKey, SettingView>): readonly {
  readonly key: SettingKey;
  readonly value: string;
  readonly origin: Exclude<SettingOrigin, 'built-in'>;
}[] {
  return [...settings].flatMap(([key, { value, origin }]) =>
    origin === 'built-in' ? [] : [{ key, value: written(value), origin }],
  );
}

function written(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** A copy of the user's layer with one key set; the whole must still resolve, with nothing of the user's left out. */
export function changeSetting(
  layers: SettingLayers,
  key: SettingKey,
  value: unknown,
): Result<ConfigurationFile> {
  if (fixedKeys(layers).has(key)) {
    const by = valueAt(layers.policyLocked, key) === undefined && !lockAll(layers) ? 'file' : 'policyLocked';
    return failed(
      failure('REGLAGE-VERROUILLE', { setting: settingName(key), by: SETTING_REASONS.fixedBy[by] }),
    );
  }
  const user = withValue(layers.user, key, value);
  const fits = resolveUser({ ...layers, user });
  return fits.ok ? success(user) : fits;
}

/**
 * The settings in force with what the user has just chosen.
 * @returns CONFIG-INVALIDE when the choice does not go together with what is stronger
 */
export function resolveUser(layers: SettingLayers): Result<ResolvedSettings> {
  const resolved = resolveLayers(layers);
  if (!resolved.ok) return resolved;
  const contradiction = resolved.value.problems.find(({ code }) => code === 'REGLAGES-INCOMPATIBLES');
  return contradiction === undefined ? resolved : failed(failure('CONFIG-INVALIDE', faultOf(contradiction)));
}
