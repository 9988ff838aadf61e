import { describe, expect, it } from 'vitest';
import { workstationFacts } from '../../../../src/main/diagnosis/workstation-facts.ts';
import { fakeMachine } from './fake-machine.ts';

const SERVICES = String.raw`HKLM\SYSTEM\CurrentControlSet\Services`;
const UNINSTALL = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`;
const CSP = String.raw`HKLM\SOFTWARE\Microsoft\Cryptography\Calais\SmartCards\Carte de Professionnel de Sante CPS3`;
const value = (key: string, name: string): string => `reg.exe query ${key} /v ${name}`;
const dword = (name: string, number: number): string =>
  `\r\nHKEY_LOCAL_MACHINE\\CLE\r\n    ${name}    REG_DWORD    0x${number.toString(16)}\r\n\r\n`;

/** What a French Windows prints of the setting of USB ports. */
const POWER = [
  'GUID du mode de gestion de l’alimentation : 381b4222-f694-41f0-9685-ff5bb260df2e  (Utilisation normale)',
  '    GUID du paramètre d’alimentation : 48e6b7a6-50f5-4782-a5d4-53bb8f07e226  (Paramètre de la suspension sélective USB)',
  '      Index de paramètre possible : 000',
  '      Nom convivial de paramètre possible : Désactivé',
  '      Index de paramètre possible : 001',
  '    Index actuel du paramètre de courant alternatif : 0x00000001',
  '    Index actuel du paramètre de courant continu : 0x00000000',
  '',
].join('\r\n');

describe('a Windows workstation', () => {
  const machine = fakeMachine({
    platform: 'win32',
    folders: {
      [String.raw`C:\ProgramData\santesocial\commun\adm`]: ['155.adm', 'lisez-moi.txt'],
      [String.raw`C:\Program Files (x86)\DmpConnect-JS2`]: [],
      [String.raw`C:\RESIP\JFSE`]: ['Lecteur'],
    },
    files: { [String.raw`C:\ProgramData\santesocial\commun\adm\155.adm`]: '050206\r\nCryptolib\r\n' },
    ports: [1922, 9984, 8080],
    prints: {
      'tasklist.exe /fo csv /nh':
        '"System Idle Process","0","Services","0","8 Ko"\r\n"Pyxvital.exe","4711","Console","1","12 345 Ko"\r\n"CCM.exe","1","Console","1","1 Ko"\r\n',
      [`reg.exe query HKLM\\${UNINSTALL} /s /v DisplayName`]: [
        '',
        String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\…\{A}`,
        '    DisplayName    REG_SZ    Composants Cryptographiques CPS v5.2.6 (x64)',
        String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\…\{B}`,
        '    DisplayName    REG_SZ    Avast Antivirus Gratuit',
        '',
      ].join('\r\n'),
      [`reg.exe query ${`HKLM\\${UNINSTALL}`.replace('SOFTWARE', String.raw`SOFTWARE\WOW6432Node`)} /s /v DisplayName`]:
        '    DisplayName    REG_SZ    Composant SrvSvCnam 5.08.04\r\n',
      [value(`${SERVICES}\\SCardSvr`, 'Start')]: dword('Start', 2),
      [value(`${SERVICES}\\CertPropSvc`, 'Start')]: dword('Start', 4),
      [`reg.exe query ${CSP}`]: '    Crypto Provider    REG_SZ    ASIP Sante Cryptographic Provider\r\n',
      [value(String.raw`HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy`, 'VerifiedAndReputablePolicyState')]:
        dword('VerifiedAndReputablePolicyState', 2),
      'powercfg.exe /q SCHEME_CURRENT 2a737441-1930-4402-8d77-b2bebba308a3 48e6b7a6-50f5-4782-a5d4-53bb8f07e226':
        POWER,
    },
  });

  it('is told as it is', async () => {
    expect(await workstationFacts(machine)).toEqual({
      platform: 'windows',
      processes: ['system idle process', 'pyxvital', 'ccm'],
      hasJfse: true,
      cryptolibs: ['5.2.6'],
      antivirus: ['Avast'],
      components: [{ label: 'Cryptolib CPS (x64)', version: '5.2.6' }],
      srvsvcnam: { isInstalled: true, version: '5.08.04', ports: [1922] },
      dmpConnect: { isInstalled: true, listens: true },
      windows: {
        smartCardService: 'automatic',
        certificatePropagation: 'disabled',
        isCspBound: true,
        smartAppControl: 'evaluation',
        usbSuspend: true,
      },
      macos: null,
    });
  });

  it('is only asked: no tool that is run writes anything', async () => {
    await workstationFacts(machine);
    for (const command of machine.asked)
      expect(command).toMatch(/^(?:reg\.exe query |tasklist\.exe \/fo csv \/nh$|powercfg\.exe \/q )/);
  });

  it('that answers nothing at all leaves everything open', async () => {
    const silent = await workstationFacts(fakeMachine({ platform: 'win32', ports: [1922] }));
    expect(silent.processes).toBeNull();
    // Where it is not installed the ports are somebody else's.
    expect(silent.srvsvcnam).toEqual({ isInstalled: false, version: null, ports: [] });
    expect(Object.values(silent.windows ?? {})).toEqual([null, null, null, null, null]);
  });
});

describe('other systems', () => {
  it('a Mac with an Apple chip is asked for Rosetta, one with an Intel chip is not', async () => {
    const apple = fakeMachine({
      platform: 'darwin',
      arch: 'arm64',
      release: '24.1.0',
      folders: { '/Library/Frameworks/galssosx.framework': ['Versions'] },
      prints: {
        '/bin/ps -axo comm=': '/Applications/Gestion Lecteur SV.app/Contents/MacOS/Gestion Lecteur SV\n',
      },
    });
    const facts = await workstationFacts(apple);
    expect(facts.processes).toEqual(['gestion lecteur sv']);
    expect(facts.macos).toEqual({
      isAppleChip: true,
      rosetta: false,
      asksForAccessories: true,
      hasGalss: true,
    });
    const intel = await workstationFacts(fakeMachine({ platform: 'darwin', release: '22.0.0' }));
    expect(intel.macos).toMatchObject({ isAppleChip: false, rosetta: null, asksForAccessories: false });
  });

  it('Linux lists its programs by /proc', async () => {
    const machine = fakeMachine({
      platform: 'linux',
      folders: { '/proc': ['1', '42', 'meminfo', '43'] },
      files: { '/proc/1/comm': 'systemd\n', '/proc/42/comm': 'galsvlux\n' },
    });
    expect((await workstationFacts(machine)).processes).toEqual(['systemd', 'galsvlux']);
  });
});
