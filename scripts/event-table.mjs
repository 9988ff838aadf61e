/** Writes the table of events into docs/deployment/journaux.md. To be run after every change of the events. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { runnerImport } from 'vite';
import { eventTable, withEventTable } from './lib/event-table.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

/** @param {string} path of a TypeScript module */
async function load(path) {
  const { module } = await runnerImport(join(ROOT, path), { configFile: false, logLevel: 'error' });
  return /** @type {any} */ (module);
}

await runScript(async () => {
  const { EVENTS } = await load('src/domain/journal/events.ts');
  const { EVENT_TEXTS } = await load('src/domain/texts/fr/journal.ts');
  const page = join(ROOT, 'docs/deployment/journaux.md');
  const text = withEventTable(await readFile(page, 'utf8'), eventTable(EVENTS, EVENT_TEXTS));
  await writeFile(page, await format(text, { parser: 'markdown' }));
  return 0;
});
