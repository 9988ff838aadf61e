import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import {
  checkConfiguration,
  type Configuration,
  type ConfigurationFile,
  faultOf,
} from '../../domain/settings/configuration.ts';
import { failure, type Failure } from '../../domain/failures/failure.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import {
  changeSetting,
  describeSettings,
  resolveLayers,
  resolveUser,
  type ResolvedSettings,
  type SettingLayers,
  type SettingView,
} from '../../domain/settings/layers.ts';
import { withoutSetting, type SettingKey } from '../../domain/settings/setting-keys.ts';
import { readConfigurationFile } from './load-configuration.ts';
import { NO_POLICY, type DecidedPolicy } from '../../domain/settings/policy.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { keepLastGood, readLastGood } from './last-good-policy.ts';
import { loadPolicy, type PolicyPlaces } from './policy-source.ts';
import { readJson } from '../../system/json.ts';
import { readSmallFile } from '../../system/small-file.ts';
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

const NO_PLACES: DecidedPolicy = { policy: NO_POLICY, problems: [], lastGood: {} };

type Listener = (configuration: Configuration) => void;

/** The settings as a part reads them that lives as long as the program: a key where it is used, never kept. */
export type CurrentSettings = Pick<SettingsStore, 'current'>;

/**
 * The settings in force and where they come from: built-in, the fleet's defaults, the user's file, the file given at
 * the start, what the fleet has fixed; the later ones win. Only the user's file is ever written.
 */
export class SettingsStore {
  readonly #places: SettingsPlaces;
  readonly #listeners = new Set<Listener>();
  readonly #userProblem: Failure | null;
  #fleet: DecidedPolicy;
  /** Why the policy that is there now is not the one in force. */
  #refusal: Failure | null = null;
  #layers: SettingLayers;
  #resolved: ResolvedSettings;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(
    places: SettingsPlaces,
    fleet: DecidedPolicy,
    layers: SettingLayers,
    resolved: ResolvedSettings,
    userProblem: Failure | null,
  ) {
    this.#places = places;
    this.#fleet = fleet;
    this.#layers = layers;
    this.#resolved = resolved;
    this.#userProblem = userProblem;
  }

  /**
   * Reads every layer. A user file that cannot be understood is renamed with the date and its defaults used; of a policy
   * that is wrong what was last understood stays in force: `problems` tells.
   * @returns POLITIQUE-NON-PROTEGEE; CONFIG-ILLISIBLE, CONFIG-INVALIDE when the file given at the start forbids to start.
   */
  static async open(places: SettingsPlaces): Promise<Result<SettingsStore>> {
    const [file, user, loaded] = await Promise.all([
      readConfigurationFile(places.configFile),
      readUserFile(places.userFile),
      loadFleet(places),
    ]);
    if (!file.ok) return file;
    if (!loaded.ok) return loaded;
    const fleet = loaded.value;
    const layers: SettingLayers = {
      base: (places.base ?? {}) as ConfigurationFile,
      policyDefaults: fleet.policy.defaults,
      user: user.settings,
      file: file.value,
      policyLocked: fleet.policy.locked,
    };
    const resolved = resolveLayers(layers);
    if (!resolved.ok) return resolved;
    return success(new SettingsStore(places, fleet, layers, resolved.value, user.problem));
  }

  /** The configuration in force at this moment. */
  get current(): Configuration {
    return this.#resolved.configuration;
  }

  /** What the user should be told about the settings: a file set aside, a policy refused, values left out. */
  get problems(): readonly Failure[] {
    const first = [this.#refusal, this.#userProblem].filter((problem) => problem !== null);
    return [...first, ...this.#fleet.problems, ...this.#resolved.problems];
  }

  /** The places whose policies are in force: files, keys of the registry. */
  get policySources(): readonly string[] {
    return Object.keys(this.#fleet.lastGood);
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

  /**
   * Reads the fleet's policy again; what it says now is in force at once. One that somebody else could have written, or
   * that the file given at the start contradicts, changes nothing: the one in force stays.
   * @returns the problems that were not told before
   */
  async followPolicy(): Promise<readonly Failure[]> {
    const { policy } = this.#places;
    if (policy === null) return [];
    const before = new Set(this.problems.map(said));
    const policyBefore = this.#fleet.policy;
    await this.#afterOthers(async () => {
      const loaded = await loadPolicy(policy, this.#fleet.lastGood);
      return loaded.ok ? this.#take(loaded.value) : loaded;
    }).then((done) => {
      this.#refusal = done.ok ? null : done.failure;
    });
    const fresh = this.problems.filter((problem) => !before.has(said(problem)));
    const sameProblems = fresh.length === 0 && this.problems.length === before.size;
    // The windows show what is wrong too.
    if (!sameProblems || !isDeepStrictEqual(policyBefore, this.#fleet.policy)) this.#tell();
    return fresh;
  }

  async #take(fleet: DecidedPolicy): Promise<Result<void>> {
    const { defaults: policyDefaults, locked: policyLocked } = fleet.policy;
    const layers = { ...this.#layers, policyDefaults, policyLocked };
    const resolved = resolveLayers(layers);
    if (!resolved.ok) return resolved;
    const kept = isDeepStrictEqual(this.#fleet.lastGood, fleet.lastGood);
    this.#fleet = fleet;
    this.#layers = layers;
    this.#resolved = resolved.value;
    if (!kept) await keepLastGood(this.#places.userFile, fleet.lastGood);
    return success(undefined);
  }

  /** Calls back after every change; the answer ends it. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Two changes at once are made one after the other, so that none is lost; also those of another session. */
  #afterOthers(change: () => Promise<Result<void>>): Promise<Result<void>> {
    const done = this.#writing.then(() => this.#takeUp()).then(change);
    this.#writing = done.catch(() => undefined);
    return done;
  }

  /** What this user's program in another session has written meanwhile; what cannot be understood is not taken. */
  async #takeUp(): Promise<void> {
    const read = await readSmallFile(this.#places.userFile);
    const found = read.kind === 'text' ? checkText(read.text) : null;
    if (found?.ok !== true || isDeepStrictEqual(found.value, this.#layers.user)) return;
    const layers = { ...this.#layers, user: found.value };
    const resolved = resolveLayers(layers);
    if (!resolved.ok) return;
    this.#layers = layers;
    this.#resolved = resolved.value;
    this.#tell();
  }

  async #apply(user: ConfigurationFile): Promise<Result<void>> {
    const layers = { ...this.#layers, user };
    const resolved = resolveUser(layers);
    if (!resolved.ok) return resolved;
    const written = await writeUserFile(this.#places.userFile, user);
    if (!written.ok) return written;
    this.#layers = layers;
    this.#resolved = resolved.value;
    this.#tell();
    return success(undefined);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.current);
  }
}

/** By what two problems are the same one. */
function said(problem: Failure): string {
  return JSON.stringify(problem);
}

async function loadFleet({ policy, userFile }: SettingsPlaces): Promise<Result<DecidedPolicy>> {
  if (policy === null) return success(NO_PLACES);
  const before = await readLastGood(userFile);
  const loaded = await loadPolicy(policy, before);
  if (loaded.ok && !isDeepStrictEqual(loaded.value.lastGood, before))
    await keepLastGood(userFile, loaded.value.lastGood);
  return loaded;
}

async function readUserFile(file: string): Promise<{ settings: ConfigurationFile; problem: Failure | null }> {
  const found = await readSmallFile(file);
  if (found.kind === 'absent') return { settings: {}, problem: null };
  if (found.kind === 'unreadable')
    return { settings: {}, problem: await setAside(file, FILE_REASONS.fileUnreadable) };
  const checked = checkText(found.text);
  if (checked.ok) return { settings: checked.value, problem: null };
  const { key, reason } = faultOf(checked.failure);
  return { settings: {}, problem: await setAside(file, `${key} : ${reason}`) };
}

function checkText(text: string): Result<ConfigurationFile> {
  const json = readJson(text);
  return json === undefined
    ? failed(failure('CONFIG-INVALIDE', { key: 'fichier', setting: 'fichier', reason: FILE_REASONS.notJson }))
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
