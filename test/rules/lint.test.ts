import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../unit/scripts/script-process.ts';

const eslint = new ESLint({ cwd: ROOT });

/** Rules that a text breaks at the place of a file. */
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

  it('sees a request of the engine that a proxy’s question would make end the program', async () => {
    for (const call of [`net.fetch('x')`, `session.defaultSession.fetch('x')`, `own?.fetch('x')`])
      expect(await rulesBroken('src/main/site/guards.ts', `void ${call};\n`)).toContain(
        'no-restricted-syntax',
      );
  });

  it.each([
    ['src/main/calls/holder.ts', `import { connect } from 'node:net';\nexport const a = connect;\n`],
    ['src/native/process.ts', `import { spawn } from 'node:child_process';\nexport const a = spawn;\n`],
    [
      'src/system/json.ts',
      `import { createReadStream } from 'node:fs';\nexport const a = createReadStream;\n`,
    ],
    ['src/main/index.ts', `import { Worker } from 'node:worker_threads';\nexport const a = Worker;\n`],
    ['src/main/index.ts', `import { net } from 'electron';\nexport const a = net;\n`],
    ['src/main/index.ts', `import { utilityProcess } from 'electron';\nexport const a = utilityProcess;\n`],
  ])('sees what is opened past the one place for its kind: %s: %s', async (file, text) => {
    expect(await rulesBroken(file, text)).toContain(IMPORTS);
  });

  it.each([
    ['src/system/child.ts', `import { spawn } from 'node:child_process';\nexport const a = spawn;\n`],
    ['src/system/sockets.ts', `import { connect } from 'node:net';\nexport const a = connect;\n`],
    ['src/main/calls/holder.ts', `import type { Socket } from 'node:net';\nexport type A = Socket;\n`],
    ['src/main/calls/holder.ts', `import { isIP } from 'node:net';\nexport const a = isIP;\n`],
  ])('lets the one place have it: %s: %s', async (file, text) => {
    expect(await rulesBroken(file, text)).toEqual([]);
  });

  it.each([
    `app.on('activate', () => go());`,
    `contents?.once('destroyed', end);`,
    `hear(stream).on('data', take).on('end', end);`,
    `process.prependListener('exit', end);`,
    `signal.addEventListener('abort', end, { once: true });`,
    `own.webRequest.onBeforeRequest((details, answer) => answer({}));`,
    `own.setCertificateVerifyProc(decide);`,
    `own.protocol.handle('x', serve);`,
    `contents.setWindowOpenHandler(() => open());`,
    `process.stdout.write('x');`,
  ])('sees a listener whose error would end the program: %s', async (text) => {
    expect(await rulesBroken('src/main/site/guards.ts', `${text}\n`)).toContain('house/listeners');
  });

  it.each([
    `hear(app).on('activate', () => go());`,
    `own.setCertificateVerifyProc(guarded(decide, refuse));`,
    `own.setDisplayMediaRequestHandler(null);`,
    `own.setDevicePermissionHandler(() => false);`,
    `program.moments.on(() => go());`,
  ])('lets a listener be whose error ends nobody: %s', async (text) => {
    expect(await rulesBroken('src/main/site/guards.ts', `${text}\n`)).not.toContain('house/listeners');
  });

  it('lets the wrappers have them', async () => {
    const text = `import { ipcRenderer } from 'electron';\nexport const a = ipcRenderer;\n`;
    expect(await rulesBroken('src/preload/_wrapper.ts', text)).toEqual([]);
  });

  it.each([
    ['no-console', `console.log('x');\n`],
    ['@typescript-eslint/no-explicit-any', `export const a = (b: any) => String(b);\n`],
    [
      '@typescript-eslint/consistent-type-imports',
      `import { Result } from './result.ts';\nexport type A = Result<1>;\n`,
    ],
  ])('%s', async (rule, text) => {
    expect(await rulesBroken('src/domain/identity/beneficiary.ts', text)).toContain(rule);
  });
});

describe('the rules that need types', { timeout: 60_000 }, () => {
  let folder: string;

  beforeAll(async () => {
    // Inside the project, so that its packages and configurations are found; git and the other checks ignore it.
    await mkdir(join(ROOT, '.cache'), { recursive: true });
    folder = await mkdtemp(join(ROOT, '.cache', 'typed-rules-'));
    for (const file of ['.oxlintrc.json', 'tsconfig.base.json', 'node_modules']) {
      await symlink(join(ROOT, file), join(folder, file));
    }
    await writeFile(join(folder, 'tsconfig.json'), '{ "extends": "./tsconfig.base.json" }');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['no-floating-promises', `Promise.resolve(1);\n`],
    ['no-misused-promises', `export const a = (b: Promise<boolean>) => (b ? 1 : 2);\n`],
    ['no-unsafe-return', `export const a = (b: string): string => JSON.parse(b);\n`],
    [
      'switch-exhaustiveness-check',
      `export function a(b: 'x' | 'y') {\n  switch (b) {\n    case 'x':\n  }\n}\n`,
    ],
    ['restrict-template-expressions', 'export const a = (b?: string) => `${b}`;\n'],
  ])('%s', async (rule, text) => {
    const file = join(folder, `${rule}.ts`);
    await writeFile(file, text);
    const bin = join(ROOT, 'node_modules/oxlint/bin/oxlint');
    const linted = spawnSync(process.execPath, [bin, '--format=unix', `${rule}.ts`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(linted.status).toBe(1);
    expect(linted.stdout).toContain(`(${rule})`);
  });
});
