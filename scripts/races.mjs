/**
 * `npm run campaign races`: random lives of cards, PINs, windows, sessions and processes through the launch, visit and
 * PIN policies put together. `-- --lives N --seed N`.
 */
import { join } from 'node:path';
import { bundleLabPrograms } from './lib/lab-program.mjs';
import { foreground } from './lib/launch.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

await runScript(async () => {
  const programs = await bundleLabPrograms({ races: 'test/campaigns/races/main.ts' });
  try {
    const args = [join(programs.directory, 'races.mjs'), ...process.argv.slice(2)];
    return await foreground(process.execPath, args, { cwd: ROOT });
  } finally {
    await programs.remove();
  }
});
