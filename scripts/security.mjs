/**
 * `npm run security`: Electron's security checklist, the attempts of a hostile page, hostile messages, calls and
 * command lines, and the search for traces on disk. Arguments choose by title (Playwright's and Vitest's `-t`).
 */
import { join } from 'node:path';
import { run } from './lib/commands.mjs';
import { withDisplay } from './lib/display.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';

const MINUTE = 60_000;
const tool = (/** @type {string} */ file) => join(ROOT, 'node_modules', file);

await runScript(async () => {
  await setUp('test');
  const quick = await run(
    process.execPath,
    [tool('vitest/vitest.mjs'), 'run', '--config', 'test/security/vitest.config.ts'],
    { cwd: ROOT, timeoutMs: 5 * MINUTE },
  );
  const program = await withDisplay(
    (env) =>
      run(
        process.execPath,
        [
          tool('@playwright/test/cli.js'),
          'test',
          '-c',
          'test/security/playwright.config.ts',
          ...process.argv.slice(2),
        ],
        { cwd: ROOT, env, timeoutMs: 15 * MINUTE },
      ),
    { always: true },
  );
  return quick.status === 0 && program.status === 0 ? 0 : 1;
});
