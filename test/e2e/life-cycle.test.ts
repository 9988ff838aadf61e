/** The program among other processes: started twice, parts of it killed, ended; and what it leaves behind. */
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { CATALOGUE } from '../lab/cards/catalogue.ts';
import { AMADOU, CLAIRE, HUGO } from '../lab/cards/people.ts';
import {
  asked,
  killNetwork,
  nothingOpens,
  pagesOf,
  plainSite,
  ready,
  send,
  sharedProgram,
  visitOf,
} from './desk-work.ts';
import { poll, type Running, start, startAgain } from './support.ts';

const program = sharedProgram();

test('a second start brings the first one forward and ends', async () => {
  await program.page('launcher');
  await program.app.evaluate(({ BaseWindow }) => {
    for (const window of BaseWindow.getAllWindows()) window.hide();
  });
  expect(await startAgain(program.world)).toBe(0);
  await poll(() =>
    program.app.evaluate(({ BaseWindow }) => BaseWindow.getAllWindows().some((window) => window.isVisible())),
  ).toBe(true);
  expect(pagesOf(program, 'launcher')).toHaveLength(1);
});

test('the site’s page crashes: said, nothing of it stays, and the way on works', async () => {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await crash('https://');
  await expect(visit.getByText('SITE-ARRETE', { exact: true })).toBeVisible();
  await poll(() => program.sitePages().length).toBe(0);
  await visit.getByRole('button', { name: /Recommencer la connexion/ }).click();
  await program.sitePage('/TableauDeBord/');
  await expect(visit.locator('.stop')).toHaveCount(0);
  expect(asked(program)).toHaveLength(2);
});

test('a page asked for by its tab after a crash is the page that opens', async () => {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await crash('https://');
  await expect(visit.getByText('SITE-ARRETE', { exact: true })).toBeVisible();
  await visit.getByRole('button', { name: 'Documents', exact: true }).click();
  await program.sitePage('/AccesDirect/Documents/');
  expect(asked(program).at(-1)).toBe(`/AccesDirect/Documents/${CLAIRE.nir}`);
});

test('our own pages crash: they come back with what they showed', async () => {
  // A page that crashed is lost to Playwright: a program of its own.
  const other = await start(plainSite());
  try {
    await ready(other);
    await other.desk.insert(0, 'claire');
    await visitOf(other, 'MARTIN Claire');
    await other.sitePage('/TableauDeBord/');
    for (const [kind, text] of [
      ['launcher', 'Dossier ouvert'],
      ['visit', 'MARTIN Claire'],
    ] as const) {
      await crash(`app://dmp-direct/${kind}/`, other);
      await poll(() => shown(`app://dmp-direct/${kind}/`, other)).toContain(text);
    }
    expect(await shown('https://', other)).toContain('MARTIN');
    expect(asked(other)).toHaveLength(1);
  } finally {
    await other.close();
  }
});

/** Ends the process that draws a page. */
async function crash(address: string, running = program): Promise<void> {
  await running.app.evaluate(({ webContents }, start) => {
    webContents
      .getAllWebContents()
      .find((each) => each.getURL().startsWith(start))
      ?.forcefullyCrashRenderer();
  }, address);
}

/** What a page says, asked past Playwright; a script given to a page that is being loaded again may never answer. */
function shown(address: string, running: Running): Promise<string> {
  return running.app.evaluate(async ({ webContents }, start) => {
    const found = webContents.getAllWebContents().find((each) => each.getURL().startsWith(start));
    if (found === undefined || found.isCrashed()) return '';
    const text = found.executeJavaScript('document.body.innerText') as Promise<string>;
    return Promise.race([text, new Promise<string>((resolve) => setTimeout(resolve, 500, ''))]);
  }, address);
}

test('the network process is killed: the session ends with it, and a new one judges certificates again', async () => {
  await program.desk.insert(0, 'claire');
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await killNetwork(program);
  await expect(visit.getByText('SITE-ARRETE', { exact: true })).toBeVisible();
  await poll(() => program.sitePages().length).toBe(0);
  expect(asked(program)).toHaveLength(1);
  await visit.getByRole('button', { name: /Recommencer la connexion/ }).click();
  await program.sitePage('/TableauDeBord/');
  await expect(visit.locator('.stop')).toHaveCount(0);
});

test('the network process is killed while a session is only warmed up: that one is not used', async () => {
  await program.desk.insert(0, 'famille');
  const launcher = await program.page('launcher');
  await expect(launcher.locator('label.person')).toHaveCount(4);
  await killNetwork(program);
  await nothingOpens(program, 500);
  await launcher.getByRole('radio', { name: /MARTIN Claire/ }).check({ force: true });
  await launcher.getByRole('button', { name: /Ouvrir le DMP de Claire MARTIN/ }).click();
  const visit = await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/TableauDeBord/');
  await expect(visit.locator('.stop')).toHaveCount(0);
});

/** Everything of a patient that could be found in a file, as it could be written. */
function traces(): ReadonlyMap<string, string> {
  const people = CATALOGUE.flatMap((card) => card.people);
  const found = new Map<string, string>();
  for (const { name, firstName, birthDate, nir } of [CLAIRE, HUGO, AMADOU, ...people]) {
    const iso = `${birthDate.slice(0, 4)}-${birthDate.slice(4, 6)}-${birthDate.slice(6)}`;
    const french = `${birthDate.slice(6)}/${birthDate.slice(4, 6)}/${birthDate.slice(0, 4)}`;
    const full = [`${name} ${firstName}`, `${firstName} ${name}`];
    for (const text of [...full, birthDate, iso, french, nir, nir?.slice(0, 13)])
      if (text !== null && text !== undefined)
        for (const encoding of ['utf8', 'utf16le', 'latin1'] as const)
          found.set(Buffer.from(text, encoding).toString('latin1'), `${text} (${encoding})`);
  }
  return found;
}

interface Scan {
  readonly files: number;
  readonly hits: readonly string[];
}

/** Looks for traces in the name and in every byte of every file under a directory. */
async function scan(directory: string): Promise<Scan> {
  const searched = traces();
  const hits: string[] = [];
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    const content = path + (await readFile(path)).toString('latin1');
    for (const [bytes, meaning] of searched) if (content.includes(bytes)) hits.push(`${meaning} in ${path}`);
  }
  return { files: files.length, hits };
}

/** Processes that run in a world: its directory is in their environment. */
async function processesOf(directory: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
      if (!environment.includes(directory)) return null;
      return `${pid} ${await readlink(`/proc/${pid}/exe`).catch(() => '?')}`;
    }),
  );
  return found.filter((line) => line !== null);
}

test('quitting leaves no process and no file with anything of a patient', async () => {
  test.skip(process.platform !== 'linux', 'looks into /proc');
  const temporary = await mkdtemp(join(tmpdir(), 'dmp-direct-scan-'));
  const other = await start({ ...plainSite(), env: { TMPDIR: temporary } });
  const directory = dirname(other.world.userData);
  try {
    await ready(other);
    await other.desk.insert(0, 'claire');
    const visit = await visitOf(other, 'MARTIN Claire');
    for (const page of ['Documents', 'Vaccination', 'DMP patient']) {
      await visit.getByRole('button', { name: page, exact: true }).click();
      await expect(visit.locator('[aria-current=page]')).toHaveText(page);
    }
    // What the site itself could leave: storage of every kind, and a cache.
    await (
      await other.sitePage()
    ).evaluate(async (text) => {
      localStorage.setItem('patient', text);
      document.cookie = `patient=${text.replace(' ', '-')}; max-age=100000`;
      await (await caches.open('patient')).put('/patient', new Response(text));
      await new Promise((done) => {
        const open = indexedDB.open(text);
        open.onsuccess = done;
      });
    }, `${CLAIRE.name} ${CLAIRE.firstName} ${CLAIRE.nir}`);
    await other.desk.remove(0);
    await other.desk.insert(0, 'amadou');
    const confirm = await other.page('confirm');
    await confirm.getByRole('button', { name: /^Ouvrir/ }).click();
    await visitOf(other, 'DIALLO Amadou');
    await other.sitePage('/TableauDeBord/');
    await send(other, 'launcher', 'openIns', { ins: HUGO.nir, page: 'Documents' });
    await other.page('confirm');
    // Quitting in the middle of it all.
    expect((await processesOf(directory)).length).toBeGreaterThan(3);
    await other.app.close();
    await poll(() => processesOf(directory), { timeout: 5_000 }).toEqual([]);
    for (const place of [directory, temporary]) {
      const { files, hits } = await scan(place);
      expect(hits).toEqual([]);
      if (place === directory) expect(files).toBeGreaterThan(5);
    }
    // The search itself finds what is there.
    await writeFile(join(other.world.userData, 'planted'), Buffer.from(`x${AMADOU.nir}x`, 'utf16le'));
    expect((await scan(directory)).hits.length).toBeGreaterThan(0);
  } finally {
    await other.close();
    await rm(temporary, { recursive: true, force: true });
  }
});
