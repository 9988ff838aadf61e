/**
 * Looks for what must never be on disk: names, numbers and whatever else is given, in every file under some folders,
 * in UTF-8, in UTF-16 of either order and in Latin-1, in file names, and inside what is compressed with gzip.
 */
import { lstat, open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';

/** A word to look for, and what to call it in a report that must not repeat it. */
export interface Secret {
  readonly what: string;
  readonly text: string;
}

export interface Trace {
  readonly file: string;
  readonly what: string;
  /** `name` is the file's own name. */
  readonly form: 'utf8' | 'utf16le' | 'utf16be' | 'latin1' | 'base64' | 'hex' | 'compressed' | 'name';
}

export interface ScanResult {
  readonly files: number;
  readonly bytes: number;
  readonly traces: readonly Trace[];
}

/** Files are read in pieces that overlap by more than the longest secret. */
const PIECE_BYTES = 8 * 1024 * 1024;
const OVERLAP_BYTES = 4 * 1024;
const LARGEST_COMPRESSED = 32 * 1024 * 1024;

interface Needle {
  readonly what: string;
  readonly form: Trace['form'];
  readonly bytes: Buffer;
}

/** Scans every regular file under the folders; links are not followed. What cannot be read counts as not there. */
export async function scanFolders(
  folders: readonly string[],
  secrets: readonly Secret[],
): Promise<ScanResult> {
  const needles = secrets.flatMap(needlesOf);
  const result = { files: 0, bytes: 0, traces: [] as Trace[] };
  for (const folder of folders) {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    for (const name of names) {
      const file = join(folder, name);
      for (const { what, text } of secrets)
        if (text.length > 3 && basename(file).includes(text))
          result.traces.push({ file, what, form: 'name' });
      const found = await lstat(file).catch(() => null);
      if (found?.isFile() !== true) continue;
      result.files += 1;
      result.bytes += found.size;
      result.traces.push(...(await scanFile(file, needles)));
    }
  }
  return result;
}

/** The same for text or bytes at hand: a program's output. */
export function scanBytes(name: string, bytes: Buffer, secrets: readonly Secret[]): readonly Trace[] {
  return tracesIn(name, bytes, secrets.flatMap(needlesOf));
}

async function scanFile(file: string, needles: readonly Needle[]): Promise<readonly Trace[]> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return [];
  try {
    const traces: Trace[] = [];
    const buffer = Buffer.alloc(PIECE_BYTES + OVERLAP_BYTES);
    for (let at = 0; ; at += PIECE_BYTES) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      const piece = buffer.subarray(0, bytesRead);
      traces.push(...tracesIn(file, piece, needles));
      if (at === 0) traces.push(...compressedTraces(file, piece, needles));
      if (bytesRead < buffer.length) break;
    }
    return traces.filter(
      ({ what, form }, place) =>
        traces.findIndex((other) => other.what === what && other.form === form) === place,
    );
  } finally {
    await handle.close();
  }
}

function tracesIn(file: string, bytes: Buffer, needles: readonly Needle[]): Trace[] {
  return needles
    .filter((needle) => bytes.includes(needle.bytes))
    .map(({ what, form }) => ({ file, what, form }));
}

/** Gzip and zlib streams that begin the file. */
function compressedTraces(file: string, bytes: Buffer, needles: readonly Needle[]): Trace[] {
  const options = { maxOutputLength: LARGEST_COMPRESSED };
  for (const unpack of [gunzipSync, inflateSync]) {
    try {
      return tracesIn(file, unpack(bytes, options), needles).map((trace) => ({
        ...trace,
        form: 'compressed',
      }));
    } catch {
      // Not of this kind.
    }
  }
  return [];
}

function needlesOf({ what, text }: Secret): readonly Needle[] {
  const utf16le = Buffer.from(text, 'utf16le');
  const forms: readonly (readonly [Trace['form'], Buffer])[] = [
    ['utf8', Buffer.from(text, 'utf8')],
    ['latin1', Buffer.from(text, 'latin1')],
    ['utf16le', utf16le],
    ['utf16be', Buffer.from(utf16le).swap16()],
    ...(text.length < 8
      ? []
      : ([
          [
            'base64',
            Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '').slice(0, -2)),
          ],
          ['hex', Buffer.from(Buffer.from(text, 'utf8').toString('hex'))],
        ] as const)),
  ];
  return forms.map(([form, bytes]) => ({ what, form, bytes }));
}

/** What a fictional person may leave: each word that is theirs and nobody's else. */
export function secretsOf(person: {
  readonly name: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly nir: string | null;
}): readonly Secret[] {
  const { name, firstName, birthDate, nir } = person;
  const [year, month, day] = [birthDate.slice(0, 4), birthDate.slice(4, 6), birthDate.slice(6, 8)];
  const first = firstName.charAt(0).toUpperCase();
  return [
    ...(nir === null
      ? []
      : [
          { what: 'INS', text: nir },
          { what: 'INS without its key', text: nir.slice(0, 13) },
          {
            what: 'INS with spaces',
            text: nir.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7'),
          },
        ]),
    { what: 'name and first name', text: `${name} ${firstName}` },
    { what: 'first name and name', text: `${firstName} ${name}` },
    { what: 'name', text: name },
    { what: `first name of ${first}.`, text: firstName },
    { what: 'birth date as on the card', text: birthDate },
    { what: 'birth date', text: `${day}/${month}/${year}` },
  ];
}
