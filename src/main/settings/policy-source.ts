import { realpath } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { failure, type Failure } from '../../domain/failures/failure.ts';
import {
  decidePolicy,
  type DecidedPolicy,
  type Found,
  type LastGood,
  type PolicySource,
} from '../../domain/settings/policy.ts';
import {
  REGISTRY_PARTS,
  registryToPolicy,
  withOthers,
  type RegistryValue,
} from '../../domain/settings/registry-policy.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { accountName } from '../../system/account.ts';
import { runTool } from '../../system/child.ts';
import { weaknessOf } from '../../system/protection.ts';
import { PROGRAM_DATA } from '../../system/windows-folders.ts';
import { readJson } from '../../system/json.ts';
import { readSmallFile } from '../../system/small-file.ts';
import { codeOf } from '../../system/error-code.ts';

type Scope = PolicySource['scope'];

/** A policy file, in our own form or as macOS keeps what an MDM imposes. */
export interface PolicyFile {
  readonly kind: 'json' | 'property-list';
  readonly scope: Scope;
  readonly path: string;
  /** POSIX: the only user who may own the file and its folder. */
  readonly owner: number;
}

/** Windows: the registry key that group policies write under. */
interface RegistryKey {
  readonly kind: 'registry';
  readonly scope: Scope;
  readonly key: string;
}

/** Where policies may be, the strongest first. */
export type PolicyPlaces = readonly (PolicyFile | RegistryKey)[];

const TOOL_DEADLINE_MS = 10_000;
const REGISTRY_KEY = String.raw`SOFTWARE\Policies\DMP Direct`;
const ROOT = 0;
const BUNDLE = 'fr.dmpdirect.app';

/**
 * The places that an administrator of this system fills (docs/deployment). No variable of the user's moves them.
 * @param user the account that the program runs as; null when the system does not know it by a name
 */
export function policyPlaces(
  platform: NodeJS.Platform = process.platform,
  user: string | null = userName(),
): PolicyPlaces {
  const json = (scope: Scope, path: string): PolicyFile => ({ kind: 'json', scope, path, owner: ROOT });
  const managed = (scope: Scope, ...below: string[]): PolicyFile => ({
    kind: 'property-list',
    scope,
    path: posix.join('/Library/Managed Preferences', ...below, `${BUNDLE}.plist`),
    owner: ROOT,
  });
  switch (platform) {
    case 'win32':
      return [
        { kind: 'registry', scope: 'machine', key: `HKLM\\${REGISTRY_KEY}` },
        json('machine', win32.join(PROGRAM_DATA, 'DMP Direct', 'policy.json')),
        { kind: 'registry', scope: 'user', key: `HKCU\\${REGISTRY_KEY}` },
      ];
    case 'darwin':
      return [
        managed('machine'),
        json('machine', posix.join('/Library', 'Application Support', 'DMP Direct', 'policy.json')),
        ...(user === null ? [] : [managed('user', user)]),
      ];
    default:
      return [
        json('machine', '/etc/dmp-direct/policy.json'),
        ...(user === null ? [] : [json('user', `/etc/dmp-direct/users/${user}.json`)]),
      ];
  }
}

/** The account's, where it can be a file's. */
function userName(): string | null {
  const name = accountName();
  return name !== null && /^[^/\\.][^/\\]*$/.test(name) ? name : null;
}

/**
 * Reads the policies. No policy at all is the usual case and no problem.
 * @returns POLITIQUE-NON-PROTEGEE for one that somebody else could have written: nobody knows then what the fleet has
 *   fixed, and going on without it would let whoever made the file undo every lock
 */
export async function loadPolicy(places: PolicyPlaces, lastGood: LastGood): Promise<Result<DecidedPolicy>> {
  const sources = await Promise.all(places.map(lookAt));
  const unprotected = sources.find((source) => 'unprotected' in source);
  if (unprotected !== undefined) return failed(unprotected.unprotected);
  return success(
    decidePolicy(
      sources.filter((source) => 'found' in source),
      lastGood,
    ),
  );
}

type Looked = PolicySource | { readonly unprotected: Failure };

async function lookAt(place: PolicyPlaces[number]): Promise<Looked> {
  if (place.kind === 'registry') return registryPolicy(place);
  const { kind, path: name, scope, owner } = place;
  const source = (found: Found): Looked => ({ name, scope, found });
  let path: string;
  try {
    // What a link points at is what counts, and its folder.
    path = await realpath(name);
  } catch (error) {
    return source(
      codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
        ? { kind: 'nothing' }
        : { kind: 'unreadable', reason: FILE_REASONS.accessRefused },
    );
  }
  const weak = await weaknessOf(path, { users: [owner], sids: [], descriptorOf });
  if (weak !== null)
    return { unprotected: failure('POLITIQUE-NON-PROTEGEE', { source: weak.path, reason: weak.reason }) };
  return source(await (kind === 'json' ? jsonPolicy(path) : propertyList(path)));
}

async function jsonPolicy(path: string): Promise<Found> {
  const file = await readSmallFile(path);
  if (file.kind === 'absent') return { kind: 'nothing' };
  return file.kind === 'unreadable' ? file : parsed(file.text);
}

function parsed(text: string): Found {
  const input = readJson(text);
  return input === undefined ? { kind: 'unreadable', reason: FILE_REASONS.notJson } : { kind: 'read', input };
}

/** What an MDM imposes, as macOS keeps it (docs/deployment/politique.md: not tried on a Mac). */
async function propertyList(path: string): Promise<Found> {
  const command = ['/usr/bin/plutil', '-convert', 'json', '-o', '-', path] as const;
  const printed = await runTool(command, { timeout: TOOL_DEADLINE_MS });
  return printed === null ? { kind: 'unreadable', reason: FILE_REASONS.unreadable } : parsed(printed);
}

async function descriptorOf(path: string): Promise<string> {
  const { windowsDescriptorOf } = await import('../../system/windows-descriptor.ts');
  return windowsDescriptorOf(path);
}

/**
 * Only administrators write under `Policies`, of the machine and of a user: Windows sees to it. What a user could put
 * there all the same would undo nothing that the machine's policy fixes.
 */
async function registryPolicy({ key: name, scope }: RegistryKey): Promise<PolicySource> {
  try {
    // Here and not at the start: the other systems do not load what reads it.
    const { readRegistryValues } = await import('../../system/windows-registry.ts');
    // Windows shares these keys between its two views; whatever has written one of them may not know.
    const both = (part: string): readonly RegistryValue[] | null => {
      const [own, other] = ([64, 32] as const).map((view) => readRegistryValues(`${name}\\${part}`, view));
      return withOthers(own ?? null, other ?? null);
    };
    const input = registryToPolicy({
      defaults: both(REGISTRY_PARTS.defaults),
      locked: both(REGISTRY_PARTS.locked),
    });
    return { name, scope, found: input === undefined ? { kind: 'nothing' } : { kind: 'read', input } };
  } catch {
    return { name, scope, found: { kind: 'unreadable', reason: FILE_REASONS.registrySilent } };
  }
}
