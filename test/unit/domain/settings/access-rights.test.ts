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

  it.each(['', 'accès refusé', 'O:BA', 'D:(A;;FA;;;BA)'])(
    'is not known of « %s »: never taken for safe',
    (text) => {
      expect(whoElseMayChange(text, 'file')).not.toBeNull();
    },
  );
});
