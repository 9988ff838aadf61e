/** The fleet's policy: what an administrator proposes or fixes on a workstation. */
import { checkConfiguration, faultOf, type ConfigurationFile } from './configuration.ts';
import { faultIn } from './layers.ts';
import {
  isSettingKey,
  over,
  SETTING_KEYS,
  valueAt,
  withoutSetting,
  withValue,
  type SettingKey,
} from './setting-keys.ts';
import { settingName } from './setting-name.ts';
import { failure, type Failure } from '../failures/failure.ts';
import { SETTING_REASONS } from '../failures/settings-reasons.ts';

/** Both parts hold keys of the configuration contract; a key in both is fixed. */
export interface Policy {
  readonly defaults: ConfigurationFile;
  readonly locked: ConfigurationFile;
}

export const NO_POLICY: Policy = { defaults: {}, locked: {} };

const PARTS = ['defaults', 'locked'] as const;
type Part = (typeof PARTS)[number];

/** A value of a policy that is none of its key's. */
export interface RefusedValue {
  readonly part: Part;
  readonly key: SettingKey;
  /** What to call it: an entry of a list by its place in it. */
  readonly named: string;
  readonly reason: string;
}

/** What could be understood of one policy, and what could not. */
export interface PolicyReading {
  readonly policy: Policy;
  /** Names that this version does not know; a newer one may. */
  readonly unknown: readonly string[];
  readonly refused: readonly RefusedValue[];
}

/**
 * Reads the contents of a policy, `{"defaults": {…}, "locked": {…}}`, key by key: what this version does not know, or
 * takes no such value for, does not undo the locks beside it.
 * @returns null when it is no policy at all
 */
export function readPolicy(input: unknown): PolicyReading | null {
  if (!isObject(input)) return null;
  const unknown: string[] = Object.keys(input).filter((key) => key !== '$schema' && !isPart(key));
  const refused: RefusedValue[] = [];
  const policy: Record<Part, ConfigurationFile> = { defaults: {}, locked: {} };
  for (const part of PARTS)
    for (const [path, value] of leavesOf(Object.hasOwn(input, part) ? input[part] : {}, [])) {
      const name = path.join('.');
      if (name === '$schema') continue;
      if (!isSettingKey(name)) {
        const below = SETTING_KEYS.find((key) => name === '' || key.startsWith(`${name}.`));
        if (below === undefined || isObject(value)) unknown.push(`${part}.${name}`);
        else
          refused.push({
            part,
            key: below,
            named: [part, ...path].join('.'),
            reason: SETTING_REASONS.objectExpected,
          });
        continue;
      }
      const checked = checkConfiguration(withValue({}, name, value));
      if (checked.ok) policy[part] = withValue(policy[part], name, valueAt(checked.value, name));
      else {
        const { key, reason } = faultOf(checked.failure);
        refused.push({ part, key: name, named: `${part}.${key}`, reason });
      }
    }
  return { policy, unknown, refused };
}

function isPart(key: string): key is Part {
  return (PARTS as readonly string[]).includes(key);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every value with its path: an object that is no key's own value is looked into. */
function leavesOf(
  value: unknown,
  path: readonly string[],
): (readonly [path: readonly string[], value: unknown])[] {
  if (!isObject(value) || isSettingKey(path.join('.'))) return [[path, value]];
  return Object.entries(value).flatMap(([name, each]) => leavesOf(each, [...path, name]));
}

/** One place where a policy may be. */
export interface PolicySource {
  /** What an administrator knows it by: a file, a key of the registry. */
  readonly name: string;
  /** Of the whole workstation, or of one user of it, which never undoes the workstation's. */
  readonly scope: 'machine' | 'user';
  readonly found: Found;
}

/** What is in one of the places; the reason is the end of a sentence. */
export type Found =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'read'; readonly input: unknown }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The last policy of each source that was understood, by the source's name. */
export type LastGood = Readonly<Record<string, Policy>>;

/** The policy in force. */
export interface DecidedPolicy {
  readonly policy: Policy;
  /** What was not applied, and what is in force instead. */
  readonly problems: readonly Failure[];
  /** What to go by when one of the sources cannot be understood the next time. */
  readonly lastGood: LastGood;
}

/**
 * The policy in force, of all its sources. One that cannot be read, or a value that is refused, leaves what was last
 * understood of it in force; so does a workstation's policy that contradicts itself. Without anything to go back to,
 * that alone is not applied. A user's policy only says what the workstation's leaves open.
 * @param sources the strongest first
 */
export function decidePolicy(sources: readonly PolicySource[], lastGood: LastGood): DecidedPolicy {
  const problems: Failure[] = [];
  const read = sources.map((source) => ({ ...source, policy: understood(source, lastGood, problems) }));
  const of = (scope: PolicySource['scope']): typeof read => read.filter((source) => source.scope === scope);
  const machine = consistent(of('machine'), lastGood, problems);
  const machinesFault = faultIn(merged(machine));
  const kept: Record<string, Policy> = {};
  for (const { name, policy } of machine) if (policy !== NO_POLICY) kept[name] = policy;
  let policy = merged(machine);
  for (const { name, policy: users } of of('user')) {
    if (users === NO_POLICY) continue;
    const both = merged([{ policy }, { policy: users }]);
    const fault = faultIn(both);
    // What only the workstation's policy lacks is no reason to leave the user's out.
    if (fault === null || (machinesFault !== null && !fault.contradicts)) {
      policy = both;
      kept[name] = users;
    } else problems.push(contradictory(name, fault, SETTING_REASONS.insteadOf.policy.nothing));
  }
  return { policy, problems, lastGood: kept };
}

function understood({ name: source, found }: PolicySource, lastGood: LastGood, problems: Failure[]): Policy {
  const last = lastOf(lastGood, source);
  const instead = SETTING_REASONS.insteadOf.policy[last === undefined ? 'nothing' : 'lastGood'];
  if (found.kind === 'nothing') return NO_POLICY;
  const read = found.kind === 'read' ? readPolicy(found.input) : null;
  if (read === null) {
    const reason = found.kind === 'unreadable' ? found.reason : SETTING_REASONS.objectExpected;
    problems.push(failure('POLITIQUE-ILLISIBLE', { source, reason, instead }));
    return last ?? NO_POLICY;
  }
  for (const key of read.unknown) problems.push(failure('POLITIQUE-CLE-INCONNUE', { source, key }));
  return read.refused.reduce((policy, { part, key, named, reason }) => {
    const value = last === undefined ? undefined : valueAt(last[part], key);
    const { nothing, lastGood: kept } = SETTING_REASONS.insteadOf.value;
    const said = value === undefined ? nothing : kept;
    problems.push(
      failure('POLITIQUE-INVALIDE', {
        source,
        key: named,
        setting: settingName(named),
        reason,
        instead: said,
      }),
    );
    return value === undefined ? policy : { ...policy, [part]: withValue(policy[part], key, value) };
  }, read.policy);
}

function lastOf(lastGood: LastGood, source: string): Policy | undefined {
  return Object.hasOwn(lastGood, source) ? lastGood[source] : undefined;
}

type Read = PolicySource & { readonly policy: Policy };

/** The sources' policies, which together do not contradict themselves. */
function consistent(read: readonly Read[], lastGood: LastGood, problems: Failure[]): readonly Read[] {
  const contradiction = faultIn(merged(read));
  if (contradiction?.contradicts !== true) return read;
  const last = read.map((source) => ({ ...source, policy: lastOf(lastGood, source.name) ?? NO_POLICY }));
  const isThere = last.some(({ policy }) => policy !== NO_POLICY);
  const culprit =
    read.find(({ policy }) => valueAt(policy.locked, contradiction.key) !== undefined)?.name ??
    SETTING_REASONS.wholeFile;
  if (isThere && faultIn(merged(last))?.contradicts !== true) {
    problems.push(contradictory(culprit, contradiction, SETTING_REASONS.insteadOf.policy.lastGood));
    return last;
  }
  problems.push(contradictory(culprit, contradiction, SETTING_REASONS.insteadOf.value.nothing));
  const without = read.map(({ policy, ...source }) => ({
    ...source,
    policy: { ...policy, locked: withoutSetting(policy.locked, contradiction.key) },
  }));
  return consistent(without, {}, problems);
}

function contradictory(
  source: string,
  { key, reason }: { readonly key: string; readonly reason: string },
  instead: string,
): Failure {
  return failure('POLITIQUE-CONTRADICTOIRE', { source, key, setting: settingName(key), reason, instead });
}

function merged(strongestFirst: readonly { readonly policy: Policy }[]): Policy {
  return strongestFirst.reduceRight<Policy>(
    (weaker, { policy }) => ({
      defaults: over(policy.defaults, weaker.defaults),
      locked: over(policy.locked, weaker.locked),
    }),
    NO_POLICY,
  );
}
