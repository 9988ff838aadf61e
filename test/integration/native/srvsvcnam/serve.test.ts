/** The role as main sees it: requests in, answers out, against an installed component. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HostCall } from '../../../../src/native/srvsvcnam/call.ts';
import { thisSystem } from '../../../../src/native/srvsvcnam/discover.ts';
import { srvsvcnamHandlers } from '../../../../src/native/srvsvcnam/serve.ts';
import { installFakeHost, isAlive } from '../../../lab/native-host/index.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dmp-srvsvcnam-'));
});
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

function handlers() {
  const calls = new Set<HostCall>();
  return { calls, ...srvsvcnamHandlers({ ...thisSystem(), home }, calls) };
}

test('HOME is respected', () => {
  expect(thisSystem().home).toBe(process.env.HOME);
});

test('discovers what is installed, component by component, and says why something cannot be used', async () => {
  const vitale = await installFakeHost(home, 'vitale');
  const diagam = await installFakeHost(home, 'diagam', { allowed_origins: ['chrome-extension://autre/'] });
  const { discover } = handlers();
  expect(await discover({})).toEqual({
    ok: true,
    value: {
      manifests: [
        {
          host: 'vitale',
          browser: 'chrome',
          scope: 'user',
          manifest: vitale.manifestFile,
          state: 'usable',
          program: vitale.program,
        },
        {
          host: 'diagam',
          browser: 'chrome',
          scope: 'user',
          manifest: diagam.manifestFile,
          state: 'refused',
          program: null,
        },
      ],
    },
  });
  expect(await vitale.runs()).toEqual([]);
});

test('calls the component that it is asked for, each time in a process of its own', async () => {
  const vitale = await installFakeHost(home, 'vitale');
  const diagam = await installFakeHost(home, 'diagam');
  const { call, calls } = handlers();
  for (const service of ['version', 'serial_number'])
    expect(await call({ host: 'vitale', message: { service } })).toMatchObject({
      value: { answer: { service } },
    });
  expect(await call({ host: 'diagam', message: { service: 'etat' } })).toMatchObject({
    value: { answer: { etat: 'OK' } },
  });
  const pids = (await vitale.runs()).map(({ pid }) => pid);
  expect(new Set(pids).size).toBe(2);
  expect(await diagam.runs()).toHaveLength(1);
  expect(calls.size).toBe(0);
});

test('absent, refused and broken components each have their code', async () => {
  const { call } = handlers();
  expect(await call({ host: 'vitale', message: {} })).toMatchObject({
    failure: { code: 'SRVSVCNAM-ABSENT' },
  });
  await installFakeHost(home, 'vitale', { allowed_origins: [] });
  expect(await call({ host: 'vitale', message: {} })).toMatchObject({
    failure: { code: 'SRVSVCNAM-REFUSE' },
  });
  await installFakeHost(home, 'vitale', { type: 'pipe' });
  expect(await call({ host: 'vitale', message: {} })).toMatchObject({
    failure: { code: 'SRVSVCNAM-MANIFESTE' },
  });
  await installFakeHost(home, 'vitale', { path: join(home, 'absent') });
  expect(await call({ host: 'vitale', message: {} })).toMatchObject({
    failure: { code: 'SRVSVCNAM-DEMARRAGE' },
  });
});

test('abandoning ends the component and answers when it is gone', async () => {
  const vitale = await installFakeHost(home, 'vitale');
  await vitale.behave({ fault: 'silent' });
  const { call, abandon, calls } = handlers();
  const waiting = call({ host: 'vitale', message: { service: 'vitale' } });
  await expect.poll(async () => (await vitale.runs()).length).toBe(1);
  await abandon({});
  const [run] = await vitale.runs();
  expect(await isAlive(run!.pid)).toBe(false);
  expect(await waiting).toMatchObject({ failure: { code: 'SRVSVCNAM-ARRETE' } });
  expect(calls.size).toBe(0);
});

test('a call abandoned while its manifest is still looked for never starts', async () => {
  const vitale = await installFakeHost(home, 'vitale');
  const { call, abandon } = handlers();
  const waiting = call({ host: 'vitale', message: { service: 'vitale' } });
  await abandon({});
  expect(await waiting).toMatchObject({ failure: { code: 'SRVSVCNAM-ARRETE' } });
  expect(await vitale.runs()).toEqual([]);
});
