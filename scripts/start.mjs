/**
 * `npm start`: the demonstration. `npm start -- --config FILE [--user-data DIR]`: the program for real, on the
 * system's PC/SC service, without anything of the lab.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withDisplay } from './lib/display.mjs';
import { electronEnvironment, electronPath, electronSwitches, foreground, isRoot } from './lib/launch.mjs';
import { speak, text } from './lib/messages.mjs';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** Options whose value is a path: given as the user sees it from where they are. */
const PATH_OPTIONS = ['--config', '--user-data'];

/**
 * @param {readonly string[]} args
 * @returns {{ args: string[], config: string | undefined }} with absolute paths
 */
function readArguments(args) {
  const here = process.env['INIT_CWD'] ?? process.cwd();
  /** @type {string | undefined} */
  let config;
  /** @type {string[]} */
  const read = [];
  for (let index = 0; index < args.length; index += 1) {
    const [option = '', inline] = splitOption(args[index] ?? '');
    if (!PATH_OPTIONS.includes(option)) {
      read.push(args[index] ?? '');
      continue;
    }
    const value = inline ?? args[(index += 1)];
    if (value === undefined || value === '') throw new Refusal(text('start.value', { option }), 2);
    const path = resolve(here, value);
    read.push(option, path);
    if (option === '--config') config = path;
  }
  return { args: read, config };
}

/** @param {string} argument `--name=value` or anything else */
function splitOption(argument) {
  const at = argument.startsWith('--') ? argument.indexOf('=') : -1;
  return at < 0 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
}

/** @param {string[]} args */
function startForReal(args) {
  return withDisplay(
    async (env) => {
      if (isRoot()) say(text('root.noSandbox'));
      const all = [...electronSwitches(env), ROOT, ...args];
      try {
        return await foreground(electronPath(), all, { env: electronEnvironment(env), cwd: ROOT });
      } catch (error) {
        throw new Refusal(
          text('start.electron', { reason: error instanceof Error ? error.message : String(error) }),
        );
      }
    },
    { say },
  );
}

/** @param {string[]} args */
function startDemonstration(args) {
  return withDisplay(
    async (env, virtual) => {
      if (isRoot()) say(text('root.noSandbox'));
      say(text(virtual ? 'start.tour' : 'start.demo'));
      const program = join(ROOT, 'out', 'lab', virtual ? 'tour.mjs' : 'run.mjs');
      if (!existsSync(program)) throw new Refusal(text('start.noLab', { file: program }));
      return foreground(process.execPath, [program, ...args], { env, cwd: ROOT });
    },
    { say },
  );
}

await runScript(async () => {
  speak('fr');
  const { args, config } = readArguments(process.argv.slice(2));
  await setUp(config === undefined ? 'demonstration' : 'real', say);
  if (config === undefined) return startDemonstration(args);
  say(text('start.real', { file: config }));
  return startForReal(args);
});
