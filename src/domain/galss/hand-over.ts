/**
 * What an administrator types to put a repaired galss.ini in its place, where that is done in a terminal: the former
 * file is kept beside it.
 * @param file where it goes
 * @param handedOver where the repaired one was saved
 * @returns null on Windows, where the file is copied in a window
 */
export function handOverCommand(platform: NodeJS.Platform, file: string, handedOver: string): string | null {
  if (platform === 'win32') return null;
  const target = quoted(file);
  // `-n`: an older copy is not written over. A file that is not there yet has nothing to be kept.
  return `sudo cp -n ${target} ${quoted(`${file}.bak`)}; sudo cp ${quoted(handedOver)} ${target}`;
}

/** For a shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
