/** Prints the directory of an Electron runtime on stdout; makes it first when there is none. */
import { ensureElectronRuntime } from './lib/electron-runtime.mjs';
import { runScript } from './lib/refusal.mjs';

await runScript(async () => {
  const runtime = await ensureElectronRuntime((line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${runtime.dist}\n`);
});
