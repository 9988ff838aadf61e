/** Workstations' sesam.ini (field.md 3), written by hand: what the file says, what lies where, and the verdict. */
import type { SesamSituation } from '../../../../src/domain/sesam/situation.ts';

export interface SesamWorkstation {
  readonly name: string;
  readonly lines: readonly string[] | null;
  /** What each folder holds; a folder that is not listed is not there. */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  readonly library?: SesamSituation['library'];
  readonly versions?: SesamSituation['versions'];
  /** `kind where` of every finding, in their order. */
  readonly findings: readonly string[];
}

const X86 = String.raw`C:\Program Files (x86)\santesocial\fsv\1.40.14\ssv`;
const X64 = String.raw`C:\Program Files\santesocial\fsv\1.40.14\ssv`;
const CONF = String.raw`C:\ProgramData\santesocial\fsv\1.40.14\conf`;
const TABLES = ['tablebin.ssv', 'scripts.ssv', 'tablebin.smc', 'tablebin.ssp'];
const WHOLE = { [X86]: TABLES, [X64]: TABLES, [CONF]: ['sesam.ini', 'log4crc.xml'] };

const file = (tables: string, trace = CONF): string[] => [
  '[COMMUN]',
  `RepertoireTravail=${CONF}`,
  `RepertoireTable=${tables}`,
  '[SSV]',
  `RepertoireTable=${tables}`,
  'tempoexclusivite=500',
  '[mgc]',
  `RepertoireConfigTrace=${trace}`,
  '[SRT]',
  String.raw`repertoiremodification =C:\nulle\part`,
];
const without = (lines: readonly string[], line: number): string[] => lines.filter((_, at) => at !== line);
const OFFICIAL = file(String.raw`%ProgramFiles(x86)%\santesocial\fsv\1.40.14\ssv`);

export const SESAM_WORKSTATIONS: readonly SesamWorkstation[] = [
  { name: 'a whole file, [MGC] in small letters', lines: file(X64), folders: WHOLE, findings: [] },
  { name: 'no file, and a library of a known version', lines: null, folders: {}, findings: ['absent'] },
  {
    name: 'no file, and no library: nobody needs one',
    lines: null,
    folders: {},
    library: null,
    findings: [],
  },
  {
    name: 'the official file, with variables',
    lines: OFFICIAL,
    folders: WHOLE,
    findings: ['unexpanded [COMMUN] RepertoireTable', 'unexpanded [SSV] RepertoireTable'],
  },
  {
    name: 'no tables in [COMMUN]',
    lines: without(file(X64), 2),
    folders: WHOLE,
    findings: ['no-tables COMMUN'],
  },
  { name: 'no tables in [SSV]', lines: without(file(X64), 4), folders: WHOLE, findings: ['no-tables SSV'] },
  {
    name: '[MGC] taken away by a repair of the package',
    lines: file(X64).filter((line) => !/mgc|Trace=/.test(line)),
    folders: WHOLE,
    findings: ['no-trace'],
  },
  {
    name: '[MGC] without its log4crc.xml',
    lines: file(X64),
    folders: { ...WHOLE, [CONF]: ['sesam.ini'] },
    findings: ['no-trace-file'],
  },
  {
    name: 'a folder of tables that has gone',
    lines: file(String.raw`D:\tables`),
    folders: WHOLE,
    findings: ['folder [COMMUN] RepertoireTable', 'folder [SSV] RepertoireTable'],
  },
  {
    name: 'a variable that nobody knows',
    lines: file(String.raw`%SANTE%\ssv`),
    folders: WHOLE,
    findings: ['variable [COMMUN] RepertoireTable', 'variable [SSV] RepertoireTable'],
  },
  {
    name: 'a version that was uninstalled',
    lines: file(String.raw`C:\Program Files\santesocial\fsv\1.40.9\ssv`),
    folders: WHOLE,
    findings: ['version [COMMUN] RepertoireTable', 'version [SSV] RepertoireTable'],
  },
  {
    name: 'a 64-bit library, and the empty tree of the other width',
    lines: file(X86),
    folders: { ...WHOLE, [X86]: ['certificats'] },
    findings: ['width [SSV] RepertoireTable'],
  },
  {
    name: 'a 64-bit library, and whole tables in the other tree: they do as well',
    lines: file(X86),
    folders: WHOLE,
    findings: [],
  },
  {
    name: 'tables that came with the other width only',
    lines: file(X86),
    folders: { ...WHOLE, [X86]: ['certificats'] },
    library: { version: '1.40.14', bits: 32 },
    findings: ['tables'],
  },
  {
    name: 'an empty file',
    lines: [],
    folders: WHOLE,
    findings: ['no-tables COMMUN', 'no-tables SSV', 'no-trace'],
  },
];
