/**
 * A workstation that nobody prepared: an empty HOME, and the card library's file at its place. The program makes its
 * own browser know the library (docs/technical/sign-in.md).
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { ENGINE_MODULE_NAME } from '../../src/domain/practitioner/engine-module.ts';
import { electronPath } from '../../scripts/lib/launch.mjs';
import { makeDatabase } from '../lab/nss/index.ts';
import { LAB_PIN } from '../lab/softhsm/index.ts';
import { cardRead, command, openDashboard, stopped, typePin, windowsOf } from './sign-in-steps.ts';
import { poll, start, startIn, type Running, type StartOptions } from './support.ts';

let running: Running | undefined;

test.afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function withCps(options: StartOptions = {}): Promise<Running> {
  running = await start({ cards: [[1, 'cps3']], practitioners: ['cps'], ...options });
  await cardRead(running);
  return running;
}

const homeOf = ({ world }: Running): string => world.env.HOME ?? '';

/** The modules of the user's database, as NSS keeps them. */
async function modules(program: Running): Promise<string> {
  return readFile(join(homeOf(program), '.pki', 'nssdb', 'pkcs11.txt'), 'utf8').catch(() => '');
}

test('in an empty HOME the card signs in: Vitale in, PIN, page', async () => {
  let found: string[] = ['?'];
  const program = await withCps({
    prepare: async ({ env }) => {
      found = await readdir(env.HOME ?? '');
    },
  });
  expect(found).toEqual([]);
  await program.desk.insert(0, 'claire');
  await typePin(program, LAB_PIN);
  await expect((await program.sitePage('/AccesDirect/TableauDeBord/')).getByText('Connecté')).toBeVisible();
  const kept = await modules(program);
  expect(kept).toContain(`name=${ENGINE_MODULE_NAME}`);
  expect(kept).toContain(`library=${program.world.tokens?.modulePath ?? ''}`);
  // The user's own, and nobody else's to read.
  expect((await stat(join(homeOf(program), '.pki', 'nssdb'))).mode & 0o077).toBe(0);
});

/**
 * Starts a program with a library at its documented place, which no one else on this machine sees: `/opt` is the
 * program's own.
 */
async function withOwnOpt(library: string, folder: string): Promise<string> {
  const script = join(folder, 'avec-opt.sh');
  const place = '/opt/santesocial/CPS/lib';
  const inside = `mount -t tmpfs -o mode=755 opt /opt && mkdir -p ${place} && cp '${library}' ${place}/libcps3_pkcs11_lux.so && exec '${electronPath()}' "$@"`;
  await writeFile(script, `#!/bin/sh\nexec unshare -m sh -c '${inside.replaceAll("'", `'\\''`)}' sh "$@"\n`, {
    mode: 0o755,
  });
  return script;
}

test('nothing is set and nothing prepared but the library at its documented place: Vitale in, PIN, page', async () => {
  test.skip(process.getuid?.() !== 0, 'only root can have an /opt of its own');
  const options: StartOptions = {
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    prepare: async ({ configFile, env, tokens }) => {
      const settings = JSON.parse(await readFile(configFile, 'utf8')) as { cards?: { cryptolib?: string } };
      delete settings.cards?.cryptolib;
      await writeFile(configFile, JSON.stringify(settings));
      expect(await readdir(env.HOME ?? '')).toEqual([]);
      options.through = await withOwnOpt(tokens?.modulePath ?? '', dirname(configFile));
    },
  };
  running = await start(options);
  await cardRead(running);
  await running.desk.insert(0, 'claire');
  await typePin(running, LAB_PIN);
  await expect((await running.sitePage('/AccesDirect/TableauDeBord/')).getByText('Connecté')).toBeVisible();
  expect(await modules(running)).toContain('library=/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so');
});

test('what others have registered stays, and the next start adds nothing', { tag: '@long' }, async () => {
  const program = await withCps({
    prepare: async ({ env }) => {
      await makeDatabase(env.HOME ?? '');
      const list = join(env.HOME ?? '', '.pki', 'nssdb', 'pkcs11.txt');
      const text = await readFile(list, 'utf8');
      await writeFile(list, `${text}library=/usr/lib/lecteur.so\nname=Lecteur du voisin\n\n`);
    },
  });
  await poll(() => modules(program)).toContain(ENGINE_MODULE_NAME);
  expect(await modules(program)).toContain('name=Lecteur du voisin');
  const before = await modules(program);
  await program.app.close();
  running = await startIn(program);
  await cardRead(running);
  await openDashboard(running);
  await typePin(running, LAB_PIN);
  await expect((await running.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
  expect(await modules(running)).toBe(before);
});

test('a damaged database is told by its name, not as a card that is missing', async () => {
  const program = await withCps({
    prepare: async ({ env }) => {
      const file = join(env.HOME ?? '', '.pki', 'nssdb', 'cert9.db');
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, 'ceci n’est pas une base');
    },
  });
  await openDashboard(program);
  const visit = await stopped(program, 'Magasin de certificats abîmé');
  await expect(visit.getByText('~/.pki/nssdb')).toBeVisible();
  expect(windowsOf(program, 'pin')).toEqual([]);
});

test('switched off, nothing is registered and the screen says why the card cannot be used', async () => {
  const program = await withCps({ settings: { cards: { registerCryptolib: false } } });
  await openDashboard(program);
  await stopped(program, 'Cryptolib inconnue du navigateur intégré');
  expect(await modules(program)).not.toContain(ENGINE_MODULE_NAME);
});

test('the diagnosis sees that the registration has gone, and makes it again', { tag: '@long' }, async () => {
  const program = await withCps();
  await poll(() => modules(program)).toContain(ENGINE_MODULE_NAME);
  const database = `sql:${join(homeOf(program), '.pki', 'nssdb')}`;
  const removal = ['-dbdir', database, '-force', '-delete', ENGINE_MODULE_NAME];
  await promisify(execFile)('modutil', removal, { env: { ...process.env, ...program.world.env } });
  expect(await modules(program)).not.toContain(ENGINE_MODULE_NAME);
  await command(await program.page('launcher'), 'openDiagnosis', { section: 'cpx' });
  const diagnosis = await program.page('diagnosis');
  await diagnosis.getByRole('button', { name: 'Déclarer la Cryptolib' }).click({ timeout: 40_000 });
  await poll(() => modules(program)).toContain(ENGINE_MODULE_NAME);
});

test('a library that comes after the start asks for a restart, and the next start signs in', async () => {
  const late = 'libcps3_pkcs11_lux.so';
  const program = await withCpsAt(late);
  await openDashboard(program);
  await stopped(program, 'Cryptolib CPS introuvable');
  const place = join(homeOf(program), late);
  await copyFile(program.world.tokens?.modulePath ?? '', place);
  await program.desk.remove(1);
  await program.desk.insert(1, 'cps3');
  await cardRead(program);
  await poll(() => modules(program)).toContain(place);
  await (await program.page('visit')).getByRole('button', { name: 'Recommencer la connexion' }).click();
  await stopped(program, 'Redémarrez DMP Direct pour utiliser votre carte');
  await program.app.close();
  running = await startIn(program);
  await cardRead(running);
  await openDashboard(running);
  await typePin(running, LAB_PIN);
  await expect((await running.sitePage('/AccesDirect/TableauDeBord')).locator('h1')).toBeVisible();
});

/** The library is looked for in the HOME, where it is not yet. */
async function withCpsAt(name: string): Promise<Running> {
  running = await start({
    cards: [[1, 'cps3']],
    practitioners: ['cps'],
    prepare: async ({ configFile, env }) => {
      const settings = JSON.parse(await readFile(configFile, 'utf8')) as { cards: object };
      settings.cards = { ...settings.cards, cryptolib: join(env.HOME ?? '', name) };
      await writeFile(configFile, JSON.stringify(settings));
    },
  });
  await cardRead(running, /^Cryptolib CPS introuvable$/);
  return running;
}
