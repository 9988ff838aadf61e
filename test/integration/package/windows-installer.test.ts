/**
 * Our part of the Windows installer, read by the compiler of such scripts, between the definitions that electron-builder
 * gives it. The whole installer needs plug-ins that only electron-builder's own download has.
 */
import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';

const exec = promisify(execFile);

const AROUND = (include: string, out: string): string => `
Unicode true
Name "DMP Direct"
OutFile "${out}"
RequestExecutionLevel admin
!include "LogicLib.nsh"
!define APP_ID "fr.dmpdirect.app"
!define APP_FILENAME "DMPDirect"
!define APP_EXECUTABLE_FILENAME "DMPDirect.exe"
!macro _isUpdated _a _b _t _f
  !insertmacro _== "$R0" "1" \`\${_t}\` \`\${_f}\`
!macroend
!define isUpdated \`"" isUpdated ""\`
!include "${include}"
Section
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\\uninstall.exe"
SectionEnd
Section "un.install"
  !insertmacro customUnInstall
SectionEnd
`;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-nsis-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function compile(include: string): Promise<string> {
  const out = join(folder, 'dmp-direct.exe');
  await writeFile(join(folder, 'setup.nsi'), AROUND(include, out));
  await exec('makensis', ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', join(folder, 'setup.nsi')]);
  return out;
}

it.skipIf(process.platform !== 'linux')('the installer’s own part compiles, without a warning', async () => {
  const script = join(ROOT, 'build', 'windows', 'installer.nsh');
  await expect(access(await compile(script))).resolves.toBeUndefined();
  const broken = join(folder, 'broken.nsh');
  await writeFile(broken, (await readFile(script, 'utf8')).replace('${exitDo}', '${exitDoo}'));
  await expect(compile(broken)).rejects.toThrow(/exitDoo/);
});
