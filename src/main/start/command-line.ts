import { parseArgs } from 'node:util';
import type { CommandLineCall } from '../calls/call-client.ts';
import { isCallLink } from '../../domain/launch/call-link.ts';
import { linkOf } from '../calls/call-links.ts';

/** What is only said: nothing starts, and no display is needed. */
export type Said = 'version' | 'help';

/** What the program was asked on its command line; switches of Chromium are not ours and are left alone. */
export interface CommandLine {
  readonly said: Said | null;
  readonly configFile: string | null;
  readonly userData: string | null;
  /** Start in the tray without a window (autostart). */
  readonly hidden: boolean;
  /** Started by the session itself: only goes on when the settings say so. */
  readonly autostart: boolean;
  /** How many times in a row the program has been started again after a crash. */
  readonly restarts: number;
  /** The command `open` of another program; `usage` when it is not written as it should be. */
  readonly call: CommandLineCall | 'usage' | null;
  /** A deep link that the system handed over. */
  readonly link: string | null;
}

/** Reads the arguments that follow the program's own path. An option without its value counts as not given. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      version: { type: 'boolean' },
      help: { type: 'boolean' },
      config: { type: 'string' },
      'user-data': { type: 'string' },
      hidden: { type: 'boolean' },
      autostart: { type: 'boolean' },
      restarts: { type: 'string' },
      page: { type: 'string' },
      caller: { type: 'string' },
      'ins-stdin': { type: 'boolean' },
      'traits-stdin': { type: 'boolean' },
      'datamatrix-stdin': { type: 'boolean' },
      ins: { type: 'string' },
    },
  });
  return {
    said: values.help === true ? 'help' : values.version === true ? 'version' : null,
    configFile: text(values.config),
    userData: text(values['user-data']),
    hidden: values.hidden === true || values.autostart === true,
    autostart: values.autostart === true,
    restarts: Number(/^\d$/.exec(text(values.restarts) ?? '')?.[0] ?? 0),
    call: positionals.includes('open') ? readCall(values) : null,
    link: linkOf(positionals),
  };
}

/**
 * The arguments of a start after a crash: in the tray, and without what was to be opened. A link may hold an INS and
 * comes behind `--`, where our own options would not be seen as such.
 * @param args those of the program that crashed
 * @param restarts how many times in a row, this one included
 */
export function restartArguments(args: readonly string[], restarts: number): string[] {
  const end = args.indexOf('--');
  const kept = joined(end === -1 ? args : args.slice(0, end)).filter(
    (each) => !/^--(restarts|hidden|autostart)\b/.test(each) && !isCallLink(each),
  );
  return [...kept, '--hidden', `--restarts=${String(restarts)}`];
}

/** Options in one piece with their values: the engine puts what looks like a switch before everything else. */
function joined(args: readonly string[]): string[] {
  const pieces: string[] = [];
  for (const each of args) {
    const before = pieces.at(-1);
    if (before === '--config' || before === '--user-data') pieces.splice(-1, 1, `${before}=${each}`);
    else pieces.push(each);
  }
  return pieces;
}

/** An INS on the command line is refused: every program of the workstation can read command lines. */
function readCall(values: Readonly<Record<string, string | boolean | undefined>>): CommandLineCall | 'usage' {
  const page = text(values.page);
  const stdin = stdinOf(values);
  if (page === null || values.ins !== undefined || stdin === 'usage') return 'usage';
  return { page, caller: text(values.caller), stdin };
}

/** What comes on standard input; the traits are those of an INS, and a code has its own. */
function stdinOf(
  values: Readonly<Record<string, string | boolean | undefined>>,
): CommandLineCall['stdin'] | 'usage' {
  const ins = values['ins-stdin'] === true;
  const traits = values['traits-stdin'] === true;
  const datamatrix = values['datamatrix-stdin'] === true;
  if ((datamatrix && (ins || traits)) || (traits && !ins)) return 'usage';
  if (datamatrix) return 'datamatrix';
  if (!ins) return 'nothing';
  return traits ? 'ins-and-traits' : 'ins';
}

function text(value: string | boolean | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
