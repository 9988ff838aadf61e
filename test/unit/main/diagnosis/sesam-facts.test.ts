import { describe, expect, it } from 'vitest';
import { judgeSesam } from '../../../../src/domain/sesam/findings.ts';
import { sesamFacts } from '../../../../src/main/diagnosis/sesam-facts.ts';
import { fakeMachine } from './fake-machine.ts';

const X64 = String.raw`C:\Program Files\santesocial\fsv`;
const X86 = String.raw`C:\Program Files (x86)\santesocial\fsv`;
const INI = String.raw`C:\ProgramData\santesocial\fsv\1.40.14\conf\sesam.ini`;

describe('sesam.ini on a workstation', () => {
  it('Windows: its folders are looked at where its variables lead, and the versions are those with a library', async () => {
    const machine = fakeMachine({
      platform: 'win32',
      // Whoever starts the program may say what they like: Windows' folders have fixed places.
      environment: { ALLUSERSPROFILE: String.raw`D:\faux` },
      files: {
        [INI]: String.raw`[SSV]
RepertoireTable=%ProgramFiles%\santesocial\fsv\1.40.14\ssv
[MGC]
RepertoireConfigTrace=%allusersprofile%\santesocial\fsv\1.40.14\conf
`,
      },
      folders: {
        [X64]: ['1.40.14', 'lisez-moi'],
        [X86]: ['1.40.9', '1.40.14'],
        [String.raw`${X64}\1.40.14\lib`]: ['ssvw64.dll'],
        [String.raw`${X86}\1.40.14\lib`]: ['ssvw32.dll'],
        [String.raw`${X86}\1.40.9\lib`]: [],
        [String.raw`${X64}\1.40.14\ssv`]: ['TABLEBIN.SSV'],
        [String.raw`C:\ProgramData\santesocial\fsv\1.40.14\conf`]: ['log4crc.xml'],
      },
    });
    const library = { path: String.raw`${X64}\1.40.14\lib\ssvw64.dll`, bits: 64 } as const;
    const facts = await sesamFacts(INI, library, machine);
    expect(facts.versions).toEqual([
      { version: '1.40.14', bits: 64 },
      { version: '1.40.14', bits: 32 },
    ]);
    expect(facts.library).toEqual({ version: '1.40.14', bits: 64 });
    expect(facts.folders.map(({ files }) => files)).toEqual([['tablebin.ssv'], ['log4crc.xml']]);
    expect(judgeSesam(facts).map(({ kind }) => kind)).toEqual(['no-tables', 'unexpanded', 'unexpanded']);
  });

  it('a 32-bit library means another folder by %ProgramFiles%', async () => {
    const machine = fakeMachine({
      platform: 'win32',
      files: { [INI]: '[SSV]\r\nRepertoireTable=%ProgramFiles%\\ssv\r\n' },
    });
    const library = { path: String.raw`${X86}\1.40.14\lib\ssvw32.dll`, bits: 32 } as const;
    const { folders } = await sesamFacts(INI, library, machine);
    expect(folders[0]).toMatchObject({ folder: String.raw`C:\Program Files (x86)\ssv`, files: null });
  });

  it('without a file and without a library there is nothing to say', async () => {
    const facts = await sesamFacts(null, null, fakeMachine({ platform: 'linux' }));
    expect(facts).toEqual({ text: null, folders: [], versions: [], library: null });
  });
});
