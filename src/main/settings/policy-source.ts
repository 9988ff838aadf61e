import { execFile } from 'node:child_process';
import { readFile, realpath, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { promisify } from 'node:util';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { NO_POLICY, readPolicy, registryToPolicy, type Policy } from '../../domain/settings/policy.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { weaknessOf } from '../../system/protection.ts';
import { PROGRAM_DATA, windowsTool } from '../../system/windows-folders.ts';
import { readJson } from '../../system/json.ts';
import { codeOf } from '../../system/error-code.ts';

/** Where the machine's policy may be. */
export interface PolicyPlaces {
  readonly file: string;
  /** Windows: the registry key that group policies write under; null elsewhere. */
  readonly registryKey: string | null;
  /** POSIX: the only user who may own the file and its folder. */
  readonly owner: number;
}

/** The policy in force, from both places; what was refused is told and not applied. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly problems: readonly Failure[];
}

const MAX_BYTES = 256 * 1024;
const TOOL_DEADLINE_MS = 10_000;
const REGISTRY_KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\DMP Direct';

/** The places that an administrator of this system fills (docs/deployment). No variable of the user's moves them. */
export function policyPlaces(platform: NodeJS.Platform = process.platform): PolicyPlaces {
  switch (platform) {
    case 'win32':
      return {
        file: win32.join(PROGRAM_DATA, 'DMP Direct', 'policy.json'),
        registryKey: REGISTRY_KEY,
        owner: 0,
      };
    case 'darwin':
      return {
        file: posix.join('/Library', 'Application Support', 'DMP Direct', 'policy.json'),
        registryKey: null,
        owner: 0,
      };
    default:
      return { file: '/etc/dmp-direct/policy.json', registryKey: null, owner: 0 };
  }
}

/**
 * Reads the machine's policy. On Windows the registry's values come over the file's, key by key.
 * No policy at all is the usual case and no problem.
 * @returns POLITIQUE-NON-PROTEGEE for one that somebody else could have written: nobody knows then what the fleet has
 *   fixed, and going on without it would let whoever made the file undo every lock
 */
export async function loadPolicy(places: PolicyPlaces): Promise<Result<LoadedPolicy>> {
  const [fromFile, fromRegistry] = await Promise.all([
    loadPolicyFile(places),
    places.registryKey === null ? success(NO_POLICY) : loadRegistryPolicy(places.registryKey),
  ]);
  if (!fromFile.ok && fromFile.failure.code === 'POLITIQUE-NON-PROTEGEE') return fromFile;
  const problems = [fromFile, fromRegistry].flatMap((each) => (each.ok ? [] : [each.failure]));
  const file = fromFile.ok ? fromFile.value : NO_POLICY;
  const registry = fromRegistry.ok ? fromRegistry.value : NO_POLICY;
  return success({
    policy: { defaults: over(registry.defaults, file.defaults), locked: over(registry.locked, file.locked) },
    problems,
  });
}

async function loadPolicyFile({ file, owner }: PolicyPlaces): Promise<Result<Policy>> {
  const unreadable = (reason: string): Result<never> =>
    failed(failure('POLITIQUE-ILLISIBLE', { source: file, reason }));
  let place: string;
  try {
    // What a link points at is what counts, and its folder.
    place = await realpath(file);
  } catch (error) {
    return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
      ? success(NO_POLICY)
      : unreadable(FILE_REASONS.accessRefused);
  }
  const unprotected = await protectionProblem(place, owner);
  if (unprotected !== null) return failed(unprotected);
  let text: string;
  try {
    if ((await stat(place)).size > MAX_BYTES) return unreadable(FILE_REASONS.tooLarge);
    text = await readFile(place, 'utf8');
  } catch (error) {
    return unreadable(codeOf(error) === 'EISDIR' ? FILE_REASONS.folder : FILE_REASONS.accessRefused);
  }
  const json = readJson(text);
  return json === undefined ? unreadable(FILE_REASONS.notJson) : readPolicy(json, file);
}

/** Why somebody else than an administrator could change the policy; null when nobody could. */
async function protectionProblem(file: string, owner: number): Promise<Failure | null> {
  const weak = await weaknessOf(file, { users: [owner], sids: [], descriptorOf });
  return weak === null ? null : failure('POLITIQUE-NON-PROTEGEE', { source: weak.path, reason: weak.reason });
}

/** What .NET would load into any of its programs for whoever has set it, and where PowerShell looks for its own. */
const LEADS_ELSEWHERE = /^(?:COR_|CORECLR_|COMPLUS_|DOTNET_|PSModulePath$)/i;
const SECURITY_MODULE = windowsTool(
  'WindowsPowerShell\\v1.0\\Modules\\Microsoft.PowerShell.Security\\Microsoft.PowerShell.Security.psd1',
);

/**
 * How the owner and the access list of a path are asked for. The command comes from Windows' own module by its path: by
 * its name alone PowerShell would take the first one that the user's folders hold.
 */
export function descriptorCall(
  path: string,
  environment: NodeJS.ProcessEnv,
): { readonly file: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  const kept = Object.entries(environment).filter(([name]) => !LEADS_ELSEWHERE.test(name));
  const command = String.raw`(Microsoft.PowerShell.Security\Get-Acl -LiteralPath $env:DMP_DIRECT_PATH).Sddl`;
  return {
    file: windowsTool('WindowsPowerShell\\v1.0\\powershell.exe'),
    args: [
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      `Import-Module -Name '${SECURITY_MODULE}' -ErrorAction Stop; ${command}`,
    ],
    env: { ...Object.fromEntries(kept), DMP_DIRECT_PATH: path },
  };
}

async function descriptorOf(path: string): Promise<string> {
  const { file, args, env } = descriptorCall(path, process.env);
  const { stdout } = await promisify(execFile)(file, args, {
    timeout: TOOL_DEADLINE_MS,
    windowsHide: true,
    env,
  });
  return stdout;
}

async function loadRegistryPolicy(key: string): Promise<Result<Policy>> {
  // Only administrators write under SOFTWARE\Policies: Windows sees to it.
  try {
    const { stdout } = await promisify(execFile)(windowsTool('reg.exe'), ['query', key, '/s', '/reg:64'], {
      timeout: TOOL_DEADLINE_MS,
      windowsHide: true,
    });
    return readPolicy(registryToPolicy(stdout, key), key);
  } catch (error) {
    // Status 1: no such key, the usual case.
    return codeOf(error) === '1'
      ? success(NO_POLICY)
      : failed(failure('POLITIQUE-ILLISIBLE', { source: key, reason: FILE_REASONS.registrySilent }));
  }
}

/** Both are made of plain objects: what the stronger one does not say is the weaker one's. */
function over(stronger: object, weaker: object): object {
  const merged: Record<string, unknown> = { ...weaker };
  for (const [key, value] of Object.entries(stronger) as [string, unknown][]) {
    const below = merged[key];
    merged[key] = isPlain(value) && isPlain(below) ? over(value, below) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
