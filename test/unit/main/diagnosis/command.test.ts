import { describe, expect, it } from 'vitest';
import { readDiagnosisCommand } from '../../../../src/main/diagnosis/command.ts';
import { proxyFromEnvironment, readPacAnswer } from '../../../../src/main/diagnosis/proxy.ts';

describe('the command’s arguments', () => {
  it('are read in both forms', () => {
    expect(readDiagnosisCommand([])).toEqual({ json: false, configFile: null });
    expect(readDiagnosisCommand(['--json', '--config', 'a.json'])).toEqual({
      json: true,
      configFile: 'a.json',
    });
    expect(readDiagnosisCommand(['--config=a=b.json'])).toEqual({ json: false, configFile: 'a=b.json' });
  });

  it.each([[['--config']], [['--config=']], [['--jsn']], [['fichier.json']], [['--json=oui']]])(
    '%j is refused with a sentence',
    (args) => {
      expect(readDiagnosisCommand(args)).toBeTypeOf('string');
    },
  );
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
