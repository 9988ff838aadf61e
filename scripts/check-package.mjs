/**
 * Looks at a package of this system as electron-builder leaves it unpacked: its fuses, that it starts, and that it does
 * not start any more once its archive has been edited, where the system's Electron checks that (Windows, macOS).
 *
 *   node scripts/check-package.mjs [dist]
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';

const STARTED_WITHIN_MS = 60_000;
/** A fuse's state as it is written in the program: the digits 0 and 1. */
const [OFF, ON] = ['0', '1'].map((digit) => digit.charCodeAt(0));

/** Every fuse of electron-builder.yml, as it must be read back. */
export const FUSES = {
  [FuseV1Options.RunAsNode]: OFF,
  [FuseV1Options.EnableCookieEncryption]: ON,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
  [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
  [FuseV1Options.OnlyLoadAppFromAsar]: ON,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: OFF,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
};

/** Electron compares the archive's checksums on these systems only. */
export const CHECKS_ASAR = ['win32', 'darwin'];

/**
 * @param {string} folder an unpacked package
 * @param {NodeJS.Platform} [platform]
 */
export function partsOf(folder, platform = process.platform) {
  if (platform === 'darwin') {
    const contents = join(folder, 'DMPDirect.app', 'Contents');
    return {
      program: join(contents, 'MacOS', 'DMPDirect'),
      asar: join(contents, 'Resources', 'app.asar'),
    };
  }
  const name = platform === 'win32' ? 'DMPDirect.exe' : 'dmp-direct';
  return { program: join(folder, name), asar: join(folder, 'resources', 'app.asar') };
}

/**
 * @param {string} program
 * @returns {Promise<string[]>} the fuses that are not as they must be
 */
export async function fuseFaults(program) {
  const wire = await getCurrentFuseWire(program);
  return Object.entries(FUSES).flatMap(([option, state]) =>
    wire[/** @type {FuseV1Options} */ (Number(option))] === state
      ? []
      : [`fuse ${FuseV1Options[Number(option)]} is not as it must be`],
  );
}

/** A text of the program's own code. */
export const CHANGED_TEXT = 'started again after a crash';

/**
 * Changes one byte of the program's code in the archive, without changing what it means: a letter of a word that only
 * the log uses.
 * @param {string} asar
 */
export async function editAsar(asar) {
  const bytes = await readFile(asar);
  const at = bytes.indexOf(CHANGED_TEXT);
  if (at < 0) throw new Refusal(`${asar} does not hold what was to be changed.`);
  bytes.write('S', at, 'latin1');
  await writeFile(asar, bytes);
}

/**
 * @typedef {object} Start
 * @property {boolean} started whether it has written that it has started
 * @property {boolean} refused whether it has ended by itself, and as a failure
 * @property {string} output
 */

/**
 * Starts a program with a profile of its own, and ends it.
 * @param {string} program
 * @param {number} [within] ms
 * @returns {Promise<Start>}
 */
export async function starts(program, within = STARTED_WITHIN_MS) {
  const profile = await mkdtemp(join(tmpdir(), 'dmp-direct-check-'));
  // A runner of Windows may be a service, for which the program shows no window unless a platform is named.
  const platform = process.platform === 'win32' ? ['--ozone-platform=windows'] : [];
  const child = spawn(program, ['--hidden', '--user-data', profile, ...platform], { stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  /** @type {'failure' | 'success' | undefined} */
  let ended;
  let ending = '';
  const end = new Promise((resolve) => {
    child.once('error', (error) => resolve((ending = `\n${error}`)));
    child.once('exit', (code, signal) => {
      ended = code === 0 ? 'success' : 'failure';
      resolve((ending = `\nended: ${signal ?? code}`));
    });
  });
  // What it said last may come after its end.
  const silent = new Promise((resolve) => void child.once('close', resolve));
  let over = false;
  void end.then(() => (over = true));
  const log = join(profile, 'logs', 'dmp-direct.log');
  const deadline = Date.now() + within;
  let started = false;
  while (!started && !over && Date.now() < deadline) {
    await delay(100);
    started = /"started"/.test(await readFile(log, 'utf8').catch(() => ''));
  }
  const refused = !started && ended === 'failure';
  child.kill();
  await Promise.race([end, delay(10_000)]);
  await Promise.race([silent, delay(1_000)]);
  await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  return { started, refused, output: output + ending };
}

/**
 * @param {string} folder an unpacked package
 * @param {object} [how]
 * @param {NodeJS.Platform} [how.platform]
 * @param {number} [how.within] ms that a start may take
 * @returns {Promise<string[]>} what is wrong with it
 */
export async function packageFaults(folder, { platform = process.platform, within } = {}) {
  const { program } = partsOf(folder, platform);
  const faults = await fuseFaults(program);
  const whole = await starts(program, within);
  if (!whole.started) return [...faults, `it does not start: ${whole.output}`];
  if (!CHECKS_ASAR.includes(platform)) return faults;
  return [...faults, ...(await editedFaults(folder, platform, within))];
}

/**
 * What is wrong with a copy of a package whose archive is edited. The package itself is left as it is.
 * @param {string} folder
 * @param {NodeJS.Platform} platform
 * @param {number} [within]
 */
async function editedFaults(folder, platform, within) {
  const copy = await mkdtemp(join(tmpdir(), 'dmp-direct-edited-'));
  const { program, asar } = partsOf(copy, platform);
  try {
    await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
    // If it did not start where it is copied to, that it does not start once edited would prove nothing.
    const whole = await starts(program, within);
    if (!whole.started) return [`a copy of it does not start: ${whole.output}`];
    await editAsar(asar);
    const { started, refused, output } = await starts(program, within);
    if (started) return ['it starts although its archive was edited'];
    return refused ? [] : [`it does not refuse an edited archive: ${output}`];
  } finally {
    await rm(copy, { recursive: true, force: true, maxRetries: 10 });
  }
}

/**
 * The unpacked package for this computer in a folder of packages.
 * @param {string} dist
 */
async function unpackedIn(dist) {
  const system = { win32: 'win', darwin: 'mac', linux: 'linux' }[/** @type {'linux'} */ (process.platform)];
  // electron-builder names the architecture where it is not x64.
  const name = `${system}${process.arch === 'x64' ? '' : `-${process.arch}`}${system === 'mac' ? '' : '-unpacked'}`;
  if (!(await readdir(dist)).includes(name)) throw new Refusal(`${dist} has no ${name}.`);
  return join(dist, name);
}

if (process.argv[1] === import.meta.filename)
  await runScript(async () => {
    const folder = await unpackedIn(join(ROOT, process.argv[2] ?? 'dist'));
    const faults = await packageFaults(folder);
    if (faults.length > 0) throw new Refusal(`${dirname(partsOf(folder).asar)}:\n${faults.join('\n')}`);
    process.stdout.write(`${folder}: as it must be\n`);
  });
