/**
 * `npm run campaign families`: searches for a way to the wrong person's record, through the pure rules and through the real
 * process that reads cards. `-- --count N --process N --seed N --workers N`; `--help` says more.
 */
import { join } from 'node:path';
import { bundleLabPrograms } from './lib/lab-program.mjs';
import { foreground } from './lib/launch.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

await runScript(async () => {
  const programs = await bundleLabPrograms({
    families: 'test/campaigns/families/main.ts',
    native: 'test/lab/demo/native.ts',
  });
  try {
    const args = [join(programs.directory, 'families.mjs'), ...process.argv.slice(2)];
    return await foreground(process.execPath, args, { cwd: ROOT });
  } finally {
    await programs.remove();
  }
});
