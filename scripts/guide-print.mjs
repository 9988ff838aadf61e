/** `node scripts/guide-print.mjs`: the user guide as one page to print or to hand out, `dist/guide-dmp-direct.html`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guidePage } from './lib/guide-page.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

await runScript(async () => {
  await mkdir(join(ROOT, 'dist'), { recursive: true });
  const file = join(ROOT, 'dist', 'guide-dmp-direct.html');
  await writeFile(file, await guidePage());
  process.stderr.write(`guide : ${file}\n`);
});
