import { beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => {
  const switches = new Set<string>();
  return {
    switches,
    app: {
      isPackaged: true,
      enableSandbox: () => undefined,
      commandLine: {
        removeSwitch: (name: string) => switches.delete(name),
        appendSwitch: () => undefined,
        hasSwitch: (name: string) => switches.has(name),
      },
    },
  };
});
vi.mock('electron', () => electron);

const { hardenProcess } = await import('../../../src/main/harden.ts');

const DEBUGGERS = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
];
const DOORS = ['ignore-certificate-errors', 'ssl-key-log-file', 'host-resolver-rules', 'no-sandbox'];

describe('what an installed program takes off its command line', () => {
  beforeEach(() => {
    electron.switches.clear();
    for (const name of [...DEBUGGERS, ...DOORS, 'lang']) electron.switches.add(name);
  });

  it('is every debugger and every door, in a distributed build', () => {
    hardenProcess({ kind: 'distribution', signed: true, updateKey: null });
    expect([...electron.switches]).toEqual(['lang']);
  });

  it('is all of it but the port that the package’s test attaches to, in a test build', () => {
    hardenProcess({ kind: 'test', signed: false, updateKey: null });
    expect([...electron.switches]).toEqual(['remote-debugging-port', 'lang']);
  });
});
