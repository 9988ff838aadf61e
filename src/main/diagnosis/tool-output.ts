/** What tools of the system print, read without regard to the language that they print it in. */

/** `REG_DWORD    0x3` of one value; null when there is none. */
export function registryNumber(printed: string | null): number | null {
  const written = /REG_DWORD\s+0x([0-9a-f]+)/i.exec(printed ?? '')?.[1];
  return written === undefined ? null : Number.parseInt(written, 16);
}

/** The texts of every value in a listing (`reg query … /s /v DisplayName`). */
export function registryTexts(printed: string | null): readonly string[] {
  return [...(printed ?? '').matchAll(/^\s+\S.*?\s{2,}REG_(?:EXPAND_)?SZ\s{2,}(.+?)\s*$/gm)].map(
    ([, text = '']) => text,
  );
}

/** First column of `tasklist /fo csv /nh`: names of processes, lower-case and without `.exe`. */
export function tasklistNames(printed: string | null): readonly string[] | null {
  if (printed === null) return null;
  const names = [...printed.matchAll(/^"([^"]+)"/gm)].map(([, name = '']) => processName(name));
  return [...new Set(names)];
}

/** `ps -axo comm=` on macOS: whole paths, one a line. */
export function psNames(printed: string | null): readonly string[] | null {
  if (printed === null) return null;
  const lines = printed.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== '').map((line) => processName(line)))];
}

/** The last part of a path, lower-case and without `.exe`. */
export function processName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');
}

/**
 * `powercfg /q` of one setting: its last two indexes are those in force, on mains and on battery; the possible ones
 * before them are written without `0x`.
 */
export function powerIndexOnMains(printed: string | null): number | null {
  const indexes = [...(printed ?? '').matchAll(/:\s*0x([0-9a-f]{8})\s*$/gim)].map(([, digits = '']) =>
    Number.parseInt(digits, 16),
  );
  return indexes.length < 2 ? null : (indexes.at(-2) ?? null);
}
