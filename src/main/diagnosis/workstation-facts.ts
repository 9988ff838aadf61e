/**
 * What else is on this workstation: running programs, services, components, settings of the system. Looks only, as the
 * user, in a second: what needs an administrator's rights is not asked.
 */
import { posix, win32 } from 'node:path';
import type { MacFacts, StartType, WindowsFacts, WorkstationFacts } from '../../domain/workstation/facts.ts';
import {
  antivirusAmong,
  cryptolibsAmong,
  readAdministration,
  srvsvcnamAmong,
} from '../../domain/workstation/products.ts';
import type { FieldMachine } from './machine.ts';
import { decodeProfile } from './profile-bytes.ts';
import {
  powerIndexOnMains,
  processName,
  psNames,
  registryNumber,
  registryTexts,
  tasklistNames,
} from './tool-output.ts';

/** SrvSVCNAM's local server (field.md 1.4). */
const SRVSVCNAM_PORTS = [1922, 1943] as const;
/** DMP Connect's (field.md 1.5). */
const DMP_CONNECT_PORTS = [9982, 9983, 9984, 9985, 9986, 9987, 9988, 40500] as const;

const SERVICES = String.raw`HKLM\SYSTEM\CurrentControlSet\Services`;
const CSP_KEY = String.raw`HKLM\SOFTWARE\Microsoft\Cryptography\Calais\SmartCards\Carte de Professionnel de Sante CPS3`;
const CSP_NAME = 'ASIP Sante Cryptographic Provider';
const PROTECTION_KEY = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy`;
const UNINSTALL_KEYS = [
  String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`,
  String.raw`HKLM\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall`,
] as const;
/** Windows' own names for the USB settings of a power plan, and for selective suspend among them. */
const USB_SETTINGS = '2a737441-1930-4402-8d77-b2bebba308a3';
const USB_SUSPEND = '48e6b7a6-50f5-4782-a5d4-53bb8f07e226';

/** Folders of field.md 1; the first that is there counts. */
const PLACES = {
  windows: {
    administration: [String.raw`C:\ProgramData\santesocial\commun\adm`],
    srvsvcnam: [String.raw`C:\Program Files (x86)\santesocial\srvsvcnam`],
    dmpConnect: [String.raw`C:\Program Files (x86)\DmpConnect-JS2`],
    jfse: [String.raw`C:\CEGEDIM\JFSE`, String.raw`C:\RESIP\JFSE`],
  },
  macos: {
    administration: [
      '/Library/Application Support/santesocial/commun/adm',
      '/Library/Application Support/santesocial/commun/adm/produits',
    ],
    srvsvcnam: ['/Library/Application Support/santesocial/SrvSVcnam'],
    dmpConnect: ['/Applications/DmpConnect-JS2.app'],
    jfse: [],
  },
  linux: { administration: ['/var/opt/santesocial/commun/adm'], srvsvcnam: [], dmpConnect: [], jfse: [] },
} as const;

/** Darwin 22 is macOS 13, the first that asks. */
const ASKS_FOR_ACCESSORIES = 22;

/** Gathers them all; what cannot be found out is null or empty. */
export async function workstationFacts(machine: FieldMachine): Promise<WorkstationFacts> {
  const platform = platformOf(machine.platform);
  const places = PLACES[platform];
  const isThere = async (folders: readonly string[]): Promise<boolean> =>
    (await Promise.all(folders.map((folder) => machine.list(folder)))).some((names) => names !== null);
  const [processes, products, components, hasJfse, hasSrvsvcnam, hasDmpConnect] = await Promise.all([
    runningPrograms(platform, machine),
    platform === 'windows' ? installedProducts(machine) : [],
    administration(places.administration, machine),
    isThere(places.jfse),
    isThere(places.srvsvcnam),
    isThere(places.dmpConnect),
  ]);
  const srvsvcnamVersion = srvsvcnamAmong(products);
  const listening = async (isInstalled: boolean, ports: readonly number[]): Promise<readonly number[]> => {
    if (!isInstalled) return [];
    const answers = await Promise.all(ports.map((port) => machine.listens(port)));
    return ports.filter((_, index) => answers[index] === true);
  };
  const isSrvsvcnamInstalled = hasSrvsvcnam || srvsvcnamVersion !== null;
  return {
    platform,
    processes,
    hasJfse,
    cryptolibs: cryptolibsAmong(products),
    antivirus: antivirusAmong(products),
    components,
    srvsvcnam: {
      isInstalled: isSrvsvcnamInstalled,
      version: srvsvcnamVersion,
      ports: await listening(isSrvsvcnamInstalled, SRVSVCNAM_PORTS),
    },
    dmpConnect: {
      isInstalled: hasDmpConnect,
      listens: (await listening(hasDmpConnect, DMP_CONNECT_PORTS)).length > 0,
    },
    windows: platform === 'windows' ? await windowsFacts(machine) : null,
    macos: platform === 'macos' ? await macFacts(machine) : null,
  };
}

/** The programs alone that can hold a reader: asked for when a card was busy, with somebody waiting. */
export async function holderFacts(
  machine: FieldMachine,
): Promise<Pick<WorkstationFacts, 'processes' | 'hasJfse'>> {
  const platform = platformOf(machine.platform);
  const [processes, jfse] = await Promise.all([
    runningPrograms(platform, machine),
    Promise.all(PLACES[platform].jfse.map((folder) => machine.list(folder))),
  ]);
  return { processes, hasJfse: jfse.some((names) => names !== null) };
}

function platformOf(platform: NodeJS.Platform): WorkstationFacts['platform'] {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'macos' : 'linux';
}

async function runningPrograms(
  platform: WorkstationFacts['platform'],
  machine: FieldMachine,
): Promise<readonly string[] | null> {
  if (platform === 'windows') return tasklistNames(await machine.run('tasklist.exe', ['/fo', 'csv', '/nh']));
  if (platform === 'macos') return psNames(await machine.run('/bin/ps', ['-axo', 'comm=']));
  const entries = (await machine.list('/proc'))?.filter((name) => /^\d+$/.test(name));
  if (entries === undefined) return null;
  const names = await Promise.all(
    // A process may end while it is being looked at.
    entries.map(async (id) => processName(textOf(await machine.read(`/proc/${id}/comm`)).trim())),
  );
  return [...new Set(names.filter((name) => name !== ''))];
}

async function installedProducts(machine: FieldMachine): Promise<readonly string[]> {
  const listings = UNINSTALL_KEYS.map((key) =>
    machine.run('reg.exe', ['query', key, '/s', '/v', 'DisplayName']),
  );
  return (await Promise.all(listings)).flatMap(registryTexts);
}

async function administration(
  folders: readonly string[],
  machine: FieldMachine,
): Promise<WorkstationFacts['components']> {
  const paths = machine.platform === 'win32' ? win32 : posix;
  const found = folders.map(async (folder) => {
    const names = (await machine.list(folder)) ?? [];
    const read = names.map(async (name) =>
      readAdministration(name, textOf(await machine.read(paths.join(folder, name)))),
    );
    return (await Promise.all(read)).flatMap((each) => each ?? []);
  });
  return (await Promise.all(found)).flat();
}

function textOf(bytes: Uint8Array | null): string {
  return bytes === null ? '' : decodeProfile(bytes).text;
}

const START_TYPES: Readonly<Record<number, StartType>> = { 2: 'automatic', 3: 'manual', 4: 'disabled' };
const PROTECTION: Readonly<Record<number, WindowsFacts['smartAppControl']>> = {
  0: 'off',
  1: 'on',
  2: 'evaluation',
};

async function windowsFacts(machine: FieldMachine): Promise<WindowsFacts> {
  const value = (key: string, name: string): Promise<string | null> =>
    machine.run('reg.exe', ['query', key, '/v', name]);
  const startType = async (service: string): Promise<StartType | null> =>
    START_TYPES[registryNumber(await value(`${SERVICES}\\${service}`, 'Start')) ?? -1] ?? null;
  const [smartCardService, certificatePropagation, binding, protection, power] = await Promise.all([
    startType('SCardSvr'),
    startType('CertPropSvc'),
    machine.run('reg.exe', ['query', CSP_KEY]),
    value(PROTECTION_KEY, 'VerifiedAndReputablePolicyState'),
    machine.run('powercfg.exe', ['/q', 'SCHEME_CURRENT', USB_SETTINGS, USB_SUSPEND]),
  ]);
  const usbSuspend = powerIndexOnMains(power);
  return {
    smartCardService,
    certificatePropagation,
    // The service's key is everybody's to read: where it says nothing, the registry said nothing at all.
    isCspBound: smartCardService === null ? null : (binding?.includes(CSP_NAME) ?? false),
    smartAppControl: PROTECTION[registryNumber(protection) ?? -1] ?? null,
    usbSuspend: usbSuspend === null ? null : usbSuspend !== 0,
  };
}

async function macFacts(machine: FieldMachine): Promise<MacFacts> {
  // A program for Intel runs on an Apple chip by Rosetta alone: then it is there.
  const brand = await machine.run('/usr/sbin/sysctl', ['-n', 'machdep.cpu.brand_string']);
  const isAppleChip = machine.arch === 'arm64' || (brand?.startsWith('Apple') ?? false);
  const galss = await machine.list('/Library/Frameworks/galssosx.framework');
  const rosetta = isAppleChip
    ? (await machine.run('/usr/bin/arch', ['-x86_64', '/usr/bin/true'])) !== null
    : null;
  return {
    isAppleChip,
    rosetta,
    asksForAccessories: isAppleChip && Number.parseInt(machine.release, 10) >= ASKS_FOR_ACCESSORIES,
    hasGalss: galss !== null,
  };
}
