/** The diagnosis as a helpdesk would start it: the real command in a process of its own, without a display. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What would give a display, or lead to the network of whoever runs the tests. */
const NOT_THERE =
  /^(?:DISPLAY|WAYLAND_DISPLAY|XDG_CONFIG_HOME|DBUS_SESSION_BUS_ADDRESS|(?:https?|all|no)_proxy)$/i;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command until it ends. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { env, cwd }: { readonly env: NodeJS.ProcessEnv; readonly cwd: string },
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_THERE.test(name))),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}
