/**
 * `npm run campaign security`: Electron's security checklist, the attempts of a hostile page, hostile messages, calls and
 * command lines, and the search for traces on disk. `npm test` runs all of it but two
 * thirds of the attempts; arguments choose by title among what runs in the program (Playwright's).
 */
import { join } from 'node:path';
import { run } from './lib/commands.mjs';
import { withDisplay } from './lib/display.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';

const MINUTE = 60_000;

/**
 * @param {string} file of a tool, relative to node_modules
 * @param {readonly string[]} args
 * @param {number} minutes
 * @param {NodeJS.ProcessEnv} [env]
 */
const tool = (file, args, minutes, env = process.env) =>
  run(process.execPath, [join(ROOT, 'node_modules', file), ...args], {
    cwd: ROOT,
    env,
    timeoutMs: minutes * MINUTE,
  });

await runScript(async () => {
  await setUp('test');
  const quick = await tool('vitest/vitest.mjs', ['run', '--project=unit', 'test/security'], 5);
  const program = await withDisplay(
    (env) =>
      tool('@playwright/test/cli.js', ['test', '--project=security', ...process.argv.slice(2)], 15, env),
    { always: true },
  );
  return quick.status === 0 && program.status === 0 ? 0 : 1;
});
