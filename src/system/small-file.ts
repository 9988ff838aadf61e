/** Reads a file that somebody else has put there: a page of text at most, or the reason why it is none. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { FILE_REASONS } from '../domain/texts/fr/reasons.ts';
import { codeOf } from './error-code.ts';

/** What a configuration or a policy can be long: it is a page of text. */
const MAX_BYTES = 256 * 1024;

export type SmallFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  /** The reason is the end of a sentence. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * The whole text of a file. What is no file at all (a folder, a named pipe, a device) is told and neither waited for nor
 * read without end.
 */
export async function readSmallFile(path: string): Promise<SmallFile> {
  let file: FileHandle;
  try {
    // Without waiting: opening a named pipe waits for somebody to write into it. Windows has no such flag, and no
    // such files in its folders.
    file = await open(path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK));
  } catch (error) {
    return notOpened(error);
  }
  try {
    const found = await file.stat();
    if (!found.isFile()) return unreadable(found.isDirectory() ? FILE_REASONS.folder : FILE_REASONS.noFile);
    if (found.size > MAX_BYTES) return unreadable(FILE_REASONS.tooLarge);
    // A file of the kernel's (/proc) says that it is empty, and one that grows has said too little.
    const bytes = Buffer.alloc(MAX_BYTES + 1);
    const length = await fill(file, bytes);
    if (length > MAX_BYTES) return unreadable(FILE_REASONS.tooLarge);
    return { kind: 'text', text: bytes.toString('utf8', 0, length) };
  } catch {
    return unreadable(FILE_REASONS.unreadable);
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function fill(file: FileHandle, bytes: Buffer): Promise<number> {
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
    length += bytesRead;
    if (bytesRead === 0 || length === bytes.length) return length;
  }
}

function notOpened(error: unknown): SmallFile {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'absent' };
    case 'EACCES':
    case 'EPERM':
      return unreadable(FILE_REASONS.accessRefused);
    case 'EISDIR':
      return unreadable(FILE_REASONS.folder);
    // What open(2) says of a socket, and of a device without its hardware.
    case 'ENXIO':
      return unreadable(FILE_REASONS.noFile);
    default:
      return unreadable(FILE_REASONS.unreadable);
  }
}

function unreadable(reason: string): SmallFile {
  return { kind: 'unreadable', reason };
}
