import { run } from './commands.mjs';
import { text } from './messages.mjs';
import { Refusal } from './refusal.mjs';

/**
 * What Debian and Ubuntu must have. Several names: the first ones are those of releases after the 64-bit time change
 * (Ubuntu 24.04, Debian 13).
 */
export const SYSTEM_PACKAGES = {
  /** Libraries that the Electron runtime links with. */
  runtime: [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libasound2t64', 'libasound2'], ['libgbm1']],
  /** A display where there is none. */
  display: [['xvfb'], ['xauth']],
  /** A Wayland compositor without a screen, which tells what it draws (test/lab/wayland). */
  compositor: [['weston']],
  /** The client side of PC/SC. */
  cards: [['libpcsclite1']],
  /** A PC/SC service and tokens; the virtual readers' driver is taken apart by `virtual-reader.mjs`. */
  lab: [
    ['pcscd'],
    ['softhsm2'],
    ['libnss3-tools'],
    ['dbus-daemon'],
    // What a screen reader is told.
    ['at-spi2-core'],
    ['python3-pyatspi'],
    // A window manager and a keyboard beside which windows are tried; what shows the program's notifications.
    ['openbox'],
    ['xdotool'],
    ['libnotify4'],
  ],
  /** The compiler of the stand-in for the vendor's library. */
  compiler: [['gcc'], ['libc6-dev']],
  /** What the integration guide's examples are compiled with; the tests that need it say so where it is missing. */
  examples: [['mono-mcs'], ['mono-runtime'], ['fp-compiler'], ['fp-units-rtl'], ['fp-units-fcl']],
  /** What `npm run bench` compares with, and what draws its picture. */
  bench: [['chromium'], ['librsvg2-bin']],
  /** What makes an RPM and an AppImage, and what reads, makes and signs the Windows installers. */
  packagers: [['rpm'], ['squashfs-tools'], ['nsis'], ['wixl'], ['msitools'], ['osslsigncode'], ['openssl']],
};

const NETWORK_ERRORS =
  /Could not resolve|Failed to fetch|Temporary failure|Connection (failed|timed out|refused)|Unable to connect|Network is unreachable/i;

/** @typedef {readonly (readonly string[])[]} PackageList each entry: the names one package may have, newest first */

/**
 * @param {PackageList} list
 * @returns {Promise<string[][]>} the entries of which no name is installed
 */
async function missingOf(list) {
  const names = list.flat();
  const outcome = await run('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...names], {
    capture: true,
  });
  const installed = new Set(
    outcome.output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return list.filter((entry) => !entry.some((name) => installed.has(name))).map((entry) => [...entry]);
}

/** @returns {Promise<boolean>} whether packages are managed with dpkg and apt here */
async function isDebian() {
  if (process.platform !== 'linux') return false;
  const outcome = await run('dpkg-query', ['--version'], { capture: true });
  return outcome.status === 0;
}

/**
 * Installs what is missing of a list of Debian packages; says so and does nothing on another system.
 * @param {PackageList} required without these it cannot go on
 * @param {PackageList} useful without these it goes on, and says so
 * @param {(line: string) => void} say
 * @throws {Refusal} when a required one cannot be installed
 */
export async function ensureSystemPackages(required, useful, say) {
  if (!(await isDebian())) {
    say(text('system.skipped', { system: process.platform }));
    return;
  }
  const missing = await missingOf(required);
  const missed = await missingOf(useful);
  if (missing.length + missed.length === 0) return;
  const privilege = await privilegeCommand();
  try {
    await install([...missing, ...missed], privilege, say);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (missing.length > 0 && missed.length > 0) await install(missing, privilege, say);
    else if (missing.length > 0) throw error;
    say(text('system.without', { sentence: error.message }));
  }
}

/** @returns {Promise<string[] | undefined>} what to put before a command to run it as root; nothing: no right to */
export async function privilegeCommand() {
  if (process.getuid?.() === 0) return [];
  const outcome = await run('sudo', ['-n', 'true'], { capture: true });
  if (outcome.missing) return undefined;
  if (outcome.status === 0) return ['sudo', '-n'];
  // sudo asks for the password on the terminal itself.
  return process.stdin.isTTY && process.stderr.isTTY ? ['sudo'] : undefined;
}

/**
 * @param {string[][]} entries
 * @param {string[] | undefined} privilege
 * @param {(line: string) => void} say
 */
async function install(entries, privilege, say) {
  const plain = entries.map((entry) => entry.at(-1)).join(' ');
  if (privilege === undefined) throw new Refusal(text('system.noRight', { packages: plain }));
  say(text('system.install', { packages: plain }));
  // Lists that are too old make the installation fail on packages that are gone: refresh them, once.
  const update = await apt(privilege, ['update']);
  const names = await Promise.all(entries.map(knownName));
  const outcome = await apt(privilege, ['install', '-y', '--no-install-recommends', ...names]);
  if (outcome.status === 0) return;
  const all = `${update.errors}\n${update.output}\n${outcome.errors}\n${outcome.output}`;
  const packages = names.join(' ');
  if (NETWORK_ERRORS.test(all)) throw new Refusal(text('system.network', { packages }));
  const reason = (/^E: (.*)$/m.exec(outcome.errors)?.[1] ?? 'apt-get').replace(/\.$/, '');
  throw new Refusal(text('system.failed', { packages, reason }));
}

/** Refreshes the lists of packages where there is a right to. */
export async function refreshPackageLists() {
  const privilege = await privilegeCommand();
  if (privilege !== undefined) await apt(privilege, ['update']);
}

/**
 * @param {readonly string[]} privilege
 * @param {readonly string[]} args
 */
function apt(privilege, args) {
  const [command, ...rest] = [
    ...privilege,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'LC_ALL=C',
    'apt-get',
    '-q',
    '-o',
    'DPkg::Lock::Timeout=300',
    '-o',
    'Acquire::Retries=1',
    '-o',
    'Acquire::http::Timeout=30',
    ...args,
  ];
  return run(command ?? 'env', rest, { capture: true });
}

/**
 * @param {readonly string[]} entry names of one package, newest first
 * @returns {Promise<string>} the first one that this release has
 */
async function knownName(entry) {
  for (const name of entry.slice(0, -1)) {
    const outcome = await run('apt-cache', ['show', '--no-all-versions', name], { capture: true });
    if (outcome.status === 0 && outcome.output.includes(`Package: ${name}`)) return name;
  }
  return entry.at(-1) ?? '';
}
