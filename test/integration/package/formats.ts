/** The two kinds of package, by what an administrator types for each, and a second version of one to go to and back. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../../scripts/lib/paths.mjs';

const exec = promisify(execFile);
const NAME = 'dmp-direct';

export interface PackageFormat {
  readonly name: 'deb' | 'rpm';
  /** Each answers the command with its arguments. */
  readonly install: (file: string) => readonly string[];
  /** Another version over the one that is there, newer or older. */
  readonly change: (file: string) => readonly string[];
  /** Says nothing where every file is as the package has it. */
  readonly verify: readonly string[];
  readonly remove: readonly string[];
  /** What takes away what a removal leaves to the administrator; null where there is no such thing. */
  readonly purge: readonly string[] | null;
  /** The same package under another version, which the program says of itself too. */
  readonly asVersion: (file: string, version: string, folder: string) => Promise<string>;
}

export const DEB: PackageFormat = {
  name: 'deb',
  install: (file) => ['dpkg', '--install', file],
  change: (file) => ['dpkg', '--install', file],
  verify: ['dpkg', '--verify', NAME],
  remove: ['dpkg', '--remove', NAME],
  purge: ['dpkg', '--purge', NAME],
  asVersion: async (file, version, folder) => {
    const tree = join(folder, `tree-${version}`);
    await exec('dpkg-deb', ['-R', file, tree]);
    const control = join(tree, 'DEBIAN', 'control');
    await writeFile(control, (await readFile(control, 'utf8')).replace('0.1.0~test', `${version}~test`));
    await tellVersion(tree, version);
    const made = join(folder, `${version}.deb`);
    await exec('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z1', '--build', tree, made]);
    await rm(tree, { recursive: true });
    return made;
  },
};

/** On a Debian rpm knows of none of what the package requires. */
const RPM_HERE = ['--nodeps'];

export const RPM: PackageFormat = {
  name: 'rpm',
  install: (file) => ['rpm', '--install', ...RPM_HERE, file],
  change: (file) => ['rpm', '--upgrade', '--oldpackage', ...RPM_HERE, file],
  verify: ['rpm', '--verify', ...RPM_HERE, NAME],
  remove: ['rpm', '--erase', ...RPM_HERE, NAME],
  purge: null,
  asVersion: async (file, version, folder) => {
    const tree = join(folder, `tree-${version}`);
    await mkdir(tree);
    await exec('sh', ['-c', 'rpm2archive - < "$1" | tar -xz -C "$2"', 'sh', file, tree]);
    await tellVersion(tree, version);
    const scripts = [
      ['--before-install', 'PREIN'],
      ['--after-install', 'POSTIN'],
      ['--before-remove', 'PREUN'],
      ['--after-remove', 'POSTUN'],
    ] as const;
    const options: string[] = [];
    for (const [option, tag] of scripts) {
      const script = join(folder, tag);
      await writeFile(script, (await exec('rpm', ['-qp', '--qf', `%{${tag}}`, file])).stdout);
      options.push(option, script);
    }
    const made = join(folder, `${version}.rpm`);
    const described = Object.entries({ name: NAME, version: `${version}~test`, description: NAME })
      .concat([
        ['vendor', NAME],
        ['url', 'https://dmpdirect.invalid/'],
      ])
      .flatMap(([option, value]) => [`--${option}`, value]);
    const trees = ['opt', 'usr'].map((each) => `${join(tree, each)}/=/${each}`);
    const maker = join(ROOT, 'scripts', 'fpm-local.mjs');
    await exec(
      process.execPath,
      [maker, '-s', 'dir', '-t', 'rpm', ...described, ...options, '--package', made, ...trees],
      { env: { ...process.env, DMP_DIRECT_PACKAGE_LEVEL: '1' }, maxBuffer: 16e6 },
    );
    await rm(tree, { recursive: true });
    return made;
  },
};

/** In the archive itself, without moving anything in it. */
async function tellVersion(tree: string, version: string): Promise<void> {
  const asar = join(tree, 'opt', 'DMPDirect', 'resources', 'app.asar');
  const bytes = await readFile(asar);
  const at = bytes.indexOf('"version": "0.1.0-test"');
  if (at < 0) throw new Error('the archive does not say its version');
  bytes.write(`"version": "${version}-test"`, at, 'latin1');
  await writeFile(asar, bytes);
}
