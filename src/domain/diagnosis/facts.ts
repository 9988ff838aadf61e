/**
 * What the probes bring back, one entry per probe. Facts say what is there and judge nothing; none of them holds a
 * name, a number or a serial of a person or a card.
 */
import type { SettingOrigin } from '../settings/layers.ts';
import type { Configuration } from '../settings/configuration.ts';
import type { CpxCard } from '../practitioner/cpx.ts';
import type { Failure } from '../failures/index.ts';
import type { GalssSituation } from '../galss/situation.ts';
import type { WorkstationFacts } from '../workstation/facts.ts';
import type { SesamSituation } from '../sesam/situation.ts';
import type { CardKind } from '../readers/card-kinds.ts';
import type { RemoteSession } from '../readers/remote-session.ts';

export interface ReaderFact {
  readonly name: string;
  /** `kind` as the ATR says; `atr` in hexadecimal, empty for a mute card. */
  readonly card: { readonly kind: CardKind; readonly atr: string } | null;
}

export interface ReadersFacts {
  readonly service: 'running' | 'unavailable';
  /** Why the service is unavailable. */
  readonly failure: Failure | null;
  readonly readers: readonly ReaderFact[];
  /** The session that the program runs in, when it is shown on another computer. */
  readonly remote: RemoteSession | null;
  /** macOS: whether Apple's own reader driver is in use; null elsewhere. */
  readonly appleDriver: boolean | null;
}

/** The read of one card that is or may be a Vitale. */
export interface VitaleFact {
  readonly reader: string;
  readonly kind: CardKind;
  readonly milliseconds: number;
  /** How many people and how many usable INS: never who. */
  readonly outcome:
    | { readonly ok: true; readonly people: number; readonly usable: number }
    | { readonly ok: false; readonly failure: Failure };
}

export interface CryptolibFacts {
  readonly reading:
    | {
        readonly ok: true;
        readonly manufacturer: string;
        readonly description: string;
        readonly version: string;
        readonly cards: readonly CpxCard[];
        readonly unreadable: readonly Failure[];
      }
    | { readonly ok: false; readonly failure: Failure };
  /** The product's version, where its installer has left it; null where nothing tells. */
  readonly product: string | null;
  /** The library's copy of the cards' files: a folder that everyone may write to; null when there is none. */
  readonly openCache: string | null;
  /** macOS: how many cards the keychain shows, from which the engine takes certificates; null elsewhere. */
  readonly keychainTokens: number | null;
}

/** Linux: what the embedded browser is told of the Cryptolib. */
export interface EngineFact {
  /** Under which name the library is registered; null when it is not. */
  readonly registration: { readonly ok: true; readonly name: string | null } | FailedFact;
  /** The program that asks, and why its own engine cannot use a card. */
  readonly program:
    { readonly kind: 'not-running' } | { readonly kind: 'running'; readonly failure: Failure | null };
}

/** galss.ini as it is, and what it is judged against besides the readers. */
export interface GalssFacts extends Omit<GalssSituation, 'readers'> {
  /** Where it is, or where its programs would look for it; null where that is not known. */
  readonly path: string | null;
}

export interface SsvFacts {
  readonly library: {
    readonly path: string;
    readonly architecture: string;
    readonly bits: 32 | 64 | null;
  } | null;
  readonly host: 'process' | 'helper' | null;
  readonly sesamIni: string | null;
  readonly galssIni: string | null;
  readonly galss: GalssFacts;
  /** What `sesamIni` says, and the folders that it names. */
  readonly sesam: SesamSituation;
  /** Why the library cannot be used. */
  readonly failure: Failure | null;
  /** The library's own words on its components; null when it was not asked. */
  readonly versions: { readonly ok: true; readonly lines: readonly string[] } | FailedFact | null;
}

export interface FailedFact {
  readonly ok: false;
  readonly failure: Failure;
}

/** SrvSVCNAM or DiagAM. */
export interface ComponentFact {
  readonly component: 'SrvSVCNAM' | 'DiagAM';
  /** State of each manifest found. */
  readonly manifests: readonly ('usable' | 'refused' | 'invalid')[];
  /** `version` null: it answered without saying one. */
  readonly answer: { readonly ok: true; readonly version: string | null } | FailedFact;
}

/** What a server shows of itself; dates in milliseconds since 1970. */
export interface ServerCertificateFact {
  /** Organisation and name of whoever issued the first certificate. */
  readonly issuer: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly namesHost: boolean;
  /**
   * `incomplete`: the first certificate alone was sent, and it says where its issuer's is to be found. `installed`: it
   * ends at an authority that is no public one, and that this workstation was told to trust.
   */
  readonly chain: 'trusted' | 'incomplete' | 'installed' | 'untrusted';
}

export type HostPurpose = 'cpx' | 'ecps' | 'psc';

export interface HostFact {
  /** Host, and port when it is not 443. */
  readonly host: string;
  readonly purpose: HostPurpose;
  /** Place in its list: 0 is the one in use. */
  readonly rank: number;
  /** `host:port` of the proxy on the way. */
  readonly proxy: string | null;
  readonly milliseconds: number;
  readonly outcome:
    | { readonly stage: 'dns' | 'proxy' | 'connection'; readonly reason: string }
    /** A way there that the diagnosis does not know (SOCKS, an encrypted proxy). */
    | { readonly stage: 'unverified'; readonly reason: string }
    | {
        readonly stage: 'done';
        readonly protocol: string | null;
        readonly asksForCard: boolean;
        /** Its clock less ours, in milliseconds; null when it gave no date. */
        readonly clockAhead: number | null;
      };
  readonly certificate: ServerCertificateFact | null;
}

/** What starts the program with the session, beside what the settings want. */
export interface AutostartFact {
  /** `startWithSession` of the settings in force. */
  readonly wanted: boolean;
  /**
   * What the system does: `asks` starts the program, which leaves again unless the settings want it; `always` starts it
   * whatever they say; `off` was switched off where the system lists what starts with a session; `broken` names a program
   * that is not there.
   */
  readonly entry: 'asks' | 'always' | 'off' | 'broken' | 'none';
}

/** One setting in force that is not the program's own. */
export interface SetSetting {
  readonly key: string;
  readonly value: string;
  readonly origin: Exclude<SettingOrigin, 'built-in'>;
}

export interface ProgramFacts {
  readonly version: string;
  readonly system: string;
  /** Null outside of Electron (command line of the sources). */
  readonly engine: { readonly electron: string; readonly chromium: string } | null;
  /** Configuration and policy files in force, the strongest last. */
  readonly files: readonly string[];
  /** What somebody has set, and who: all other settings are the program's own. */
  readonly settings: readonly SetSetting[];
  /** Why files were refused. */
  readonly problems: readonly Failure[];
  /** Null where only Electron's own call could tell. */
  readonly autostart: AutostartFact | null;
  readonly tray: 'shown' | 'hidden' | null;
}

export interface Facts {
  readonly readers: ReadersFacts;
  readonly vitale: readonly VitaleFact[];
  readonly cryptolib: CryptolibFacts;
  /** Null on systems whose own certificates the engine uses. */
  readonly engine: EngineFact | null;
  readonly ssv: SsvFacts;
  readonly components: readonly ComponentFact[];
  readonly workstation: WorkstationFacts;
  readonly network: readonly HostFact[];
  readonly program: ProgramFacts;
}

export type ProbeName = keyof Facts;

/** What is known of a probe that has ended. */
export type Probed<T> =
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'overdue'; readonly seconds: number }
  /** It broke down: a fault of ours, or a process that would not live. */
  | { readonly state: 'failed'; readonly failure: Failure };

/** Facts known so far: a probe that is not there yet is still at work. */
export type KnownFacts = { readonly [Name in ProbeName]?: Probed<Facts[Name]> };

/** What a judgement depends on besides the facts. */
export interface JudgementContext {
  readonly configuration: Pick<Configuration, 'environment' | 'signIn' | 'minimumChromium'> & {
    readonly cards: Pick<Configuration['cards'], 'vitale'>;
  };
  /** Milliseconds since 1970. */
  readonly now: number;
}
