import { describe, expect, it, vi } from 'vitest';
import {
  readDiagnosisCommand,
  runDiagnosisCommand,
  type CommandSurroundings,
} from '../../../../src/main/diagnosis/command.ts';
import type { DiagnosisRoles } from '../../../../src/main/diagnosis/roles.ts';
import { proxyFromEnvironment, readPacAnswer } from '../../../../src/main/diagnosis/proxy.ts';

describe('the command’s arguments', () => {
  it('are read in both forms', () => {
    expect(readDiagnosisCommand([])).toEqual({ json: false, configFile: null, summary: null });
    expect(readDiagnosisCommand(['--json', '--config', 'a.json'])).toEqual({
      json: true,
      configFile: 'a.json',
      summary: null,
    });
    expect(readDiagnosisCommand(['--config=a=b.json'])).toEqual({
      json: false,
      configFile: 'a=b.json',
      summary: null,
    });
  });

  it('name a folder of reports', () => {
    expect(readDiagnosisCommand(['--summary', 'parc'])).toMatchObject({ summary: 'parc' });
    expect(readDiagnosisCommand(['--summary'])).toBeTypeOf('string');
  });

  it.each([[['--config']], [['--config=']], [['--jsn']], [['fichier.json']], [['--json=oui']]])(
    '%j is refused with a sentence',
    (args) => {
      expect(readDiagnosisCommand(args)).toBeTypeOf('string');
    },
  );
});

describe('a command that could not run', () => {
  const written = vi.fn<(text: string) => void>();
  const said = vi.fn<(line: string) => void>();
  const stop = vi.fn<() => void>();
  const silent = { request: () => Promise.reject(new Error('not asked')) };
  const roles: DiagnosisRoles = {
    readers: () => Promise.reject(new Error('not asked')),
    readVitale: () => Promise.reject(new Error('not asked')),
    cryptolib: silent,
    nss: silent,
    ssv: silent,
    srvsvcnam: silent,
    stop,
  };
  const surroundings: CommandSurroundings = {
    version: '0.1.0',
    settingsFiles: () => {
      throw new TypeError('/home/cmartin is not there');
    },
    roles,
    resolveProxy: () => Promise.resolve(null),
    engine: null,
    autostart: () => Promise.resolve(null),
    tray: () => Promise.resolve(null),
    write: written,
    say: said,
  };

  it('answers 2, says so without the words of the error, and ends its processes', async () => {
    expect(await runDiagnosisCommand({ json: true, configFile: null, summary: null }, surroundings)).toBe(2);
    expect(written).not.toHaveBeenCalled();
    expect(said).toHaveBeenLastCalledWith('Le diagnostic n’a pas pu être fait\u00a0: TypeError');
    expect(stop).toHaveBeenCalledOnce();
  });
});

describe('the proxy', () => {
  it('is the first one that the system names', () => {
    expect(readPacAnswer('DIRECT')).toBeNull();
    expect(readPacAnswer('')).toBeNull();
    expect(readPacAnswer('PROXY proxy.exemple.fr:3128; DIRECT')).toEqual({
      kind: 'http',
      proxy: 'proxy.exemple.fr:3128',
    });
    expect(readPacAnswer('SOCKS5 10.0.0.1:1080')).toEqual({ kind: 'other' });
  });

  it('is that of the environment, without the name and the password in it', async () => {
    const resolve = proxyFromEnvironment({
      https_proxy: 'http://nom:secret@proxy.exemple.fr:3128',
      no_proxy: 'localhost, .interne.fr',
    });
    expect(await resolve('https://wps.exemple.fr')).toEqual({ kind: 'http', proxy: 'proxy.exemple.fr:3128' });
    expect(await resolve('https://localhost:8443')).toBeNull();
    expect(await resolve('https://a.interne.fr')).toBeNull();
    expect(await proxyFromEnvironment({})('https://wps.exemple.fr')).toBeNull();
  });
});
