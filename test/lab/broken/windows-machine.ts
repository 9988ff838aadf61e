/**
 * A Windows or macOS workstation around the lab's readers: its folders, programs and services are data, printed as
 * the system's own tools print them; files of the lab itself are read where they are.
 */
import { thisFieldMachine, type FieldMachine } from '../../../src/main/diagnosis/machine.ts';

const AUTOMATIC = 2;
const MANUAL = 3;
export const DISABLED = 4;
export const CERTIFICATES_AUTOMATIC = AUTOMATIC;

export interface WindowsParts {
  readonly programs?: readonly string[];
  readonly products?: readonly string[];
  /** `Start` of SCardSvr and CertPropSvc. */
  readonly cardService?: number;
  readonly propagation?: number;
  readonly cspBound?: boolean;
  /** 0 off, 1 on, 2 evaluation. */
  readonly protection?: number;
  readonly ports?: readonly number[];
  readonly serialPorts?: readonly number[];
  /** Added to the folders of a workstation that has everything. */
  readonly folders?: Readonly<Record<string, readonly string[] | null>>;
}

const SERVICES = String.raw`HKLM\SYSTEM\CurrentControlSet\Services`;
const UNINSTALL = String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`;
const CSP = String.raw`HKLM\SOFTWARE\Microsoft\Cryptography\Calais\SmartCards\Carte de Professionnel de Sante CPS3`;
const PROTECTION = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy`;
export const DMP_CONNECT_FOLDER = String.raw`C:\Program Files (x86)\DmpConnect-JS2`;
const GALSS_FOLDER = String.raw`C:\Program Files\santesocial\galss`;
const FSV = String.raw`C:\Program Files\santesocial\fsv`;
const FSV_X86 = String.raw`C:\Program Files (x86)\santesocial\fsv`;
const TABLES = ['tablebin.ssv', 'scripts.ssv', 'tablebin.ssp'];

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  [GALSS_FOLDER]: ['galclw64.dll', 'galsvw64.exe', 'PCSCW64.DLL', 'PSSINW64.DLL'],
  [FSV]: ['1.40.14'],
  [String.raw`${FSV}\1.40.14\lib`]: ['ssvw64.dll'],
  [String.raw`${FSV}\1.40.14\ssv`]: TABLES,
  // The package for 32 bits brings certificates alone (field.md 3).
  [String.raw`${FSV_X86}\1.40.14\ssv`]: ['acsv.crt'],
  [String.raw`C:\ProgramData\santesocial\fsv\1.40.14\conf`]: ['sesam.ini', 'log4crc.xml'],
};

/** Without GALSS and whatever else goes by galss.ini. */
export const NO_GALSS_CLIENT = { [GALSS_FOLDER]: null } as const;

/** The official file, with its folders where the machine has them. */
export const SESAM_INI = [
  '[COMMUN]',
  String.raw`RepertoireTravail=C:\ProgramData\santesocial\fsv\1.40.14\conf`,
  String.raw`RepertoireTable=C:\Program Files\santesocial\fsv\1.40.14\ssv`,
  '[SSV]',
  String.raw`RepertoireTable=C:\Program Files\santesocial\fsv\1.40.14\ssv`,
  '[MGC]',
  String.raw`RepertoireConfigTrace=C:\ProgramData\santesocial\fsv\1.40.14\conf`,
  '',
].join('\r\n');

/** A Windows workstation on which all is well, but for what is given. */
export function windowsMachine(parts: WindowsParts = {}): FieldMachine {
  const real = thisFieldMachine();
  const folders: Readonly<Record<string, readonly string[] | null>> = { ...FOLDERS, ...parts.folders };
  const prints = printsOf(parts);
  const isWindowsPath = (path: string): boolean => /^[a-z]:\\/i.test(path);
  const ports = parts.ports ?? [1922, 1943];
  return {
    platform: 'win32',
    arch: 'x64',
    release: '10.0.26100',
    home: String.raw`C:\Users\cabinet`,
    environment: {},
    list: (folder) => (isWindowsPath(folder) ? Promise.resolve(folders[folder] ?? null) : real.list(folder)),
    read: (file) => (isWindowsPath(file) ? Promise.resolve(null) : real.read(file)),
    run: (tool, args) => Promise.resolve(prints.get([tool, ...args].join(' ')) ?? null),
    listens: (port) => Promise.resolve(ports.includes(port)),
  };
}

function printsOf(parts: WindowsParts): ReadonlyMap<string, string> {
  const {
    programs = ['explorer.exe', 'SRVSVCNAM.exe'],
    products = ['Composants Cryptographiques CPS v5.2.6 (x64)', 'Composant SrvSvCnam 5.10.04'],
    cardService = AUTOMATIC,
    propagation = MANUAL,
    cspBound = true,
    protection = 0,
    serialPorts = [],
  } = parts;
  const value = (key: string, name: string): string => `reg.exe query ${key} /v ${name}`;
  const dword = (name: string, number: number): string =>
    `    ${name}    REG_DWORD    0x${String(number)}\r\n`;
  const named = products.map((name) => `    DisplayName    REG_SZ    ${name}\r\n`).join('');
  const port = (number: number): string => `    \\Device\\VCP${number}    REG_SZ    COM${number}\r\n`;
  const csp = cspBound ? 'ASIP Sante Cryptographic Provider' : 'Microsoft Base Smart Card Crypto Provider';
  return new Map([
    ['tasklist.exe /fo csv /nh', programs.map((name) => `"${name}","1","Console","1","8 Ko"\r\n`).join('')],
    [`reg.exe query ${UNINSTALL} /s /v DisplayName`, named],
    [value(`${SERVICES}\\SCardSvr`, 'Start'), dword('Start', cardService)],
    [value(`${SERVICES}\\CertPropSvc`, 'Start'), dword('Start', propagation)],
    [`reg.exe query ${CSP}`, `    Crypto Provider    REG_SZ    ${csp}\r\n`],
    [
      value(PROTECTION, 'VerifiedAndReputablePolicyState'),
      dword('VerifiedAndReputablePolicyState', protection),
    ],
    [String.raw`reg.exe query HKLM\HARDWARE\DEVICEMAP\SERIALCOMM`, serialPorts.map(port).join('')],
  ]);
}

/** An Apple computer with GALSS, with or without Rosetta. */
export function macMachine(rosetta: boolean): FieldMachine {
  const real = thisFieldMachine();
  const folders: readonly string[] = [
    '/Library/Frameworks/galssosx.framework',
    '/Library/Frameworks/galclosx.framework',
  ];
  return {
    ...real,
    platform: 'darwin',
    arch: 'arm64',
    release: '24.1.0',
    list: (folder) =>
      folder.startsWith('/Library/')
        ? Promise.resolve(folders.includes(folder) ? ['Versions'] : null)
        : real.list(folder),
    run: (tool, args) => {
      if (tool === '/bin/ps') return Promise.resolve('/sbin/launchd\n');
      return Promise.resolve(rosetta && args.includes('-x86_64') ? '' : null);
    },
  };
}
