/**
 * `npm run package -- <electron-builder arguments>`: builds the product (nothing of the lab), its notices and its SBOM,
 * and hands over to electron-builder with electron-builder.yml. Examples: `-- --linux deb`, `-- --linux dir`,
 * `-- --win nsis msi --x64 --arm64`, `-- --mac`.
 *
 * Where Electron's own downloads cannot be reached, the fallback runtime is used for this system only, and the package
 * says « test, non distribuable ». What signs, and how, is in docs/technical/packaging.md; nothing is signed unless
 * the environment holds the keys, and the package then says « non signé ».
 */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { run } from './lib/commands.mjs';
import { ensureElectronRuntime } from './lib/electron-runtime.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';
import { releaseNotes } from './package-changelog.mjs';
import { signFeeds } from './package-feed.mjs';
import { buildSsvHelper } from './build-ssv-helper.mjs';
import { openDecisions } from './release-check.mjs';
import { writeNotices } from './notices.mjs';
import { engineOf, writeSbom } from './sbom.mjs';
import { writeChecksums } from './package-checksums.mjs';

const WORK = join(ROOT, '.cache', 'package');
const PLATFORM_OPTIONS = {
  '--linux': 'linux',
  '-l': 'linux',
  '--win': 'win32',
  '--windows': 'win32',
  '-w': 'win32',
  '--mac': 'darwin',
  '-m': 'darwin',
  '-o': 'darwin',
};
const ARCH_OPTIONS = ['x64', 'arm64'];

/** @param {string} line */
const say = (line) => void process.stderr.write(`${line}\n`);

/**
 * @param {readonly string[]} args electron-builder's
 * @returns {{ platforms: string[], arches: string[] }}
 */
export function targetsOf(args) {
  const asked = args.flatMap((argument) => {
    const platform = PLATFORM_OPTIONS[/** @type {keyof typeof PLATFORM_OPTIONS} */ (argument)];
    return platform === undefined ? [] : [platform];
  });
  const arches = ARCH_OPTIONS.filter((arch) => args.includes(`--${arch}`));
  return {
    platforms: asked.length === 0 ? [process.platform] : [...new Set(asked)],
    arches: arches.length === 0 ? [process.arch] : arches,
  };
}

/**
 * Which Electron goes in, and whether the result may be distributed.
 * @param {{ platforms: string[], arches: string[] }} targets
 */
async function chooseElectron(targets) {
  const wanted = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')).devDependencies.electron;
  const host =
    targets.platforms.every((platform) => platform === process.platform) &&
    targets.arches.every((arch) => arch === process.arch);
  // For another system electron-builder fetches Electron itself.
  if (!host && process.env['ELECTRON_OVERRIDE_DIST_PATH'] === undefined) return { wanted, official: true };
  const runtime = await ensureElectronRuntime(say);
  const official = runtime.version === wanted;
  if (!official && !host)
    throw new Refusal(
      `Electron ${wanted} cannot be fetched here, and the fallback runtime is for ${process.platform}-${process.arch} only.`,
    );
  return { wanted: runtime.version, official, dist: runtime.dist, executable: runtime.executable };
}

/** @param {{ platforms: string[] }} targets */
export function isSigned({ platforms }, env = process.env) {
  const has = (/** @type {string[]} */ ...names) => names.some((name) => (env[name] ?? '') !== '');
  return platforms.every((platform) => {
    // Azure's signing and a certificate of Windows' own store need settings that electron-builder.yml does not have.
    if (platform === 'win32') return has('CSC_LINK', 'WIN_CSC_LINK');
    if (platform === 'darwin')
      return has('CSC_LINK', 'CSC_NAME') && has('APPLE_API_KEY', 'APPLE_ID', 'APPLE_KEYCHAIN_PROFILE');
    return has('DMP_DIRECT_UPDATE_KEY');
  });
}

/**
 * Without keys macOS' program gets a signature that names nobody: flipping its fuses has broken the one it came with,
 * and on Apple's processors a program with a broken signature is ended at its start. With them, what electron-builder
 * leaves unsigned stops it: the package already says that it is signed.
 * @param {{ platforms: string[] }} targets
 * @returns {string[]} for electron-builder
 */
export function signatureArguments(targets, env = process.env) {
  if (isSigned(targets, env)) return ['-c.forceCodeSigning=true'];
  const nobody = targets.platforms.includes('darwin') && !env['CSC_LINK'] && !env['CSC_NAME'];
  return nobody ? ['-c.mac.identity=-'] : [];
}

/** @param {{ platforms: string[], arches: string[] }} targets */
function systemsOf({ platforms, arches }) {
  return platforms.flatMap((platform) => arches.map((arch) => `${platform}-${arch}`));
}

/** The publisher's public key, from the private one that signs the feed or given alone. */
function updateKey() {
  const { DMP_DIRECT_UPDATE_KEY: secret, DMP_DIRECT_UPDATE_PUBLIC_KEY: open } = process.env;
  const pem = secret || open;
  if (!pem) return null;
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${key.asymmetricKeyType} instead of ed25519`);
    return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch (error) {
    throw new Refusal(
      `The key of the updates cannot be used: ${error instanceof Error ? error.message : error}.`,
    );
  }
}

/** @param {readonly string[]} args */
async function node(args, env = process.env) {
  const outcome = await run(process.execPath, args, { cwd: ROOT, env, toStderr: true });
  if (outcome.status !== 0) throw new Refusal(`${args[0]} ended with status ${outcome.status ?? 'none'}.`);
}

/**
 * The 32-bit program of Windows: built here with mingw, or made before by another machine that has it.
 * @param {string} folder
 */
async function addSsvHelper(folder) {
  const { DMP_DIRECT_SSV_HELPER: made } = process.env;
  await mkdir(folder, { recursive: true });
  if (made) await copyFile(made, join(folder, 'ssv-helper.exe'));
  else
    await buildSsvHelper('windows', folder).catch((error) => {
      throw new Refusal(`ssv-helper.exe: ${error.message}; or name a built one in DMP_DIRECT_SSV_HELPER.`);
    });
}

/** @param {readonly string[]} args electron-builder's */
async function makePackage(args) {
  const targets = targetsOf(args);
  const electron = await chooseElectron(targets);
  const description = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const version = electron.official ? description.version : `${description.version}-test`;
  const signed = isSigned(targets);
  const info = { kind: electron.official ? 'distribution' : 'test', signed, updateKey: updateKey() };
  say(
    `package: ${version}${electron.official ? '' : ' (test, non distribuable)'}${signed ? '' : ' (non signé)'}`,
  );
  const open = await openDecisions();
  for (const decision of open) say(`package: to be decided before a release: ${decision}`);
  if (open.length > 0 && signed && electron.official)
    throw new Refusal('A signed package is one that is given out: decide the above first.');
  await rm(WORK, { recursive: true, force: true });
  await mkdir(WORK, { recursive: true });
  await node(['scripts/build.mjs', `--product=${join(WORK, 'out')}`, `--build-info=${JSON.stringify(info)}`]);
  await writeNotices(join(WORK, 'notices.html'), electron.dist);
  await writeSbom(join(WORK, 'sbom.cdx.json'), {
    version,
    electron: electron.wanted,
    // Only a package for another system is made without the runtime at hand: it says less, and that is said.
    ...(electron.executable === undefined ? {} : { engine: await engineOf(electron.executable) }),
    systems: systemsOf(targets),
  });
  if (targets.platforms.includes('win32')) await addSsvHelper(join(WORK, 'ssv-helper'));
  const changes = await readFile(join(ROOT, 'CHANGELOG.md'), 'utf8');
  await writeFile(join(WORK, 'release-notes.txt'), releaseNotes(changes, description.version));
  await node(
    [
      'node_modules/electron-builder/cli.js',
      '--config=electron-builder.yml',
      '--publish=never',
      `-c.extraMetadata.version=${version}`,
      `-c.electronVersion=${electron.wanted}`,
      ...(electron.dist === undefined ? [] : [`-c.electronDist=${electron.dist}`]),
      ...signatureArguments(targets),
      ...args,
    ],
    builderEnvironment(signed),
  );
  await signFeeds(outputOf(args), say);
  await writeChecksums(outputOf(args));
}

/** @param {boolean} signed */
function builderEnvironment(signed) {
  const { DMP_DIRECT_UPDATE_KEY: _secret, ...env } = process.env;
  return {
    ...env,
    // The tool that makes deb and rpm: ours, so that what is tested without a network is what is distributed.
    CUSTOM_FPM_PATH: join(ROOT, 'scripts', 'fpm-local.sh'),
    // Without keys electron-builder would look for an identity in the keychain of whoever builds.
    ...(signed ? {} : { CSC_IDENTITY_AUTO_DISCOVERY: 'false' }),
  };
}

/** @param {readonly string[]} args */
function outputOf(args) {
  const option = '-c.directories.output=';
  const asked = args.find((argument) => argument.startsWith(option))?.slice(option.length);
  return join(ROOT, asked ?? 'dist');
}

if (process.argv[1] === import.meta.filename)
  await runScript(async () => {
    await ensureNpmPackages(say);
    await makePackage(process.argv.slice(2));
  });
