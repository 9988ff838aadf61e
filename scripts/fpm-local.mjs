/**
 * Does what electron-builder asks of fpm (`-s dir -t deb|rpm …`) with dpkg-deb and rpmbuild.
 * Times and owners are fixed, so that the same files give the same package. DMP_DIRECT_PACKAGE_LEVEL sets how hard it
 * compresses: a package that is only installed by a test need not be small.
 */
import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** Options that have a value and may come several times. */
const LISTS = ['-d', '--deb-recommends', '--rpm-tag'];
/** Options that electron-builder gives and that change nothing here. */
const FLAGS = ['--force', '--debug'];

/**
 * @param {readonly string[]} args
 * @returns {{ options: Record<string, string[]>, files: [from: string, to: string][] }}
 */
export function readFpmArguments(args) {
  /** @type {Record<string, string[]>} */
  const options = {};
  /** @type {[string, string][]} */
  const files = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (FLAGS.includes(argument)) continue;
    const inline = /^(--[\w-]+)=(.*)$/s.exec(argument);
    if (inline) (options[inline[1] ?? ''] ??= []).push(inline[2] ?? '');
    else if (argument.startsWith('-')) (options[argument] ??= []).push(args[(index += 1)] ?? '');
    else {
      const at = argument.lastIndexOf('=');
      if (at < 0) throw new Error(`fpm-local: ${argument} is not source=destination`);
      files.push([argument.slice(0, at), argument.slice(at + 1)]);
    }
  }
  for (const [name, values] of Object.entries(options))
    if (values.length > 1 && !LISTS.includes(name)) throw new Error(`fpm-local: ${name} is given twice`);
  return { options, files };
}

/**
 * The description of a deb, `control`.
 * @param {Record<string, string[]>} options
 * @param {number} kilobytes installed
 */
export function debControl(options, kilobytes) {
  const one = (/** @type {string} */ name) => options[name]?.[0] ?? '';
  const [synopsis = '', ...rest] = one('--description').split('\n');
  const body = rest.map((line) => line.trim()).filter((line) => line !== '');
  return [
    `Package: ${one('--name')}`,
    `Version: ${one('--version')}`,
    `License: ${one('--license') || 'unknown'}`,
    `Vendor: ${one('--vendor')}`,
    `Architecture: ${one('--architecture')}`,
    `Maintainer: ${one('--maintainer')}`,
    `Installed-Size: ${kilobytes}`,
    `Depends: ${(options['-d'] ?? []).map(alternatives).join(', ')}`,
    ...(options['--deb-recommends'] ? [`Recommends: ${options['--deb-recommends'].join(', ')}`] : []),
    `Section: ${one('--category') || 'misc'}`,
    `Priority: ${one('--deb-priority') || 'optional'}`,
    `Homepage: ${one('--url')}`,
    `Description: ${synopsis.trim() || body[0] || one('--name')}`,
    ...body.map((line) => ` ${line}`),
    '',
  ].join('\n');
}

/** Renamed where time became 64 bits wide (Ubuntu 24.04, Debian 13): either will do. */
const RENAMED = ['libgtk-3-0', 'libasound2', 'libatspi2.0-0'];

/** @param {string} name */
function alternatives(name) {
  return RENAMED.includes(name) ? `${name}t64 | ${name}` : name;
}

/**
 * @param {Record<string, string[]>} options
 * @param {readonly { path: string, kind: string }[]} tree absolute paths
 * @param {{ before: string, install: string, leave: string, remove: string }} scripts
 */
export function rpmSpec(options, tree, { before, install, leave, remove }) {
  const one = (/** @type {string} */ name) => options[name]?.[0] ?? '';
  const escaped = (/** @type {string} */ text) => text.replaceAll('%', '%%');
  return [
    `Name: ${one('--name')}`,
    `Version: ${one('--version')}`,
    'Release: 1',
    `Summary: ${escaped(one('--rpm-summary') || one('--name'))}`,
    `License: ${one('--license') || 'unknown'}`,
    `Vendor: ${escaped(one('--vendor'))}`,
    `URL: ${one('--url')}`,
    ...(options['-d'] ?? []).map((name) => `Requires: ${name}`),
    ...(options['--rpm-tag'] ?? []).map(escaped),
    // What Electron brings along is nobody else's to use.
    'AutoReqProv: no',
    '%define __os_install_post %{nil}',
    '%define debug_package %{nil}',
    '%define _build_id_links none',
    '%define use_source_date_epoch_as_buildtime 1',
    '%define clamp_mtime_to_source_date_epoch 1',
    '%define _buildhost dmp-direct',
    '%description',
    escaped(one('--description').trim()),
    // electron-builder writes its scripts for bash.
    '%pre -p /bin/bash',
    escaped(before),
    '%post -p /bin/bash',
    escaped(install),
    '%preun -p /bin/bash',
    escaped(leave),
    '%postun -p /bin/bash',
    // An update removes the old one after the new one is there: then nothing is to be undone.
    'if [ "$1" -eq 0 ]; then',
    escaped(remove),
    'fi',
    '%files',
    '%defattr(-,root,root,-)',
    // Folders outside of ours belong to the system. The theme's package has none for icons of 1024 pixels: it is every
    // package's that needs it, and the last one takes it away.
    ...tree
      .filter(
        ({ path, kind }) =>
          kind !== 'folder' || /^\/(?:opt\/|usr\/share\/icons\/hicolor\/1024x1024)/.test(path),
      )
      .map(({ path, kind }) => `${rpmMark(path, kind)}"${escaped(path)}"`),
    '',
  ].join('\n');
}

/** Chromium's helper, which makes its sandbox where an ordinary user may not: root's, and setuid. */
const SETUID = 0o4755;

/** @param {string} path installed */
function isSandboxHelper(path) {
  return /^\/opt\/[^/]+\/chrome-sandbox$/.test(path);
}

/** @param {string} path @param {string} kind */
function rpmMark(path, kind) {
  if (kind === 'folder') return '%dir ';
  if (isSandboxHelper(path)) return '%attr(4755,root,root) ';
  return path.startsWith('/etc/') ? '%config(noreplace) ' : '';
}

/** @param {string} folder */
async function walk(folder, prefix = '') {
  /** @type {{ path: string, kind: 'file' | 'folder' | 'link' }[]} */
  const found = [];
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = `${prefix}/${entry.name}`;
    found.push({ path, kind: entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'file' });
    if (entry.isDirectory()) found.push(...(await walk(join(folder, entry.name), path)));
  }
  return found;
}

/**
 * Copies everything into place with the modes of an installed system.
 * @param {string} root
 * @param {[string, string][]} files
 */
async function layOut(root, files) {
  for (const [from, to] of files) {
    const source = from.replace(/\/$/, '');
    await mkdir(dirname(join(root, to)), { recursive: true });
    await cp(source, join(root, to), { recursive: true, verbatimSymlinks: true });
  }
  const tree = await walk(root);
  let bytes = 0;
  for (const { path, kind } of tree) {
    if (kind === 'link') continue;
    const { mode, size } = await lstat(join(root, path));
    const ordinary = kind === 'folder' || (mode & 0o100) !== 0 ? 0o755 : 0o644;
    await chmod(join(root, path), isSandboxHelper(path) ? SETUID : ordinary);
    if (kind === 'file') bytes += size;
  }
  return { tree, bytes };
}

/**
 * @param {string} work
 * @param {string} root
 * @param {Record<string, string[]>} options
 * @param {Awaited<ReturnType<typeof layOut>>} laid
 */
async function makeDeb(work, root, options, { tree, bytes }) {
  const control = join(root, 'DEBIAN');
  await mkdir(control);
  const sums = [];
  for (const { path, kind } of tree) {
    if (kind !== 'file') continue;
    sums.push(
      `${createHash('md5')
        .update(await readFile(join(root, path)))
        .digest('hex')}  ${path.slice(1)}\n`,
    );
  }
  await writeFile(join(control, 'control'), debControl(options, Math.ceil(bytes / 1024)));
  await writeFile(join(control, 'md5sums'), sums.join(''));
  const settings = tree.filter(({ path, kind }) => kind === 'file' && path.startsWith('/etc/'));
  if (settings.length > 0)
    await writeFile(join(control, 'conffiles'), settings.map(({ path }) => `${path}\n`).join(''));
  for (const [option, name] of [
    ['--before-install', 'preinst'],
    ['--after-install', 'postinst'],
    ['--before-remove', 'prerm'],
    ['--after-remove', 'postrm'],
  ]) {
    const script = options[option ?? '']?.[0];
    if (script === undefined) continue;
    await cp(script, join(control, name ?? ''));
    await chmod(join(control, name ?? ''), 0o755);
  }
  const compression = (options['--deb-compression']?.[0] ?? 'xz').replace(/^zst$/, 'zstd');
  const made = join(work, 'package.deb');
  const { DMP_DIRECT_PACKAGE_LEVEL: level } = process.env;
  await exec(
    'dpkg-deb',
    ['--root-owner-group', `-Z${compression}`, ...(level ? [`-z${level}`] : []), '--build', root, made],
    { env: { ...process.env, SOURCE_DATE_EPOCH: epoch() } },
  );
  return made;
}

/**
 * @param {string} work
 * @param {string} root
 * @param {Record<string, string[]>} options
 * @param {Awaited<ReturnType<typeof layOut>>} laid
 */
async function makeRpm(work, root, options, { tree }) {
  const script = async (/** @type {string} */ option) =>
    (await readFile(options[option]?.[0] ?? '/dev/null', 'utf8')).replace(/^#!.*\n/, '');
  const scripts = {
    before: await script('--before-install'),
    install: await script('--after-install'),
    leave: await script('--before-remove'),
    remove: await script('--after-remove'),
  };
  const spec = join(work, 'package.spec');
  await writeFile(spec, rpmSpec(options, tree, scripts));
  const asked = options['--architecture']?.[0] ?? 'amd64';
  const arch = RPM_ARCHES[/** @type {keyof typeof RPM_ARCHES} */ (asked)] ?? asked;
  await exec(
    'rpmbuild',
    [
      '-bb',
      '--quiet',
      `--target=${arch}`,
      `--buildroot=${root}`,
      `--define=_binary_payload w${process.env['DMP_DIRECT_PACKAGE_LEVEL'] ?? '7'}.zstdio`,
      `--define=_topdir ${join(work, 'rpm')}`,
      '--define=_rpmfilename package.rpm',
      `--define=_rpmdir ${work}`,
      spec,
    ],
    { env: { ...process.env, SOURCE_DATE_EPOCH: epoch() }, maxBuffer: 16e6 },
  );
  return join(work, 'package.rpm');
}

/** RPM's own names. */
const RPM_ARCHES = { amd64: 'x86_64', arm64: 'aarch64' };

/** Time put on everything: set by whoever wants another one. */
function epoch() {
  return process.env['SOURCE_DATE_EPOCH'] ?? '1767225600';
}

/** @param {readonly string[]} args */
async function main(args) {
  const { options, files } = readFpmArguments(args);
  const work = await mkdtemp(join(tmpdir(), 'dmp-direct-fpm-'));
  try {
    const root = join(work, 'root');
    await mkdir(root, { mode: 0o755 });
    const laid = await layOut(root, files);
    const make = options['-t']?.[0] === 'rpm' ? makeRpm : makeDeb;
    const made = await make(work, root, options, laid);
    const wanted = options['--package']?.[0] ?? '';
    await mkdir(dirname(wanted), { recursive: true });
    await rename(made, wanted).catch(() => cp(made, wanted));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
