import { parseArgs } from 'node:util';

/** What the program was asked on its command line; switches of Chromium are not ours and are left alone. */
export interface CommandLine {
  readonly configFile: string | null;
  readonly userData: string | null;
  /** Start in the tray without a window (autostart). */
  readonly hidden: boolean;
  /** Started by the session itself: only goes on when the settings say so. */
  readonly autostart: boolean;
  /** How many times in a row the program has been started again after a crash. */
  readonly restarts: number;
}

/** Reads the arguments that follow the program's own path. An option without its value counts as not given. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      'user-data': { type: 'string' },
      hidden: { type: 'boolean' },
      autostart: { type: 'boolean' },
      restarts: { type: 'string' },
    },
  });
  return {
    configFile: text(values.config),
    userData: text(values['user-data']),
    hidden: values.hidden === true || values.autostart === true,
    autostart: values.autostart === true,
    restarts: Number(/^\d$/.exec(text(values.restarts) ?? '')?.[0] ?? 0),
  };
}

function text(value: string | boolean | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
