/** `npm run bench`: measures the program beside its baselines and writes `bench-output/`; `-- --help` says more. */
import { join } from 'node:path';
import { withDisplay } from './lib/display.mjs';
import { bundleLabPrograms } from './lib/lab-program.mjs';
import { foreground } from './lib/launch.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystemPackages, SYSTEM_PACKAGES } from './lib/system-packages.mjs';

await runScript(async () => {
  await setUp('test');
  await ensureSystemPackages([], SYSTEM_PACKAGES.bench, (line) => process.stderr.write(`${line}\n`));
  const programs = await bundleLabPrograms({ bench: 'test/bench/main.ts' });
  try {
    const args = [join(programs.directory, 'bench.mjs'), ...process.argv.slice(2)];
    // A display of its own: a window that others cover is not drawn, and so would never be seen to be there.
    return await withDisplay((env) => foreground(process.execPath, args, { cwd: ROOT, env }), {
      always: true,
    });
  } finally {
    await programs.remove();
  }
});
