import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../unit/scripts/script-process.ts';

// Under CI the parser takes every file as it is on the disk, once; these texts are not on the disk.
process.env.TSESTREE_SINGLE_RUN = 'false';

const eslint = new ESLint({ cwd: ROOT });

/** Rules that a text breaks at the place of an existing file (the type-aware parser wants one that it knows). */
async function rulesBroken(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const IMPORTS = '@typescript-eslint/no-restricted-imports';

describe('the lint rules of the house', { timeout: 60_000 }, () => {
  it.each([
    ['src/domain/result.ts', `import { app } from 'electron';\nexport const a = app;\n`],
    ['src/domain/result.ts', `import { join } from 'node:path';\nexport const a = join;\n`],
    ['src/borders/native.ts', `import { app } from 'electron';\nexport const a = app;\n`],
    ['src/native/process.ts', `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n`],
    ['src/main/index.ts', `import { ipcMain } from 'electron';\nexport const a = ipcMain;\n`],
    ['src/main/index.ts', `import { existsSync } from 'fs';\nexport const a = existsSync;\n`],
    ['src/preload/window.ts', `import { ipcRenderer } from 'electron';\nexport const a = ipcRenderer;\n`],
  ])('%s: %s', async (file, text) => {
    expect(await rulesBroken(file, text)).toContain(IMPORTS);
  });

  it('sees a synchronous call behind a namespace', async () => {
    const text = `import * as fs from 'node:fs';\nexport const a = fs.readFileSync('x');\n`;
    expect(await rulesBroken('src/borders/windows/index.ts', text)).toContain('no-restricted-syntax');
  });

  it('sees raw messages behind a namespace', async () => {
    const text = `import * as electron from 'electron';\nexport const a = electron.ipcMain;\n`;
    expect(await rulesBroken('src/borders/windows/index.ts', text)).toContain('no-restricted-syntax');
  });

  it('lets the wrappers have them', async () => {
    const text = `import { ipcRenderer } from 'electron';\nexport const a = ipcRenderer;\n`;
    expect(await rulesBroken('src/preload/_wrapper.ts', text)).toEqual([]);
  });

  it.each([
    ['no-console', `console.log('x');\n`],
    ['@typescript-eslint/no-explicit-any', `export const a = (b: any) => String(b);\n`],
    ['@typescript-eslint/no-floating-promises', `Promise.resolve(1);\n`],
    [
      '@typescript-eslint/consistent-type-imports',
      `import { Result } from './result.ts';\nexport type A = Result<1>;\n`,
    ],
  ])('%s', async (rule, text) => {
    expect(await rulesBroken('src/domain/identity/beneficiary.ts', text)).toContain(rule);
  });
});
