/**
 * Builds `out/` with plain Vite: main and native processes as ESM, each preload as one CommonJS file (the only form
 * that can be sandboxed), the windows' page, and the lab's own entries. Same sources, same bytes.
 *
 *   node scripts/build.mjs [--product=FOLDER] [--build-info=JSON]
 *
 * `--product` builds into another folder, without anything of the lab; `--build-info` is what a package says of itself
 * (BuildInfo in src/main/base/build-info.ts).
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { build, runnerImport } from 'vite';
import { hashOfInputs } from './lib/build-inputs.mjs';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';

const NODE_TARGET = 'node20.18';
const CHROME_TARGET = 'chrome130';
/** What a start loads one after the other, behind the icon (src/main/start/app.ts). */
const STAGES = [
  { name: 'window', root: 'src/main/start/prepare.ts' },
  { name: 'program', root: 'src/main/start/run.ts' },
];

/** @param {string} name */
const option = (name) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const PRODUCT = option('product');
const BUILD_INFO = option('build-info');

/** @param {string} message */
const say = (message) => process.stderr.write(`build: ${message}\n`);

/** @returns {import('vite').InlineConfig} */
function common() {
  return {
    configFile: false,
    root: ROOT,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    mode: 'production',
    define: {
      'process.env.NODE_ENV': '"production"',
      ...(BUILD_INFO === undefined ? {} : { __DMP_DIRECT_BUILD__: BUILD_INFO }),
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  };
}

/**
 * One program that runs in Node or in one of Electron's Node processes.
 * @param {string} entry source, relative to the root
 * @param {string} file where it goes, `.mjs`
 * @param {{ bundlePackages: boolean, stages?: readonly { name: string, root: string }[] }} options the product carries
 *   its packages, the lab finds them in node_modules
 */
async function buildProgram(entry, file, { bundlePackages, stages = [] }) {
  const shared = common();
  await build({
    ...shared,
    // Packages written as CommonJS use these names; in a module they do not exist, and would be missed only when run.
    define: {
      ...shared.define,
      __filename: 'import.meta.filename',
      __dirname: 'import.meta.dirname',
    },
    ssr: {
      target: 'node',
      external: ['electron', 'koffi'],
      ...(bundlePackages ? { noExternal: true } : {}),
    },
    build: {
      ssr: join(ROOT, entry),
      target: NODE_TARGET,
      outDir: dirname(file),
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        output: {
          format: 'es',
          entryFileNames: basename(file),
          chunkFileNames: `${basename(file, '.mjs')}-[name]-[hash].mjs`,
          ...(stages.length === 0
            ? {}
            : {
                codeSplitting: {
                  includeDependenciesRecursively: false,
                  groups: [{ name: stageName(entry, stages), debugName: 'stages of a start' }],
                },
              }),
        },
      },
    },
  });
}

/**
 * One file for what each stage of a start loads: every further one would cost it a turn of a thread that has much to do.
 * @param {string} entry
 * @param {readonly { name: string, root: string }[]} stages in their order: each holds what the former do not
 * @returns {(id: string, context: { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null }) => string | null}
 */
function stageName(entry, stages) {
  /** @type {Map<string, string | null> | null} */
  let names = null;
  return (id, context) => {
    names ??= new Map();
    for (const { name, root } of names.size > 0 ? [] : [{ name: 'start', root: entry }, ...stages]) {
      const waiting = [join(ROOT, root)];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (names.has(next)) continue;
        // The entry's own file has its own name.
        names.set(next, next === join(ROOT, entry) ? null : name);
        waiting.push(...(context.getModuleInfo(next)?.importedIds ?? []));
      }
    }
    return names.get(id) ?? null;
  };
}

/**
 * @param {string} entry source, relative to the root
 * @param {string} file where it goes, `.cjs`
 */
async function buildPreload(entry, file) {
  const shared = common();
  await build({
    ...shared,
    define: { ...shared.define, __DMP_DIRECT_SHAPES__: await windowShapes() },
    build: {
      target: CHROME_TARGET,
      outDir: dirname(file),
      emptyOutDir: false,
      modulePreload: false,
      minify: true,
      rolldownOptions: {
        input: join(ROOT, entry),
        external: ['electron'],
        // No getter of ours does anything: without this a catalogue may ride beside every page.
        treeshake: { propertyReadSideEffects: false },
        output: { format: 'cjs', entryFileNames: basename(file), codeSplitting: false },
      },
    },
  });
}

/** What the windows' contracts say of their states, as a table: the preload checks messages without any package. */
async function windowShapes() {
  /** @type {{ module: { describeWindows: () => unknown } }} */
  const { module } = await runnerImport(join(ROOT, 'src/borders/windows/shapes.ts'), common());
  return JSON.stringify(module.describeWindows());
}

/**
 * The page of every window: each loads its own code and style when its address asks for it.
 * @param {string} outDir
 */
async function buildPage(outDir) {
  await build({
    ...common(),
    root: join(ROOT, 'src/renderer'),
    // The page has one address a window: what it loads stands at the root of them all.
    base: '/',
    build: {
      target: CHROME_TARGET,
      outDir,
      emptyOutDir: false,
      // The policy of the pages forbids inline scripts and data: addresses.
      modulePreload: false,
      assetsInlineLimit: 0,
      // The camera's window carries its decoder; no other window loads it.
      chunkSizeWarningLimit: 1_500,
      rolldownOptions: { input: join(ROOT, 'src/renderer/index.html') },
    },
  });
}

async function preloads() {
  if (!existsSync(join(ROOT, 'src/preload'))) return [];
  const names = await readdir(join(ROOT, 'src/preload'));
  return names.filter((name) => name.endsWith('.ts') && !name.startsWith('_')).sort();
}

/** @param {string} out directory to fill */
async function buildAll(out) {
  const product = [
    { entry: 'src/main/index.ts', file: 'main/index.mjs', bundlePackages: true, stages: STAGES },
    { entry: 'src/native/process.ts', file: 'native/index.mjs', bundlePackages: true },
  ];
  const lab = [
    { entry: 'test/lab/demo/main.ts', file: 'lab/main.mjs', bundlePackages: false },
    { entry: 'test/lab/demo/native.ts', file: 'lab/native.mjs', bundlePackages: false },
    { entry: 'test/lab/demo/run.ts', file: 'lab/run.mjs', bundlePackages: false },
    { entry: 'test/lab/tour/index.ts', file: 'lab/tour.mjs', bundlePackages: false },
  ];
  for (const { entry, file, ...options } of PRODUCT === undefined ? [...product, ...lab] : product) {
    if (!existsSync(join(ROOT, entry))) say(`${entry} does not exist yet, skipped`);
    else await buildProgram(entry, join(out, file), options);
  }
  for (const name of await preloads()) {
    await buildPreload(`src/preload/${name}`, join(out, 'preload', name.replace(/\.ts$/, '.cjs')));
  }
  await buildPage(join(out, 'renderer'));
}

await runScript(async () => {
  const started = Date.now();
  // Built beside and swapped in: a program that starts meanwhile sees a whole build, the old one or the new one.
  const work = join(ROOT, '.cache', `build-${process.pid}`);
  const out = PRODUCT === undefined ? join(ROOT, 'out') : resolve(PRODUCT);
  try {
    const inputs = await hashOfInputs();
    await mkdir(join(work, 'new'), { recursive: true });
    await buildAll(join(work, 'new'));
    if (PRODUCT === undefined) await writeFile(join(work, 'new', 'inputs.txt'), `${inputs}\n`);
    await mkdir(dirname(out), { recursive: true });
    if (existsSync(out)) await rename(out, join(work, 'old'));
    await rename(join(work, 'new'), out);
  } catch (error) {
    throw new Refusal(`build: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  say(`${PRODUCT ?? 'out'}/ made in ${((Date.now() - started) / 1000).toFixed(1)} s`);
});
