/** The certificate's password is no argument of any program. */
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromStore, sign, withoutPassword } from '../../../scripts/sign-windows.mjs';

const SECRET = 'un secret de signature';

describe('signtool', () => {
  const given = [
    'sign',
    '/fd',
    'sha256',
    '/f',
    'C:\\c.pfx',
    '/d',
    'DMP Direct',
    '/p',
    SECRET,
    '/debug',
    'a.exe',
  ];

  it('is given the certificate by its thumbprint, and no password', () => {
    const { args, password } = withoutPassword(given, '/p');
    expect(password).toBe(SECRET);
    expect(fromStore(args, 'AB12')).toEqual([
      ...['sign', '/fd', 'sha256', '/sha1', 'AB12', '/d', 'DMP Direct', '/debug', 'a.exe'],
    ]);
  });

  it('is left as it is without a password', () => {
    const stored = ['sign', '/sha1', 'AB12', 'a.exe'];
    expect(withoutPassword(stored, '/p')).toEqual({ args: stored, password: null });
    expect(fromStore(stored, 'CD34')).toEqual(stored);
  });
});

describe.skipIf(process.platform === 'win32')('osslsigncode', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dmp-direct-signing-'));
    await mkdir(join(folder, 'bin'));
    const tool = join(folder, 'bin', 'osslsigncode');
    // Says what it was called with, and what the file holds that it was named.
    await writeFile(
      tool,
      `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/arguments\ncat "$3" > ${folder}/read\necho "$3" > ${folder}/file\nstat -c %a "$3" > ${folder}/rights\n`,
    );
    await chmod(tool, 0o755);
    vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env.PATH}`);
    vi.stubEnv('USE_SYSTEM_OSSLSIGNCODE', 'true');
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('reads the password from a file that is gone afterwards', async () => {
    const args = [
      'sign',
      '-in',
      'a.exe',
      '-out',
      'b.exe',
      '-pkcs12',
      'c.p12',
      '-h',
      'sha256',
      '-pass',
      SECRET,
    ];
    await sign({ cscInfo: {}, computeSignToolArgs: () => args }, { config: {} });
    const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
    expect(await text('arguments')).not.toContain(SECRET);
    expect(await text('arguments')).toContain('-readpass');
    expect(await text('read')).toBe(SECRET);
    expect((await text('rights')).trim()).toBe('600');
    await expect(stat((await text('file')).trim())).rejects.toThrow('ENOENT');
  });

  it('is not called without a certificate', async () => {
    const never = (): never => {
      throw new Error('asked');
    };
    await sign({ cscInfo: null, computeSignToolArgs: never }, { config: {} });
  });
});
