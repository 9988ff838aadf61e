/**
 * The life of the installed Debian package while its program runs: upgraded, downgraded, removed, with nothing open and
 * with a record open; its entry that starts it with the session; and what is left of it.
 */
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/domain/diagnosis/report.ts';
import { CLAIRE } from '../../lab/cards/people.ts';
import type { Machine, Ran } from '../../lab/machine/index.ts';
import type { PackageFormat } from './formats.ts';
import { openStage, tryKill, until, type InstalledProgram, type Stage } from './installed.ts';
import { mainProcesses } from './machine.ts';

/** Hundreds of megabytes are unpacked, on a machine that may have other work. */
const PATIENCE = 180_000;
const INSTALLED = '/opt/DMPDirect/dmp-direct';
const ENTRY = '/etc/xdg/autostart/dmp-direct.desktop';

/**
 * All that lies where a package may have left something: kind, rights, owners, size, what a link points at, and of /etc
 * what stands in it. Left out are what every package changes there, the databases of both package managers, and /opt
 * itself, which dpkg takes away when the last package that used it goes.
 */
const LISTING = `
  own='-path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/lib/rpm'
  none='-path /opt -o -name mimeinfo.cache -o -name icon-theme.cache'
  find /etc /opt /usr /var/lib -xdev \\( $own \\) -prune -o ! \\( $none \\) \\
    \\( -type d -printf '%p %y %m %u:%g\\n' -o -printf '%p %y %m %u:%g %s %l\\n' \\) 2> /dev/null | sort
  find /etc -xdev -type f -exec sha256sum {} + | sort -k 2
`;

/** What is there more (+) and less (-) than before. */
function changes(before: string, after: string): readonly string[] {
  const [was, is] = [before, after].map((text) => new Set(text.split('\n')));
  return [
    ...[...is!].filter((line) => !was!.has(line)).map((line) => `+ ${line}`),
    ...[...was!].filter((line) => !is!.has(line)).map((line) => `- ${line}`),
  ];
}

const paths = (lines: readonly string[]): readonly string[] => [
  ...new Set(lines.map((line) => /^. .*?(\/\S+)/.exec(line)?.[1] ?? line)),
];

/** What an entry that somebody has edited leaves behind (docs/deployment/linux.md). */
const keptEntry = (before: string): readonly string[] =>
  before.includes('/etc/xdg/autostart d ')
    ? [ENTRY]
    : [dirname(ENTRY), ENTRY, '/var/lib/dmp-direct', '/var/lib/dmp-direct/folder-made'];

/** @param parts.file the package, made before the first test begins */
export function describeLifeCycle(
  name: string,
  parts: {
    readonly open: () => Promise<Machine>;
    readonly format: PackageFormat;
    readonly file: () => string;
    /** With what takes its time: the engine's processes end under the open record (`npm run campaign packages`). */
    readonly whole: boolean;
  },
): void {
  const { format, whole } = parts;
  describe(name, () => {
    let machine: Machine;
    let stage: Stage;
    let folder = '';
    const version = { old: '', new: '' };
    let before = '';

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'dmp-direct-versions-'));
      // Another tree sees nothing of this machine but /tmp.
      version.old = join(folder, basename(parts.file()));
      await copyFile(parts.file(), version.old);
      version.new = await format.asVersion(version.old, '0.2.0', folder);
      machine = await parts.open();
      stage = await openStage({ enter: machine.enter });
      before = await listing();
    }, PATIENCE);

    const endAll = (): Promise<void> =>
      until(async () => {
        const left = await mainProcesses(machine, INSTALLED);
        for (const pid of left) tryKill(pid, 'SIGTERM');
        return left.length === 0;
      }, 'the program does not end');

    afterEach(async () => {
      await endAll();
      await stage.desk.clear();
    }, PATIENCE);

    afterAll(async () => {
      await stage.close();
      await machine.run(...(format.purge ?? format.remove));
      await machine.close();
      await rm(folder, { recursive: true, force: true });
    }, PATIENCE);

    /** Says with what it ended; nobody is there to be asked. */
    const does = async (command: readonly string[]): Promise<string> => {
      const { status, output } = await machine.run(...command);
      expect(status, output).toBe(0);
      return output;
    };

    const listing = (): Promise<string> => does(['sh', '-ec', LISTING]);

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

    /** Graphics first: the record stays as it is. Then the network: it is over, in a sentence, and closed. */
    const losesItsEngine = async (program: InstalledProgram): Promise<void> => {
      const visit = await program.window('app://dmp-direct/visit/');
      const page = `/AccesDirect/TableauDeBord/${CLAIRE.nir}`;
      await endEngineProcess(program.pid, '--type=gpu-process');
      await program.page(page);
      expect(await visit.getByRole('alert').count()).toBe(0);
      await endEngineProcess(program.pid, '--utility-sub-type=network.mojom.NetworkService');
      const stop = visit.getByRole('alert');
      await stop.getByText('PROGRAMME-REMPLACE', { exact: true }).waitFor();
      expect((await program.pages()).filter(({ url }) => url.includes('/AccesDirect/'))).toEqual([]);
      await stop.getByRole('button', { name: 'Fermer le dossier' }).click();
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
        await does(format.install(version.old));
        expect(await does(format.verify)).toBe('');
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

    it.each([
      ['root', '0'],
      ['nobody', '65534'],
      ['an account that the system does not know', '12345'],
    ])(
      'asked by %s without a display: its version, its help, and what it makes of the workstation',
      async (_who, id) => {
        const home = join(folder, `job-${id}`);
        await does(['install', '-d', '-o', id, '-g', id, home]);
        await does(['chmod', '755', folder]);
        const ids = [`--reuid=${id}`, `--regid=${id}`, '--clear-groups'];
        const as = ['setpriv', ...ids, 'env', '-i', `HOME=${home}`, 'PATH=/usr/bin:/bin', 'LANG=C.UTF-8'];
        const asked = (...args: string[]): Promise<Ran> => machine.run(...as, 'dmp-direct', ...args);
        expect(await asked('--version')).toEqual({
          status: 0,
          output: 'DMP Direct 0.1.0-test (test, non distribuable ; non signé)\n',
        });
        expect(await asked('--help')).toMatchObject({
          status: 0,
          output: expect.stringMatching(/^Utilisation\u00a0: dmp-direct /) as string,
        });
        // What its helpers say of the tree itself stands in the way of the report.
        const quiet = ['sh', '-c', 'exec dmp-direct --diagnose --json 2> /dev/null'];
        const { status, output } = await machine.run(...as, ...quiet);
        // Nothing is prepared there for the DMP: something is to be corrected.
        expect(status, output).toBe(1);
        const { program, sections } = JSON.parse(output) as Report;
        expect(program).toContain('0.1.0-test');
        const codes = sections.flatMap(({ checks }) => checks.map(({ code }) => code));
        // What a probe says that has thrown (src/main/diagnosis/run.ts).
        expect(output).not.toContain('une erreur de DMP Direct');
        expect(codes.length).toBeGreaterThan(9);
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
        await does(format.change(version.new));
        expect(await program.ended()).toBe(0);
        await returned(program, '0.2.0-test');
      },
      PATIENCE,
    );

    it(
      'downgraded with a record open: the record stays until its practitioner closes it',
      async () => {
        const program = await startWithRecord();
        expect(await does(format.change(version.old))).toContain('still open for nobody');
        await program.page(`/AccesDirect/TableauDeBord/${CLAIRE.nir}`);
        expect(await program.log()).toContain('the installer is about to change the program');
        await closeRecord(program);
        expect(await program.ended()).toBe(0);
        await returned(program, '0.1.0-test');
      },
      PATIENCE,
    );

    it.runIf(whole)(
      'upgraded with a record open, whose engine then loses its processes: it stays, or says what to do',
      async () => {
        const program = await startWithRecord();
        expect(await does(format.change(version.new))).toContain('still open for nobody');
        await losesItsEngine(program);
        expect(await program.ended()).toBe(0);
        await returned(program, '0.2.0-test');
        // Before the next change, of which it would be told: it would come back once more.
        await endAll();
        await does(format.change(version.old));
      },
      PATIENCE,
    );

    it(
      'an edited entry stops no upgrade and stays, a deleted one too',
      async () => {
        await machine.run('sh', '-c', `echo X-Etablissement=oui >> ${ENTRY}`);
        await does(format.change(version.new));
        expect((await machine.run('cat', ENTRY)).output).toContain('X-Etablissement=oui');
        await machine.run('rm', ENTRY);
        await does(format.change(version.old));
        expect((await machine.run('cat', ENTRY)).status).not.toBe(0);
      },
      PATIENCE,
    );

    it(
      'removed with nothing open: the program ends, and nothing is left',
      async () => {
        const program = await startIdle();
        await does(format.remove);
        expect(await program.ended()).toBe(0);
        expect(changes(before, await listing())).toEqual([]);
        expect((await machine.run('ls', '/run/dmp-direct')).status).not.toBe(0);
      },
      PATIENCE,
    );

    it(
      'removed with a record open: the record stays, and the program ends with it',
      async () => {
        await does(format.install(version.old));
        await machine.run('sh', '-c', `echo X-Etablissement=oui >> ${ENTRY}`);
        const program = await startWithRecord();
        expect(await does(format.remove)).toContain('still open for nobody');
        await (whole ? losesItsEngine(program) : closeRecord(program));
        expect(await program.ended()).toBe(0);
        // What the administrator wrote is the administrator's, until the purge.
        expect((await machine.run('cat', ENTRY)).output).toContain('X-Etablissement=oui');
        expect(paths(changes(before, await listing()))).toEqual(keptEntry(before));
        // rpm knows no purge: what is left there is the administrator's to take away.
        if (format.purge === null) return;
        await does(format.purge);
        expect(changes(before, await listing())).toEqual([]);
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

/** Ends the engine's process of that kind, and waits until another one has taken its place or it is given up. */
async function endEngineProcess(main: number, kind: string): Promise<void> {
  const before = await engineProcess(main, kind);
  if (before === null) throw new Error(`no process with ${kind}`);
  tryKill(before, 'SIGKILL');
  await until(async () => (await engineProcess(main, kind)) !== before, `${kind} does not end`);
}

/** Among all that the main process has started, itself or through the engine's zygotes. */
async function engineProcess(main: number, kind: string): Promise<number | null> {
  for (const name of (await readdir('/proc')).filter((each) => /^\d+$/.test(each))) {
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(kind) && (await ancestors(Number(name))).includes(main)) return Number(name);
  }
  return null;
}

async function ancestors(pid: number): Promise<readonly number[]> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  const parent = Number(/^PPid:\t(\d+)$/m.exec(status)?.[1] ?? 0);
  return parent === 0 ? [] : [parent, ...(await ancestors(parent))];
}
