/** The registration of the Cryptolib with the engine, through the real NSS; each database is one of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ENGINE_MODULE_NAME } from '../../../../src/domain/practitioner/engine-module.ts';
import { forgetLibrary, lookForLibrary, registerLibrary } from '../../../../src/native/nss/database.ts';
import { loadNss } from '../../../../src/native/nss/koffi-nss.ts';
import { nssHandlers } from '../../../../src/native/nss/serve.ts';
import { specificationOf, type Nss } from '../../../../src/native/nss/port.ts';
import { makeDatabase } from '../../../lab/nss/index.ts';

const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so';
const run = promisify(execFile);

let root: string;
let home: string;
let directory: string;
let library: string;
let nss: Nss;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'nss-database-'));
  nss = loadNss();
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

beforeEach(async () => {
  home = await mkdtemp(join(root, 'home-'));
  directory = join(home, '.pki', 'nssdb');
  library = join(home, 'libcps3_pkcs11_lux.so');
  await copyFile(SOFTHSM, library);
});

/** What NSS's own tool says. */
async function modutil(...args: string[]): Promise<string> {
  return (await run('modutil', ['-dbdir', `sql:${directory}`, '-force', ...args])).stdout;
}

async function code(answer: Promise<{ ok: boolean; failure?: { code: string } }>): Promise<string | null> {
  return (await answer).failure?.code ?? null;
}

describe('in an empty home', () => {
  it('makes the database, registers the library once, and NSS’s own tool sees it', async () => {
    const first = await registerLibrary(nss, directory, library);
    expect(first).toEqual({
      ok: true,
      value: { module: { name: ENGINE_MODULE_NAME, library }, added: true },
    });
    const said = await modutil('-list');
    expect(said).toContain(`2. ${ENGINE_MODULE_NAME}`);
    expect(said).toContain('NSS Internal PKCS #11 Module');
    const list = await readFile(join(directory, 'pkcs11.txt'), 'utf8');
    const second = await registerLibrary(nss, directory, library);
    expect(second.ok && second.value.added).toBe(false);
    expect(await readFile(join(directory, 'pkcs11.txt'), 'utf8')).toBe(list);
  });

  it('looks without making anything', async () => {
    expect(await lookForLibrary(nss, directory, library)).toEqual({
      ok: true,
      value: { module: null, added: false },
    });
    await expect(readFile(join(directory, 'pkcs11.txt'))).rejects.toThrow('ENOENT');
    expect(await forgetLibrary(nss, directory)).toEqual({ ok: true, value: { removed: false } });
  });

  it('a path with quotes and spaces is a path', async () => {
    const odd = join(home, `l'"été" \\`);
    await mkdir(odd, { recursive: true });
    const there = join(odd, 'nssdb');
    const moved = join(odd, 'lib cps.so');
    await copyFile(SOFTHSM, moved);
    const answer = await registerLibrary(nss, there, moved);
    expect(answer.ok && answer.value.module?.library).toBe(moved);
    expect((await lookForLibrary(nss, there, moved)).ok).toBe(true);
    expect(await forgetLibrary(nss, there)).toEqual({ ok: true, value: { removed: true } });
  });
});

describe('beside what others have left', () => {
  it('keeps modules and certificates of others, also those whose names and paths begin alike', async () => {
    await makeDatabase(home);
    const others = [
      [`${ENGINE_MODULE_NAME} du voisin`, join(home, 'autre.so')],
      ['Lecteur', `${library}.3.0.0`],
    ] as const;
    for (const [name, path] of others) {
      await copyFile(SOFTHSM, path);
      // NSS's tool would load them, and SoftHSM does not let itself be loaded twice.
      expect(nss.add(directory, specificationOf(name, path))).toBe(true);
    }
    const certificates = await readFile(join(directory, 'cert9.db'));
    expect((await registerLibrary(nss, directory, library)).ok).toBe(true);
    const names = async (): Promise<string[]> =>
      (nss.modules(directory) ?? []).map(({ name }) => name).sort();
    expect(await names()).toEqual(
      [ENGINE_MODULE_NAME, 'NSS Internal PKCS #11 Module', ...others.map(([name]) => name)].sort(),
    );
    expect(await forgetLibrary(nss, directory)).toEqual({ ok: true, value: { removed: true } });
    expect(await names()).toEqual(['NSS Internal PKCS #11 Module', ...others.map(([name]) => name)].sort());
    expect(await readFile(join(directory, 'cert9.db'))).toEqual(certificates);
    for (const [name] of others) expect(await modutil('-list')).toContain(name);
  });

  it('recognises the library under another name and behind a link, and leaves that registration alone', async () => {
    await makeDatabase(home);
    const link = join(home, 'lien.so');
    await symlink(library, link);
    await modutil('-add', 'CPS', '-libfile', link);
    const answer = await registerLibrary(nss, directory, library);
    expect(answer).toEqual({ ok: true, value: { module: { name: 'CPS', library: link }, added: false } });
    expect(await forgetLibrary(nss, directory)).toEqual({ ok: true, value: { removed: false } });
    expect(await modutil('-list')).toContain('CPS');
  });

  it('follows a library that has moved', async () => {
    await registerLibrary(nss, directory, library);
    const moved = join(home, 'ailleurs.so');
    await copyFile(SOFTHSM, moved);
    await rm(library);
    const answer = await registerLibrary(nss, directory, moved);
    expect(answer.ok && answer.value).toEqual({
      module: { name: ENGINE_MODULE_NAME, library: moved },
      added: true,
    });
    expect((nss.modules(directory) ?? []).filter(({ name }) => name === ENGINE_MODULE_NAME)).toHaveLength(1);
  });
});

describe('a database that the engine could not open', () => {
  it('that is damaged says so, and stays as it is', async () => {
    await makeDatabase(home);
    await writeFile(join(directory, 'cert9.db'), 'ceci n’est pas une base');
    expect(await code(registerLibrary(nss, directory, library))).toBe('MAGASIN-ABIME');
    expect(await readFile(join(directory, 'cert9.db'), 'utf8')).toBe('ceci n’est pas une base');
  });

  it('that another program holds says so', async () => {
    await makeDatabase(home);
    const holder = await holding(join(directory, 'cert9.db'));
    try {
      expect(await code(registerLibrary(nss, directory, library))).toBe('MAGASIN-OCCUPE');
    } finally {
      holder.kill();
    }
  }, 15_000);

  it('whose place is taken by a file says so', async () => {
    await mkdir(join(home, '.pki'));
    await writeFile(directory, '');
    expect(await code(registerLibrary(nss, directory, library))).toBe('MAGASIN-INACCESSIBLE');
  });

  it.runIf(process.getuid?.() === 0)('that may only be read says so', async () => {
    await makeDatabase(home);
    for (const folder of [root, home, join(home, '.pki'), directory]) await chmod(folder, 0o755);
    for (const file of ['cert9.db', 'key4.db', 'pkcs11.txt']) await chmod(join(directory, file), 0o644);
    process.seteuid?.(65_534);
    try {
      expect(await code(registerLibrary(nss, directory, library))).toBe('MAGASIN-PROTEGE');
    } finally {
      process.seteuid?.(0);
    }
  });
});

describe('the role', () => {
  it('refuses what could be no library of this system before anything is written', async () => {
    const handlers = nssHandlers([], home);
    const asked = { database: '.pki/nssdb', register: true } as const;
    expect(await code(handlers.cryptolib({ ...asked, library: null }))).toBe('CRYPTOLIB-ABSENTE');
    const text = join(home, 'texte.so');
    await writeFile(text, 'pas une bibliothèque');
    expect(await code(handlers.cryptolib({ ...asked, library: text }))).toBe('CRYPTOLIB-INCHARGEABLE');
    await expect(readFile(join(directory, 'pkcs11.txt'))).rejects.toThrow('ENOENT');
  });

  it('serves both places', async () => {
    const handlers = nssHandlers([library], home);
    for (const database of ['.pki/nssdb', '.local/share/pki/nssdb'] as const) {
      const answer = await handlers.cryptolib({ database, library: null, register: true });
      expect(answer.ok && answer.value).toMatchObject({ library, added: true });
      expect(await handlers.forget({ database })).toEqual({ ok: true, value: { removed: true } });
    }
  });
});

/** A program that holds the database's lock until it is killed. */
async function holding(file: string): Promise<ChildProcess> {
  const script = `import sqlite3,sys,time
c=sqlite3.connect(sys.argv[1],isolation_level=None); c.execute('BEGIN EXCLUSIVE'); print('held',flush=True); time.sleep(60)`;
  const child = spawn('python3', ['-c', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}
