import { beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => {
  const switches = new Set<string>();
  return {
    switches,
    app: {
      isPackaged: true,
      enableSandbox: vi.fn(),
      commandLine: {
        removeSwitch: (name: string) => switches.delete(name),
        appendSwitch: vi.fn(),
        hasSwitch: (name: string) => switches.has(name),
      },
    },
  };
});
vi.mock('electron', () => electron);

const { hardenProcess, startedWithoutSandbox } = await import('../../../../src/main/base/harden.ts');

const DEBUGGERS = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'use-fake-device-for-media-stream',
  'use-fake-ui-for-media-stream',
  'use-file-for-fake-video-capture',
];
const DOORS = [
  'ignore-certificate-errors',
  'ssl-key-log-file',
  'host-resolver-rules',
  // As Electron names them: to whom this workstation's own identity is given.
  'auth-server-whitelist',
  'auth-negotiate-delegate-whitelist',
  'disable-ntlm-v2',
];

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

describe('what every start closes', () => {
  const build = { kind: 'distribution', signed: true, updateKey: null } as const;

  beforeEach(() => {
    electron.switches.clear();
    vi.clearAllMocks();
  });

  it('is the pages’ way out of their sandbox, but for who has been started without one', () => {
    hardenProcess(build);
    expect(electron.app.enableSandbox).toHaveBeenCalledOnce();
    vi.clearAllMocks();
    electron.switches.add('no-sandbox');
    hardenProcess(build);
    expect(electron.app.enableSandbox).not.toHaveBeenCalled();
  });

  it('is the file in which another program would have the keys of every connection written', () => {
    vi.stubEnv('SSLKEYLOGFILE', '/tmp/keys');
    hardenProcess(build);
    expect(process.env.SSLKEYLOGFILE).toBeUndefined();
    vi.unstubAllEnvs();
  });

  it('is what the engine would ask of other hosts, keep for advertisers, or wake up for by itself', () => {
    hardenProcess(build);
    const added = electron.app.commandLine.appendSwitch.mock.calls as readonly unknown[][];
    expect(added).toEqual([
      [
        'disable-features',
        'AutofillServerCommunication,FedCm,WebIdentityDigitalCredentials,' +
          'BrowsingTopics,InterestGroupStorage,PrivateAggregationApi,SharedStorageAPI',
      ],
      ['enable-features', 'PartitionAllocMemoryReclaimer:interval/60s'],
      ['disable-background-networking'],
      ['disable-component-update'],
      ['disable-quic'],
      ['disable-speech-api'],
    ]);
  });
});

describe('a start without the sandbox', () => {
  beforeEach(() => {
    electron.switches.clear();
    electron.app.isPackaged = true;
  });

  it('is known for one in an installed program, which then does not start', () => {
    expect(startedWithoutSandbox()).toBe(false);
    electron.switches.add('no-sandbox');
    expect(startedWithoutSandbox()).toBe(true);
  });

  it('is let be in development, which cannot have a sandbox as root', () => {
    electron.app.isPackaged = false;
    electron.switches.add('no-sandbox');
    expect(startedWithoutSandbox()).toBe(false);
  });
});
