import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { redactLine } from '../../domain/redaction/redact.ts';
import { RotatingFile } from './rotating-file.ts';

export type { Logger } from 'pino';

/**
 * Opens the program's log in `directory` (one JSON object a line, kept files: three of 1 MB at most).
 * Every line passes the redactor on its way out: there is no other sink.
 */
export function openLog(directory: string): Logger {
  const redact = redactor();
  const file = new RotatingFile(join(directory, 'dmp-direct.log'), (line) =>
    redact(line, cardAnswersIn(line)),
  );
  const sink = {
    write: (line: string): void => {
      file.write(line);
    },
    /** For a crash: what waits is not lost with it. */
    flush: (done: () => void): void => {
      file.flushNow();
      done();
    },
  };
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, level: 'info' }, sink);
}

/** What every line of ours passes: `cardAnswers` of it stay readable. */
export function redactor(): (line: string, cardAnswers?: readonly string[]) => string {
  const context = { homePath: homedir(), userName: userInfo().username };
  return (line, cardAnswers = []) => redactLine(line, { ...context, cardAnswers });
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
