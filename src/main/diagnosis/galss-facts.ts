/** galss.ini as it is on this workstation, and who goes by it. Looks only; nothing is started but `reg.exe`. */
import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GalssFacts } from '../../domain/diagnosis/facts.ts';
import { windowsTool } from '../../system/windows-folders.ts';
import { decodeProfile } from './profile-bytes.ts';

/** The machine that is looked at; tests give a tree of their own. */
export interface GalssMachine {
  readonly platform: NodeJS.Platform;
  /** `/`, or the Windows drive with its backslash. */
  readonly root: string;
  /** What `reg.exe query` prints of a key; null when there is no such key, or no registry. */
  readonly registry: (key: string) => Promise<string | null>;
}

const REG_DEADLINE_MS = 5_000;

/** Places of field.md 1.2 and 1.5, under the root. */
const PLACES = {
  windows: {
    ini: 'Windows/galss.ini',
    galss: [
      ['Program Files/santesocial/galss/galclw64.dll', 64],
      ['Program Files (x86)/santesocial/galss/galclw32.dll', 32],
    ],
    clients: [['Program Files (x86)/DmpConnect-JS2', 'DMP Connect']],
  },
  macos: {
    ini: 'Library/Preferences/galss.ini',
    galss: [['Library/Frameworks/galclosx.framework', 64]],
    clients: [['Applications/DmpConnect-JS2.app', 'DMP Connect']],
  },
  linux: {
    ini: 'usr/local/galss/galss.ini',
    galss: [['usr/local/galss/libgalcllux.so', 64]],
    clients: [],
  },
} as const;

/** `located` is the file that the settings or the usual places gave; null where there is none. */
export async function galssFacts(
  located: string | null,
  wanted: string | null,
  machine: GalssMachine = thisMachine(),
): Promise<GalssFacts> {
  const platform = platformOf(machine.platform);
  const places = PLACES[platform];
  const path = located ?? wanted ?? join(machine.root, places.ini);
  const installed = await existing(machine.root, places.galss);
  const clients = await existing(machine.root, places.clients);
  const bytes = await readFile(path).catch(() => null);
  return {
    path,
    text: bytes === null ? null : decodeProfile(bytes).text,
    platform,
    widths: installed,
    clients: [...(installed.length > 0 ? ['GALSS'] : []), ...clients],
    serialPorts: platform === 'windows' ? await serialPorts(machine) : null,
  };
}

async function existing<T>(
  root: string,
  places: readonly (readonly [path: string, value: T])[],
): Promise<T[]> {
  const found = await Promise.all(
    places.map(([path]) =>
      access(join(root, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return places.flatMap(([, value], index) => (found[index] === true ? [value] : []));
}

/** Windows lists there the serial ports of the devices that are plugged in now, one value each. */
async function serialPorts({ registry }: GalssMachine): Promise<number[]> {
  const listed = (await registry('HKLM\\HARDWARE\\DEVICEMAP\\SERIALCOMM')) ?? '';
  return [...listed.matchAll(/REG_SZ\s+COM(\d+)/g)].map(([, number]) => Number(number));
}

function platformOf(platform: NodeJS.Platform): keyof typeof PLACES {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'macos' : 'linux';
}

function thisMachine(): GalssMachine {
  const windows = process.platform === 'win32';
  return {
    platform: process.platform,
    // Fixed, and not the user's own idea of it: the program that is started there must be the system's.
    root: windows ? 'C:\\' : '/',
    registry: windows ? queryRegistry : () => Promise.resolve(null),
  };
}

function queryRegistry(key: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      windowsTool('reg.exe'),
      ['query', key],
      { timeout: REG_DEADLINE_MS, windowsHide: true },
      (error, output) => {
        resolve(error === null ? output : null);
      },
    );
  });
}
