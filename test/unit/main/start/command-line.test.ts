import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));

const { readCommandLine, restartArguments } = await import('../../../../src/main/start/command-line.ts');

const LINK = 'dmp-direct://open/Documents/188102B17295264?caller=Cabinet';

describe('a start after a crash', () => {
  it.each([
    ['of a start by hand', []],
    ['of a start by the session', ['--autostart']],
    ['of a start by a link, as the system’s menu writes it', [LINK]],
    ['of a start by a link behind --, as the program registers it', ['--', LINK]],
    ['of a link in capitals', ['--', LINK.replace('dmp-direct', 'DMP-DIRECT')]],
    ['of a start after a crash', ['--hidden', '--restarts=1']],
  ])('%s is in the tray, counts, and opens nothing', (_what, args) => {
    const again = restartArguments(['--config', 'c.json', ...args], 2);
    expect(again).toEqual(['--config=c.json', '--hidden', '--restarts=2']);
    expect(readCommandLine(again)).toMatchObject({
      configFile: 'c.json',
      hidden: true,
      autostart: false,
      restarts: 2,
      link: null,
      call: null,
    });
  });
});

describe('what is only said', () => {
  it.each([
    [['--version'], 'version'],
    [['--help'], 'help'],
    [['--log-level=3', '--hidden', '--help', '--version'], 'help'],
    [['--hidden'], null],
    // Behind `--` stands what a page of the web has written.
    [['--', '--version'], null],
    [['--config', '--version'], null],
  ])('%j: %s', (args, said) => {
    expect(readCommandLine(args).said).toBe(said);
  });
});
