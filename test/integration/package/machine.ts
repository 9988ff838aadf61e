/** Where packages are installed and looked at: this machine itself, or a tree of another Debian beside it. */
import { readdir } from 'node:fs/promises';
import { layerOver, type Machine } from '../../lab/machine/index.ts';

/** A tree made by `debootstrap trixie`, with what the package needs (docs/technical/packaging.md). */
export const DEBIAN_13 = process.env.DMP_DIRECT_DEBIAN_13 ?? '';

export const debian13 = (tree: string): Promise<Machine> => layerOver(tree, 'Debian 13');

/** Every main process of the program, as they see it themselves there. */
export async function mainProcesses({ run }: Machine, program: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((each) => /^\d+$/.test(each));
  const script =
    'program=$1; shift; for pid; do [ "$(readlink "/proc/$pid/exe")" = "$program" ] && ! tr "\\0" " " < "/proc/$pid/cmdline" | grep -q " --type=" && echo "$pid"; done; true';
  const { output } = await run('sh', '-c', `${script} 2> /dev/null`, 'sh', program, ...pids);
  return output.split('\n').flatMap((line) => (/^\d+$/.test(line) ? [Number(line)] : []));
}
