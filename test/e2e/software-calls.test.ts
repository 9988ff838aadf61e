/** Calls of the practice's software: by the command line and by deep links, always through a confirmation. */
import { spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../scripts/lib/launch.mjs';
import { AMADOU, CLAIRE } from '../lab/cards/people.ts';
import { asked, nothingOpens, pagesOf, plainSite, tidy, visitOf } from './desk-work.ts';
import { poll, ROOT, type Running, start } from './support.ts';

let program: Running;

test.beforeAll(async () => {
  program = await start(plainSite());
});

test.afterEach(async () => {
  await tidy(program);
});

test.afterAll(async () => {
  await program.close();
});

interface Outcome {
  readonly code: number | null;
  readonly said: string;
}

interface Call {
  readonly outcome: Promise<Outcome>;
  end(): void;
}

/** Starts another process of the program, as the practice's software does. */
function run(args: readonly string[], stdin: string | null = null): Call {
  const child = spawn(
    electronPath(),
    [...electronSwitches(), ROOT, '--user-data', program.world.userData, ...args],
    { env: { ...electronEnvironment(), ...program.world.env } },
  );
  let said = '';
  const take = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin ?? '');
  const outcome = new Promise<Outcome>((resolve) => child.once('close', (code) => resolve({ code, said })));
  return { outcome, end: () => child.kill('SIGKILL') };
}

function call(page: string, ins: string | null, caller = 'Cabinet Facile'): Call {
  return run(
    ['open', '--page', page, '--caller', caller, ...(ins === null ? [] : ['--ins-stdin'])],
    ins === null ? null : `${ins}\n`,
  );
}

async function answer(name: RegExp): Promise<void> {
  const confirm = await program.page('confirm');
  await confirm.getByRole('button', { name }).click();
  await poll(() => pagesOf(program, 'confirm').length).toBe(0);
}

test('a confirmed call opens the page asked for, and says so with exit code 0', async () => {
  const { outcome } = call('Documents', CLAIRE.nir);
  const confirm = await program.page('confirm');
  await expect(confirm.getByRole('heading', { name: 'Ouvrir ce dossier' })).toBeVisible();
  await expect(confirm.getByText('INS fourni par Cabinet Facile, non qualifié')).toBeVisible();
  await expect(confirm.getByText('Page : Documents')).toBeVisible();
  await expect(confirm.getByRole('button', { name: 'Ne pas ouvrir' })).toBeFocused();
  expect((await confirm.content()).replace(/\s/g, '')).not.toContain(CLAIRE.nir);
  expect(asked(program)).toEqual([]);
  await answer(/^Ouvrir/);
  await visitOf(program, 'INS fourni par Cabinet Facile');
  await program.sitePage('/AccesDirect/Documents/');
  expect(await outcome).toMatchObject({ code: 0 });
  expect(asked(program)).toEqual([`/AccesDirect/Documents/${CLAIRE.nir}`]);
});

test('a refused call opens nothing: exit code 3', async () => {
  const { outcome } = call('Documents', CLAIRE.nir);
  await answer(/^Ne pas ouvrir/);
  const { code, said } = await outcome;
  expect(code).toBe(3);
  expect(said).toContain('APPEL-REFUSE');
  expect(said).not.toContain(CLAIRE.nir);
  await nothingOpens(program);
});

for (const [what, page, ins, code] of [
  ['an unknown page', 'Creation', CLAIRE.nir, 4],
  ['a wrong key', 'Documents', `${CLAIRE.nir.slice(0, 13)}00`, 5],
  ['nothing on standard input', 'Documents', '', 5],
  ['no patient where one is needed', 'Documents', null, 6],
] as const) {
  test(`${what} is answered at once with exit code ${code}, and asks nobody`, async () => {
    const outcome = await call(page, ins).outcome;
    expect(outcome.code).toBe(code);
    if (ins !== null && ins !== '') expect(outcome.said).not.toContain(ins);
    expect(pagesOf(program, 'confirm')).toEqual([]);
    expect(asked(program)).toEqual([]);
  });
}

test('an INS on the command line, or no page, is refused with exit code 64', async () => {
  expect((await run(['open', '--page', 'Documents', '--ins', CLAIRE.nir]).outcome).code).toBe(64);
  expect((await run(['open']).outcome).code).toBe(64);
  expect(asked(program)).toEqual([]);
});

test('one call at a time: the second is told so, the first question stays', async () => {
  const first = call('Documents', CLAIRE.nir);
  const confirm = await program.page('confirm');
  await expect(confirm.getByText('Cabinet Facile').first()).toBeVisible();
  expect((await call('Documents', AMADOU.nir, 'Autre Logiciel').outcome).code).toBe(7);
  await expect(confirm.getByText('INS fourni par Cabinet Facile, non qualifié')).toBeVisible();
  await answer(/^Ne pas ouvrir/);
  expect((await first.outcome).code).toBe(3);
});

test('a caller that goes away takes its question along', async () => {
  const { end } = call('Documents', CLAIRE.nir);
  await program.page('confirm');
  end();
  await poll(() => pagesOf(program, 'confirm').length).toBe(0);
  await nothingOpens(program);
});

test('with a record open both are named, and keeping it loses nothing: exit code 8', async () => {
  const launcher = await program.page('launcher');
  await expect(launcher.getByRole('heading', { name: 'Insérez la carte Vitale' })).toBeVisible();
  await program.desk.insert(0, 'claire');
  await program.sitePage('/AccesDirect/TableauDeBord/');
  const before = asked(program);
  const kept = call('Documents', AMADOU.nir);
  const confirm = await program.page('confirm');
  await expect(confirm.getByText('MARTIN Claire')).toBeVisible();
  await expect(confirm.getByText('Fourni par Cabinet Facile')).toBeVisible();
  await answer(/^Rester/);
  expect((await kept.outcome).code).toBe(8);
  expect(asked(program)).toEqual(before);
  await visitOf(program, 'MARTIN Claire');
  const changed = call('TableauDeBord', AMADOU.nir);
  await answer(/^Ouvrir/);
  await visitOf(program, 'INS fourni par Cabinet Facile');
  expect((await changed.outcome).code).toBe(0);
});

test('a deep link is confirmed like any call, and a wrong one is told in the launcher', async () => {
  expect((await run([`dmp-direct://open/Documents/${CLAIRE.nir}?caller=Agenda`]).outcome).code).toBe(0);
  const confirm = await program.page('confirm');
  await expect(confirm.getByText('INS fourni par Agenda, non qualifié')).toBeVisible();
  await answer(/^Ouvrir/);
  await visitOf(program, 'INS fourni par Agenda');
  await tidy(program);
  await run(['dmp-direct://open/Creation']).outcome;
  const launcher = await program.page('launcher');
  await expect(launcher.getByRole('alert')).toContainText('Page demandée inconnue');
  expect(asked(program)).toEqual([]);
});

test('nothing of a call stays on disk, and its address is for this user alone', async () => {
  const { outcome } = call('TableauDeBord', CLAIRE.nir);
  await answer(/^Ouvrir/);
  expect((await outcome).code).toBe(0);
  const log = await readFile(join(program.world.userData, 'logs', 'dmp-direct.log'), 'utf8');
  expect(log).toContain('call of another program');
  expect(log).not.toContain(CLAIRE.nir.slice(0, 13));
  expect(log).not.toContain('Cabinet Facile');
  const file = join(program.world.userData, 'call.json');
  const { address } = JSON.parse(await readFile(file, 'utf8')) as { address: string };
  if (process.platform === 'win32') return;
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(join(address, '..'))).mode & 0o777).toBe(0o700);
});
