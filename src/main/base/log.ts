import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { redactLine } from '../../domain/redaction/redact.ts';

export type { Logger } from 'pino';

const MAX_BYTES = 1_000_000;
const KEPT = 3;
/** Lines that cannot be written are dropped beyond this. */
const MOST_WAITING_BYTES = 100_000;

/**
 * Opens the program's log in `directory` (one JSON object a line, kept files: three of 1 MB at most).
 * Every line passes the redactor on its way out: there is no other sink.
 */
export async function openLog(directory: string): Promise<Logger> {
  const file = join(directory, 'dmp-direct.log');
  // A disk that is full or cannot be written costs the log its lines, never the program its life.
  await mkdir(directory, { recursive: true, mode: 0o700 }).catch(() => undefined);
  await rotate(file).catch(() => undefined);
  const destination = pino.destination({
    dest: file,
    sync: false,
    mode: 0o600,
    maxLength: MOST_WAITING_BYTES,
  });
  let broken = false;
  destination.on('error', () => {
    // Not kept for later: what still waits as the program ends is written again and again, for ever (sonic-boom 4).
    broken = true;
    destination.destroy();
  });
  const context = { homePath: homedir(), userName: userInfo().username };
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, level: 'info' },
    {
      write: (line: string) => {
        if (!broken) destination.write(redactLine(line, { ...context, cardAnswers: cardAnswersIn(line) }));
      },
    },
  );
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
