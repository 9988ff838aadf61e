/** Calls of the practice's software: by the command line and by deep links, always through a confirmation. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../scripts/lib/launch.mjs';
import { AMADOU, CLAIRE } from '../lab/cards/people.ts';
import { labelText, LEA_LABEL, PAUL_LABEL } from '../lab/documents/label.ts';
import { asked, nothingOpens, pagesOf, sharedProgram, tidy, visitOf } from './desk-work.ts';
import { poll, ROOT } from './support.ts';

const program = sharedProgram();

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
  // The window may have gone before the click is told done: that it has gone is what is looked at.
  await confirm
    .getByRole('button', { name })
    .click()
    .catch(() => undefined);
  await poll(() => pagesOf(program, 'confirm').length).toBe(0);
}

test('a confirmed call opens the page asked for, and says so with exit code 0', async () => {
  const { outcome } = call('Documents', CLAIRE.nir);
  const confirm = await program.page('confirm');
  await expect(confirm.getByRole('heading', { name: 'Ouvrir ce dossier' })).toBeVisible();
  await expect(confirm.getByText('INS indiqué par Cabinet Facile, non qualifié')).toBeVisible();
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
  await expect(confirm.getByText('INS indiqué par Cabinet Facile, non qualifié')).toBeVisible();
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

test('a call without INS names who asks, with a record open and without', async () => {
  const alone = call('TableauDeBord', null);
  const question = await program.page('confirm');
  await expect(question.getByText('Demande reçue de Cabinet Facile.')).toBeVisible();
  await answer(/^Ne pas ouvrir/);
  expect((await alone.outcome).code).toBe(3);
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  const over = call('TableauDeBord', null);
  const change = await program.page('confirm');
  await expect(change.getByText('MARTIN Claire')).toBeVisible();
  await expect(change.getByText('Demande reçue de Cabinet Facile.')).toBeVisible();
  await answer(/^Rester/);
  expect((await over.outcome).code).toBe(8);
  await visitOf(program, 'MARTIN Claire');
});

test('a deep link is confirmed like any call, and a wrong one is told in the launcher', async () => {
  expect((await run([`dmp-direct://open/Documents/${CLAIRE.nir}?caller=Agenda`]).outcome).code).toBe(0);
  const confirm = await program.page('confirm');
  await expect(confirm.getByText('INS indiqué par Agenda, non qualifié')).toBeVisible();
  await answer(/^Ouvrir/);
  await visitOf(program, 'INS fourni par Agenda');
  await tidy(program);
  await run(['dmp-direct://open/Creation']).outcome;
  const launcher = await program.page('launcher');
  await expect(launcher.getByRole('alert')).toContainText('Page demandée inconnue');
  expect(asked(program)).toEqual([]);
});

test('a caller that says who it is gives the bar a name, as its own word', async () => {
  const lines = `${LEA_LABEL.number}\nMARTIN\nLéa Rose\n14/06/2012\n`;
  const named = [
    'open',
    '--page',
    'documents',
    '--ins-stdin',
    '--traits-stdin',
    '--caller',
    'Cabinet Facile',
  ];
  const { outcome } = run(named, lines);
  const confirm = await program.page('confirm');
  await expect(confirm.getByText('MARTIN Léa Rose')).toBeVisible();
  await expect(confirm.getByText(/^naissance\s: 14\/06\/2012/)).toBeVisible();
  await answer(/^Ouvrir le DMP de Léa Rose MARTIN/);
  expect((await outcome).code).toBe(0);
  const visit = await visitOf(program, 'MARTIN Léa Rose');
  await expect(visit.getByText('indiqué par Cabinet Facile, non qualifié')).toBeVisible();
  await tidy(program);
  // Announced and not there: never the page without the identity.
  expect((await run(named, `${LEA_LABEL.number}\nMARTIN\n`).outcome).code).toBe(5);
  expect((await run(['open', '--page', 'Documents', '--traits-stdin'], lines).outcome).code).toBe(64);
});

test('the code of a document may come in place of an INS', async () => {
  const coded = ['open', '--page', 'Documents', '--datamatrix-stdin', '--caller', 'Cabinet Facile'];
  const { outcome } = run(coded, `${labelText(PAUL_LABEL)}\n`);
  await answer(/^Ouvrir le DMP de Paul Jean/);
  expect((await outcome).code).toBe(0);
  await poll(() => asked(program)).toEqual([`/AccesDirect/Documents/${PAUL_LABEL.number}`]);
  await tidy(program);
  const real = await run(coded, `${labelText(PAUL_LABEL, '1.2.250.1.213.1.4.8')}\n`).outcome;
  expect(real).toMatchObject({ code: 5 });
  expect(real.said).toContain('DATAMATRIX-REEL-EN-TEST');
  expect(real.said).not.toContain('ESSAI');
  expect((await run([...coded, '--ins-stdin'], 'x\n').outcome).code).toBe(64);
});

test('a link writes its INS as a parameter as well; what is not understood is never the bare dashboard', async () => {
  await run([`dmp-direct://open/documents?ins=${AMADOU.nir}&caller=Agenda`]).outcome;
  await answer(/^Ouvrir/);
  await visitOf(program, 'INS fourni par Agenda');
  await poll(() => asked(program)).toEqual([`/AccesDirect/Documents/${AMADOU.nir}`]);
  await tidy(program);
  await run([`dmp-direct://open/TableauDeBord?nir=${AMADOU.nir}`]).outcome;
  const launcher = await program.page('launcher');
  await expect(launcher.getByRole('alert')).toContainText('Demande ambiguë');
  expect(asked(program)).toEqual([]);
});

test('the guide’s example for a shell runs as it is written', async () => {
  test.skip(process.platform === 'win32', 'a POSIX shell');
  const guide = await readFile(join(ROOT, 'docs/technical/integration-logiciels.md'), 'utf8');
  const examples = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  expect(examples).toHaveLength(2);
  const bin = await mkdtemp(join(tmpdir(), 'dmp-guide-'));
  const words = [electronPath(), ...electronSwitches(), ROOT, '--user-data', program.world.userData];
  const quoted = words.map((word) => `'${word}'`).join(' ');
  await writeFile(join(bin, 'DMPDirect'), `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 });
  for (const [example, number] of [
    [examples[0], CLAIRE.nir],
    [examples[1], PAUL_LABEL.number],
  ] as const) {
    const child = spawn('sh', ['-c', example ?? 'false'], {
      env: {
        ...electronEnvironment(),
        ...program.world.env,
        PATH: `${bin}:${process.env.PATH ?? ''}`,
        INS: CLAIRE.nir,
        CODE: labelText(PAUL_LABEL),
      },
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise((resolve) => child.once('close', resolve));
    await answer(/^Ouvrir/);
    await ended;
    expect(said).toContain('code de sortie : 0');
    await poll(() => asked(program)).toEqual([`/AccesDirect/Documents/${number}`]);
    await tidy(program);
  }
  await rm(bin, { recursive: true });
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

test('the profile deleted under an open record: the same program takes the call and the start', async () => {
  test.skip(process.platform !== 'linux', 'Windows lets nobody delete the files of a program that runs');
  const launcher = await program.page('launcher');
  await expect(launcher.getByRole('heading', { name: 'Insérez la carte Vitale' })).toBeVisible();
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  const before = [...(await programsOf(program.world.userData))];
  expect(before).toHaveLength(1);
  await rm(program.world.userData, { recursive: true });

  const called = call('Documents', AMADOU.nir);
  const confirm = await program.page('confirm');
  await expect(confirm.getByText('MARTIN Claire')).toBeVisible();
  expect(await programsOf(program.world.userData)).toEqual(expect.arrayContaining(before));
  await answer(/^Rester/);
  expect((await called.outcome).code).toBe(8);

  await rm(program.world.userData, { recursive: true });
  expect((await run([]).outcome).code).toBe(0);
  expect((await run([`dmp-direct://open/TableauDeBord/${CLAIRE.nir}`]).outcome).code).toBe(0);
  expect(await programsOf(program.world.userData)).toEqual(before);
  await visitOf(program, 'MARTIN Claire');
});

/** The processes that are a program with this profile, in the order of their numbers. */
async function programsOf(userData: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((each) => /^\d+$/.test(each));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
      const isProgram = words.includes(userData) && !words.some((word) => word.startsWith('--type='));
      return isProgram && !words.includes('open') ? [pid] : [];
    }),
  );
  return found.flat();
}
