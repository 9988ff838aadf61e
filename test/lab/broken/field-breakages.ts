/** The faults of real workstations (field.md 2, 3, 5 and 6), each made on the lab's one and looked at for real. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CPS3_CONTACTLESS_ATR, UNKNOWN_ATR } from '../cards/atr.ts';
import { plainCard } from '../cards/card.ts';
import { CONFIG } from '../ssv/families.ts';
import { buildStandin, writeScenario } from '../ssv/standin.ts';
import { none, withCards, type BreakageCase } from './breakage-case.ts';
import { pcscChannel, serialChannel, windowsGalssText } from './galss-text.ts';
import { holdReader } from './hold-reader.ts';
import {
  CERTIFICATES_AUTOMATIC,
  DISABLED,
  DMP_CONNECT_FOLDER,
  macMachine,
  NO_GALSS_CLIENT,
  SESAM_INI,
  windowsMachine,
  type WindowsParts,
} from './windows-machine.ts';
import {
  CONTACTLESS_READER,
  CPX_READER,
  HELLO_READER,
  VITALE_READER,
  type Breakage,
  type Workstation,
} from './workstation.ts';

const NO_TABLES_FOLDER = 0xf680;

/** The names of the readers, as galss.ini would give them. */
interface Names {
  readonly vitale: string;
  readonly cps: string;
  readonly hello: string;
  readonly contactless: string;
}

function namesOf({ pcscd }: Workstation): Names {
  const name = (reader: number): string => pcscd.readers[reader]?.name ?? '';
  return {
    vitale: name(VITALE_READER),
    cps: name(CPX_READER),
    hello: name(HELLO_READER),
    contactless: name(CONTACTLESS_READER),
  };
}

/** The current library in a folder that tells its version, with a sesam.ini beside it; null for none. */
async function currentFsv({ directory }: Workstation, sesam: string | null = SESAM_INI): Promise<string> {
  const folder = join(directory, 'fsv', '1.40.14', 'lib');
  await mkdir(folder, { recursive: true });
  const library = join(folder, 'libssvlux64.so');
  await cp(await buildStandin(), library);
  if (sesam === null) await rm(join(folder, 'sesam.ini'), { force: true });
  else await writeFile(join(folder, 'sesam.ini'), sesam);
  return library;
}

/** A Windows workstation with what is given, the current library and a sesam.ini. */
async function onWindows(
  workstation: Workstation,
  parts: WindowsParts = {},
  sesam: string | null = SESAM_INI,
): Promise<Breakage> {
  return {
    machine: windowsMachine(parts),
    settings: withCards(workstation, { ssvLibrary: await currentFsv(workstation, sesam) }),
  };
}

/** A Windows workstation with this galss.ini; null for none. */
const galss =
  (text: (names: Names) => string | null, parts: WindowsParts = {}): BreakageCase['break'] =>
  async (workstation) => {
    const written = text(namesOf(workstation));
    if (written === null) await rm(workstation.galssIni);
    else await writeFile(workstation.galssIni, written);
    return onWindows(workstation, parts);
  };

/** The same, with no practitioner's card in its reader. */
const galssWithoutCps =
  (text: (names: Names) => string | null): BreakageCase['break'] =>
  async (workstation, after) => {
    await workstation.remove(CPX_READER);
    return galss(text)(workstation, after);
  };

const both = ({ vitale, cps }: Names): string =>
  windowsGalssText(pcscChannel(1, cps, 'CPS'), pcscChannel(2, vitale, 'Vitale', 'Log_SV'));
const serial = (): string => windowsGalssText(serialChannel(1, 3, 'CPS', 'Vitale', 'Log_SV'));

const GALSS: readonly BreakageCase[] = [
  {
    name: 'galss.ini absent, with programs that go by it',
    code: 'GALSS-FICHIER-ABSENT',
    repair: 'offered',
    break: galss(() => null),
  },
  {
    name: 'galss.ini of no bytes, with programs that go by it',
    code: 'GALSS-FICHIER-ABSENT',
    repair: 'offered',
    break: galss(() => ''),
  },
  {
    name: 'galss.ini absent, and one card only to tell the readers apart',
    code: 'GALSS-FICHIER-ABSENT',
    repair: 'none',
    break: galssWithoutCps(() => null),
  },
  {
    name: 'galss.ini of a former serial reader',
    code: 'GALSS-SERIE',
    repair: 'offered',
    break: galss(serial),
  },
  {
    name: 'galss.ini of a former serial reader whose port is still there',
    code: 'GALSS-SERIE',
    repair: 'offered',
    break: galss(serial, { serialPorts: [3] }),
  },
  {
    name: 'galss.ini of a former serial reader, and one card only',
    code: 'GALSS-SERIE',
    repair: 'none',
    break: galssWithoutCps(serial),
  },
  {
    name: 'a dead serial channel beside two good ones',
    code: 'GALSS-FANTOME',
    repair: 'offered',
    break: galss(({ vitale, cps }) =>
      windowsGalssText(
        pcscChannel(1, cps, 'CPS'),
        pcscChannel(2, vitale, 'Vitale'),
        serialChannel(3, 4, 'CPS', 'Vitale'),
      ),
    ),
  },
  {
    name: 'galss.ini with a ghost third channel',
    code: 'GALSS-FANTOME',
    repair: 'offered',
    break: galss(({ vitale, cps }) =>
      windowsGalssText(
        pcscChannel(1, cps, 'CPS'),
        pcscChannel(2, vitale, 'Vitale'),
        pcscChannel(3, 'USB Smart Card Reader 0', 'CPS1'),
      ),
    ),
  },
  {
    name: 'CPS and Vitale slots exchanged',
    code: 'GALSS-CANAUX-INVERSES',
    repair: 'offered',
    break: galss(({ vitale, cps }) =>
      windowsGalssText(pcscChannel(1, vitale, 'CPS'), pcscChannel(2, cps, 'Vitale')),
    ),
  },
  {
    name: 'a reader that was replaced',
    code: 'GALSS-LECTEUR-ABSENT',
    repair: 'offered',
    break: galss(({ cps }) =>
      windowsGalssText(pcscChannel(1, cps, 'CPS'), pcscChannel(2, 'Ingenico 0 TL TELIUM 2 0', 'Vitale')),
    ),
  },
  {
    name: 'Windows Hello in the place of the CPS’s reader',
    code: 'GALSS-MAUVAIS-LECTEUR',
    repair: 'offered',
    break: galss(({ vitale, hello }) =>
      windowsGalssText(pcscChannel(1, hello, 'CPS'), pcscChannel(2, vitale, 'Vitale')),
    ),
  },
  {
    name: 'the contactless slot in the place of the Vitale’s reader',
    code: 'GALSS-MAUVAIS-LECTEUR',
    repair: 'offered',
    break: galss(({ cps, contactless }) =>
      windowsGalssText(pcscChannel(1, cps, 'CPS'), pcscChannel(2, contactless, 'Vitale')),
    ),
  },
  {
    name: 'a former reader, and Windows Hello no answer to it',
    code: 'GALSS-LECTEUR-ABSENT',
    repair: 'none',
    break: async (workstation, after) => {
      // Both contact readers are named already: what is left is virtual or contactless.
      await workstation.remove(CPX_READER);
      return galss(({ vitale, cps }) =>
        windowsGalssText(
          pcscChannel(1, cps, 'CPS3'),
          pcscChannel(2, vitale, 'Vitale'),
          pcscChannel(3, 'OMNIKEY 3x21 0', 'CPS'),
        ),
      )(workstation, after);
    },
  },
  {
    name: 'two parts of one name in galss.ini',
    code: 'GALSS-DOUBLON',
    repair: 'none',
    break: galss((names) => `${both(names)}[canal1]\r\nCaracteristiques=Autre lecteur\r\n`),
  },
  {
    name: 'a protocol library of the other width',
    code: 'GALSS-LARGEUR',
    repair: 'offered',
    break: galss((names) => both(names).replace('PCSCW64.DLL', 'PCSCW32.DLL')),
  },
  {
    name: 'no count of the channels in galss.ini',
    code: 'GALSS-NOMBRE',
    repair: 'offered',
    break: galss((names) => both(names).replace('NbCanaux=2\r\n', '')),
  },
];

/** sesam.ini with one line changed, or in the place of the official one. */
const sesam =
  (text: string | null, parts: WindowsParts = {}): BreakageCase['break'] =>
  (workstation) =>
    onWindows(workstation, parts, text);

const without = (section: string): string => SESAM_INI.replace(new RegExp(`\\[${section}\\][^[]*`), '');
const tables = (folder: string): string =>
  SESAM_INI.replace(/(\[SSV\]\r\nRepertoireTable=).*?(?=\r)/, (_, key: string) => key + folder);

const SESAM: readonly BreakageCase[] = [
  { name: 'no sesam.ini', code: 'SESAM-ABSENT', break: sesam(null) },
  {
    name: 'sesam.ini without its common part',
    code: 'SESAM-TABLES-NON-NOMMEES',
    break: sesam(without('COMMUN')),
  },
  { name: 'sesam.ini without its trace', code: 'SESAM-TRACE', break: sesam(without('MGC')) },
  {
    name: 'sesam.ini with a variable of nobody’s',
    code: 'SESAM-VARIABLE',
    break: sesam(tables(String.raw`%DOSSIERFSV%\ssv`)),
  },
  {
    name: 'sesam.ini with a folder that is not there',
    code: 'SESAM-DOSSIER',
    break: sesam(tables(String.raw`D:\tables`)),
  },
  {
    name: 'sesam.ini of an uninstalled version',
    code: 'SESAM-VERSION',
    break: sesam(tables(String.raw`C:\Program Files\santesocial\fsv\1.40.9\ssv`)),
  },
  {
    name: 'sesam.ini of the other width, whose folder has certificates alone',
    code: 'SESAM-LARGEUR',
    break: sesam(tables(String.raw`C:\Program Files (x86)\santesocial\fsv\1.40.14\ssv`)),
  },
  {
    name: 'a folder of tables without tables',
    code: 'SESAM-TABLES',
    break: sesam(SESAM_INI, {
      folders: { [String.raw`C:\Program Files\santesocial\fsv\1.40.14\ssv`]: ['acsv.crt'] },
    }),
  },
  {
    name: 'a library that does not replace the variables of its sesam.ini',
    code: 'SESAM-VARIABLES',
    also: ['SSV-CHEMIN-TABLES'],
    break: async (workstation) => {
      const scenario = workstation.env.DMP_SSV_SCENARIO ?? '';
      const fault = { kind: 'return', call: 'SIS_LireConfig', nth: 0, code: NO_TABLES_FOLDER } as const;
      await writeScenario(scenario, { groups: CONFIG, faults: [fault] });
      return onWindows(workstation, {}, tables(String.raw`%ProgramW6432%\santesocial\fsv\1.40.14\ssv`));
    },
  },
];

/** A Windows workstation that differs in what is given. */
const windows =
  (parts: WindowsParts): BreakageCase['break'] =>
  (workstation) =>
    onWindows(workstation, parts);

const SYSTEM: readonly BreakageCase[] = [
  {
    name: 'smart-card service disabled',
    code: 'SERVICE-CARTES-DESACTIVE',
    break: windows({ cardService: DISABLED }),
  },
  {
    name: 'certificates read at every insertion',
    code: 'CERTIFICATS-AUTOMATIQUE',
    break: windows({ propagation: CERTIFICATES_AUTOMATIC }),
  },
  {
    name: 'certificates read by nobody',
    code: 'CERTIFICATS-DESACTIVE',
    break: windows({ propagation: DISABLED }),
  },
  { name: 'CSP not bound to the card', code: 'CRYPTOLIB-CSP', break: windows({ cspBound: false }) },
  {
    name: 'three Cryptolib at once',
    code: 'CRYPTOLIB-PLUSIEURS',
    break: windows({
      products: ['5.0.16', '5.2.2', '5.2.6'].map((each) => `Composants Cryptographiques CPS v${each} (x64)`),
    }),
  },
  { name: 'Smart App Control in evaluation', code: 'SMART-APP-CONTROL', break: windows({ protection: 2 }) },
  {
    name: 'SrvSVCNAM installed and not started',
    code: 'SRVSVCNAM-NON-DEMARRE',
    break: windows({ programs: ['explorer.exe'], ports: [] }),
  },
  { name: 'SrvSVCNAM with one port of two', code: 'SRVSVCNAM-PORTS', break: windows({ ports: [1922] }) },
  {
    name: 'an old SrvSVCNAM',
    code: 'SRVSVCNAM-ANCIEN',
    break: windows({ products: ['Composant SrvSvCnam 5.08.04'] }),
  },
  {
    name: 'DMP Connect open and mute',
    code: 'DMPCONNECT-MUET',
    break: windows({
      programs: ['SRVSVCNAM.exe', 'dmpconnect-js2.exe'],
      folders: { [DMP_CONNECT_FOLDER]: ['dmpconnect-js2.exe'] },
    }),
  },
  {
    name: 'GALSS on an Apple chip without Rosetta',
    code: 'ROSETTA-ABSENTE',
    break: async () => ({ machine: macMachine(false) }),
  },
];

const CARDS: readonly BreakageCase[] = [
  {
    name: 'the reader taken by another program',
    code: 'LECTEUR-PRIS',
    also: ['CARTE-OCCUPEE'],
    break: async (workstation, after) => {
      after(await holdReader(namesOf(workstation).vitale, workstation.env));
      return onWindows(workstation, { programs: ['SRVSVCNAM.exe', 'Pyxvital.exe'] });
    },
  },
  {
    name: 'two Vitale, one of them where the CPS belongs',
    code: 'VITALE-PLUSIEURS',
    also: ['GALSS-CANAUX-INVERSES'],
    break: async (workstation) => {
      await workstation.insert(CPX_READER, 'claire');
      return none;
    },
  },
  {
    name: 'two CPS, one of them where the Vitale belongs',
    code: 'CPX-PLUSIEURS',
    also: ['GALSS-CANAUX-INVERSES'],
    break: async (workstation) => {
      await workstation.insert(VITALE_READER, 'cps4');
      return none;
    },
  },
  {
    name: 'a card laid on the contactless slot',
    code: 'CARTE-SANS-CONTACT',
    break: async (workstation) => {
      await workstation.lay(plainCard(UNKNOWN_ATR));
      return none;
    },
  },
];

export const FIELD_BREAKAGES: readonly BreakageCase[] = [...GALSS, ...SESAM, ...SYSTEM, ...CARDS];

/** What looks odd and is nothing wrong: each must go by without an alarm. */
export const HARMLESS: readonly Pick<BreakageCase, 'name' | 'break'>[] = [
  { name: 'a Windows workstation as it should be', break: galss(both) },
  {
    name: 'the current library without galss.ini, and nobody who goes by it',
    break: galss(() => null, { folders: NO_GALSS_CLIENT }),
  },
  {
    name: 'the current library with an empty galss.ini, and nobody who goes by it',
    break: galss(() => '', { folders: NO_GALSS_CLIENT }),
  },
  {
    name: 'slots of other programs on a channel of their own',
    break: galss(({ vitale, cps, contactless }) =>
      windowsGalssText(
        pcscChannel(1, cps, 'CPS'),
        pcscChannel(2, vitale, 'Vitale', 'Log_SV'),
        pcscChannel(3, contactless, 'CPS1'),
      ),
    ),
  },
  {
    name: 'programs that could hold a reader, and do not',
    break: windows({ programs: ['SRVSVCNAM.exe', 'Pyxvital.exe', 'CCM.exe'] }),
  },
  {
    name: 'certificate propagation disabled, and CCM in its place',
    break: windows({ programs: ['SRVSVCNAM.exe', 'CCM.exe'], propagation: DISABLED }),
  },
  { name: 'GALSS on an Apple chip with Rosetta', break: async () => ({ machine: macMachine(true) }) },
  {
    name: 'a contactless CPS on its slot, and another in its reader',
    break: async (workstation) => {
      await workstation.lay(plainCard(CPS3_CONTACTLESS_ATR));
      return none;
    },
  },
];
