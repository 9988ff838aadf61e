/** What runs on Windows Node: the product as it ships, the tests' bundles, and the libraries that stand in. */
import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { buildSsvHelper } from '../build-ssv-helper.mjs';
import { ROOT } from './paths.mjs';

const compile = promisify(execFile);
const HARNESS = join(ROOT, 'test', 'windows', 'harness');

/**
 * @typedef {object} StandIn a library of somebody else's, compiled against the public header it goes by
 * @property {string} source
 * @property {string} file where it goes, relative to the folder of libraries
 * @property {'x86_64' | 'i686'} machine
 * @property {string[]} flags
 */

/**
 * @param {string} tree where the PKCS#11 header is
 * @returns {StandIn[]}
 */
const standIns = (tree) => [
  { source: 'windows/winscard.c', file: 'winscard/winscard.dll', machine: 'x86_64', flags: [] },
  {
    source: 'windows/cryptolib.c',
    file: 'cps3_pkcs11_w64.dll',
    machine: 'x86_64',
    flags: ['-idirafter', join(tree, 'usr/include/p11-kit-1')],
  },
  { source: 'ssv/standin.c', file: 'ssvw64.dll', machine: 'x86_64', flags: [] },
  { source: 'ssv/standin.c', file: 'ssvw32.dll', machine: 'i686', flags: ['-Wl,--kill-at'] },
];

/**
 * Fills a folder that becomes a Windows program's: `app` (the product's own build), `tests`, `node_modules`, `dll`.
 * @param {string} place an existing directory
 * @param {{ tree: string, koffi: string }} lab
 * @param {Readonly<Record<string, string>>} tests names of bundles and their sources, absolute
 */
export async function buildForWindows(place, { tree, koffi }, tests) {
  await compile(process.execPath, [join(ROOT, 'scripts/build.mjs'), `--product=${join(place, 'app/out')}`]);
  await Promise.all([
    bundleTests(join(place, 'tests'), tests),
    addKoffi(join(place, 'node_modules'), koffi),
    buildSsvHelper('windows', join(place, 'helper')),
    compileService(join(place, 'helper', 'service.exe')),
    ...standIns(tree).map((one) => compileStandIn(one, join(place, 'dll', one.file))),
  ]);
}

/**
 * @param {string} outDir
 * @param {Readonly<Record<string, string>>} tests
 */
async function bundleTests(outDir, tests) {
  await build({
    configFile: false,
    root: ROOT,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    resolve: {
      alias: ['vitest', 'electron'].map((name) => ({
        find: new RegExp(`^${name}$`),
        replacement: join(HARNESS, `${name}.ts`),
      })),
    },
    define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
    ssr: { target: 'node', external: ['koffi'], noExternal: true },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { main: join(HARNESS, 'main.ts'), ...tests },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'shared-[hash].mjs' },
      },
    },
  });
}

/**
 * koffi's own files as they are packaged, and the Windows binary alone.
 * @param {string} modules
 * @param {string} binary
 */
async function addKoffi(modules, binary) {
  const source = join(ROOT, 'node_modules', 'koffi');
  const left = new Set(['doc', 'vendor', 'lib', 'cnoke.cjs', 'README.md', 'CHANGELOG.md']);
  await mkdir(join(modules, '@koromix'), { recursive: true });
  await Promise.all([
    cp(source, join(modules, 'koffi'), {
      recursive: true,
      filter: (path) => dirname(path) !== source || !left.has(basename(path)),
    }),
    cp(binary, join(modules, '@koromix', 'koffi-win32-x64'), { recursive: true }),
  ]);
}

/** @param {string} target */
async function compileService(target) {
  await mkdir(dirname(target), { recursive: true });
  const source = join(ROOT, 'test', 'lab', 'windows', 'service.c');
  const flags = ['-std=gnu11', '-O1', '-Wall', '-Werror', '-municode', '-static-libgcc'];
  await compile('x86_64-w64-mingw32-gcc', [...flags, '-o', target, source]);
}

/**
 * @param {StandIn} standIn
 * @param {string} target
 */
async function compileStandIn({ source, machine, flags }, target) {
  await mkdir(dirname(target), { recursive: true });
  await compile(`${machine}-w64-mingw32-gcc`, [
    '-std=gnu11',
    '-O1',
    '-Wall',
    '-Werror',
    '-shared',
    '-static-libgcc',
    ...flags,
    '-o',
    target,
    join(ROOT, 'test', 'lab', source),
  ]);
}
