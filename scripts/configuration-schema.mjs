/**
 * Makes `docs/configuration.schema.json` and the table of `docs/configuration.md` from the configuration contract.
 * To be run after every change of the contract.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { contractOf, schemaFile, withKeyTable } from './lib/configuration-docs.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

/** @param {string} path of a TypeScript module */
async function load(path) {
  const { module } = await runnerImport(join(ROOT, path), { configFile: false, logLevel: 'error' });
  return module;
}

await runScript(async () => {
  const contract = contractOf(
    /** @type {any} */ (await load('src/domain/settings/configuration.ts')),
    /** @type {any} */ (await load('src/domain/texts/fr/settings.ts')),
  );
  const document = join(ROOT, 'docs/configuration.md');
  await writeFile(join(ROOT, 'docs/configuration.schema.json'), await schemaFile(contract));
  await writeFile(document, await withKeyTable(await readFile(document, 'utf8'), contract));
  return 0;
});
