import type { Configuration } from '../../domain/settings/configuration.ts';

/** What differs between the product and its demonstration; the demonstration's own code is never in the product. */
export interface Edition {
  /** Shown as a strip on every window. */
  readonly demonstration: boolean;
  /** The bundle that the native processes run. */
  readonly nativeEntry: string;
  /** Further arguments for the native processes. */
  readonly nativeArguments: readonly string[];
  /** A configuration of its own; null reads the one named on the command line. */
  readonly configuration: Configuration | null;
  /** Called once the program is up. */
  readonly onStarted: (controls: EditionControls) => void;
}

/** What an edition may do to the running program. */
export interface EditionControls {
  readonly quit: () => void;
}
