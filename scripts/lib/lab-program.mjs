import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureNpmPackages } from './npm-packages.mjs';
import { ROOT } from './paths.mjs';

/**
 * Bundles programs of `test/` that Node is to run, since Node 20 does not read TypeScript. They lie inside the
 * repository, so that their packages are found, and are removed when this process ends with `remove`. Works in a
 * fresh clone: the bundler is among the packages that are installed first.
 * @param {Readonly<Record<string, string>>} entries file name without `.mjs` → source, relative to the root
 * @returns {Promise<{ directory: string, remove: () => Promise<void> }>}
 */
export async function bundleLabPrograms(entries) {
  await ensureNpmPackages((line) => process.stderr.write(`${line}\n`));
  const { build } = await import('vite');
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const directory = await mkdtemp(join(ROOT, '.cache', 'lab-program-'));
  for (const [name, source] of Object.entries(entries)) {
    await build({
      configFile: false,
      root: ROOT,
      envDir: false,
      publicDir: false,
      logLevel: 'error',
      mode: 'production',
      ssr: { target: 'node', external: ['electron', 'koffi'] },
      build: {
        ssr: join(ROOT, source),
        target: 'node20.18',
        outDir: directory,
        emptyOutDir: false,
        minify: false,
        rolldownOptions: {
          output: {
            format: 'es',
            entryFileNames: `${name}.mjs`,
            chunkFileNames: `${name}-[name]-[hash].mjs`,
          },
        },
      },
    });
  }
  return { directory, remove: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }) };
}
