/**
 * `node scripts/house.mjs`: the counts of the house (docs/decisions/0010-the-house.md) as it is now: files, their
 * sizes, and for `src`, `src/main` and `src/domain` the rooms, the arrows between them, the floors they lie on and the
 * pairs that import each other.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';
import { roomsOf } from './lib/rooms.mjs';

/** @returns {Promise<{ source: string, targets: string[] }[]>} */
async function importsOfSource() {
  const { cruise } = await import('dependency-cruiser');
  const { default: options } = await import('../.dependency-cruiser.cjs');
  const { output } = await cruise(['src'], { ...options.options, baseDir: ROOT });
  if (typeof output === 'string') throw new Error('dependency-cruiser gave a report instead of a result');
  return output.modules.map(({ source, dependencies }) => ({
    source,
    targets: dependencies.map(({ resolved }) => resolved),
  }));
}

async function sizes() {
  const files = (await readdir(join(ROOT, 'src'), { recursive: true })).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(ROOT, 'src', file), 'utf8')));
  return texts.map((text) => text.split('\n').length - 1).sort((one, other) => one - other);
}

await runScript(async () => {
  await ensureNpmPackages((line) => process.stderr.write(`${line}\n`));
  const lines = await sizes();
  const median = lines[Math.floor(lines.length / 2)] ?? 0;
  const total = lines.reduce((sum, count) => sum + count, 0);
  process.stdout.write(
    `src: ${lines.length} files, ${total} lines, median ${median}, ` +
      `${lines.filter((count) => count > 400).length} over 400\n`,
  );
  const modules = await importsOfSource();
  for (const folder of ['src', 'src/main', 'src/domain']) {
    const { rooms, flat, arrows, floors, mutual } = roomsOf(modules, folder);
    process.stdout.write(
      `${folder}: ${rooms.length} rooms, ${flat} files flat, ${arrows.length} arrows, ` +
        `${floors === null ? 'no' : floors} floors, ${mutual.length} mutual pairs\n`,
    );
    for (const [one, other] of mutual) process.stdout.write(`  ${one} and ${other} import each other\n`);
  }
  const folders = new Set(modules.map(({ source }) => posix.dirname(source)));
  process.stdout.write(`all folders of src: ${folders.size}\n`);
  return 0;
});
