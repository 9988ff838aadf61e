import type { Configuration } from '../../../src/domain/configuration.ts';

/** Environment variable with the path of the world file. */
export const WORLD_VARIABLE = 'DMP_DIRECT_DEMO_WORLD';

/** What the demonstration's runner tells its Electron program. */
export interface WorldFile {
  readonly configuration: Configuration;
  readonly readers: readonly { readonly name: string; readonly port: number }[];
  /** The readers are simulated inside the program's native process. */
  readonly inProcess: boolean;
}
