/**
 * `npm run diagnose -- [--json] [--config FILE]`: the diagnosis of this workstation without a display and without
 * Electron; `--summary FOLDER` puts the saved JSON reports of a folder in one table instead. Exit code 0: all good; 1: something to correct; 2: could not run.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildIsCurrent } from './lib/build-inputs.mjs';
import { run } from './lib/commands.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { ROOT } from './lib/paths.mjs';

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

const NAMES_A_FILE = /^--(?:config|summary)$/;

/** What the user names is seen from where they are, also through npm. */
function userArguments() {
  const here = process.env['INIT_CWD'] ?? process.cwd();
  const args = process.argv.slice(2);
  return args.map((arg, index) => {
    if (NAMES_A_FILE.test(args[index - 1] ?? '') && arg !== '') return resolve(here, arg);
    const [, name, value] = /^(--(?:config|summary))=(.+)$/s.exec(arg) ?? [];
    return name === undefined || value === undefined ? arg : `${name}=${resolve(here, value)}`;
  });
}

/** @returns {Promise<number>} */
async function diagnose() {
  await ensureNpmPackages(say);
  if (!(await buildIsCurrent())) {
    const built = await run(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, toStderr: true });
    if (built.status !== 0) return 2;
  }
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const { runnerImport } = await import('vite');
  /** @type {{ module: { diagnoseInNode: (args: string[], parts: object) => Promise<number> } }} */
  const { module } = await runnerImport(join(ROOT, 'src/main/diagnosis/node-command.ts'), {
    configFile: false,
    logLevel: 'error',
  });
  return module.diagnoseInNode(userArguments(), {
    version,
    nativeEntry: join(ROOT, 'out/native/index.mjs'),
    write: (/** @type {string} */ text) => process.stdout.write(text),
    say,
  });
}

try {
  process.exitCode = await diagnose();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
