import { build } from 'vite';

/**
 * Bundles the main process of a bare Electron program around code of the product.
 * @param entry the file that Electron is to start with; it becomes `main.mjs` in `folder`
 */
export async function bundleMain(entry: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { target: 'node', external: ['electron'], noExternal: true },
    build: {
      ssr: entry,
      target: 'node20.18',
      outDir: folder,
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'main.mjs' } },
    },
  });
}
