/** What every native process does, whichever roles its bundle holds: find its port, start its role, exit fast. */
import { parentPortAdapter, streamAdapter, type NativePort, type ParentPort } from './host.ts';
import { print } from '../../system/print.ts';
import type { StartedRole } from './role.ts';

/** A role's start, loaded only in the process that plays it. */
export type RoleTable = Readonly<Record<string, () => Promise<(port: NativePort) => StartedRole>>>;

/** Exit code of a process that was started without a role it knows. */
const EXIT_NO_ROLE = 64;

/** Plays the role named by `--role=NAME` among the arguments. */
export async function runRole(roles: RoleTable, args: readonly string[]): Promise<void> {
  const name = args.find((arg) => arg.startsWith('--role='))?.slice('--role='.length) ?? '';
  const load = Object.hasOwn(roles, name) ? roles[name] : undefined;
  if (load === undefined) {
    await print('stderr', `Unknown role "${name}". Roles: ${Object.keys(roles).join(', ')}\n`);
    process.exit(EXIT_NO_ROLE);
  }
  const port = portOfThisProcess();
  const role = (await load())(port);
  // Calls that wait in foreign code run on libuv's pool, which is joined at exit: without this, quitting takes
  // as long as the longest of them.
  process.on('exit', () => {
    role.stop();
    // Nothing can cancel an exchange with a card that hangs: rather no clean exit than a process that stays.
    if (role.inForeignCode()) process.kill(process.pid, 'SIGKILL');
  });
}

function portOfThisProcess(): NativePort {
  const parentPort: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(parentPort)) return parentPortAdapter(parentPort);
  return streamAdapter(process.stdin, process.stdout, () => process.exit(0));
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}
