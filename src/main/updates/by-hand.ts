import { extname } from 'node:path';
import { failure, type Failure } from '../../domain/failures/index.ts';

/**
 * Linux asks for an administrator's password through an agent of the desktop, which not every desktop has: there the
 * checked file and the command that installs it are told instead.
 * @param file the program's own checked copy
 * @returns null for a package that needs no administrator
 */
export function installByHand(file: string): Failure | null {
  const command = commandFor(extname(file));
  return command === null
    ? null
    : failure('MAJ-A-INSTALLER', { file, command: `${command} ${quoted(file)}` });
}

function commandFor(extension: string): string | null {
  if (extension === '.deb') return 'sudo apt install';
  return extension === '.rpm' ? 'sudo rpm --upgrade' : null;
}

/** For a shell: folders of users may hold anything. */
function quoted(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`;
}
