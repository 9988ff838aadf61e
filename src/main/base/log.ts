import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { redactLine } from '../../domain/redaction/redact.ts';

export type { Logger } from 'pino';

const MAX_BYTES = 1_000_000;
const KEPT = 3;
/** The first lines wait this long for the redactor, whose patterns are compiled then and not while windows are made. */
const HELD_MS = 2_000;
/** Lines that cannot be written are dropped beyond this. */
const MOST_WAITING_BYTES = 100_000;

/**
 * Opens the program's log in `directory` (one JSON object a line, kept files: three of 1 MB at most).
 * Every line passes the redactor on its way out: there is no other sink. What is written in the first moments waits in
 * memory, and reaches the file with the end of the process at the latest.
 */
export function openLog(directory: string): Logger {
  const file = join(directory, 'dmp-direct.log');
  // A disk that is full or cannot be written costs the log its lines, never the program its life.
  const prepared = prepare(directory, file).catch(() => undefined);
  let opened: LogFile | null = null;
  const held: string[] = [];
  const release = (atOnce: boolean): LogFile => {
    if (opened !== null) return opened;
    clearTimeout(timer);
    process.off('exit', atExit);
    opened = openFile(file, atOnce);
    held.splice(0).forEach(opened.write);
    return opened;
  };
  const atExit = (): void => {
    release(true);
  };
  const timer = setTimeout(() => void prepared.then(() => release(false)), HELD_MS).unref();
  process.once('exit', atExit);
  const sink = {
    write: (line: string): void => {
      if (opened === null) held.push(line);
      else opened.write(line);
    },
    /** For a crash: what waits is not lost with it. */
    flush: (done: () => void): void => {
      release(true).flush();
      done();
    },
  };
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, level: 'info' }, sink);
}

interface LogFile {
  readonly write: (line: string) => void;
  readonly flush: () => void;
}

/** @param atOnce the process ends: it waits for the disk, and the folder may not have been made yet */
function openFile(file: string, atOnce: boolean): LogFile {
  const nowhere = { write: () => undefined, flush: () => undefined };
  const destination = attempt(() =>
    pino.destination({
      dest: file,
      mkdir: true,
      sync: atOnce,
      mode: 0o600,
      maxLength: MOST_WAITING_BYTES,
    }),
  );
  if (destination === null) return nowhere;
  let broken = false;
  destination.on('error', () => {
    // Not kept for later: what still waits as the program ends is written again and again, for ever (sonic-boom 4).
    broken = true;
    destination.destroy();
  });
  const context = { homePath: homedir(), userName: userInfo().username };
  return {
    write: (line) => {
      if (!broken) destination.write(redactLine(line, { ...context, cardAnswers: cardAnswersIn(line) }));
    },
    flush: () => {
      attempt(() => {
        if (!broken) destination.flushSync();
      });
    },
  };
}

/** What the work gives; null where it cannot be done. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

async function prepare(directory: string, file: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await rotate(file);
}

/** What stands under the line's own key `atr`, where callers put what the card service gave them and nothing else. */
function cardAnswersIn(line: string): readonly string[] {
  try {
    const { atr } = JSON.parse(line) as { readonly atr?: unknown };
    return typeof atr === 'string' ? [atr] : [];
  } catch {
    return [];
  }
}

async function rotate(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size < MAX_BYTES) return;
  await rm(`${file}.${String(KEPT - 1)}`, { force: true });
  for (let index = KEPT - 1; index > 1; index--)
    await rename(`${file}.${String(index - 1)}`, `${file}.${String(index)}`).catch(() => undefined);
  await rename(file, `${file}.1`).catch(() => undefined);
}
