/** Trees of Debian 13, made by a script of this folder once and kept in the cache; whoever uses one lays a layer over it. */
import { existsSync } from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { ROOT, cacheDirectory } from './paths.mjs';
import { Refusal } from './refusal.mjs';

const TREE_MS = 20 * 60_000;
const DEBIAN = 'http://deb.debian.org/debian';

/**
 * @typedef {object} Recipe
 * @property {string} name of the tree in the cache, changed whenever the script makes another one
 * @property {string} script of scripts/lib; called with the tree's place, the mirror, and `args`
 * @property {string[]} [args]
 * @property {string} about what is said before it is made
 */

/**
 * Makes the tree where it is missing. Touches the network only then.
 * @param {Recipe} recipe
 * @param {string[]} privilege what to put before a command to run it as root
 * @param {(line: string) => void} say
 * @returns {Promise<string>} its root
 * @throws {Refusal} where it cannot be made
 */
export async function ensureDebianTree({ name, script, args = [], about }, privilege, say) {
  const place = join(await cacheDirectory(), name);
  if (existsSync(place)) return place;
  say(about);
  const work = await mkdtemp(`${place}.partial-`);
  const [command = '', ...before] = [...privilege, 'unshare', '--mount', 'sh'];
  try {
    const path = join(ROOT, 'scripts', 'lib', script);
    const made = await run(command, [...before, path, join(work, 'tree'), await mirror(), ...args], {
      capture: true,
      timeoutMs: TREE_MS,
    });
    if (made.status !== 0) {
      const last = `${made.output}\n${made.errors}`.trim().split('\n').slice(-3).join(' / ');
      throw new Refusal(`${name} could not be made: ${made.timedOut ? 'it took too long' : last}.`);
    }
    await moveInto(join(work, 'tree'), place);
  } finally {
    const [remove = '', ...rest] = [...privilege, 'rm', '-rf', '--one-file-system', work];
    await run(remove, rest, { capture: true });
  }
  return place;
}

/** The mirror that this machine's own apt uses, where it is a Debian. */
async function mirror() {
  const { output } = await run('apt-get', ['indextargets', '--format', '$(REPO_URI) $(ORIGIN) $(CODENAME)'], {
    capture: true,
  });
  const own = output.split('\n').find((line) => / Debian \w+$/.test(line) && !line.includes('security'));
  return own?.split(' ')[0]?.replace(/\/$/, '') ?? DEBIAN;
}

/**
 * @param {string} made
 * @param {string} place taken over from whoever was quicker, if anybody was
 */
export async function moveInto(made, place) {
  await rename(made, place).catch((error) => {
    if (!existsSync(place)) throw error;
  });
}
