/** Programs that are started and cannot be, die, hang or break a stream: each moment of each way to start one. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callHost } from '../../../src/native/srvsvcnam/call.ts';
import { runTool, startBound, startDetached, type Command } from '../../../src/system/child.ts';
import { startFramed } from '../../../src/system/framed-child.ts';
import { sample, type Bench, type BenchContext, type Fault } from './fault.ts';
import { withoutFiles } from './no-more-files.ts';
import { inTime, Unheard } from './unheard.ts';

const SHORT_PER_KIND = 6;
const PATIENCE_MS = 1_500;
/** Longer than patience, and the ends that follow it. */
const TOLD_MS = 12_000;
/** More than any pipe holds. */
const MUCH = 'x'.repeat(300_000);

/** Frames of `framing.ts`: the length in four bytes, the lowest first. */
const HALF_A_FRAME = String.raw`printf '\100\000\000\000{"a'`;
const A_FRAME = String.raw`printf '\002\000\000\000{}'`;

/** What a program does once it runs. */
const LIVES: Readonly<Record<string, string>> = {
  'dies before a word': 'exit 3',
  'ends well before a word': 'exit 0',
  'is killed before a word': 'kill -9 $$',
  'dies in the middle of a word': `${HALF_A_FRAME}; exit 1`,
  'is killed in the middle of a word': `${HALF_A_FRAME}; kill -9 $$`,
  'dies behind its word': `${A_FRAME}; exit 1`,
  'closes its input and stays': 'exec <&-; sleep 0.3',
  'closes its output and stays': 'exec >&-; sleep 0.3',
  'closes both and stays': 'exec <&- >&-; sleep 0.3',
  'does not read, and dies': 'sleep 0.2; exit 1',
  floods: 'head -c 5000000 /dev/zero',
  'talks nonsense': 'echo not a frame at all; cat >/dev/null',
  'leaves somebody who holds its output': 'sleep 0.8 & exit 0',
  'dies in a word and leaves somebody who goes on': `${HALF_A_FRAME}; (sleep 0.3; echo more; sleep 0.3) & exit 0`,
  hangs: 'sleep 4',
};

interface Start {
  readonly command: Command;
  /** Played as the system refuses to open anything more. */
  readonly full?: true;
}

/** One way to start a program; answers what was not as it must be. */
type Starter = (start: Start) => Promise<readonly string[]>;

const run = <T>({ full }: Start, work: () => T): Promise<T> | T => (full ? withoutFiles(work) : work());

/** The contract of `startFramed`: its end is told once, whatever became of it. */
const framed: Starter = async (start) => {
  let ends = 0;
  let tell = (): void => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  const child = await run(start, () =>
    startFramed(start.command, process.env, {
      onMessage: () => false,
      onEnd: () => {
        ends += 1;
        tell();
      },
    }),
  );
  child.send({ id: 1, text: MUCH });
  const hangs = setTimeout(child.kill, PATIENCE_MS);
  const late = (await inTime(told, TOLD_MS)) === 'too late';
  clearTimeout(hangs);
  // Whoever has not heard of the end yet goes on.
  child.send({ id: 2 });
  child.leave();
  child.kill();
  return late || ends !== 1 ? [`its end was told ${String(ends)} times`] : [];
};

const host: Starter = async (start) => {
  const [path, ...args] = start.command;
  const calling = await run(start, () => callHost('vitale', { path, args }, { text: MUCH }, PATIENCE_MS));
  const answer = await inTime(calling.answer, TOLD_MS);
  calling.abandon();
  return answer === 'too late' ? ['no answer'] : [];
};

const tool: Starter = async (start) => {
  const printed = await run(start, () => runTool(start.command, { timeout: PATIENCE_MS }));
  return printed === null || typeof printed === 'string' ? [] : ['no answer'];
};

/** Waits for the end of a program that goes its own way; one that could not be started is refused, and once. */
async function unlessRefusedOnce(
  child: ChildProcess | null,
  refused: () => number,
): Promise<readonly string[]> {
  if (child?.pid !== undefined) {
    const hangs = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    await once(child, 'exit');
    clearTimeout(hangs);
    return [];
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  return refused() === 1 ? [] : [`refused ${String(refused())} times`];
}

const bound: Starter = async (start) => {
  let refused = 0;
  const child = await run(start, () => startBound(start.command, () => (refused += 1)));
  child?.stdin.write(MUCH);
  child?.stdin.end('quit\n');
  return unlessRefusedOnce(child, () => refused);
};

const detached: Starter = async (start) => {
  let refused = 0;
  const child = await run(start, () => startDetached(start.command, () => (refused += 1)));
  return unlessRefusedOnce(child, () => refused);
};

const STARTERS: Readonly<Record<string, Starter>> = {
  'a helper in frames': framed,
  'a native-messaging host': host,
  'a tool of the system': tool,
  'the watcher for a restart': bound,
  'a program of its own': detached,
};

/** That a program which works is started and heard after each fault. */
async function good(): Promise<readonly string[]> {
  const printed = await runTool(['/bin/echo', 'ok'], { timeout: 10_000 });
  if (printed !== 'ok\n') return ['a tool that works was not heard'];
  const heard = new Promise<unknown>((resolve) => {
    const child = startFramed(['/bin/cat'], process.env, {
      onMessage: (message) => {
        resolve(message);
        return false;
      },
      onEnd: () => undefined,
    });
    child.send({ id: 7 });
  });
  const message = await inTime(heard, 10_000);
  return JSON.stringify(message) === '{"id":7}' ? [] : ['a helper that works was not heard'];
}

export async function openChildBench({ seed, short }: BenchContext): Promise<Bench> {
  const unheard = new Unheard();
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-fault-children-'));
  const noProgram = join(folder, 'no-program');
  await writeFile(noProgram, 'neither a script nor a program\n');
  await chmod(noProgram, 0o700);
  const refusals: Readonly<Record<string, Start>> = {
    'is not there': { command: ['/nulle/part'] },
    'is not a program': { command: [noProgram] },
    'may not be started': { command: ['/etc/passwd'] },
    'is a folder': { command: [folder] },
    'has too long an argument': { command: ['/bin/true', 'x'.repeat(3_000_000)] },
    'has an argument that nobody takes': { command: ['/bin/true', 'a\0b'] },
    'finds no free file': { command: ['/bin/true'], full: true },
  };
  const faults: Fault[] = Object.entries(STARTERS).flatMap(([what, starter]) => [
    ...Object.entries(refusals).map(([how, start]) =>
      unheard.watch('program that does not start', `${what} ${how}`, async () => [
        ...(await starter(start)),
        ...(await good()),
      ]),
    ),
    ...Object.entries(LIVES).map(([how, script]) =>
      unheard.watch('program that ends badly', `${what} ${how}`, async () => [
        ...(await starter({ command: ['/bin/sh', '-c', script] })),
        ...(await good()),
      ]),
    ),
  ]);
  return {
    name: 'children',
    faults: short ? sample(faults, SHORT_PER_KIND, seed) : faults,
    close: async () => {
      await rm(folder, { recursive: true, force: true });
      return unheard.close();
    },
  };
}
