/**
 * Builds native-helpers/ssv-helper: for 32-bit Windows with Debian's gcc-mingw-w64-i686 (the default), or with
 * `--host` for this machine, where the tests run it against the stand-in library.
 *
 *   node scripts/build-ssv-helper.mjs [--host] [--out=FOLDER]     prints the program's path
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..');
const SOURCES = join(ROOT, 'native-helpers', 'ssv-helper');
const TABLE = join(ROOT, 'src', 'native', 'ssv', 'return-codes.ts');

const COMMON = [
  '-std=c11',
  '-D_GNU_SOURCE',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-O2',
  '-fstack-protector-strong',
];
const TARGETS = {
  windows: {
    compiler: 'i686-w64-mingw32-gcc',
    missing: 'install the Debian package gcc-mingw-w64-i686',
    file: 'ssv-helper.exe',
    // Vendor functions have large local arrays: the first thread, which calls them, gets 8 MiB.
    flags: [
      '-D_WIN32_WINNT=0x0601',
      '-Wno-cast-function-type',
      '-static',
      '-s',
      '-Wl,--stack,8388608',
      '-Wl,--nxcompat',
      '-Wl,--dynamicbase',
    ],
    platform: 'platform_win32.c',
  },
  host: {
    compiler: 'gcc',
    missing: 'install a C compiler',
    file: 'ssv-helper',
    flags: ['-pthread', '-ldl'],
    platform: 'platform_posix.c',
  },
};

/**
 * Builds the helper into `out` and gives its path.
 * @param {'windows' | 'host'} target
 * @param {string} out
 */
export async function buildSsvHelper(target, out) {
  const { compiler, missing, file, flags, platform } = TARGETS[target];
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'return-codes.h'), await returnCodesHeader());
  const all = (await readdir(SOURCES)).filter((name) => name.endsWith('.c'));
  const sources = all.filter((name) => !name.startsWith('platform_') || name === platform);
  const program = join(out, file);
  const partial = `${program}.${process.pid}`;
  const args = [
    ...COMMON,
    `-I${out}`,
    `-I${SOURCES}`,
    '-o',
    partial,
    ...sources.map((name) => join(SOURCES, name)),
    ...flags,
  ];
  await run(compiler, args).catch((error) => {
    throw error.code === 'ENOENT' ? new Error(`${compiler} not found: ${missing}`) : error;
  });
  await rename(partial, program);
  return program;
}

/** The table of return codes as C, so that both sides go by one list. */
async function returnCodesHeader() {
  const source = await readFile(TABLE, 'utf8');
  // Only now: `npm run package` starts before it has installed anything.
  const { default: ts } = await import('typescript');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const { RETURN_CODES } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  const rows = RETURN_CODES.map(
    (
      /** @type {{ from: number, to: number, failure: string, retry?: boolean }} */ {
        from,
        to,
        failure,
        retry,
      },
    ) => `    {0x${from.toString(16)}, 0x${to.toString(16)}, "${failure}", ${retry ? 1 : 0}},`,
  );
  return [
    '/* Made by scripts/build-ssv-helper.mjs from src/native/ssv/return-codes.ts. */',
    'typedef struct {',
    '  unsigned short from, to;',
    '  const char *failure;',
    '  int retry;',
    '} return_code_row;',
    '',
    'static const return_code_row RETURN_CODES[] = {',
    ...rows,
    '};',
    '',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const out = process.argv.find((arg) => arg.startsWith('--out='))?.slice('--out='.length);
  const target = process.argv.includes('--host') ? 'host' : 'windows';
  const program = await buildSsvHelper(target, out ?? join(ROOT, 'out', 'ssv-helper', target));
  console.log(program);
}
