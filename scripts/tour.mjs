/** `npm run tour`: plays the demonstration by itself, with or without a display, and writes `tour-output/`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withDisplay } from './lib/display.mjs';
import { foreground, isRoot } from './lib/launch.mjs';
import { speak, text } from './lib/messages.mjs';
import { ROOT } from './lib/paths.mjs';
import { Refusal, runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

await runScript(async () => {
  speak('fr');
  await setUp('demonstration', say);
  const program = join(ROOT, 'out', 'lab', 'tour.mjs');
  if (!existsSync(program)) throw new Refusal(text('start.noLab', { file: program }));
  if (isRoot()) say(text('root.noSandbox'));
  return withDisplay(
    (env) => foreground(process.execPath, [program, ...process.argv.slice(2)], { env, cwd: ROOT }),
    { say },
  );
});
