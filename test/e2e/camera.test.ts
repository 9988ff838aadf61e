/** The computer's camera, as a film of Chromium's fake device: what it reads, what it never takes, and its light. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { playSession, type PlayedSession } from '../lab/dbus/index.ts';
import { picture, writeFilm, type Pose } from '../lab/documents/film.ts';
import { labelText, LEA_LABEL, PAUL_LABEL } from '../lab/documents/label.ts';
import { labelRaster, type Raster } from '../lab/documents/symbol.ts';
import { answer, asked, nothingOpens, pagesOf, plainSite, ready, send, tidy, visitOf } from './desk-work.ts';
import { poll, type Running, start } from './support.ts';

const LEA = labelRaster(labelText(LEA_LABEL));
const PAUL = labelRaster(labelText(PAUL_LABEL));
const NOBODY = picture([]);

let program: Running;
let session: PlayedSession;
let folder: string;
let film: string;

/** What lies before the camera from the next time on that its window is opened. */
const before = (pictures: readonly Raster[]): Promise<void> => writeFilm(film, pictures);

const fakeCamera = (): string[] => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
];

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-camera-'));
  film = join(folder, 'film.y4m');
  await before([NOBODY]);
  session = await playSession();
  program = await start({ ...plainSite(), env: session.env, args: fakeCamera() });
  await ready(program);
});

/** Its page goes with the key that closes it. */
async function shut(): Promise<void> {
  for (const camera of pagesOf(program, 'camera'))
    await camera.keyboard.press('Escape').catch(() => undefined);
  await poll(() => pagesOf(program, 'camera').length).toBe(0);
}

test.afterEach(async () => {
  await shut();
  await tidy(program);
});

test.afterAll(async () => {
  await program.close();
  session.stop();
  await rm(folder, { recursive: true, force: true });
});

async function openCamera(of = program): Promise<Page> {
  const launcher = await of.page('launcher');
  await launcher.getByRole('button', { name: 'Lire un code avec la caméra' }).click();
  return of.page('camera');
}

/** Until it has looked at some pictures. */
async function looking(camera: Page): Promise<void> {
  await expect(camera.getByText('Recherche d’un code.')).toBeVisible({ timeout: 20_000 });
  await camera.waitForTimeout(1_500);
}

test('a blurred and tilted label: its window closes, and the question says who it is', async () => {
  const pose: Pose = { turn: 15, tilt: 0.15, blur: 1, noise: 12 };
  await before([picture([[PAUL, pose]])]);
  await openCamera();
  const confirm = await program.page('confirm');
  await expect(confirm.getByText("D'ESSAI-FICTIF Paul Jean")).toBeVisible();
  await expect(confirm.getByText('lu sur un document, non qualifié')).toBeVisible();
  // The page is gone, and with it the camera's light.
  await poll(() => pagesOf(program, 'camera').length).toBe(0);
  expect(asked(program)).toEqual([]);
  await answer(program, confirm, /^Ouvrir le DMP de Paul Jean/);
  await visitOf(program, "D'ESSAI-FICTIF Paul Jean");
  await program.sitePage('/TableauDeBord/');
  expect(asked(program)).toEqual([`/AccesDirect/TableauDeBord/${PAUL_LABEL.number}`]);
});

test('a child of the inserted card gets the number that the card does not say', async () => {
  await program.desk.insert(0, 'famille');
  await before([picture([[LEA, {}]])]);
  await openCamera();
  const launcher = await program.page('launcher');
  await expect(launcher.locator('label.person').filter({ hasText: 'MARTIN Léa' })).toContainText(
    'Matricule INS lu sur un document, non qualifié',
  );
  await nothingOpens(program, 300);
});

test('a torn label, and those of two people, open nothing', async () => {
  await before([picture([[PAUL, { torn: 0.5 }]])]);
  await looking(await openCamera());
  await shut();
  const two = picture([
    [LEA, { size: 0.55, aside: -0.25 }],
    [PAUL, { size: 0.55, aside: 0.25 }],
  ]);
  await before([two]);
  const camera = await openCamera();
  await expect(camera.getByText('Les codes de plusieurs personnes sont visibles.')).toBeVisible({
    timeout: 20_000,
  });
  await nothingOpens(program, 300);
});

test('a code for another environment is refused in the window, which goes on looking', async () => {
  await before([picture([[labelRaster(labelText(PAUL_LABEL, '1.2.250.1.213.1.4.8')), {}]])]);
  const camera = await openCamera();
  await expect(camera.getByText('celui d’un patient réel')).toBeVisible({ timeout: 20_000 });
  expect(pagesOf(program, 'confirm')).toEqual([]);
  await nothingOpens(program, 300);
});

test('the light is on while the window is in sight, and off once it is hidden', async () => {
  await before([NOBODY]);
  const camera = await openCamera();
  await looking(camera);
  const states = (): Promise<string[]> =>
    camera.evaluate(() => {
      const kept = globalThis as unknown as { track?: MediaStreamTrack | undefined };
      const stream = document.querySelector('video')?.srcObject;
      if (stream instanceof MediaStream) kept.track ??= stream.getVideoTracks()[0];
      return [kept.track?.readyState ?? 'none', stream === null ? 'dark' : 'shown'];
    });
  expect(await states()).toEqual(['live', 'shown']);
  await camera.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  expect(await states()).toEqual(['ended', 'dark']);
  await expect(camera.getByRole('button', { name: 'Reprendre' })).toBeVisible();
});

test('its window closes when the workstation is locked or put to sleep', async () => {
  await before([NOBODY]);
  await looking(await openCamera());
  session.lock(true);
  await poll(() => pagesOf(program, 'camera').length, { message: 'locked' }).toBe(0);
  session.lock(false);
  await looking(await openCamera());
  await program.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await poll(() => pagesOf(program, 'camera').length, { message: 'asleep' }).toBe(0);
  await program.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
});

test('its window closes when the open record is hidden, since nobody is there', async () => {
  await before([NOBODY]);
  const own = await start({ ...plainSite({ hideAfterMinutes: 0.3 }), args: fakeCamera() });
  try {
    await ready(own);
    await own.desk.insert(0, 'claire');
    const visit = await visitOf(own, 'MARTIN Claire');
    await own.sitePage('/TableauDeBord/');
    await openCamera(own);
    await expect(visit.getByRole('dialog', { name: 'Dossier masqué' })).toBeVisible({ timeout: 30_000 });
    await poll(() => pagesOf(own, 'camera').length).toBe(0);
  } finally {
    await own.close();
  }
});

test('no other window of ours has the camera, and this one has nothing but the camera', async () => {
  const granted = (page: Page, constraints: MediaStreamConstraints): Promise<string> =>
    page.evaluate(
      (wanted) =>
        navigator.mediaDevices.getUserMedia(wanted).then(
          (stream) => {
            stream.getTracks().forEach((track) => {
              track.stop();
            });
            return 'granted';
          },
          (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
        ),
      constraints,
    );
  await before([NOBODY]);
  const camera = await openCamera();
  await looking(camera);
  await send(program, 'launcher', 'openSettings', {});
  for (const kind of ['launcher', 'settings'] as const)
    expect(await granted(await program.page(kind), { video: true }), kind).toBe('NotAllowedError');
  await send(program, 'settings', 'close', {});
  // That they are refused says something only where it could have been granted.
  expect(await granted(camera, { video: true })).toBe('granted');
  expect(await granted(camera, { audio: true })).toBe('NotAllowedError');
  expect(await granted(camera, { audio: true, video: true })).toBe('NotAllowedError');
  const others = await camera.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'midi', 'clipboard-read'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(others).not.toContain('granted');
});

test('WebAssembly runs in this window alone, and no text becomes code in it', async () => {
  await before([NOBODY]);
  const camera = await openCamera();
  await looking(camera);
  // The debugger may evaluate: what a page does by itself is what its own timers do.
  const tries = `new Promise((done) => setTimeout(async () => {
    const attempt = async (does) => { try { await does(); return 'done'; } catch (error) { return error.name; } };
    const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    done([
      await attempt(() => WebAssembly.compile(empty)),
      await attempt(() => window.eval('1')),
      await attempt(() => fetch('app://dmp-direct/index.html')),
      await attempt(() => fetch('https://ailleurs.localhost/')),
    ]);
  }, 50))`;
  const launcher = await program.page('launcher');
  expect(await camera.evaluate(tries)).toEqual(['done', 'EvalError', 'TypeError', 'TypeError']);
  expect(await launcher.evaluate(tries)).toEqual(['CompileError', 'EvalError', 'TypeError', 'TypeError']);
});
