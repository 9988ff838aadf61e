/** A package is about to change the program: its user is told or asked, and it ends when nothing is open any more. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { CLAIRE } from '../lab/cards/people.ts';
import { killNetwork, plainSite, ready, send } from './desk-work.ts';
import { poll, start, startIn, type Running } from './support.ts';

// The notice is believed only when it is root's (src/main/start/installer-notice.ts).
test.skip(
  process.platform !== 'linux' || process.getuid?.() !== 0,
  'only root may write what packages write',
);

const NOTICE = '/run/dmp-direct/change';
let stage: Running;

test.beforeAll(async () => {
  await mkdir('/run/dmp-direct', { recursive: true });
  stage = await start(plainSite());
  await ready(stage);
  await stage.app.close();
});

test.afterAll(async () => {
  await rm('/run/dmp-direct', { recursive: true, force: true });
  await stage.close();
});

/** Does what build/linux/leave.sh does. */
async function announce({ app }: Running, change: string): Promise<void> {
  await writeFile(NOTICE, `${change}\n`);
  app.process().kill('SIGUSR2');
}

function ended({ app }: Running): Promise<number | null> {
  return new Promise((resolve) => app.process().once('exit', resolve));
}

interface Box {
  readonly message: string;
  readonly detail: string;
  readonly buttons?: readonly string[];
}
type Played = typeof globalThis & { boxes: Box[]; press: (button: number) => void };

/** The system's boxes, as they are asked for; the test presses their buttons. */
async function playBoxes({ app }: Running): Promise<void> {
  await app.evaluate(({ dialog, Notification }) => {
    const played = globalThis as Played;
    played.boxes = [];
    Notification.isSupported = () => false;
    const showMessageBox = (box: Box): Promise<unknown> => {
      played.boxes.push(box);
      return new Promise((resolve) => {
        played.press = (response) => {
          resolve({ response, checkboxChecked: false });
        };
      });
    };
    Object.assign(dialog, { showMessageBox });
  });
}

const boxes = ({ app }: Running): Promise<readonly Box[]> => app.evaluate(() => (globalThis as Played).boxes);

async function openRecord(program: Running): Promise<void> {
  await send(program, 'launcher', 'openIns', { ins: CLAIRE.nir, page: 'Documents' });
  await program.sitePage('/Documents/');
}

/** A record is open, and its user is asked what is to be done about an upgrade. */
async function askedOverRecord(program: Running): Promise<void> {
  await playBoxes(program);
  await openRecord(program);
  await announce(program, 'upgrade');
  await poll(async () => (await boxes(program)).length).toBe(1);
}

const press = ({ app }: Running, button: number): Promise<void> =>
  app.evaluate((_electron, pressed) => {
    (globalThis as Played).press(pressed);
  }, button);

test('nothing is open: told, and it ends by itself', async () => {
  const program = await startIn(stage);
  try {
    await ready(program);
    await playBoxes(program);
    const end = ended(program);
    await announce(program, 'removal');
    await poll(async () => (await boxes(program)).map(({ message }) => message)).toEqual([
      'DMP Direct est retiré de ce poste',
    ]);
    expect(await end).toBe(0);
  } finally {
    await program.app.close();
  }
});

test('a record is open: asked, it goes on as its user wishes, and ends once the record is closed', async () => {
  const program = await startIn(stage);
  try {
    await askedOverRecord(program);
    expect((await boxes(program))[0]).toMatchObject({
      message: 'DMP Direct est mis à jour sur ce poste',
      buttons: ['Fermer maintenant', 'Continuer'],
    });
    // Whoever reads the box over the practitioner's shoulder learns nothing of anybody.
    expect(JSON.stringify(await boxes(program))).not.toContain(CLAIRE.name);
    await press(program, 1);
    const end = ended(program);
    await program.sitePage('/Documents/');
    const visit = await program.page('visit');
    await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
    expect(await end).toBe(0);
  } finally {
    await program.app.close();
  }
});

test('the engine loses its network once the files are others: said, nothing is begun anew, and it ends', async () => {
  const program = await startIn(stage);
  try {
    await askedOverRecord(program);
    await press(program, 1);
    await killNetwork(program);
    const visit = await program.page('visit');
    const stop = visit.getByRole('alert');
    await expect(stop.getByText('PROGRAMME-REMPLACE', { exact: true })).toBeVisible();
    await poll(() => program.sitePages().length).toBe(0);
    await expect(stop.getByRole('button', { name: 'Recommencer la connexion' })).toHaveCount(0);
    const end = ended(program);
    await stop.getByRole('button', { name: 'Fermer le dossier' }).click();
    expect(await end).toBe(0);
  } finally {
    await program.app.close();
  }
});

test('its user agrees: the record is closed and the program ends', async () => {
  const program = await startIn(stage);
  try {
    await askedOverRecord(program);
    const end = ended(program);
    await press(program, 0);
    expect(await end).toBe(0);
  } finally {
    await program.app.close();
  }
});

test('a signal without a notice of root’s changes nothing', async () => {
  const program = await startIn(stage);
  try {
    await ready(program);
    await playBoxes(program);
    await rm(NOTICE, { force: true });
    program.app.process().kill('SIGUSR2');
    await openRecord(program);
    expect(await boxes(program)).toEqual([]);
  } finally {
    await program.app.close();
  }
});
