import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whoElseMayChange } from '../../../../src/domain/settings/access-rights.ts';

/** What Windows gives a file that an administrator has put under ProgramData, inheritance included. */
const ADMIN_FILE = 'O:BAG:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)';
/** Its folder: ordinary users may add files and folders beside, which changes nothing of what is there. */
const ADMIN_FOLDER =
  'O:BAG:DUD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)';

describe('who else may change a file (SDDL)', () => {
  it('is nobody for what an administrator has put there', () => {
    expect(whoElseMayChange(ADMIN_FILE, 'file')).toBeNull();
    expect(whoElseMayChange(ADMIN_FOLDER, 'folder')).toBeNull();
    expect(whoElseMayChange(`${ADMIN_FILE}\r\n`, 'file')).toBeNull();
  });

  it.each([
    ['everyone, full', '(A;;FA;;;WD)', 'WD'],
    ['users, modify', '(A;;0x1301bf;;;BU)', 'BU'],
    ['signed-in users, write in letters', '(A;;FW;;;AU)', 'AU'],
    ['one person, write data only', '(A;;DC;;;S-1-5-21-1-2-3-1001)', 'S-1-5-21-1-2-3-1001'],
    ['one person, change the rights', '(A;;WD;;;S-1-5-21-1-2-3-1001)', 'S-1-5-21-1-2-3-1001'],
    ['users, delete', '(A;;SD;;;BU)', 'BU'],
    ['users, a right that is not known', '(A;;ZZ;;;BU)', 'BU'],
  ])('is %s', (_what, ace, who) => {
    expect(whoElseMayChange(`O:BAG:SYD:(A;;FA;;;BA)${ace}`, 'file')).toBe(who);
  });

  it('is the owner when that is not an administrator: an owner can always change the rights', () => {
    expect(whoElseMayChange('O:S-1-5-21-1-2-3-1001G:SYD:(A;;FA;;;BA)', 'file')).toBe('S-1-5-21-1-2-3-1001');
  });

  it('is not who is denied, or only named for what is handed down', () => {
    expect(whoElseMayChange('O:BAG:SYD:(D;;FA;;;WD)(A;OICIIO;FA;;;BU)', 'folder')).toBeNull();
  });

  it('is whoever may delete what is in the folder', () => {
    expect(whoElseMayChange('O:BAG:SYD:(A;;0x1301ff;;;BU)', 'folder')).toBe('BU');
  });

  it('is whoever a grant with inheritance written in either order names', () => {
    for (const flags of ['OICI', 'CIOI', 'OICIID', 'CIID'])
      expect(whoElseMayChange(`O:BAD:(A;${flags};FA;;;BU)`, 'folder')).toBe('BU');
    expect(whoElseMayChange('O:BAD:(A;CIOIIO;FA;;;BU)', 'folder')).toBeNull();
  });

  it('is whoever a conditional entry names, nested conditions and quoted brackets included', () => {
    const conditions = [
      '(@User.Title=="PM")',
      '((@User.A==1 && (@User.B==2)) || Member_of{SID(BA)})',
      '(@User.T=="a)b(c;d")',
    ];
    for (const condition of conditions) {
      expect(whoElseMayChange(`O:BAD:(XA;;FA;;;BU;${condition})`, 'file')).toBe('BU');
      expect(whoElseMayChange(`O:BAD:(XA;;FR;;;BU;${condition})(A;;FA;;;WD)`, 'file')).toBe('WD');
      expect(whoElseMayChange(`O:BAD:(XA;;FR;;;BU;${condition})(A;;FA;;;BA)`, 'file')).toBeNull();
    }
  });

  it('is nobody when an audit list stands behind the access list', () => {
    expect(whoElseMayChange(`${ADMIN_FILE}S:AI(AU;SAFA;FA;;;WD)`, 'file')).toBeNull();
  });

  it('is somebody trusted by the caller, or rights that only the owner has', () => {
    const user = 'S-1-5-21-1-2-3-1001';
    expect(whoElseMayChange(`O:${user}D:(A;;FA;;;${user})`, 'file', [user])).toBeNull();
    expect(whoElseMayChange(`O:${user}D:(A;;FA;;;BU)`, 'file', [user])).toBe('BU');
    expect(whoElseMayChange('O:BAD:(A;;FA;;;OW)', 'file')).toBeNull();
  });

  it('is never nobody for a text that differs by one character from a safe one, unless it grants nothing more', () => {
    fc.assert(
      fc.property(
        fc.nat(ADMIN_FILE.length - 1),
        fc.constantFrom(...'()ADOISCPRNX_;:0'.split('')),
        (at, character) => {
          const text = ADMIN_FILE.slice(0, at) + character + ADMIN_FILE.slice(at + 1);
          const who = whoElseMayChange(text, 'file');
          // Whatever passes for safe is made of entries that the strict grammar knows.
          if (who === null)
            expect(text).toMatch(
              /^O:(?:BA|DA|SY|LA)G:[A-Z]{2}D:(?:P|AI|AR)*(?:\((?:A|D);(?:ID|IO|OI|CI)?;[^()]*\))+$/,
            );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  /** Read off Windows 10 and 11 as published (`icacls /save`, `Get-Acl`): TrustedInstaller's number written out. */
  const TRUSTED_INSTALLER = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';
  const PROGRAM_FILES = `O:${TRUSTED_INSTALLER}D:PAI(A;;FA;;;${TRUSTED_INSTALLER})(A;CIIO;GA;;;${TRUSTED_INSTALLER})(A;;0x1301bf;;;SY)(A;OICIIO;GA;;;SY)(A;;0x1301bf;;;BA)(A;OICIIO;GA;;;BA)(A;;0x1200a9;;;BU)(A;OICIIO;GXGR;;;BU)(A;OICIIO;GA;;;CO)(A;;0x1200a9;;;AC)(A;OICIIO;GXGR;;;AC)(A;;0x1200a9;;;S-1-15-2-2)(A;OICIIO;GXGR;;;S-1-15-2-2)`;
  it.each([
    [
      'the drive',
      'folder',
      `O:${TRUSTED_INSTALLER}D:PAI(A;;LC;;;AU)(A;OICIIO;SDGXGWGR;;;AU)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)`,
    ],
    ['Program Files', 'library-folder', PROGRAM_FILES],
    ['System32', 'library-folder', PROGRAM_FILES],
    [
      'a vendor’s folder below',
      'library-folder',
      `O:BAD:AI(A;ID;FA;;;${TRUSTED_INSTALLER})(A;CIIOID;GA;;;${TRUSTED_INSTALLER})(A;ID;FA;;;SY)(A;OICIIOID;GA;;;SY)(A;ID;FA;;;BA)(A;OICIIOID;GA;;;BA)(A;ID;0x1200a9;;;BU)(A;OICIIOID;GXGR;;;BU)(A;OICIIOID;GA;;;CO)(A;ID;0x1200a9;;;AC)(A;OICIIOID;GXGR;;;AC)(A;ID;0x1200a9;;;S-1-15-2-2)(A;OICIIOID;GXGR;;;S-1-15-2-2)`,
    ],
    [
      'its library, as an MSI puts it',
      'file',
      'O:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)(A;ID;0x1200a9;;;AC)(A;ID;0x1200a9;;;S-1-15-2-2)',
    ],
    [
      'a library of Windows’ own',
      'file',
      `O:${TRUSTED_INSTALLER}D:PAI(A;;FA;;;${TRUSTED_INSTALLER})(A;;0x1200a9;;;BA)(A;;0x1200a9;;;SY)(A;;0x1200a9;;;BU)(A;;0x1200a9;;;AC)(A;;0x1200a9;;;S-1-15-2-2)`,
    ],
  ] as const)('is nobody for %s, as Windows has it', (_what, kind, sddl) => {
    expect(whoElseMayChange(sddl, kind)).toBeNull();
  });

  it.each([
    ['ProgramData, where every account may add files', ADMIN_FOLDER, 'BU'],
    [
      'one made at the drive’s root',
      `O:BAD:AI(A;OICIID;FA;;;BA)(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)(A;ID;0x1301bf;;;AU)(A;OICIIOID;SDGXGWGR;;;AU)`,
      'AU',
    ],
    ['one opened to everyone', `${PROGRAM_FILES}(A;OICI;FA;;;WD)`, 'WD'],
    ['a drive without rights (FAT)', 'O:WDD:NO_ACCESS_CONTROL', 'WD'],
    ['one where somebody may write anything', 'O:BAD:(A;;GW;;;BU)', 'BU'],
  ])('is somebody for a folder of libraries: %s', (_what, sddl, who) => {
    expect(whoElseMayChange(sddl, 'library-folder')).toBe(who);
  });

  it.each([
    '',
    'accès refusé',
    'O:BA',
    'D:(A;;FA;;;BA)',
    'O:BAG:SYD:NO_ACCESS_CONTROL',
    'O:BAG:SYD:NO_ACCESS_CONTROLS:(AU;;FA;;;WD)',
    'O:BAG:SYD:AIgarbage(A;;FA;;;BA)',
    'O:BAG:SYD:(A;;FA;;;BA)garbage',
    'O:BAG:SYD:(A;;FA;;;BA)(A;;FA;;;BU',
    'O:BAG:SYD:(A;;FA;;;BA)(Q;;FA;;;BU)',
    'O:BAG:SYD:(A;ZZ;FA;;;BA)',
    'O:BAG:SYD:(A;;FA;BA)',
    'O:BAG:SYD:(A;;FA;;;nobody)',
    'O:BAG:SYD:(A;;4;;;BU)',
  ])('is not known of « %s »: never taken for safe', (text) => {
    expect(whoElseMayChange(text, 'file')).not.toBeNull();
  });
});
