/** The process of a native-messaging host: started like a browser does, ended with everything it has started. */
import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { posix, win32 } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { windowsTool } from '../../system/windows-folders.ts';
import type { HostProgram } from './manifest.ts';

export type HostChild = ChildProcessByStdio<Writable, Readable, null>;

interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly verbatim: boolean;
}

/**
 * How to start a program: in its own folder, as browsers do. On Windows a host may be a batch file, which only the
 * command interpreter can start.
 */
export function commandFor(program: HostProgram, platform: NodeJS.Platform, interpreter: string): Command {
  const { path, args } = program;
  if (platform !== 'win32') return { file: path, args, cwd: posix.dirname(path), verbatim: false };
  const cwd = win32.dirname(path);
  if (!/\.(bat|cmd)$/i.test(path)) return { file: path, args, cwd, verbatim: false };
  const line = [path, ...args].map((word) => `"${word}"`).join(' ');
  return { file: interpreter, args: ['/d', '/s', '/c', `"${line}"`], cwd, verbatim: true };
}

/**
 * Starts the program with pipes for its input and output; what it writes to its error stream is dropped unread.
 * Throws, or emits `error`, when the system refuses.
 */
export function startHost(program: HostProgram): HostChild {
  const { file, args, cwd, verbatim } = commandFor(program, process.platform, windowsTool('cmd.exe'));
  return spawn(file, args, {
    cwd,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
    windowsVerbatimArguments: verbatim,
    // A process group of its own, so that what it leaves behind can be ended with it.
    detached: process.platform !== 'win32',
  });
}

/** Ends the process and what it has started, at once; harmless when they are gone already. */
export function endHost(child: HostChild): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const end = ['/pid', String(pid), '/t', '/f'];
    execFile(windowsTool('taskkill.exe'), end, { windowsHide: true }, () => child.kill('SIGKILL'));
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: nobody is left.
  }
}
