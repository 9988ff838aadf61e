import { createHash } from 'node:crypto';
import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { accountName } from '../../system/account.ts';

/**
 * What an abstract name may have on Linux, its first zero byte left out. It is filled up: older engines hand over the
 * whole buffer, so that a shorter name would be another one to them.
 */
const ABSTRACT_LENGTH = 107;

/** Windows' pipes, and how those of running programs begin. */
const PIPES = '\\\\.\\pipe\\';
const PIPE_NAME = 'dmp-direct-holder-';

/** A path of a socket may have about a hundred bytes on macOS. */
const FILE_NAME_LENGTH = 24;

/**
 * Where the one program of a session listens, whatever happens to its files.
 * @param own the folder of the user's choices
 * @param session `sessionName`
 */
export function sessionAddress(own: string, session: string, platform?: NodeJS.Platform): string {
  return holderAddress(own, `session ${session}`, platform);
}

/** Where the program listens that works in the nth folder of this user's on this machine. */
export function slotAddress(own: string, slot: number, platform?: NodeJS.Platform): string {
  return holderAddress(own, `slot ${String(slot)}`, platform);
}

/**
 * A name that the system itself keeps for as long as the process lives (Linux, Windows), a socket outside the profile
 * (macOS).
 */
function holderAddress(own: string, what: string, platform: NodeJS.Platform = process.platform): string {
  const key = createHash('sha512')
    .update(`${accountName() ?? ''}\n${resolve(own)}\n${what}`)
    .digest('hex');
  switch (platform) {
    case 'linux':
      return `\0${`dmp-direct-${key}`.slice(0, ABSTRACT_LENGTH)}`;
    case 'win32':
      return `${PIPES}${PIPE_NAME}${key.slice(0, 64)}`;
    default:
      return join(tmpdir(), `dmp-direct-${key.slice(0, FILE_NAME_LENGTH)}`);
  }
}

/** Where programs of any user of the workstation listen, on Windows. */
export async function holderAddresses(
  list: (folder: string) => Promise<readonly string[]> = readdir,
): Promise<string[]> {
  const names = await list(PIPES);
  return names.filter((name) => name.startsWith(PIPE_NAME)).map((name) => `${PIPES}${name}`);
}

/**
 * Whether this user's own process listens there. Anybody of the workstation may take an abstract name, and must not
 * keep somebody else's program from starting by that. Elsewhere the system lets nobody else connect.
 */
export async function isHeldByThisUser(address: string): Promise<boolean> {
  if (!address.startsWith('\0')) return true;
  const inode = await listenerOf(address.slice(1));
  if (inode === null) return false;
  const processes = (await readdir('/proc')).filter((each) => /^\d+$/.test(each));
  for (const pid of processes) if (await holds(pid, `socket:[${inode}]`)) return true;
  return false;
}

/** The kernel's number of the socket that listens under an abstract name. */
async function listenerOf(name: string): Promise<string | null> {
  const table = await readFile('/proc/net/unix', 'utf8').catch(() => '');
  for (const line of table.split('\n')) {
    const [, , , flags, , , inode, path] = line.trim().split(/\s+/);
    // 0x10000: it accepts connections. Those that it has accepted have its name too.
    if (path === `@${name}` && Number.parseInt(flags ?? '', 16) === 0x1_00_00) return inode ?? null;
  }
  return null;
}

async function holds(pid: string, socket: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  try {
    if ((await stat(`/proc/${pid}`)).uid !== process.getuid?.()) return false;
    for (const each of await readdir(folder)) {
      const target = await readlink(join(folder, each)).catch(() => '');
      if (target === socket) return true;
    }
  } catch {
    // It has ended meanwhile, or does not let itself be looked at.
  }
  return false;
}
