/**
 * `npm run campaign faults`: injects faults at every boundary of the program and looks at what it makes of them.
 * `-- --short` for a sample, `--only NAME`, `--seed N`; `--help` says more. Writes `faults-output/`.
 */
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withDisplay } from './lib/display.mjs';
import { bundleLabPrograms } from './lib/lab-program.mjs';
import { foreground } from './lib/launch.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';
import { setUp } from './lib/setup.mjs';

/** What the lab's parts look for beside themselves. */
const BESIDE = [
  'test/lab/native-host/fake-host.mjs',
  'test/lab/ssv/standin.c',
  'test/campaigns/faults/program/hostile-role.mjs',
];

await runScript(async () => {
  await setUp('test');
  const programs = await bundleLabPrograms({
    faults: 'test/campaigns/faults/main.ts',
    native: 'test/lab/demo/native.ts',
    product: 'src/native/process.ts',
  });
  try {
    for (const file of BESIDE) await copyFile(join(ROOT, file), join(programs.directory, basename(file)));
    const args = [join(programs.directory, 'faults.mjs'), ...process.argv.slice(2)];
    return await withDisplay((env) => foreground(process.execPath, args, { cwd: ROOT, env }), {
      always: true,
    });
  } finally {
    await programs.remove();
  }
});
