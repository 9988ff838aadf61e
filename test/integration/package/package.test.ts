/**
 * The Linux package, from the command that makes it to the page that opens: built, looked into, installed, started by
 * an ordinary user with a card in a virtual reader, ended, removed.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import {
  appendFile,
  chmod,
  chown,
  copyFile,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { extractFile, getRawHeader, listPackage } from '@electron/asar';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CHANGED_TEXT, editAsar, fuseFaults, FUSES, partsOf } from '../../../scripts/check-package.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { ENGINE_MODULE_NAME } from '../../../src/domain/practitioner/engine-module.ts';
import { CLAIRE } from '../../lab/cards/people.ts';
import { makeDatabase } from '../../lab/nss/index.ts';
import { thisMachine } from '../../lab/machine/index.ts';
import { LAB_PIN } from '../../lab/softhsm/index.ts';
import { DEB, RPM } from './formats.ts';
import { describeLifeCycle } from './life-cycle.ts';
import { DEBIAN_13, debian13 } from './machine.ts';
import { openStage, processesOf, until, watchers, type InstalledProgram, type Stage } from './installed.ts';

const exec = promisify(execFile);
const OUT = join(ROOT, '.cache', 'package-test');
const UNPACKED = join(OUT, 'linux-unpacked');
const RESOURCES = join(UNPACKED, 'resources');
const ASAR = join(RESOURCES, 'app.asar');
const INSTALLED = '/opt/DMPDirect/dmp-direct';

/** Made and deleted by the test: somebody who has used the program. */
const USER = 'dmp-direct-essai';

const linux = process.platform === 'linux' && process.arch === 'x64';

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function bytesUnder(folder: string): Promise<number> {
  const sizes = await Promise.all((await filesUnder(folder)).map(async (file) => (await lstat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What main is made of, in the package. */
function mainFiles(): readonly string[] {
  return listPackage(ASAR, { isPack: false })
    .map((path) => /^[\\/]out[\\/]main[\\/](.*\.mjs)$/.exec(path)?.[1])
    .filter((name) => name !== undefined);
}

function codeOf(name: string): string {
  return extractFile(ASAR, `out/main/${name}`).toString('utf8');
}

describe.skipIf(!linux)('the Linux package', () => {
  let deb = '';
  let rpm = '';

  beforeAll(async () => {
    await exec(
      process.execPath,
      ['scripts/package.mjs', '--linux', 'deb', 'rpm', '-c.directories.output=.cache/package-test'],
      { cwd: ROOT, maxBuffer: 16e6, env: { ...process.env, DMP_DIRECT_PACKAGE_LEVEL: '1' } },
    );
    const made = (extension: string, names: readonly string[]): string =>
      join(OUT, names.find((name) => name.endsWith(extension)) ?? '');
    deb = made('.deb', await readdir(OUT));
    rpm = made('.rpm', await readdir(OUT));
  }, 180_000);

  describe('what is inside', () => {
    it('has every door of the runtime shut', async () => {
      // In Electron's own order: node, cookies, NODE_OPTIONS, inspect, integrity, only asar, snapshot, file://.
      expect(String.fromCharCode(...Object.values(FUSES).map(Number))).toBe('01001100');
      expect(await fuseFaults(partsOf(UNPACKED).program)).toEqual([]);
    });

    it('is the product, without tests, lab, sources or what was bundled', () => {
      const files = listPackage(ASAR, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
      const allowed =
        /^\/(package\.json|assets(\/.*)?|out(\/(main|native|preload|renderer)(\/.*)?)?|node_modules(\/(koffi|@koromix)(\/.*)?)?)$/;
      expect(files.filter((path) => !allowed.test(path))).toEqual([]);
      expect(files.filter((path) => /\.(ts|tsx|map|md|cc|hh)$|\/(test|lab|doc|vendor)\//.test(path))).toEqual(
        [],
      );
      expect(files).toContain('/out/main/index.mjs');
      expect(files).toContain('/out/native/index.mjs');
    });

    it('has nothing of the lab in its code either', async () => {
      for (const name of mainFiles())
        expect(codeOf(name)).not.toMatch(/test\/lab|DMP_DIRECT_DEMO|demonstrationDesk/);
    });

    it('says of itself that it is a test, not to be distributed, and not signed', async () => {
      const { version } = JSON.parse(extractFile(ASAR, 'package.json').toString('utf8')) as {
        version: string;
      };
      expect(version).toMatch(/-test$/);
      const code = mainFiles().map(codeOf).join('\n');
      expect(code).toMatch(/"?kind"?: "test"/);
      expect(code).toMatch(/"?signed"?: false/);
    });

    it('is a sealed archive, with the one native binary of this system beside it', async () => {
      expect(existsSync(join(RESOURCES, 'app'))).toBe(false);
      expect(existsSync(join(RESOURCES, 'default_app.asar'))).toBe(false);
      const unpacked = await filesUnder(join(RESOURCES, 'app.asar.unpacked'));
      expect(
        unpacked.filter((path) => path.endsWith('.node')).map((path) => path.split('@koromix/')[1]),
      ).toEqual(['koffi-linux-x64/linux_x64/koffi.node']);
      // Every file in the archive carries its checksum, which the runtime compares where it can (Windows, macOS).
      const { header } = getRawHeader(ASAR) as unknown as { header: AsarFolder };
      expect(withoutIntegrity(header, '')).toEqual([]);
    });

    it('does not go with its own checksums any more once a letter of it is changed', async () => {
      const name = mainFiles().find((each) => codeOf(each).includes(CHANGED_TEXT)) ?? '';
      const file = extractFile(ASAR, `out/main/${name}`);
      const edited = join(OUT, 'edited.asar');
      await copyFile(ASAR, edited);
      await editAsar(edited);
      const changed = extractFile(edited, `out/main/${name}`);
      const { header } = getRawHeader(ASAR) as unknown as { header: AsarFolder };
      const told = header.files?.out?.files?.main?.files?.[name]?.integrity as { hash: string };
      const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
      expect(sum(file)).toBe(told.hash);
      expect(changed.filter((byte, index) => byte !== file[index])).toHaveLength(1);
      expect(sum(changed)).not.toBe(told.hash);
    });

    it('weighs less than 12 MB beside Electron', async () => {
      expect(await bytesUnder(RESOURCES)).toBeLessThan(12_000_000);
    });

    it('carries its licences and its bill of materials, Electron included', async () => {
      const notices = await readFile(join(RESOURCES, 'THIRD-PARTY-NOTICES.html'), 'utf8');
      for (const name of ['Electron', 'koffi', 'zod', 'preact', 'electron-updater', 'inter'])
        expect(notices).toContain(name);
      const sbom = JSON.parse(await readFile(join(RESOURCES, 'sbom.cdx.json'), 'utf8')) as {
        components: { name: string }[];
      };
      const names = sbom.components.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['electron', 'koffi', '@koromix/koffi-linux-x64', 'zod']));
      expect(names.filter((name) => name.startsWith('@koromix/'))).toEqual(['@koromix/koffi-linux-x64']);
    });

    it('registers the program, its scheme and its start with the session', async () => {
      const { stdout: list } = await exec('dpkg-deb', ['--contents', deb]);
      // Its start with the session is put there by a script: dpkg would ask about an edited one.
      expect(list).not.toContain('./etc/');
      expect(list).toContain('./opt/DMPDirect/resources/autostart.desktop');
      expect(list).toContain('./usr/share/icons/hicolor/512x512/apps/dmp-direct.png');
      const { stdout: desktop } = await exec('sh', [
        '-c',
        'dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/share/applications/dmp-direct.desktop',
        'sh',
        deb,
      ]);
      expect(desktop).toContain('Name=DMP Direct\n');
      expect(desktop).toContain('x-scheme-handler/dmp-direct');
      const { stdout: control } = await exec('dpkg-deb', ['--field', deb]);
      expect(control).toContain('Version: 0.1.0~test');
      expect(control).toMatch(/Depends: .*libnss3/);
    });
  });

  it.each([
    ['deb', async () => (await exec('dpkg-deb', ['--contents', deb], { maxBuffer: 16e6 })).stdout],
    ['rpm', async () => (await exec('rpm', ['-qplv', rpm], { maxBuffer: 16e6 })).stdout],
  ])(
    'the %s makes the sandbox’s helper root’s and setuid by itself, and asks nothing to know whether',
    async (_kind, list) => {
      expect(await list()).toMatch(/^-rwsr-xr-x +(1 +)?root[ /]+root .*\/opt\/DMPDirect\/chrome-sandbox$/m);
      const { stdout: script } = await exec('dpkg-deb', ['--info', deb, 'postinst']);
      expect(script).not.toMatch(/unshare|chrome-sandbox'/);
      expect(script).toContain('/etc/apparmor.d/dmp-direct');
      expect(await readFile(join(RESOURCES, 'apparmor-profile'), 'utf8')).toMatch(
        /profile .*\/opt\/DMPDirect\/dmp-direct.*\n\s*userns,/s,
      );
    },
  );

  describe('the RPM', () => {
    const query = async (...options: string[]): Promise<string> =>
      (await exec('rpm', ['-qp', ...options, rpm], { maxBuffer: 16e6 })).stdout;

    it('is whole, says what it is, and what it needs', async () => {
      await exec('rpm', ['--checksig', '--nosignature', rpm]);
      expect(await query('--qf', '%{NAME} %{VERSION} %{ARCH} %{PAYLOADCOMPRESSOR}')).toBe(
        'dmp-direct 0.1.0~test x86_64 zstd',
      );
      expect((await query('--requires')).split('\n')).toEqual(
        expect.arrayContaining([
          'libgtk-3.so.0()(64bit)',
          'libnss3.so()(64bit)',
          'libpcsclite.so.1()(64bit)',
        ]),
      );
      // Names of packages are one distribution's; `xdg-utils` is everybody's.
      const named = (await query('--requires')).split('\n').filter((each) => /^[a-z][\w+-]*$/.test(each));
      expect(named).toEqual(['xdg-utils']);
      expect(await query('--recommends')).toContain('pcsc-lite');
    });

    it('holds the files of the deb, which all belong to root', async () => {
      const { stdout: list } = await exec('dpkg-deb', ['--contents', deb], { maxBuffer: 16e6 });
      const inDeb = list.split('\n').flatMap((line) => {
        const path = / \.(\/.*[^/])$/.exec(line)?.[1];
        return path === undefined || path.includes('/doc/') ? [] : [path];
      });
      const inRpm = (await query('--qf', '[%{FILENAMES} %{FILEMODES:perms} %{FILEUSERNAME}\n]'))
        .split('\n')
        .filter((line) => line !== '' && !/ d\S+ root$/.test(line));
      expect(inRpm.filter((line) => !line.endsWith(' root'))).toEqual([]);
      expect(inRpm.map((line) => line.replace(/ \S+ root$/, '')).sort()).toEqual(inDeb.sort());
      expect(await query('--configfiles')).toBe('');
    });

    it('has scripts that the shell they are for can read', async () => {
      const scripts = await query('--scripts');
      expect(scripts).toMatch(/preinstall scriptlet \(using \/bin\/bash\)/);
      expect(scripts).toMatch(/postinstall scriptlet \(using \/bin\/bash\)/);
      expect(scripts).toMatch(/preuninstall scriptlet \(using \/bin\/bash\)/);
      expect(scripts).toMatch(/postuninstall scriptlet \(using \/bin\/bash\)/);
      for (const part of scripts.split(/^(?:pre|post)\w+ scriptlet.*$/m).slice(1))
        await exec('bash', ['-n', '-c', part]);
    });
  });

  // Installing needs root, and a machine whose own DMP Direct would be replaced is left alone.
  const mayInstall = process.getuid?.() === 0 && !existsSync(INSTALLED);

  describe.skipIf(!mayInstall)('installed, and started by an ordinary user', () => {
    let stage: Stage;

    beforeAll(async () => {
      const quickly = '-oDpkg::Options::=--force-unsafe-io';
      await exec('apt-get', ['install', '-y', '--no-install-recommends', '-q', quickly, deb], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        maxBuffer: 16e6,
      });
      stage = await openStage();
    }, 180_000);

    const asked = (): readonly string[] => stage.world.site.control.journal.paths('plain');

    afterEach(async () => {
      await stage.tidy(INSTALLED);
    }, 60_000);

    afterAll(async () => {
      await stage.close();
      await exec('dpkg', ['--purge', 'dmp-direct']);
      await exec('userdel', ['--remove', USER]).catch(() => undefined);
      expect(existsSync(INSTALLED)).toBe(false);
      expect(existsSync('/etc/xdg/autostart/dmp-direct.desktop')).toBe(false);
    }, 60_000);

    it('opens the page of the card that is inserted, with the sandbox on, and ends', async () => {
      const program = await stage.start(INSTALLED);
      await readersSeen(program);
      await stage.desk.insert(0, 'claire');
      await program.page(`/AccesDirect/TableauDeBord/${CLAIRE.nir}`);
      await until(
        () => asked().includes(`/AccesDirect/TableauDeBord/${CLAIRE.nir}`),
        'the site was not asked',
      );
      const commands = await Promise.all(
        (await processesOf(INSTALLED)).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
      );
      expect(commands.filter((command) => command.includes('--type=renderer')).length).toBeGreaterThan(1);
      expect(commands.join()).not.toContain('--no-sandbox');
      const version = '0.1.0-test (test, non distribuable ; non signé)';
      await until(async () => (await program.log()).includes(version), 'its log does not say which it is');
      // How soon: quitting.test.ts.
      expect(await program.quit()).toBe(0);
      await until(
        async () => (await processesOf(INSTALLED)).length === 0,
        'a process of the program is left',
      );
    }, 90_000);

    it('signs in with the card whose library lies in its documented place, and nothing else prepared', async () => {
      const prepared = await openStage({ practitioner: 'cps' });
      try {
        const wanted = `/AccesDirect/TableauDeBord/${CLAIRE.nir}`;
        const journal = prepared.world.site.control.journal;
        await prepared.desk.insert(1, 'cps3');
        const program = await prepared.start(INSTALLED);
        const launcher = await program.window('app://dmp-direct/launcher/');
        await launcher
          .getByText(/CPS · Dr/)
          .first()
          .waitFor();
        await prepared.desk.insert(0, 'claire');
        const pin = await program.window('app://dmp-direct/pin/');
        // No PIN, no page: the site wants the card's certificate.
        expect(journal.paths('cpx')).not.toContain(wanted);
        await pin.getByLabel('Code porteur').fill(LAB_PIN);
        // The window goes with its answer.
        await pin.keyboard.press('Enter').catch(() => undefined);
        await program.page(wanted);
        await until(() => journal.paths('cpx').includes(wanted), 'the site was not asked with the card');
        expect(await program.quit()).toBe(0);
      } finally {
        await prepared.tidy(INSTALLED);
        await prepared.close();
      }
    }, 90_000);

    it('comes back after a crash, in the tray and without the record', async () => {
      const program = await stage.start(INSTALLED);
      await readersSeen(program);
      await stage.desk.insert(0, 'claire');
      await program.page('/AccesDirect/TableauDeBord/');
      stage.world.site.control.journal.clear();
      await program.kill();
      const again = () => restarted(1);
      await until(async () => (await again()) !== null, 'the program did not come back');
      // The card is still in the reader, and is read again.
      const since = async (): Promise<string> => (await program.log()).split('after a crash').at(-1) ?? '';
      await until(async () => (await since()).includes('card read'), 'the card was not read again');
      await delay(1_000);
      expect(asked()).toEqual([]);
      process.kill((await again())!, 'SIGTERM');
      await until(async () => (await processesOf(INSTALLED)).length === 0, 'it does not end any more');
      // Nobody is left to start it again.
      await until(async () => (await watchers()).length === 0, 'the watcher did not end');
      expect(await processesOf(INSTALLED)).toEqual([]);
    }, 90_000);

    it('started by the session, ends at once unless the settings want it', async () => {
      const [command = '', ...args] = await autostartCommand();
      expect(command).toBe(INSTALLED);
      const program = await stage.start(command, args);
      expect(await program.ended()).toBe(0);
    }, 60_000);

    it('cannot be made to run something else', async () => {
      const program = await stage.start(INSTALLED, ['-e', 'console.log("r" + "un by Node")', '--inspect=0'], {
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: '--require=/nowhere.js',
      });
      await program.page('app://dmp-direct/launcher/');
      expect(program.output).not.toContain('run by Node');
      expect(program.output).not.toContain('Debugger listening');
    }, 30_000);

    it('does not start without its sandbox, and says so', async () => {
      await expect(stage.start(INSTALLED, ['--no-sandbox'])).rejects.toThrow(
        /ended with 2: .*l’option --no-sandbox/s,
      );
    }, 30_000);

    describe.each([
      ['an ordinary user', 65534],
      ['root', 0],
    ])('asked by %s without a display', (_who, uid) => {
      it('says its version and its help', async () => {
        expect(await answer(uid, ['--version'])).toEqual({
          status: 0,
          out: 'DMP Direct 0.1.0-test (test, non distribuable ; non signé)\n',
          errors: '',
        });
        const help = await answer(uid, ['--help']);
        expect([help.status, help.errors]).toEqual([0, '']);
        expect(help.out).toMatch(/^Utilisation\u00a0: dmp-direct .*--diagnose --summary DOSSIER/s);
      });

      it('looks at the workstation, and puts reports in one table', async () => {
        const { status, out } = await answer(uid, ['--diagnose', '--json']);
        // Nothing is prepared here for the DMP: something is to be corrected.
        expect(status).toBe(1);
        const folder = await mkdtemp(join(tmpdir(), 'dmp-direct-reports-'));
        await chmod(folder, 0o755);
        await writeFile(join(folder, 'poste.json'), out);
        const table = await answer(uid, ['--diagnose', '--summary', folder]);
        await rm(folder, { recursive: true });
        expect(table.status).toBe(0);
        expect(table.out).toContain('poste');
        const wrong = await answer(uid, ['--diagnose', '--jason']);
        expect(wrong.status).toBe(2);
        expect(wrong.errors).toContain('Option inconnue\u00a0: --jason');
      });

      it('does not start, and says why', async () => {
        const { status, out, errors } = await answer(uid, []);
        expect([status, out]).toEqual([2, '']);
        expect(errors).toMatch(uid === 0 ? /le compte root/ : /hors d’une session graphique/);
      });
    });

    it('takes its registration out of its users’ databases when it is removed, and nothing else', async () => {
      await exec('useradd', ['--create-home', USER]);
      const home = join('/home', USER);
      await makeDatabase(home);
      const list = join(home, '.pki', 'nssdb', 'pkcs11.txt');
      const neighbour = 'library=/usr/lib/lecteur.so\nname=Lecteur du voisin\n\n';
      const ours = `library=/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so\nname=${ENGINE_MODULE_NAME}\n\n`;
      await appendFile(list, ours + neighbour);
      await exec('chown', ['-R', `${USER}:`, home]);
      // An update is no removal.
      await exec('/var/lib/dpkg/info/dmp-direct.prerm', ['upgrade', '9.9.9']);
      expect(await readFile(list, 'utf8')).toContain(ours);
      await exec('dpkg', ['--remove', 'dmp-direct']);
      const left = await readFile(list, 'utf8');
      expect(left).not.toContain(ENGINE_MODULE_NAME);
      expect(left).toContain('name=Lecteur du voisin');
      const uid = (await stat(home)).uid;
      expect((await stat(list)).uid).toBe(uid);
    }, 60_000);
  });

  describe.skipIf(!mayInstall)('installed, and changed while it runs', () => {
    describeLifeCycle('this machine', {
      open: () => Promise.resolve(thisMachine),
      format: DEB,
      file: () => deb,
      whole: DEBIAN_13 !== '',
    });
    if (DEBIAN_13 !== '')
      describe.each([
        ['Debian 13', DEB, () => deb],
        ['rpm', RPM, () => rpm],
      ] as const)('in a tree of its own', (name, format, file) => {
        describeLifeCycle(name, { open: () => debian13(DEBIAN_13), format, file, whole: true });
      });
  });
});

/** The cards' process starts behind the first window; a card that lay there before it opens nothing by itself. */
async function readersSeen(program: InstalledProgram): Promise<void> {
  const launcher = await program.window('app://dmp-direct/launcher/');
  await launcher.getByText('Lecteur prêt', { exact: true }).waitFor();
}

/** The command of the package, as a job of the night gives it: no display, no session, a home of its own. */
async function answer(
  uid: number,
  args: readonly string[],
): Promise<{ status: number | null; out: string; errors: string }> {
  const home = await mkdtemp(join(tmpdir(), 'dmp-direct-job-'));
  await chown(home, uid, uid);
  const child = spawn('/usr/bin/dmp-direct', args, {
    uid,
    gid: uid,
    cwd: '/',
    env: { HOME: home, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = Promise.all([text(child.stdout), text(child.stderr)]);
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, errors] = await texts;
  await rm(home, { recursive: true, force: true });
  return { status, out, errors };
}

interface AsarFolder {
  readonly files?: Readonly<Record<string, AsarFolder & { integrity?: unknown; unpacked?: boolean }>>;
}

function withoutIntegrity(folder: AsarFolder, path: string): string[] {
  return Object.entries(folder.files ?? {}).flatMap(([name, entry]) => {
    if (entry.files !== undefined) return withoutIntegrity(entry, `${path}/${name}`);
    return entry.integrity === undefined ? [`${path}/${name}`] : [];
  });
}

/** The main process that the watcher has started, the nth in a row. */
async function restarted(count: number): Promise<number | null> {
  for (const pid of await processesOf(INSTALLED)) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(`--restarts=${count}`) && !command.includes('--type=')) return pid;
  }
  return null;
}

async function autostartCommand(): Promise<string[]> {
  const file = '/etc/xdg/autostart/dmp-direct.desktop';
  expect((await stat(file)).uid).toBe(0);
  return (/^Exec=(.*)$/m.exec(await readFile(file, 'utf8'))?.[1] ?? '').split(' ');
}
