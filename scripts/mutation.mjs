/**
 * `npm run campaign mutation [-- FILE…]`: mutation testing of the rules and the decoders with Stryker; the report lies in
 * `bench-output/mutation/`. Without a file it takes those of stryker.config.mjs.
 */
import { join } from 'node:path';
import { foreground } from './lib/launch.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

await runScript(async () => {
  await ensureNpmPackages((line) => process.stderr.write(`${line}\n`));
  const files = process.argv.slice(2);
  const stryker = join(ROOT, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const args = [
    stryker,
    'run',
    'stryker.config.mjs',
    ...(files.length > 0 ? ['--mutate', files.join(',')] : []),
  ];
  return foreground(process.execPath, args, { cwd: ROOT });
});
