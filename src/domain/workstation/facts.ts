/** What else is on a workstation (field.md 1, 6 and 8), as it was found; nothing here judges. */

export type StartType = 'automatic' | 'manual' | 'disabled';

export interface WorkstationFacts {
  readonly platform: 'windows' | 'macos' | 'linux';
  /** Names of the programs that run, lower-case and without `.exe`; null when they cannot be listed. */
  readonly processes: readonly string[] | null;
  /** jFSE is on the disk: only then is a running Java taken for its own. */
  readonly hasJfse: boolean;
  /** Versions of the Cryptolib that Windows has registered, the newest last. */
  readonly cryptolibs: readonly string[];
  /** By the names that Windows has registered. */
  readonly antivirus: readonly string[];
  /** Of the components' administration files, one line each: label and version. */
  readonly components: readonly ComponentVersion[];
  readonly srvsvcnam: SrvsvcnamFacts;
  readonly dmpConnect: {
    readonly isInstalled: boolean;
    /** One of its ports answers. */
    readonly listens: boolean;
  };
  /** Null on other systems. */
  readonly windows: WindowsFacts | null;
  readonly macos: MacFacts | null;
}

export interface ComponentVersion {
  readonly label: string;
  readonly version: string;
}

export interface SrvsvcnamFacts {
  readonly isInstalled: boolean;
  readonly version: string | null;
  /** Those of its ports that something listens on. */
  readonly ports: readonly number[];
}

export interface WindowsFacts {
  /** Null where the registry does not say. */
  readonly smartCardService: StartType | null;
  readonly certificatePropagation: StartType | null;
  /** Whether the card of a practitioner leads to the Cryptolib's CSP; null when it could not be read. */
  readonly isCspBound: boolean | null;
  readonly smartAppControl: 'off' | 'on' | 'evaluation' | null;
  /** Whether Windows may put USB ports to sleep while the computer has power. */
  readonly usbSuspend: boolean | null;
}

export interface MacFacts {
  readonly isAppleChip: boolean;
  /** Whether programs for Intel run; null when that was not asked. */
  readonly rosetta: boolean | null;
  /** macOS asks before it lets a new accessory in (macOS 13 on an Apple chip). */
  readonly asksForAccessories: boolean;
  /** GALSS is on the disk, whose server is for Intel only. */
  readonly hasGalss: boolean;
}
