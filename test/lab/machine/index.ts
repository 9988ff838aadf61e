/** Where a package or a program is put and looked at: this machine itself, or a layer over a tree that nobody else sees. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

export const thisMachine: Machine = machine('this machine', [], () => Promise.resolve());

/**
 * A layer over a tree (`/`: over this machine), in a mount namespace of its own whose root it is: nothing of it is
 * left, and what runs there sees the paths of an installed system. Processes, network and /tmp, where the lab lies,
 * are this machine's. Needs root.
 * @param options.onDisk what is written there goes to the disk, for a measure; otherwise to memory alone
 */
export async function layerOver(
  tree: string,
  name: string,
  { onDisk = false }: { readonly onDisk?: boolean } = {},
): Promise<Machine> {
  const scratch = await mkdtemp(join(tmpdir(), 'dmp-direct-layer-'));
  const script = [
    `${onDisk ? '' : 'mount -t tmpfs tmpfs "$2"; '}mkdir "$2/upper" "$2/work" "$2/root"`,
    'mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"',
    'cd "$2/root"; mount -t proc proc proc; mount --rbind /dev dev; mount --rbind /tmp tmp; mount -t tmpfs tmpfs run',
    'mkdir -p old; pivot_root . old; umount -l old; rmdir old; echo ready; exec cat',
  ].join('\n');
  const keeper = spawn('unshare', ['--mount', 'sh', '-ec', script, 'sh', tree, scratch], {
    // It reads until this process has ended, however that comes about.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [keeper.stdout, keeper.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('ready')) resolve();
      });
    keeper.once('error', reject);
    keeper.once('exit', () => {
      reject(new Error(`the layer is not made: ${said}`));
    });
  });
  const enter = ['nsenter', `--target=${String(keeper.pid)}`, '--mount', '--root', '--wdns=/'];
  return machine(name, enter, async () => {
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
