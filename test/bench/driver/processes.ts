/** What Linux knows of a program and all its processes, from /proc. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Sums over a program's processes at one moment. */
export interface Load {
  readonly processes: number;
  /** Proportional set size in KiB: shared pages are counted once. */
  readonly pssKib: number;
  /** Processor time of the threads that there are, since their start, in milliseconds. */
  readonly cpuMs: number;
  /** Times that a thread went to sleep of itself since the start: each is a wake-up. */
  readonly wakeups: number;
  /** Open file descriptors. */
  readonly handles: number;
}

/** A process and all that descend from it, itself first; empty when it has gone. */
export async function processTree(root: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'latin1').catch(() => '');
    // The command's name is in brackets and may hold anything.
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  if (!parents.has(root)) return [];
  const tree = [root];
  for (const one of tree) for (const [pid, parent] of parents) if (parent === one) tree.push(pid);
  return tree;
}

/** The scheduler counts in nanoseconds (`schedstat`); the ticks of `stat` are ten milliseconds each. */
const NS_PER_MS = 1e6;

export async function loadOf(root: number): Promise<Load> {
  const loads = await Promise.all((await processTree(root)).map(loadOfProcess));
  const sum = (of: (load: Omit<Load, 'processes'>) => number): number =>
    loads.reduce((total, load) => total + of(load), 0);
  return {
    processes: loads.length,
    pssKib: sum(({ pssKib }) => pssKib),
    cpuMs: sum(({ cpuMs }) => cpuMs),
    wakeups: sum(({ wakeups }) => wakeups),
    handles: sum(({ handles }) => handles),
  };
}

async function loadOfProcess(pid: number): Promise<Omit<Load, 'processes'>> {
  const read = (file: string): Promise<string> =>
    readFile(`/proc/${String(pid)}/${file}`, 'latin1').catch(() => '');
  const threads = await readdir(`/proc/${String(pid)}/task`).catch(() => []);
  const ofThreads = async (file: string, pattern: RegExp): Promise<number> => {
    const counts = threads.map(async (thread) => numberIn(await read(`task/${thread}/${file}`), pattern));
    return (await Promise.all(counts)).reduce((total, count) => total + count, 0);
  };
  return {
    pssKib: numberIn(await read('smaps_rollup'), /^Pss:\s+(\d+)/m),
    cpuMs: (await ofThreads('schedstat', /^(\d+)/)) / NS_PER_MS,
    wakeups: await ofThreads('status', /^voluntary_ctxt_switches:\s+(\d+)/m),
    handles: (await readdir(`/proc/${String(pid)}/fd`).catch(() => [])).length,
  };
}

/** One process of a program: what it is, what it holds, and how often each of its threads has woken up. */
export interface ProcessLoad {
  readonly pid: number;
  /** The engine's own word for it; `main` for the first. */
  readonly role: string;
  readonly pssKib: number;
  /** Of that, what no file stands behind: what other programs of the machine, which share the engine's files, do not change. */
  readonly ownKib: number;
  readonly wakeups: ReadonlyMap<string, number>;
}

export async function processLoads(root: number): Promise<readonly ProcessLoad[]> {
  return Promise.all((await processTree(root)).map((pid) => processLoad(pid, pid === root)));
}

async function processLoad(pid: number, isRoot: boolean): Promise<ProcessLoad> {
  const read = (file: string): Promise<string> =>
    readFile(`/proc/${String(pid)}/${file}`, 'latin1').catch(() => '');
  const rollup = await read('smaps_rollup');
  const threads = await readdir(`/proc/${String(pid)}/task`).catch(() => []);
  const wakeups = threads.map(async (thread): Promise<[string, number]> => {
    const status = await read(`task/${thread}/status`);
    const name = /^Name:\s+(.*)$/m.exec(status)?.[1] ?? '';
    return [`${name} ${thread}`, numberIn(status, /^voluntary_ctxt_switches:\s+(\d+)/m)];
  });
  return {
    pid,
    role: isRoot ? 'main' : roleIn(await read('cmdline')),
    pssKib: numberIn(rollup, /^Pss:\s+(\d+)/m),
    ownKib: numberIn(rollup, /^Pss_Anon:\s+(\d+)/m) + numberIn(rollup, /^Pss_Shmem:\s+(\d+)/m),
    wakeups: new Map(await Promise.all(wakeups)),
  };
}

function roleIn(commandLine: string): string {
  const type = /--type=([\w-]+)/.exec(commandLine)?.[1] ?? 'helper';
  const service = /--utility-sub-type=(\w+)/.exec(commandLine)?.[1];
  // Ours is the only one that runs Node: the cards' process.
  if (service !== undefined) return service === 'node' ? 'cards' : service;
  return /--dmp-window=(\w+)/.exec(commandLine)?.[1] ?? type;
}

/** Processor time of each of a program's processes since its start, ended threads with it, in milliseconds. */
export type ProcessorTimes = ReadonlyMap<number, number>;

/** Linux counts these in hundredths of a second, whatever its clock. */
const MS_PER_TICK = 10;

export async function processorTimes(root: number): Promise<ProcessorTimes> {
  const times = (await processTree(root)).map(async (pid): Promise<[number, number]> => {
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'latin1').catch(() => '');
    // After the name: state, nine more fields, then user and system.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [pid, (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * MS_PER_TICK];
  });
  return new Map((await Promise.all(times)).filter(([, milliseconds]) => milliseconds > 0));
}

function numberIn(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}

/** Waits for the end of processes; gives those that are still there at the deadline. */
export async function survivors(pids: readonly number[], deadlineMs: number): Promise<readonly number[]> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const states = await Promise.all(
      pids.map((pid) => readFile(`/proc/${String(pid)}/stat`, 'latin1').catch(() => '')),
    );
    const left = pids.filter((_, index) => states[index] !== '' && states[index]?.includes(') Z ') === false);
    if (left.length === 0 || Date.now() > deadline) return left;
    await delay(50);
  }
}
