/** The program ends within two seconds, with status 0, whatever it is doing. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { electronEnvironment, electronPath, electronSwitches } from '../../scripts/lib/launch.mjs';
import { AMADOU, CLAIRE } from '../lab/cards/people.ts';
import { furtherRow, plainSite, ready, send } from './desk-work.ts';
import { cardRead, openDashboard } from './sign-in-steps.ts';
import { ROOT, start, startIn, type Running } from './support.ts';

const AT_MOST_MS = 2_000;

/** Everything but the process itself: a world in which one program after the other is started and ended. */
let stage: Running;

test.beforeAll(async () => {
  stage = await start(plainSite());
  await ready(stage);
  await end(stage);
});

test.afterAll(async () => {
  await stage.close();
});

/** Asks the program to end as the system does, and says how it ended and when. */
async function end({ app }: Running): Promise<{ status: number | null; ms: number }> {
  const child = app.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const asked = performance.now();
  child.kill('SIGTERM');
  const status = await ended;
  return { status, ms: performance.now() - asked };
}

async function endsAtOnce(program: Running): Promise<void> {
  const { status, ms } = await end(program);
  expect(status).toBe(0);
  expect(ms).toBeLessThan(AT_MOST_MS);
}

/** By a number that is typed: no card has to be seen first. */
async function openRecord(program: Running): Promise<void> {
  await send(program, 'launcher', 'openIns', { ins: CLAIRE.nir, page: 'Documents' });
  await program.sitePage('/Documents/');
}

/** What the program is doing; each leaves it doing so. */
const STATES: Readonly<Record<string, (program: Running) => Promise<void>>> = {
  'before it has shown anything': () => Promise.resolve(),
  'a card is being read': async (program) => {
    await ready(program);
    await program.desk.insert(0, 'lente');
    const launcher = await program.page('launcher');
    await expect(launcher.getByRole('heading', { name: 'Lecture de la carte Vitale' })).toBeVisible();
  },
  'a record is open, and its page never ends its work': async (program) => {
    await openRecord(program);
    await program.app.evaluate(({ webContents }) => {
      const site = webContents.getAllWebContents().find((each) => each.getURL().startsWith('https://'));
      void site?.executeJavaScript(
        'window.onbeforeunload = () => "restez"; setTimeout(() => { for (;;); }, 0); null',
      );
    });
  },
  'a record is being opened, and the site does not answer': async (program) => {
    program.world.site.control.faults.inject({ host: 'plain', fault: { kind: 'silence' } });
    await send(program, 'launcher', 'openIns', { ins: CLAIRE.nir, page: 'Documents' });
    await expect((await program.page('visit')).getByText('Connexion au DMP…').first()).toBeVisible();
  },
  'a change of patient is to be confirmed': async (program) => {
    await openRecord(program);
    await send(program, 'launcher', 'openIns', { ins: AMADOU.nir, page: 'Documents' });
    await program.page('confirm');
  },
  'the settings are open': async (program) => {
    await send(program, 'launcher', 'openSettings', {});
    await program.page('settings');
  },
  'a diagnosis is under way': async (program) => {
    await send(program, 'launcher', 'openDiagnosis', { section: null });
    await program.page('diagnosis');
  },
};

for (const [index, [what, bring]] of Object.entries(STATES).entries())
  test(`${what}: it ends all the same`, furtherRow(index, 5), async () => {
    const program = await startIn(stage);
    try {
      await bring(program);
      await endsAtOnce(program);
    } finally {
      await program.app.close();
      stage.world.site.control.faults.clear();
      await stage.desk.clear();
    }
  });

test('a log that cannot be written, as on a full disk: it starts, works and ends all the same', async () => {
  const logs = join(stage.world.userData, 'logs');
  await rm(logs, { recursive: true, force: true });
  await mkdir(logs);
  await symlink('/dev/full', join(logs, 'dmp-direct.log'));
  const program = await startIn(stage);
  try {
    await openRecord(program);
    await endsAtOnce(program);
  } finally {
    await program.app.close();
    await rm(logs, { recursive: true, force: true });
  }
});

test('readers that come only after the start are used; it ends when they are gone again', async () => {
  const { pcscd } = stage.world;
  test.skip(pcscd === null, 'no PC/SC service of our own here');
  await pcscd!.kill();
  const program = await startIn(stage);
  try {
    const launcher = await program.page('launcher');
    await expect(launcher.getByText('PCSC-SERVICE-ARRETE', { exact: true })).toBeVisible();
    await pcscd!.restart();
    await program.desk.insert(0, 'claire');
    await expect(launcher.locator('label.person')).toHaveCount(1);
    await pcscd!.kill();
    await endsAtOnce(program);
  } finally {
    await program.app.close();
    await pcscd!.restart();
    await stage.desk.clear();
  }
});

test('a code is asked for: it ends all the same', async () => {
  const program = await start({ cards: [[1, 'cps3']], practitioners: ['cps'] });
  try {
    await cardRead(program);
    await openDashboard(program);
    await program.page('pin');
    await endsAtOnce(program);
  } finally {
    await program.close();
  }
});

test('asked to end at any moment of its start, it does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-early-end-'));
  try {
    const config = join(folder, 'configuration.json');
    await writeFile(config, '{}');
    for (let after = 0; after <= 600; after += 40) {
      const profile = join(folder, `profile-${String(after)}`);
      const args = [...electronSwitches(), ROOT, '--config', config, '--user-data', profile];
      const child = spawn(electronPath(), args, { env: electronEnvironment(), stdio: 'ignore' });
      const ended = new Promise<number | string | null>((resolve) => {
        child.once('exit', (status, signal) => {
          resolve(status ?? signal);
        });
      });
      await delay(after);
      child.kill('SIGTERM');
      // Before any code of ours runs, the signal ends it by itself.
      const status = await Promise.race([ended, delay(20_000, 'it goes on')]);
      child.kill('SIGKILL');
      expect([0, 'SIGTERM'], `after ${String(after)} ms`).toContain(status);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
