/**
 * `npm run gallery [-- OPTIONS of Playwright]`: every state of every window, with axe and the reference pictures.
 *
 *   npm run gallery -- -g "launcher: family"    some states only
 *   npm run gallery -- --update-snapshots       draws the reference pictures that differ again: look at each
 */
import { join } from 'node:path';
import { withDisplay } from './lib/display.mjs';
import { foreground } from './lib/launch.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';

await runScript(async () => {
  await setUp('test');
  const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
  const args = [playwright, 'test', '--config', 'test/gallery', ...process.argv.slice(2)];
  return withDisplay((env) => foreground(process.execPath, args, { cwd: ROOT, env }), { always: true });
});
