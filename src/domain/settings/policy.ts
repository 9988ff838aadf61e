/** The fleet's policy: what an administrator proposes or fixes on a workstation. */
import { checkConfiguration, faultOf, type ConfigurationFile } from './configuration.ts';
import { failure } from '../failures/index.ts';
import { failed, success, type Result } from '../result.ts';
import { SETTING_KEYS } from './layers.ts';
import { SETTING_REASONS } from '../failures/settings-reasons.ts';

/** Both parts hold keys of the configuration contract; a key in both is fixed. */
export interface Policy {
  readonly defaults: ConfigurationFile;
  readonly locked: ConfigurationFile;
}

export const NO_POLICY: Policy = { defaults: {}, locked: {} };

const PARTS = ['defaults', 'locked'] as const;

/**
 * Checks the contents of a policy file: `{"defaults": {…}, "locked": {…}}`.
 * @param source where it comes from, for the messages
 * @returns POLITIQUE-INVALIDE naming the first key at fault. A policy is applied whole or not at all.
 */
export function readPolicy(input: unknown, source: string): Result<Policy> {
  const refuse = (key: string, reason: string): ReturnType<typeof failed> =>
    failed(failure('POLITIQUE-INVALIDE', { source, key, reason }));
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return refuse(SETTING_REASONS.wholeFile, SETTING_REASONS.objectExpected);
  const unknown = Object.keys(input).find((key) => key !== '$schema' && !isPart(key));
  if (unknown !== undefined) return refuse(unknown, SETTING_REASONS.unknownPart);
  const parts: Record<(typeof PARTS)[number], ConfigurationFile> = { defaults: {}, locked: {} };
  for (const part of PARTS) {
    const checked = checkConfiguration((input as Record<string, unknown>)[part] ?? {});
    if (!checked.ok) {
      const { key, reason } = faultOf(checked.failure);
      return refuse(`${part}.${key}`, reason);
    }
    parts[part] = checked.value;
  }
  return success(parts);
}

function isPart(key: string): key is (typeof PARTS)[number] {
  return (PARTS as readonly string[]).includes(key);
}

/** The registry's subkeys, as the administrative template (build/admx) writes them. */
const REGISTRY_PARTS = { defaults: 'Defaults', locked: 'Locked' } as const;

/** Keys of the contract that hold a list: the registry keeps it as a text of several lines. */
const REGISTRY_SEPARATOR = '\\0';

/**
 * Reads what `reg query <root> /s` prints (Windows group policies). Under `<root>\Defaults` and `<root>\Locked` each
 * value is named by its setting (`webPs.cpx.hosts`): REG_DWORD for numbers and yes/no, REG_SZ for texts,
 * REG_MULTI_SZ for lists. Values' and keys' names and types are not translated by Windows.
 * @returns the same shape as a policy file, still to be checked with `readPolicy`
 */
export function registryToPolicy(output: string, root: string): Record<string, unknown> {
  const policy: Record<string, unknown> = {};
  let part: string | null = null;
  for (const line of output.replaceAll('\r', '').split('\n')) {
    if (line.startsWith('HKEY_')) part = partOf(line.trim(), root);
    const value = part === null ? null : /^ {4}(\S+) {4}(REG_\w+)(?: {4}(.*))?$/.exec(line);
    if (part === null || value === null) continue;
    const [, name = '', type = '', data = ''] = value;
    put(policy, [part, ...name.split('.')], registryValue(name, type, data));
  }
  return policy;
}

function partOf(key: string, root: string): string | null {
  const found = Object.entries(REGISTRY_PARTS).find(
    ([, name]) => key.toLowerCase() === `${root}\\${name}`.toLowerCase(),
  );
  return found?.[0] ?? null;
}

function registryValue(name: string, type: string, data: string): unknown {
  if (type === 'REG_MULTI_SZ') return data.split(REGISTRY_SEPARATOR).filter((each) => each !== '');
  if (type !== 'REG_DWORD') return data;
  const number = Number(data);
  return BOOLEAN_KEYS.has(name) ? number !== 0 : number;
}

const BOOLEAN_KEYS: ReadonlySet<string> = new Set(
  SETTING_KEYS.filter((key) => [true, false].every((value) => accepts(key, value))),
);

function accepts(key: string, value: unknown): boolean {
  const input: Record<string, unknown> = {};
  put(input, key.split('.'), value);
  return checkConfiguration(input).ok;
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head = '', ...rest] = path;
  // A name out of the registry must not reach an object's own workings.
  if (head === '__proto__') return;
  if (rest.length === 0) target[head] = value;
  else {
    const child = Object.hasOwn(target, head) ? target[head] : undefined;
    const next = typeof child === 'object' && child !== null ? (child as Record<string, unknown>) : {};
    target[head] = next;
    put(next, rest, value);
  }
}
