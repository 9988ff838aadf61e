/**
 * The one place where a program of somebody else's is started (a lint rule keeps it so). The system may refuse at once,
 * a moment later, or give a process without its streams (too many open files); and each stream may break at any moment.
 * None of it is an error that nobody listens to.
 */
import {
  execFile,
  spawn,
  type ChildProcess,
  type ChildProcessByStdio,
  type ExecFileOptions,
  type SpawnOptions,
} from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { guarded, hear } from './guarded.ts';

/** A program that is spoken to. */
export type SpokenChild = ChildProcessByStdio<Writable, Readable, null>;
/** A program that goes on by itself, and hears of this one's end. */
export type BoundChild = ChildProcessByStdio<Writable, null, null>;

type Options = Pick<SpawnOptions, 'cwd' | 'detached' | 'env' | 'windowsHide' | 'windowsVerbatimArguments'>;

/** The file, and its arguments. */
export type Command = readonly [file: string, ...args: string[]];

/** Told why the program could not be started, or could not be ended; never before the start has returned. */
export type OnRefused = (error: unknown) => void;

const nothing = (): void => undefined;

/** Starts a program that is spoken to on its input and output; null when the system refuses at once. */
export function startSpoken(
  [file, ...args]: Command,
  options: Options,
  onRefused: OnRefused,
): SpokenChild | null {
  return start(() => spawn(file, args, { ...options, stdio: ['pipe', 'pipe', 'ignore'] }), onRefused);
}

/** Starts a program that outlives this one and waits for the end of its input. */
export function startBound([file, ...args]: Command, onRefused: OnRefused): BoundChild | null {
  return start(() => spawn(file, args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] }), onRefused);
}

/** Starts a program that goes its own way. */
export function startDetached([file, ...args]: Command, onRefused: OnRefused): ChildProcess | null {
  return start(() => spawn(file, args, { detached: true, stdio: 'ignore' }), onRefused);
}

function start<Child extends ChildProcess>(spawned: () => Child, onRefused: OnRefused): Child | null {
  let child: Child;
  try {
    child = spawned();
  } catch (error) {
    setImmediate(guarded(onRefused, nothing), error);
    return null;
  }
  hear(child).on('error', onRefused);
  listenForGood(child);
  // Where no more files can be opened there is no process, and Node leaves out even the streams' names.
  return (child as Partial<ChildProcess>).stdio === undefined ? null : child;
}

/** Nobody asks a stream how it broke: its end tells. */
function listenForGood({ stdin, stdout, stderr }: ChildProcess): void {
  for (const stream of [stdin, stdout, stderr]) if (stream) hear(stream).on('error', nothing);
}

/** What a tool of the system prints; null when it is not there, takes too long, prints too much or ends with an error. */
export function runTool(
  [file, ...args]: Command,
  options: Pick<ExecFileOptions, 'env' | 'maxBuffer'> & {
    readonly timeout: number;
    readonly encoding?: BufferEncoding;
  },
): Promise<string | null> {
  return new Promise((resolve) => {
    try {
      const child = execFile(
        file,
        args,
        { windowsHide: true, encoding: 'utf8', ...options },
        (error, output) => {
          resolve(error === null ? output : null);
        },
      );
      listenForGood(child);
    } catch {
      // An argument that no system takes, or no memory left for another process.
      resolve(null);
    }
  });
}
