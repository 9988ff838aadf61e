/** `npm run campaign soak -- --hours N` (or `--minutes N`, `--seed N`): a day of insertions, visits, pulls and faults. */
import { join } from 'node:path';
import { withDisplay } from './lib/display.mjs';
import { bundleLabPrograms } from './lib/lab-program.mjs';
import { foreground } from './lib/launch.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';

await runScript(async () => {
  await setUp('test');
  const programs = await bundleLabPrograms({ soak: 'test/campaigns/soak/main.ts' });
  try {
    const args = [join(programs.directory, 'soak.mjs'), ...process.argv.slice(2)];
    return await withDisplay((env) => foreground(process.execPath, args, { cwd: ROOT, env }), {
      always: true,
    });
  } finally {
    await programs.remove();
  }
});
