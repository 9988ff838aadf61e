/** A workstation as data: folders with what is in them, files, what tools print, and ports. */
import type { FieldMachine } from '../../../../src/main/diagnosis/machine.ts';

export interface MachineParts {
  readonly platform: NodeJS.Platform;
  readonly arch?: string;
  readonly release?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  readonly files?: Readonly<Record<string, string>>;
  /** By the tool's name and its arguments, joined by blanks. */
  readonly prints?: Readonly<Record<string, string>>;
  readonly ports?: readonly number[];
}

/** The machine, and every command that it was asked to run. */
export function fakeMachine(parts: MachineParts): FieldMachine & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    platform: parts.platform,
    arch: parts.arch ?? 'x64',
    release: parts.release ?? '',
    home: parts.platform === 'win32' ? String.raw`C:\Users\cabinet` : '/home/cabinet',
    environment: parts.environment ?? {},
    list: (folder) => Promise.resolve(parts.folders?.[folder] ?? null),
    read: (file) => {
      const text = parts.files?.[file];
      return Promise.resolve(text === undefined ? null : Buffer.from(text, 'latin1'));
    },
    run: (tool, args) => {
      const command = [tool, ...args].join(' ');
      asked.push(command);
      return Promise.resolve(parts.prints?.[command] ?? null);
    },
    listens: (port) => Promise.resolve(parts.ports?.includes(port) ?? false),
  };
}
