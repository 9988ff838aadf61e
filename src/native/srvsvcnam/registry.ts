/** Reads the Windows registry through `reg.exe`: there is no module for it, and two keys are not worth one. */
import { execFile } from 'node:child_process';
import { win32 } from 'node:path';

/** `reg.exe` answers in some ten milliseconds; a longer wait means that something holds it up. */
const REG_DEADLINE_MS = 5_000;

/**
 * Default value of a registry key; null when the key or its default value is not there.
 * Paths outside ASCII come in the console's code page and may be misread: the component is installed for the whole
 * machine, under a folder whose name has none.
 */
export function readDefaultValue(key: string, systemRoot: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      win32.join(systemRoot, 'System32', 'reg.exe'),
      ['query', key, '/ve'],
      { timeout: REG_DEADLINE_MS, windowsHide: true },
      (error, output) => {
        resolve(error === null ? parseDefaultValue(output) : null);
      },
    );
  });
}

/**
 * Finds the value in what `reg query KEY /ve` prints. The value's name is written in the system's language
 * (« (par défaut) »), its type is not.
 */
export function parseDefaultValue(output: string): string | null {
  const value = /^ +\S.*? +REG_(?:EXPAND_)?SZ +(\S.*?) *$/m.exec(output.replaceAll('\r', ''))?.[1];
  return value ?? null;
}
