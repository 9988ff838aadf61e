/**
 * The life of the installed Debian package while its program runs: upgraded, downgraded, removed, with nothing open and
 * with a record open; its entry that starts it with the session; and what is left of it.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CLAIRE } from '../../lab/cards/people.ts';
import type { Machine } from '../../lab/machine/index.ts';
import { openStage, tryKill, until, type InstalledProgram, type Stage } from './installed.ts';
import { mainProcesses } from './machine.ts';

const exec = promisify(execFile);
/** Hundreds of megabytes are unpacked, on a machine that may have other work. */
const PATIENCE = 180_000;
const INSTALLED = '/opt/DMPDirect/dmp-direct';
const ENTRY = '/etc/xdg/autostart/dmp-direct.desktop';

/**
 * Where a package may have left something; what every package changes there is left out, and /opt itself, which dpkg
 * takes away when the last package that used it goes.
 */
const LISTING =
  'find /etc /opt /usr /var/lib -xdev \\( -path /var/lib/dpkg -o -path /var/lib/apt \\) -prune -o -print 2> /dev/null | grep -vE "/(mimeinfo.cache|icon-theme.cache)$|^/opt$" | sort';

/** The same package under another version, which the program says of itself too. */
async function asVersion(deb: string, version: string, folder: string): Promise<string> {
  const tree = join(folder, `tree-${version}`);
  await exec('dpkg-deb', ['-R', deb, tree]);
  const control = join(tree, 'DEBIAN', 'control');
  await writeFile(control, (await readFile(control, 'utf8')).replace('0.1.0~test', `${version}~test`));
  const asar = join(tree, 'opt', 'DMPDirect', 'resources', 'app.asar');
  const bytes = await readFile(asar);
  const at = bytes.indexOf('"version": "0.1.0-test"');
  if (at < 0) throw new Error('the archive does not say its version');
  bytes.write(`"version": "${version}-test"`, at, 'latin1');
  await writeFile(asar, bytes);
  const made = join(folder, `${version}.deb`);
  await exec('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z1', '--build', tree, made]);
  await rm(tree, { recursive: true });
  return made;
}

/** @param parts.deb made before the first test begins */
export function describeLifeCycle(
  name: string,
  parts: { readonly open: () => Promise<Machine>; readonly deb: () => string },
): void {
  describe(name, () => {
    let machine: Machine;
    let stage: Stage;
    let folder = '';
    const version = { old: '', new: '' };
    let before = '';

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'dmp-direct-versions-'));
      version.old = parts.deb();
      version.new = await asVersion(version.old, '0.2.0', folder);
      machine = await parts.open();
      stage = await openStage({ enter: machine.enter });
      before = (await machine.run('sh', '-c', LISTING)).output;
    }, PATIENCE);

    afterEach(async () => {
      await until(async () => {
        const left = await mainProcesses(machine, INSTALLED);
        for (const pid of left) tryKill(pid, 'SIGTERM');
        return left.length === 0;
      }, 'the program does not end');
      await stage.desk.clear();
    }, PATIENCE);

    afterAll(async () => {
      await stage.close();
      await machine.run('dpkg', '--purge', 'dmp-direct');
      await machine.close();
      await rm(folder, { recursive: true, force: true });
    }, PATIENCE);

    /** Says with what it ended; nobody is there to be asked. */
    const dpkg = async (...args: string[]): Promise<string> => {
      const { status, output } = await machine.run('dpkg', ...args);
      expect(status, output).toBe(0);
      return output;
    };

    const startIdle = async (): Promise<InstalledProgram> => {
      const program = await stage.start(INSTALLED);
      await program.page('app://dmp-direct/launcher/');
      // One that is just starting is told nothing (leave.sh).
      await until(async () => {
        const pids = await mainProcesses(machine, INSTALLED);
        return (await Promise.all(pids.map(listens))).includes(true);
      }, 'it does not listen to the package');
      return program;
    };

    const startWithRecord = async (): Promise<InstalledProgram> => {
      const program = await startIdle();
      // By a number that is typed: another Debian's readers do not speak to this machine's service.
      const launcher = await program.window('app://dmp-direct/launcher/');
      const send = `dmp.send('openIns', ${JSON.stringify({ ins: CLAIRE.nir, page: 'TableauDeBord' })})`;
      await launcher.evaluate(send);
      await program.page(`/AccesDirect/TableauDeBord/${CLAIRE.nir}`);
      return program;
    };

    /** By its own button, as its practitioner does. */
    const closeRecord = async (program: InstalledProgram): Promise<void> => {
      const visit = await program.window('app://dmp-direct/visit/');
      await visit.getByRole('button', { name: 'Fermer le dossier' }).click();
    };

    /** The program that has come back by itself, and which version it says it is. */
    const returned = async (program: InstalledProgram, wanted: string): Promise<void> => {
      await until(async () => {
        const pids = await mainProcesses(machine, INSTALLED);
        return pids.length === 1 && pids[0] !== program.pid;
      }, 'the program did not come back');
      await until(
        async () =>
          (await program.log()).trimEnd().split('"version":').at(-1)?.includes(`"${wanted}`) === true,
        `it is not ${wanted}`,
      );
    };

    it(
      'installed: the program, its command, its scheme and its start with the session',
      async () => {
        await dpkg('--install', version.old);
        const there = (await machine.run('cat', ENTRY)).output;
        expect(there).toContain(`\nExec=${INSTALLED} --autostart\n`);
        const scheme = await machine.run(
          'grep',
          '-l',
          'x-scheme-handler/dmp-direct',
          '-r',
          '/usr/share/applications',
        );
        expect(scheme.output).toContain('/usr/share/applications/dmp-direct.desktop');
      },
      PATIENCE,
    );

    it(
      'started where no home can be made: a sentence, and an end',
      async () => {
        const homeless = { HOME: '/nonexistent', XDG_CONFIG_HOME: undefined };
        await expect(stage.start(INSTALLED, [], homeless)).rejects.toThrow(
          /ended with 2: .*ne peut pas écrire dans son dossier personnel/s,
        );
      },
      PATIENCE,
    );

    it(
      'upgraded with nothing open: the program is told, ends and comes back as the new one',
      async () => {
        const program = await startIdle();
        await dpkg('--install', version.new);
        expect(await program.ended()).toBe(0);
        await returned(program, '0.2.0-test');
      },
      PATIENCE,
    );

    it(
      'downgraded with a record open: the record stays until its practitioner closes it',
      async () => {
        const program = await startWithRecord();
        expect(await dpkg('--install', version.old)).toContain('still open for nobody');
        await program.page(`/AccesDirect/TableauDeBord/${CLAIRE.nir}`);
        expect(await program.log()).toContain('the installer is about to change the program');
        await closeRecord(program);
        expect(await program.ended()).toBe(0);
        await returned(program, '0.1.0-test');
      },
      PATIENCE,
    );

    it(
      'an edited entry stops no upgrade and stays, a deleted one too',
      async () => {
        await machine.run('sh', '-c', `echo X-Etablissement=oui >> ${ENTRY}`);
        await dpkg('--install', version.new);
        expect((await machine.run('cat', ENTRY)).output).toContain('X-Etablissement=oui');
        await machine.run('rm', ENTRY);
        await dpkg('--install', version.old);
        expect((await machine.run('cat', ENTRY)).status).not.toBe(0);
      },
      PATIENCE,
    );

    it(
      'removed with nothing open: the program ends, and nothing is left',
      async () => {
        const program = await startIdle();
        await dpkg('--remove', 'dmp-direct');
        expect(await program.ended()).toBe(0);
        expect((await machine.run('sh', '-c', LISTING)).output).toBe(before);
        expect((await machine.run('ls', '/run/dmp-direct')).status).not.toBe(0);
      },
      PATIENCE,
    );

    it(
      'removed with a record open: the record stays, and the program ends with it',
      async () => {
        await dpkg('--install', version.old);
        await machine.run('sh', '-c', `echo X-Etablissement=oui >> ${ENTRY}`);
        const program = await startWithRecord();
        expect(await dpkg('--remove', 'dmp-direct')).toContain('still open for nobody');
        await closeRecord(program);
        expect(await program.ended()).toBe(0);
        // What the administrator wrote is the administrator's, until the purge.
        expect((await machine.run('cat', ENTRY)).output).toContain('X-Etablissement=oui');
        await dpkg('--purge', 'dmp-direct');
        expect((await machine.run('sh', '-c', LISTING)).output).toBe(before);
      },
      PATIENCE,
    );
  });
}

/** Whether a process waits for the signal of the package's scripts, SIGUSR2, the twelfth. */
async function listens(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  const caught = /^SigCgt:\s*([\da-f]+)$/m.exec(status)?.[1] ?? '0';
  return ((BigInt(`0x${caught}`) >> 11n) & 1n) === 1n;
}
