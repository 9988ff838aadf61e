/** The process of a native-messaging host: started like a browser does, ended with everything it has started. */
import { posix, win32 } from 'node:path';
import { runTool, startSpoken, type OnRefused, type SpokenChild } from '../../system/child.ts';
import { windowsTool } from '../../system/windows-folders.ts';
import type { HostProgram } from './manifest.ts';

/** Windows' own tool needs a moment; what it cannot end in this time is ended without its children. */
const ENDED_MS = 5_000;

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
 * Null where the system refuses at once; why is told in any case.
 */
export function startHost(program: HostProgram, onRefused: OnRefused): SpokenChild | null {
  const { file, args, cwd, verbatim } = commandFor(program, process.platform, windowsTool('cmd.exe'));
  const options = {
    cwd,
    windowsHide: true,
    windowsVerbatimArguments: verbatim,
    // A process group of its own, so that what it leaves behind can be ended with it.
    detached: process.platform !== 'win32',
  };
  return startSpoken([file, ...args], options, onRefused);
}

/** Ends the process and what it has started, at once; harmless when they are gone already. */
export function endHost(child: SpokenChild): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const end = [windowsTool('taskkill.exe'), '/pid', String(pid), '/t', '/f'] as const;
    void runTool(end, { timeout: ENDED_MS }).then(() => child.kill('SIGKILL'));
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: nobody is left.
  }
}
