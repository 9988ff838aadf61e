/** The client against a real executable that fails in every way: each fault has its code, and no process stays. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callHost } from '../../../../src/native/srvsvcnam/call.ts';
import { CALLER_ORIGIN } from '../../../../src/native/srvsvcnam/hosts.ts';
import {
  EXTENSION_ORIGIN,
  installFakeHost,
  isAlive,
  type FakeHost,
  type Fault,
} from '../../../lab/native-host/index.ts';

const MESSAGE = { service: 'vitale', dest_host: 'vitale', note: 'à ne pas toucher ☤' };
const SHORT_MS = 1_500;

let home: string;
let fake: FakeHost;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dmp-native-host-'));
  fake = await installFakeHost(home);
});

afterEach(async () => {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

function ask(silenceMs?: number) {
  return callHost('vitale', { path: fake.program, args: [CALLER_ORIGIN] }, MESSAGE, silenceMs);
}

async function expectNobodyLeft(): Promise<void> {
  const pids = [...(await fake.runs()).map(({ pid }) => pid), ...(await fake.leaked())];
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
}

test('a good answer comes untouched, from a process that got our message and the documented caller', async () => {
  expect(CALLER_ORIGIN).toBe(EXTENSION_ORIGIN);
  const answer = await ask().answer;
  expect(answer).toEqual({
    ok: true,
    value: { service: 'vitale', type: 'reponse', flux: 'U29udGVudSBvcGFxdWU=', accents: 'élève ☤' },
  });
  const [run, ...others] = await fake.runs();
  expect(others).toEqual([]);
  expect(run).toMatchObject({ args: [EXTENSION_ORIGIN], request: MESSAGE });
  expect(await isAlive(run!.pid)).toBe(false);
});

const GOOD: readonly Fault[] = ['slow', 'byte-by-byte', 'twice', 'stubborn', 'leaks-child', 'just-fits'];

test.each(GOOD)('%s: the answer counts, and the process is gone when it is handed on', async (fault) => {
  await fake.behave({ fault });
  const answer = await ask(20_000).answer;
  expect(answer.ok).toBe(true);
  if (answer.ok && fault !== 'just-fits') expect(answer.value.flux).toBe('U29udGVudSBvcGFxdWU=');
  const [run] = await fake.runs();
  expect(await isAlive(run!.pid)).toBe(false);
  await expectNobodyLeft();
});

const BAD: readonly (readonly [Fault, string])[] = [
  ['silent', 'SRVSVCNAM-MUET'],
  ['deaf', 'SRVSVCNAM-MUET'],
  ['not-json', 'SRVSVCNAM-PAS-JSON'],
  ['not-utf8', 'SRVSVCNAM-PAS-JSON'],
  ['not-object', 'SRVSVCNAM-PAS-JSON'],
  ['empty', 'SRVSVCNAM-PAS-JSON'],
  ['length-too-short', 'SRVSVCNAM-PAS-JSON'],
  ['length-too-long', 'SRVSVCNAM-ARRETE'],
  ['too-large', 'SRVSVCNAM-TROP-GRAND'],
  ['huge-claim', 'SRVSVCNAM-TROP-GRAND'],
  ['no-framing', 'SRVSVCNAM-TROP-GRAND'],
  ['dies', 'SRVSVCNAM-ARRETE'],
  ['crashes', 'SRVSVCNAM-ARRETE'],
  ['refuses-origin', 'SRVSVCNAM-ARRETE'],
  ['leaks-child-and-dies', 'SRVSVCNAM-ARRETE'],
];

test.each(BAD)('%s: %s, and nobody is left', async (fault, code) => {
  await fake.behave({ fault });
  const silent = code === 'SRVSVCNAM-MUET';
  const answer = await ask(silent ? SHORT_MS : 20_000).answer;
  expect(answer).toMatchObject({ ok: false, failure: { code, detail: { component: 'SrvSVCNAM' } } });
  await expectNobodyLeft();
});

test('a program that is missing, not executable or no program: each says why', async () => {
  const missing = callHost('diagam', { path: join(home, 'absent'), args: [] }, MESSAGE);
  expect(await missing.answer).toMatchObject({
    failure: {
      code: 'SRVSVCNAM-DEMARRAGE',
      detail: { component: 'DiagAM', reason: 'programme introuvable' },
    },
  });
  const plain = join(home, 'ordinaire');
  await writeFile(plain, 'texte', { mode: 0o644 });
  expect(await callHost('vitale', { path: plain, args: [] }, MESSAGE).answer).toMatchObject({
    failure: { code: 'SRVSVCNAM-DEMARRAGE', detail: { reason: 'programme non autorisé' } },
  });
  await mkdir(join(home, 'dossier'));
  const folder = callHost('vitale', { path: join(home, 'dossier'), args: [] }, MESSAGE);
  expect(await folder.answer).toMatchObject({ failure: { code: 'SRVSVCNAM-DEMARRAGE' } });
});

test('an abandoned question ends its process at once', async () => {
  await fake.behave({ fault: 'silent' });
  const call = ask();
  await expect.poll(async () => (await fake.runs()).length).toBe(1);
  call.abandon();
  // Waited for, it would be « SRVSVCNAM-MUET ».
  expect(await call.answer).toMatchObject({ failure: { code: 'SRVSVCNAM-ARRETE' } });
  await expectNobodyLeft();
});

test('an abandoned question is told so, also when something that it started holds its output open', async () => {
  // In a session of its own: it outlives the end of the group, as a program does that the system is slow to end.
  const started = join(home, 'started');
  const script = `setsid sh -c ': > "$0"; sleep ${String((2 * SHORT_MS) / 1000)}' "$0" & exec sleep 60`;
  const call = callHost('vitale', { path: '/bin/sh', args: ['-c', script, started] }, MESSAGE, SHORT_MS);
  await expect.poll(() => existsSync(started)).toBe(true);
  call.abandon();
  expect(await call.answer).toMatchObject({ failure: { code: 'SRVSVCNAM-ARRETE' } });
});

test('60 questions with faults in between: one process each, none is left, no handle stays open', async () => {
  const faults: readonly Fault[] = ['none', 'dies', 'not-json', 'leaks-child', 'crashes'];
  const handles = () =>
    process.getActiveResourcesInfo().filter((name) => /Pipe|Process|Socket/.test(name)).length;
  await ask().answer;
  const before = handles();
  for (let turn = 0; turn < 60; turn++) {
    await fake.behave({ fault: faults[turn % faults.length]! });
    const answer = await ask().answer;
    expect(answer.ok).toBe(turn % 5 === 0 || turn % 5 === 3);
  }
  expect(await fake.runs()).toHaveLength(61);
  await expectNobodyLeft();
  await expect.poll(handles).toBeLessThanOrEqual(before);
}, 120_000);
