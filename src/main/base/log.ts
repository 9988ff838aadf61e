import { join } from 'node:path';
import { redactLine } from '../../domain/redaction/redact.ts';
import { accountToHide } from '../../system/account.ts';
import { RotatingFile } from './rotating-file.ts';

/** Says facts, none of a patient, and what they are about in a few words. */
type Say = (facts: Readonly<Record<string, unknown>>, words: string) => void;

/** What every part of the program tells whoever looks for what went wrong. */
export interface Logger {
  readonly info: Say;
  readonly warn: Say;
  readonly error: Say;
  readonly fatal: Say;
  /** For a crash: what waits is not lost with it. */
  readonly flush: () => void;
}

/** The numbers that tools for such logs know them by. */
const LEVELS = { info: 30, warn: 40, error: 50, fatal: 60 } as const;

const nothing = (): void => undefined;

/** For errands that leave no log. */
export const SILENT: Logger = {
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  flush: nothing,
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
  const say =
    (level: number): Say =>
    (facts, words) => {
      file.write(lineOf(level, facts, words));
    };
  return {
    info: say(LEVELS.info),
    warn: say(LEVELS.warn),
    error: say(LEVELS.error),
    fatal: say(LEVELS.fatal),
    flush: () => {
      file.flushNow();
    },
  };
}

function lineOf(level: number, facts: Readonly<Record<string, unknown>>, words: string): string {
  const always = { level, time: new Date().toISOString() };
  try {
    return `${JSON.stringify({ ...always, ...facts, msg: words })}\n`;
  } catch {
    // Facts that are no JSON: what is told of them is worth no crash.
    return `${JSON.stringify({ ...always, msg: words })}\n`;
  }
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
