/**
 * The environments that Windows gives to accounts which are nobody's: written down from memory, since no Windows was at
 * hand. The lane of Windows starts the program's own code in them (test/windows/accounts.test.ts).
 */
export interface WindowsAccount {
  /** Its name, as Windows has it. */
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
}

const MACHINE = {
  SystemDrive: 'C:',
  SystemRoot: String.raw`C:\Windows`,
  windir: String.raw`C:\Windows`,
  ProgramData: String.raw`C:\ProgramData`,
  ALLUSERSPROFILE: String.raw`C:\ProgramData`,
  PUBLIC: String.raw`C:\Users\Public`,
  ComSpec: String.raw`C:\Windows\system32\cmd.exe`,
  Path: String.raw`C:\Windows\system32;C:\Windows`,
  COMPUTERNAME: 'POSTE-17',
};

function account(name: string, profile: string, more: Readonly<Record<string, string>>): WindowsAccount {
  const environment = {
    ...MACHINE,
    USERPROFILE: profile,
    APPDATA: String.raw`${profile}\AppData\Roaming`,
    LOCALAPPDATA: String.raw`${profile}\AppData\Local`,
    ...more,
  };
  return { name, environment };
}

const TEMPORARY = { TEMP: String.raw`C:\Windows\TEMP`, TMP: String.raw`C:\Windows\TEMP` };

/** A fleet's tool: no session, no HOME, no policy of a user. */
export const SYSTEM = account('SYSTEM', String.raw`C:\Windows\system32\config\systemprofile`, {
  ...TEMPORARY,
  USERNAME: 'POSTE-17$',
  USERDOMAIN: 'WORKGROUP',
});

export const LOCAL_SERVICE = account('LOCAL SERVICE', String.raw`C:\Windows\ServiceProfiles\LocalService`, {
  ...TEMPORARY,
  USERNAME: 'LOCAL SERVICE',
  USERDOMAIN: 'NT AUTHORITY',
});

/** A user whose own profile could not be loaded: Windows gives one that goes with the session. */
export const LOST_PROFILE = account('cdupont', String.raw`C:\Users\TEMP`, {
  TEMP: String.raw`C:\Users\TEMP\AppData\Local\Temp`,
  TMP: String.raw`C:\Users\TEMP\AppData\Local\Temp`,
  USERNAME: 'cdupont',
  USERDOMAIN: 'CABINET',
});

/** A task that was started without any of the user's variables. */
export const BARE: WindowsAccount = { name: 'SYSTEM', environment: MACHINE };
