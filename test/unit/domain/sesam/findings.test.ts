import { describe, expect, it } from 'vitest';
import { judgeSesam, versionIn, type SesamFinding } from '../../../../src/domain/sesam/findings.ts';
import { namedFolders, withVariables } from '../../../../src/domain/sesam/situation.ts';
import { SESAM_WORKSTATIONS } from './workstations.ts';

const VARIABLES = { 'ProgramFiles(x86)': String.raw`C:\Program Files (x86)` };
const BOTH = [
  { version: '1.40.13', bits: 32 },
  { version: '1.40.14', bits: 32 },
  { version: '1.40.14', bits: 64 },
] as const;

const short = (finding: SesamFinding): string => {
  if ('where' in finding) return `${finding.kind} ${finding.where}`;
  return finding.kind === 'no-tables' ? `${finding.kind} ${finding.section}` : finding.kind;
};

describe('sesam.ini of the field', () => {
  it.each(SESAM_WORKSTATIONS)('$name', ({ lines, folders, findings, versions, ...rest }) => {
    const text = lines?.join('\r\n') ?? null;
    const looked = namedFolders(text ?? '').map((named) => {
      const folder = withVariables(named.written, VARIABLES);
      return { ...named, folder, files: (folder === null ? null : folders[folder]) ?? null };
    });
    const library = rest.library === undefined ? BOTH[2] : rest.library;
    const found = judgeSesam({ text, folders: looked, versions: versions ?? BOTH, library });
    expect(found.map(short)).toEqual(findings);
  });
});

describe('what a path says', () => {
  it.each([
    [String.raw`C:\Program Files\santesocial\fsv\1.40.14\lib\ssvw64.dll`, '1.40.14'],
    ['/opt/santesocial/FSV/1.40.9', '1.40.9'],
    ['/usr/local/sesam/libssvlux.so', null],
  ])('%s is of version %s', (path, version) => {
    expect(versionIn(path)).toBe(version);
  });

  it('variables are replaced whatever their case, and one that is missing is said', () => {
    expect(withVariables(String.raw`%programfiles(X86)%\ssv`, VARIABLES)).toBe(
      String.raw`C:\Program Files (x86)\ssv`,
    );
    expect(withVariables(String.raw`%AUTRE%\ssv`, VARIABLES)).toBeNull();
    expect(withVariables('/opt/ssv', {})).toBe('/opt/ssv');
  });
});
