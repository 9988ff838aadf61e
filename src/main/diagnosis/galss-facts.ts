/** galss.ini as it is on this workstation, and who goes by it. Looks only. */
import type { GalssFacts } from '../../domain/diagnosis/facts.ts';
import type { FieldMachine } from './machine.ts';
import { decodeProfile } from './profile-bytes.ts';

/** A folder, or one of the files in it. */
interface Place {
  readonly folder: string;
  readonly file?: string;
}

interface Places {
  readonly ini: string;
  readonly galss: readonly (readonly [place: Place, width: 32 | 64])[];
  readonly clients: readonly (readonly [place: Place, name: string])[];
}

/** Places of field.md 1.2 and 1.5: fixed, and not the user's own idea of where Windows is. */
const PLACES: Readonly<Record<GalssFacts['platform'], Places>> = {
  windows: {
    ini: String.raw`C:\Windows\galss.ini`,
    galss: [
      [{ folder: String.raw`C:\Program Files\santesocial\galss`, file: 'galclw64.dll' }, 64],
      [{ folder: String.raw`C:\Program Files (x86)\santesocial\galss`, file: 'galclw32.dll' }, 32],
    ],
    clients: [[{ folder: String.raw`C:\Program Files (x86)\DmpConnect-JS2` }, 'DMP Connect']],
  },
  macos: {
    ini: '/Library/Preferences/galss.ini',
    galss: [[{ folder: '/Library/Frameworks/galclosx.framework' }, 64]],
    clients: [[{ folder: '/Applications/DmpConnect-JS2.app' }, 'DMP Connect']],
  },
  linux: {
    ini: '/usr/local/galss/galss.ini',
    galss: [[{ folder: '/usr/local/galss', file: 'libgalcllux.so' }, 64]],
    clients: [],
  },
};

const SERIAL_PORTS = String.raw`HKLM\HARDWARE\DEVICEMAP\SERIALCOMM`;

/** `located` is the file that the settings or the usual places gave; null where there is none. */
export async function galssFacts(
  located: string | null,
  wanted: string | null,
  machine: FieldMachine,
): Promise<GalssFacts> {
  const platform = platformOf(machine.platform);
  const places = PLACES[platform];
  const path = located ?? wanted ?? places.ini;
  const installed = await existing(machine, places.galss);
  const clients = await existing(machine, places.clients);
  const bytes = await machine.read(path);
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
  machine: FieldMachine,
  places: readonly (readonly [place: Place, value: T])[],
): Promise<T[]> {
  const found = await Promise.all(places.map(([place]) => isThere(machine, place)));
  return places.flatMap(([, value], index) => (found[index] === true ? [value] : []));
}

/** Windows takes a file by its name in any case. */
async function isThere(machine: FieldMachine, { folder, file }: Place): Promise<boolean> {
  const names = await machine.list(folder);
  return names !== null && (file === undefined || names.some((name) => name.toLowerCase() === file));
}

/** Windows lists there the serial ports of the devices that are plugged in now, one value each. */
async function serialPorts(machine: FieldMachine): Promise<number[]> {
  const listed = (await machine.run('reg.exe', ['query', SERIAL_PORTS])) ?? '';
  return [...listed.matchAll(/REG_SZ\s+COM(\d+)/g)].map(([, number]) => Number(number));
}

function platformOf(platform: NodeJS.Platform): GalssFacts['platform'] {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'macos' : 'linux';
}
