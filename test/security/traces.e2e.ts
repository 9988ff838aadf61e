/** After a full tour nothing on disk, and nothing that the program has said, holds a name or a number of anybody. */
import { createSocket, type Socket } from 'node:dgram';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PAGES, type PageId } from '../../src/domain/site/pages.ts';
import { pagesOf, plainSite, ready, send, visitOf } from '../e2e/desk-work.ts';
import { poll, type Running, start } from '../e2e/support.ts';
import { scanBytes, scanFolders, secretsOf, type Secret } from '../campaigns/scan.ts';
import { AMADOU, CLAIRE, HUGO } from '../lab/cards/people.ts';

const SECRETS: readonly Secret[] = [CLAIRE, HUGO, AMADOU].flatMap(secretsOf);

/** A mark that the page writes wherever a page can. */
const MARK = 'TRACE-DE-PAGE-7Q3';

let temporary: string;
let program: Running;
/** The server that takes the helpdesk's events, and all that has come to it. */
let logServer: Socket;
const toldToServer: Buffer[] = [];

test.beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'dmp-direct-traces-'));
  logServer = createSocket('udp4');
  logServer.on('message', (bytes) => toldToServer.push(bytes));
  await new Promise<void>((resolve) => {
    logServer.bind(0, '127.0.0.1', resolve);
  });
  const syslog = `127.0.0.1:${String(logServer.address().port)}`;
  const told = plainSite({ journal: { level: 'detail', syslog } });
  program = await start({ ...told, env: { TMPDIR: temporary, TMP: temporary } });
});

test.afterAll(async () => {
  await program.close().catch(() => undefined);
  logServer.close();
  await rm(temporary, { recursive: true, force: true });
});

async function openEveryPage(): Promise<void> {
  const visit = await program.page('visit');
  for (const page of Object.keys(PAGES) as PageId[]) {
    await send(program, 'visit', 'openPage', { page });
    await program.sitePage(PAGES[page].segment ?? '');
    await visit.waitForTimeout(150);
  }
}

/** A document of the practice's, which the program is never to hold a copy of. */
const DOCUMENT_MARK = 'TRACE-DE-DOCUMENT-5K8';

/** Adds it through the site's own file field; it lies outside of everything that is scanned. */
async function addDocument(): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'dmp-direct-practice-'));
  const file = join(place, `${DOCUMENT_MARK}.pdf`);
  try {
    await writeFile(file, `%PDF-1.4\n${`${DOCUMENT_MARK}\n`.repeat(4_000)}`);
    await program.app.evaluate(({ dialog }, filePath) => {
      const showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
      Object.assign(dialog, { showOpenDialog });
    }, file);
    const site = await program.sitePage();
    await site.goto(new URL('/ajoutdocument', site.url()).href);
    await site.locator('#fichier').dispatchEvent('click');
    await poll(() =>
      site.locator('#fichier').evaluate((field: HTMLInputElement) => field.files?.length),
    ).toBe(1);
    await site.getByRole('button', { name: 'Ajouter' }).dispatchEvent('click');
    await expect(site.locator('#ajoute')).toContainText(DOCUMENT_MARK);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** The page stores, logs and caches what it can. */
async function leaveMarks(): Promise<void> {
  const site = await program.sitePage();
  await site.evaluate(async (mark) => {
    console.error(mark, document.body.innerText);
    console.log(mark, location.href);
    localStorage.setItem(mark, document.body.innerText);
    document.cookie = `${mark}=1; max-age=86400; secure`;
    await (await caches.open(mark)).put('/x', new Response(document.body.innerText));
    await new Promise((resolve) => {
      indexedDB.open(mark).onsuccess = resolve;
    });
    const file = await (await navigator.storage.getDirectory()).getFileHandle(mark, { create: true });
    const writer = await file.createWritable();
    await writer.write(document.body.innerText);
    await writer.close();
  }, MARK);
}

test('profile, home, temporary folder and output after a full tour, an open record and a crash', async () => {
  test.setTimeout(240_000);
  const output: Buffer[] = [];
  for (const stream of [program.app.process().stdout, program.app.process().stderr])
    stream?.on('data', (bytes: Buffer) => output.push(bytes));

  await ready(program);
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  await program.sitePage('/AccesDirect/TableauDeBord/');
  await openEveryPage();
  await send(program, 'visit', 'openPage', { page: 'DossierPatient' });
  await program.sitePage('/AccesDirect/DossierPatient/');
  await leaveMarks();
  await addDocument();

  // A number typed by hand, one wrong, a family, and a card that cannot be read.
  await program.desk.remove(0);
  await send(program, 'launcher', 'openIns', { ins: CLAIRE.nir.slice(0, 14), page: 'TableauDeBord' });
  await program.desk.insert(0, 'famille');
  await (await program.page('launcher')).waitForTimeout(1_500);
  await program.desk.insert(0, 'incoherente');
  await (await program.page('launcher')).waitForTimeout(1_500);

  const everything = [
    ...SECRETS,
    { what: 'mark of the page', text: MARK },
    { what: 'mark of the document that was added', text: DOCUMENT_MARK },
  ];
  const folders = [program.world.userData, program.world.env.HOME ?? '', temporary];
  const during = await scanFolders(folders, everything);
  expect(during.traces, 'while the record is open').toEqual([]);

  // The page's process crashes, the visit is closed, the program quits.
  await program.app.evaluate(({ webContents }) => {
    for (const each of webContents.getAllWebContents())
      if (each.getURL().startsWith('https://')) each.forcefullyCrashRenderer();
  });
  await (await program.page('visit')).waitForTimeout(800);
  await send(program, 'visit', 'close', {});
  await poll(() => pagesOf(program, 'visit').length).toBe(0);
  const log = join(program.world.userData, 'logs', 'dmp-direct.log');
  expect((await readFile(log, 'utf8')).length).toBeGreaterThan(100);
  await program.app.close();

  const after = await scanFolders(folders, everything);
  expect(after.files).toBeGreaterThan(5);
  expect(after.traces, 'after the end').toEqual([]);
  expect(scanBytes('standard output and errors', Buffer.concat(output), everything)).toEqual([]);
  expect(dirname(program.world.userData)).not.toBe('');

  // What a helpdesk is told: what happened, and to nobody.
  const events = join(program.world.userData, 'logs', 'evenements.log');
  const written = (await readFile(events, 'utf8')).match(/DMP-\d{3}/g) ?? [];
  for (const number of [100, 110, 200, 210, 211, 213, 300, 301, 101])
    expect(written).toContain(`DMP-${String(number)}`);
  await poll(() => toldToServer.length).toBe(written.length);
  expect(scanBytes('events sent to a server', Buffer.concat(toldToServer), everything)).toEqual([]);
});
