/** A workstation as the diagnosis looks at it: files, tools of the system and local ports. Nothing is changed. */
import { readdir, readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { homeFolder } from '../../system/account.ts';
import { runTool } from '../../system/child.ts';
import { hear } from '../../system/guarded.ts';
import { dial } from '../../system/sockets.ts';
import { windowsTool } from '../../system/windows-folders.ts';

/** Tests give one of their own. */
export interface FieldMachine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Of the kernel. */
  readonly release: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names in a folder; null when there is none, or no right to look. */
  readonly list: (folder: string) => Promise<readonly string[] | null>;
  readonly read: (file: string) => Promise<Uint8Array | null>;
  /** What a tool of the system prints; null when it is not there, takes too long or ends with an error. */
  readonly run: (tool: string, args: readonly string[]) => Promise<string | null>;
  /** Whether something listens on a port of this workstation's own. */
  readonly listens: (port: number) => Promise<boolean>;
}

const TOOL_MS = 5_000;
const PORT_MS = 1_000;
/** The names of all installed programs, or of all processes, fit many times over. */
const MOST_OUTPUT = 8 * 1024 * 1024;

/** The one that the program runs on. */
export function thisFieldMachine(): FieldMachine {
  return {
    platform: process.platform,
    arch: process.arch,
    release: release(),
    home: homeFolder(),
    environment: process.env,
    list: (folder) => readdir(folder).catch(() => null),
    read: (file) => readFile(file).catch(() => null),
    run,
    listens,
  };
}

/** On Windows a tool is one of its own, by name; elsewhere it is named by its path. Nothing comes from `PATH`. */
function run(tool: string, args: readonly string[]): Promise<string | null> {
  const program = process.platform === 'win32' ? windowsTool(tool) : tool;
  return runTool([program, ...args], { timeout: TOOL_MS, maxBuffer: MOST_OUTPUT, encoding: 'latin1' });
}

/** Connects and leaves again at once; nothing is said. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial({ host: '127.0.0.1', port });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(PORT_MS, () => {
      end(false);
    });
    hear(socket).once('connect', () => {
      end(true);
    });
    hear(socket).once('error', () => {
      end(false);
    });
  });
}
