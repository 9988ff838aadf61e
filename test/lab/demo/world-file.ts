import type { Configuration } from '../../../src/domain/settings/configuration.ts';

/** Environment variable with the path of the world file. */
export const WORLD_VARIABLE = 'DMP_DIRECT_DEMO_WORLD';

/** What the demonstration's runner tells its Electron program. */
export interface WorldFile {
  readonly configuration: Configuration;
  readonly readers: readonly { readonly name: string; readonly port: number }[];
  /** The practitioners' cards, in the order of `followDesk`; null where they are not to be moved. */
  readonly cards: { readonly folder: string; readonly labels: readonly string[] } | null;
  /** The readers are simulated inside the program's native process. */
  readonly inProcess: boolean;
}
