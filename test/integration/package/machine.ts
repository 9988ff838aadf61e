/** Where packages are installed and looked at: this machine itself, or a tree of another Debian beside it. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './installed.ts';

export interface Ran {
  readonly status: number;
  readonly output: string;
}

export interface Machine {
  readonly name: string;
  /** What comes before a command that is to run there; nothing on this machine. */
  readonly enter: readonly string[];
  /** Runs a command as root, without anybody who could answer it. */
  run(...command: readonly string[]): Promise<Ran>;
  close(): Promise<void>;
}

/** A tree made by `debootstrap trixie`, with what the package needs (docs/technical/packaging.md). */
export const DEBIAN_13 = process.env.DMP_DIRECT_DEBIAN_13 ?? '';

export const thisMachine: Machine = machine('this machine', [], () => Promise.resolve());

/**
 * A layer over the tree, in a mount namespace of its own whose root it is: nothing of it is left, and what runs there
 * sees the paths of an installed system. Processes, network and /tmp, where the lab lies, are this machine's.
 */
export async function debian13(tree: string): Promise<Machine> {
  const scratch = await mkdtemp(join(tmpdir(), 'dmp-direct-debian-'));
  const script = [
    'mount -t tmpfs tmpfs "$2"; mkdir "$2/upper" "$2/work" "$2/root"',
    'mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"',
    'cd "$2/root"; mount -t proc proc proc; mount --rbind /dev dev; mount --rbind /tmp tmp; mount -t tmpfs tmpfs run',
    'mkdir -p old; pivot_root . old; umount -l old; rmdir old; echo ready; exec sleep infinity',
  ].join('\n');
  const keeper = spawn('unshare', ['--mount', 'sh', '-ec', script, 'sh', tree, scratch], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [keeper.stdout, keeper.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  await until(() => {
    if (keeper.exitCode !== null) throw new Error(said);
    return said.includes('ready');
  }, 'the tree is not entered');
  const enter = ['nsenter', `--target=${String(keeper.pid)}`, '--mount', '--root', '--wdns=/'];
  return machine('Debian 13', enter, async () => {
    keeper.kill('SIGKILL');
    if (keeper.exitCode === null && keeper.signalCode === null) await once(keeper, 'exit');
    await rm(scratch, { recursive: true, force: true });
  });
}

function machine(name: string, enter: readonly string[], close: () => Promise<void>): Machine {
  return {
    name,
    enter,
    close,
    run: (...command) =>
      new Promise((resolve) => {
        const [file = '', ...args] = [...enter, ...command];
        const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
        const child = execFile(file, args, { env, maxBuffer: 64e6 }, (error, out, err) => {
          resolve({ status: error === null ? 0 : Number(error.code ?? -1), output: out + err });
        });
        child.stdin?.end();
      }),
  };
}

/** Every main process of the program, as they see it themselves there. */
export async function mainProcesses({ run }: Machine, program: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((each) => /^\d+$/.test(each));
  const script =
    'program=$1; shift; for pid; do [ "$(readlink "/proc/$pid/exe")" = "$program" ] && ! tr "\\0" " " < "/proc/$pid/cmdline" | grep -q " --type=" && echo "$pid"; done; true';
  const { output } = await run('sh', '-c', `${script} 2> /dev/null`, 'sh', program, ...pids);
  return output.split('\n').flatMap((line) => (/^\d+$/.test(line) ? [Number(line)] : []));
}
