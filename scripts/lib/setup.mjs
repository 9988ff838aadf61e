import { buildIsCurrent } from './build-inputs.mjs';
import { run } from './commands.mjs';
import { hasDisplay } from './display.mjs';
import { ensureElectronRuntime } from './electron-runtime.mjs';
import { text } from './messages.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { ROOT } from './paths.mjs';
import { Refusal } from './refusal.mjs';
import { ensureSandbox } from './sandbox.mjs';
import { SYSTEM_PACKAGES, ensureSystemPackages } from './system-packages.mjs';
import { ensureVirtualReader } from './virtual-reader.mjs';

const OLDEST_NODE = 20;

/**
 * What the set-up is for:
 * - `real`: the program on the user's own readers; nothing of the lab, and pcscd is the user's own business;
 * - `demonstration`: virtual cards; without their packages it goes on with cards inside the program;
 * - `test`: all of it, and all of it is required.
 * @typedef {'real' | 'demonstration' | 'test'} Purpose
 */

/**
 * Makes the machine ready: system packages, npm packages, Electron runtime, build. Touches the network only for
 * what is missing. Uses nothing but Node until the npm packages are there.
 * @param {Purpose} purpose
 * @param {(line: string) => void} [say] receives the progress; stderr by default
 * @returns {Promise<import('./electron-runtime.mjs').Runtime>} also put in `ELECTRON_OVERRIDE_DIST_PATH`, where
 *   Electron's own command, Playwright and our scripts find it
 * @throws {Refusal}
 */
export async function setUp(purpose, say = (line) => process.stderr.write(`${line}\n`)) {
  checkNode();
  const { required, useful } = packagesFor(purpose);
  await ensureSystemPackages(required, useful, say);
  await ensureReaders(purpose, say);
  await ensureNpmPackages(say);
  const runtime = await ensureElectronRuntime(say);
  await ensureSandbox(runtime.dist, say);
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.dist;
  await ensureBuild(say);
  return runtime;
}

/**
 * @param {Purpose} purpose
 * @param {(line: string) => void} say
 */
async function ensureReaders(purpose, say) {
  if (purpose === 'real') return;
  try {
    await ensureVirtualReader(say);
  } catch (error) {
    if (purpose === 'test' || !(error instanceof Refusal)) throw error;
    say(text('system.without', { sentence: error.message }));
  }
}

function checkNode() {
  const version = process.versions.node;
  if (Number.parseInt(version, 10) < OLDEST_NODE) throw new Refusal(text('node.old', { version }));
}

/** @param {Purpose} purpose */
function packagesFor(purpose) {
  const { runtime, display, compositor, cards, lab, compiler, packagers, examples } = SYSTEM_PACKAGES;
  const base = [...runtime, ...cards, ...(purpose !== 'test' && hasDisplay() ? [] : display)];
  if (purpose === 'real') return { required: base, useful: [] };
  if (purpose === 'demonstration') return { required: base, useful: lab };
  return { required: [...base, ...compositor, ...lab, ...compiler, ...packagers], useful: examples };
}

/** @param {(line: string) => void} say */
async function ensureBuild(say) {
  if (await buildIsCurrent()) return;
  say(text('build.run'));
  const outcome = await run(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, toStderr: true });
  if (outcome.status !== 0) throw new Refusal(text('build.failed'));
}
