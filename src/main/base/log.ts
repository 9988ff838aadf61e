import { join } from 'node:path';
import { redactLine } from '../../domain/redaction/redact.ts';
import { accountToHide } from '../../system/account.ts';
import { HELD_MS, RotatingFile } from './rotating-file.ts';

/** Says facts, none of a patient, and what they are about in a few words. */
type Say = (facts: Readonly<Record<string, unknown>>, words: string) => void;

/** What every part of the program tells whoever looks for what went wrong. */
export interface Logger {
  readonly info: Say;
  readonly warn: Say;
  readonly error: Say;
  readonly fatal: Say;
  /** Ends once all that was said is in the file, or cannot be; for whoever is about to end the program. */
  readonly flush: () => Promise<void>;
}

type Level = Exclude<keyof Logger, 'flush'>;
type Writes = Readonly<Record<Level, Say>>;

const nothing = (): void => undefined;

/** For errands that leave no log. */
export const SILENT: Logger = {
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  flush: () => Promise.resolve(),
};

/**
 * Opens the program's log in `directory` (one JSON object a line, kept files: three of 1 MB at most).
 * Every line passes the redactor on its way out: there is no other sink.
 */
export function openLog(directory: string): Logger {
  const redact = redactor();
  const file = new RotatingFile(join(directory, 'dmp-direct.log'), (line) =>
    redact(line, cardAnswersIn(line)),
  );
  const { write, opened } = heldUntil(async () => (await import('./log-file.ts')).pinoOver(file));
  const say =
    (level: Level): Say =>
    (facts, words) => {
      const said = { time: new Date().toISOString(), ...facts };
      write((writes) => {
        writes[level](said, words);
      });
    };
  return {
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    fatal: say('fatal'),
    flush: async () => {
      await opened();
      await file.flush();
    },
  };
}

/** What is said before pino is there waits for it, in its order. */
function heldUntil(load: () => Promise<Writes>): {
  readonly write: (line: (writes: Writes) => void) => void;
  readonly opened: () => Promise<void>;
} {
  const held: ((writes: Writes) => void)[] = [];
  let writes: Writes | null = null;
  let opening: Promise<void> | null = null;
  const open = async (): Promise<void> => {
    // The program's own files may be gone: nothing is kept for ever.
    const loaded = await load().catch(() => SILENT);
    for (const line of held.splice(0)) line(loaded);
    writes = loaded;
  };
  const opened = (): Promise<void> => {
    clearTimeout(timer);
    opening ??= open();
    return opening;
  };
  const timer = setTimeout(() => void opened(), HELD_MS).unref();
  const write = (line: (writes: Writes) => void): void => {
    if (writes === null) held.push(line);
    else line(writes);
  };
  return { write, opened };
}

/** What every line of ours passes: `cardAnswers` of it stay readable. */
export function redactor(): (line: string, cardAnswers?: readonly string[]) => string {
  const context = accountToHide();
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
