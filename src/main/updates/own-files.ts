/** What an update of this system is chosen by. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The running program's, which under Rosetta is not the processor's. */
  readonly arch: string;
}

/**
 * Which of a feed's files are for this program. macOS has one feed for both processors, and electron-updater would give
 * a program that runs under Rosetta the one for the processor: what it has to load there (the reader's GALSS exists for
 * Intel only) could then not be loaded any more. Whoever installed the Intel program keeps it.
 */
export function filesFor<File extends { readonly url: { readonly pathname: string } }>(
  files: readonly File[],
  { platform, arch }: Machine,
): File[] {
  if (platform !== 'darwin') return [...files];
  return files.filter(({ url }) => /-arm64\.[a-z]+$/.test(url.pathname) === (arch === 'arm64'));
}
