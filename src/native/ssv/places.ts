/**
 * Where the vendor's installers put things, as listed in `ssv-api.md` and `field.md` 1.1. Paths are relative to the system's root
 * (`/`, or the Windows drive): folders that installers alone may write to. The search path (`%PATH%`) is none of them:
 * whoever starts the program may put any folder there. `*` stands for one folder (a version), `**` for any folders down to `MAX_DEPTH`.
 */
export interface Places {
  readonly library: readonly string[];
  /** Libraries that the vendor's needs and that live in the same folder. */
  readonly companions: readonly string[];
  readonly sesamIni: readonly string[];
  readonly galssIni: readonly string[];
  /** Whether the configuration may be in the library's own folder. */
  readonly besideLibrary: boolean;
}

export const MAX_DEPTH = 5;

const WINDOWS: Places = {
  library: [
    'Program Files/santesocial/fsv/*/lib/ssvw64.dll',
    'Program Files (x86)/santesocial/fsv/*/lib/ssvw32.dll',
    'Program Files (x86)/sesam/**/ssvw32.dll',
    'Windows/SysWOW64/ssvw32.dll',
    'Windows/System32/ssvw32.dll',
    'Windows/ssvw32.dll',
  ],
  companions: ['sgdw32.dll', 'sgdw64.dll'],
  sesamIni: ['ProgramData/santesocial/fsv/*/conf/sesam.ini', 'Windows/sesam.ini'],
  galssIni: ['Windows/galss.ini'],
  besideLibrary: false,
};

const MACOS: Places = {
  library: [
    'Library/Frameworks/ssvosx.framework/ssvosx',
    'Library/Frameworks/ssvosx.framework/Versions/Current/ssvosx',
  ],
  companions: [],
  sesamIni: [
    'Library/Application Support/santesocial/fsv/*/conf/sesam.ini',
    'Library/Application Support/santesocial/fsv/*/conf/SESAM.INI',
    'Library/Preferences/santesocial/fsv/**/sesam.ini',
    'Library/Preferences/sesam.ini',
  ],
  galssIni: ['Library/Preferences/galss.ini'],
  besideLibrary: false,
};

const LINUX: Places = {
  library: [
    'opt/santesocial/fsv/*/lib/libssvlux64.so',
    'opt/santesocial/fsv/*/lib/libssvlux.so',
    'usr/local/sesam/ssv/**/libssvlux.so',
  ],
  companions: ['libsgdlux.so', 'libsgdlux64.so'],
  sesamIni: ['etc/opt/santesocial/fsv/*/conf/SESAM.INI', 'usr/local/sesam/etc/SESAM.INI'],
  galssIni: ['usr/local/galss/galss.ini', 'etc/galss.ini'],
  besideLibrary: true,
};

/** The places of one system; Linux's for the other Unix systems. */
export function placesOf(platform: NodeJS.Platform): Places {
  if (platform === 'win32') return WINDOWS;
  return platform === 'darwin' ? MACOS : LINUX;
}
