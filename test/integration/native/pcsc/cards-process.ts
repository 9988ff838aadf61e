/** The `cards` process, bundled as in the product: everything but Electron's own port is what ships. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** Bundles the entry of the utility process; inside the repository, so that koffi is found. */
export async function bundleNativeProcess(): Promise<{ readonly file: string; remove(): Promise<void> }> {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const directory = await mkdtemp(join(ROOT, '.cache', 'native-process-'));
  await build({
    configFile: false,
    root: ROOT,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { target: 'node', external: ['koffi'], noExternal: true },
    build: {
      ssr: join(ROOT, 'src/native/process.ts'),
      target: 'node20.18',
      outDir: directory,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'index.mjs' } },
    },
  });
  return {
    file: join(directory, 'index.mjs'),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
