import { mkdir, readFile, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import {
  checkConfiguration,
  type Configuration,
  type ConfigurationFile,
  faultOf,
} from '../../domain/settings/configuration.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import {
  changeSetting,
  describeSettings,
  resolveLayers,
  withoutSetting,
  type ResolvedSettings,
  type SettingKey,
  type SettingLayers,
  type SettingView,
} from '../../domain/settings/layers.ts';
import { readConfigurationFile } from './load-configuration.ts';
import { NO_POLICY } from '../../domain/settings/policy.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { loadPolicy, type LoadedPolicy, type PolicyPlaces } from './policy-source.ts';
import { readJson } from '../../system/json.ts';
import { codeOf } from '../../system/error-code.ts';

export interface SettingsPlaces {
  /** The user's own file, in their profile. */
  readonly userFile: string;
  /** The file named with `--config`, if any. */
  readonly configFile: string | null;
  /** Null: the machine's policy is not looked at (the demonstration). */
  readonly policy: PolicyPlaces | null;
  /** Stands in for the contract's defaults (the demonstration). */
  readonly base: Configuration | null;
}

const NO_PLACES: LoadedPolicy = { policy: NO_POLICY, problems: [] };

type Listener = (configuration: Configuration) => void;

/** The settings as a part reads them that lives as long as the program: a key where it is used, never kept. */
export type CurrentSettings = Pick<SettingsStore, 'current'>;

/**
 * The settings in force and where they come from: built-in, the fleet's defaults, the user's file, the file given at
 * the start, what the fleet has fixed; the later ones win. Only the user's file is ever written.
 */
export class SettingsStore {
  readonly #file: string;
  readonly #listeners = new Set<Listener>();
  readonly #startProblems: readonly Failure[];
  #layers: SettingLayers;
  #resolved: ResolvedSettings;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(
    file: string,
    layers: SettingLayers,
    resolved: ResolvedSettings,
    startProblems: readonly Failure[],
  ) {
    this.#file = file;
    this.#layers = layers;
    this.#resolved = resolved;
    this.#startProblems = startProblems;
  }

  /**
   * Reads every layer. A user file that cannot be understood is renamed with the date and its defaults used; a policy
   * that is wrong is not applied: `problems` tells.
   * @returns POLITIQUE-NON-PROTEGEE; CONFIG-ILLISIBLE, CONFIG-INVALIDE when the file given at the start, or the policy, forbids to start.
   */
  static async open(places: SettingsPlaces): Promise<Result<SettingsStore>> {
    const [file, user, loaded] = await Promise.all([
      readConfigurationFile(places.configFile),
      readUserFile(places.userFile),
      places.policy === null ? success(NO_PLACES) : loadPolicy(places.policy),
    ]);
    if (!file.ok) return file;
    if (!loaded.ok) return loaded;
    const { policy, problems: refused } = loaded.value;
    const layers: SettingLayers = {
      base: (places.base ?? {}) as ConfigurationFile,
      policyDefaults: policy.defaults,
      user: user.settings,
      file: file.value,
      policyLocked: policy.locked,
    };
    const resolved = resolveLayers(layers);
    if (!resolved.ok) return resolved;
    const problems = [...refused, ...(user.problem === null ? [] : [user.problem])];
    return success(new SettingsStore(places.userFile, layers, resolved.value, problems));
  }

  /** The configuration in force at this moment. */
  get current(): Configuration {
    return this.#resolved.configuration;
  }

  /** What the user should be told about the settings: a file set aside, a policy refused, values left out. */
  get problems(): readonly Failure[] {
    return [...this.#startProblems, ...this.#resolved.problems];
  }

  /** Every key with its value, its origin, and whether the user may change it. */
  describe(): ReadonlyMap<SettingKey, SettingView> {
    return describeSettings(this.#resolved);
  }

  /**
   * Changes one setting of the user's and writes their file; nothing changes when that fails.
   * @returns REGLAGE-VERROUILLE, CONFIG-INVALIDE (for this value, or with the others), REGLAGES-NON-ECRITS
   */
  set(key: SettingKey, value: unknown): Promise<Result<void>> {
    return this.#afterOthers(() => {
      const user = changeSetting(this.#layers, key, value);
      return user.ok ? this.#apply(user.value) : Promise.resolve(user);
    });
  }

  /**
   * Forgets the user's choice for one key: the fleet's default or the built-in one is in force again.
   * @returns CONFIG-INVALIDE when the others need it, REGLAGES-NON-ECRITS
   */
  reset(key: SettingKey): Promise<Result<void>> {
    return this.#afterOthers(() => this.#apply(withoutSetting(this.#layers.user, key)));
  }

  /** Calls back after every change; the answer ends it. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Two changes at once are made one after the other, so that none is lost. */
  #afterOthers(change: () => Promise<Result<void>>): Promise<Result<void>> {
    const done = this.#writing.then(change);
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #apply(user: ConfigurationFile): Promise<Result<void>> {
    const layers = { ...this.#layers, user };
    const resolved = resolveLayers(layers);
    if (!resolved.ok) return resolved;
    const contradiction = resolved.value.problems.find(({ code }) => code === 'REGLAGES-INCOMPATIBLES');
    if (contradiction !== undefined) return failed(failure('CONFIG-INVALIDE', faultOf(contradiction)));
    const written = await writeUserFile(this.#file, user);
    if (!written.ok) return written;
    this.#layers = layers;
    this.#resolved = resolved.value;
    for (const listener of this.#listeners) listener(this.current);
    return success(undefined);
  }
}

async function readUserFile(file: string): Promise<{ settings: ConfigurationFile; problem: Failure | null }> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT';
    return {
      settings: {},
      problem: missing ? null : await setAside(file, FILE_REASONS.fileUnreadable),
    };
  }
  const checked = checkText(text);
  if (checked.ok) return { settings: checked.value, problem: null };
  const { key, reason } = faultOf(checked.failure);
  return { settings: {}, problem: await setAside(file, `${key} : ${reason}`) };
}

function checkText(text: string): Result<ConfigurationFile> {
  const json = readJson(text);
  return json === undefined
    ? failed(failure('CONFIG-INVALIDE', { key: 'fichier', reason: FILE_REASONS.notJson }))
    : checkConfiguration(json);
}

async function setAside(file: string, reason: string): Promise<Failure> {
  const kept = `${file}.${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
  const done = await rename(file, kept).then(
    () => kept,
    () => file,
  );
  return failure('REGLAGES-ECARTES', { reason, kept: basename(done) });
}

async function writeUserFile(file: string, settings: ConfigurationFile): Promise<Result<void>> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
    return success(undefined);
  } catch (error) {
    const reason = WRITE_REASONS[codeOf(error)] ?? FILE_REASONS.notWritten;
    return failed(failure('REGLAGES-NON-ECRITS', { reason }));
  }
}

const WRITE_REASONS: Readonly<Record<string, string>> = {
  ENOSPC: FILE_REASONS.diskFull,
  EDQUOT: FILE_REASONS.quotaFull,
  EACCES: FILE_REASONS.accessRefused,
  EPERM: FILE_REASONS.accessRefused,
  EROFS: FILE_REASONS.readOnly,
};
