/**
 * What can be made here of the packages whose tools electron-builder downloads. NSIS: our part of the script, between the
 * definitions that electron-builder gives it; the whole needs plug-ins that only its own download has. MSI: the whole,
 * by wixl. Signatures: both, by osslsigncode. AppImage: all but the program that mounts it.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, copyFile, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isSigned } from '../../../scripts/package.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import {
  makeAppImage,
  makeMsi,
  makeSigningCertificate,
  openBuilder,
  RUNTIME,
  tableOf,
  verifySignature,
} from './builder.ts';

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
  !insertmacro customCheckAppRunning
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\\uninstall.exe"
SectionEnd
!define BUILD_UNINSTALLER
Section "un.install"
  !insertmacro customCheckAppRunning
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

/** WiX 3's compiler, which a package brings along: in its namespace, and without WiX 4's way of naming folders. */
async function compileWix(project: string, place: string): Promise<string> {
  const source = join(place, 'wix3.wxs');
  const wix3 = project
    .replace('http://wixtoolset.org/schemas/v4/wxs', 'http://schemas.microsoft.com/wix/2006/wi')
    .replace(/<Directory Id="[^"]+" Name="APPLICATIONFOLDER:[^>]*\/>/g, '')
    .replace(/(<Component\b[^>]*) Directory="[^"]+"/g, '$1');
  await writeFile(source, wix3);
  const candle = join(ROOT, 'node_modules', 'electron-winstaller', 'vendor', 'candle.exe');
  const options = ['-nologo', '-arch', 'x64', '-dappDir=.', '-out', 'wix3.wixobj'];
  // What is wrong is said where others say what they have done.
  const told = await new Promise<string>((resolve) => {
    execFile('mono', [candle, ...options, 'wix3.wxs'], { cwd: place }, (_error, stdout) => {
      resolve(stdout);
    });
  });
  return told.replace(/^wix3\.wxs\s*$/m, '').trim();
}

/** Whatever lies in a program's folder goes into the MSI: as many folders, one in another, as the real one has. */
const PROGRAM = [
  'DMPDirect.exe',
  'LICENSE.electron.txt',
  'locales/fr.pak',
  'resources/app.asar',
  'resources/app.asar.unpacked/node_modules/@koromix/koffi-win32-x64/win32_x64/koffi.node',
];

describe.skipIf(process.platform !== 'linux')('the installers', () => {
  let builder: Awaited<ReturnType<typeof openBuilder>>;
  let program = '';

  beforeAll(async () => {
    builder = await openBuilder();
    program = join(folder, 'program');
    for (const file of PROGRAM) {
      await mkdir(dirname(join(program, file)), { recursive: true });
      await writeFile(join(program, file), `this is ${file}`);
    }
  });

  afterEach(() => void vi.unstubAllEnvs());

  it('NSIS: its own part compiles, without a warning', async () => {
    const script = join(ROOT, 'build', 'windows', 'installer.nsh');
    await expect(access(await compile(script))).resolves.toBeUndefined();
    const broken = join(folder, 'broken.nsh');
    await writeFile(broken, (await readFile(script, 'utf8')).replace('${exitDo}', '${exitDoo}'));
    await expect(compile(broken)).rejects.toThrow(/exitDoo/);
  });

  it('MSI: installs the program for the machine, its shortcuts and its scheme, and replaces an older one', async () => {
    const msi = await makeMsi(builder.windows(), program, join(folder, 'msi'));
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const properties = new Map((await tableOf(msi, 'Property')).map((row) => [row.Property, row.Value]));
    expect(Object.fromEntries(properties)).toMatchObject({
      ProductName: 'DMP Direct',
      ProductLanguage: '1036',
      Manufacturer: 'Les contributeurs de DMP Direct',
      UpgradeCode: '{3B0E6C3E-8E53-4C0C-9C8F-6F4E2A0D7B11}',
      ProductVersion: `${version}.0`,
      ALLUSERS: '1',
      ARPPRODUCTICON: 'DMPDirectIcon.exe',
    });
    const upgrades = await tableOf(msi, 'Upgrade');
    expect(upgrades.map((row) => row.UpgradeCode)).toEqual(Array(2).fill(properties.get('UpgradeCode')));
    expect((await tableOf(msi, 'LaunchCondition')).map((row) => row.Description)).toContain(
      'Une version plus récente de [ProductName] est déjà installée.',
    );
    expect((await tableOf(msi, 'Shortcut')).map((row) => [row.Directory_, row.Name])).toEqual([
      ['DesktopFolder', 'DMP Direct'],
      ['ProgramMenuFolder', 'DMP Direct'],
    ]);
    const directories = await tableOf(msi, 'Directory');
    expect(directories.find((row) => row.Directory === 'APPLICATIONFOLDER')).toMatchObject({
      Directory_Parent: 'ProgramFiles64Folder',
      DefaultDir: 'DMPDirect',
    });
    // The same as in installer.nsh, for the machine (2).
    const key = 'Software\\Classes\\dmp-direct';
    const written = (await tableOf(msi, 'Registry')).map((row) => [row.Root, row.Key, row.Name, row.Value]);
    const run = 'Software\\Microsoft\\Windows\\CurrentVersion\\Run';
    const events = 'SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\DMP Direct';
    expect(written).toHaveLength(7);
    expect(written).toEqual(
      expect.arrayContaining([
        ['2', key, '', 'URL:DMP Direct'],
        ['2', key, 'URL Protocol', ''],
        ['2', `${key}\\DefaultIcon`, '', '[APPLICATIONFOLDER]DMPDirect.exe,0'],
        ['2', `${key}\\shell\\open\\command`, '', '"[APPLICATIONFOLDER]DMPDirect.exe" -- "%1"'],
        ['2', run, 'fr.dmpdirect.app', '"[APPLICATIONFOLDER]DMPDirect.exe" --autostart'],
        ['2', events, 'EventMessageFile', String.raw`%SystemRoot%\System32\EventCreate.exe`],
        ['2', events, 'TypesSupported', '#7'],
      ]),
    );
    // wixl takes an expandable text for any other.
    expect(await readFile(join(folder, 'msi', 'project.wxs'), 'utf8')).toContain(
      String.raw`Name="EventMessageFile" Type="expandable" Value="%SystemRoot%\System32\EventCreate.exe"`,
    );
    // Before anything is looked at or touched, the program that is there ends those that run, or stops all (type 50).
    const sequence = new Map((await tableOf(msi, 'InstallExecuteSequence')).map((row) => [row.Action, row]));
    const actions = (await tableOf(msi, 'CustomAction')).filter((row) => row.Source === 'DMPDIRECTPROGRAM');
    expect(actions.map((row) => [row.Action, row.Type, row.Target]).sort()).toEqual([
      ['removalEnd', '50', '--end-for=removal'],
      ['upgradeEnd', '50', '--end-for=upgrade'],
    ]);
    for (const { Action } of actions)
      expect(Number(sequence.get(Action)?.Sequence)).toBeLessThan(
        Number(sequence.get('InstallValidate')?.Sequence),
      );
    expect(sequence.get('upgradeEnd')?.Condition).toBe('DMPDIRECTPROGRAM AND WIX_UPGRADE_DETECTED');
    expect(sequence.get('removalEnd')?.Condition).toContain('NOT UPGRADINGPRODUCTCODE');
    await exec('msiextract', ['-C', join(folder, 'inside'), msi]);
    const inside = await readdir(join(folder, 'inside'), { recursive: true, withFileTypes: true });
    const files = inside.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const roots = new Set(files.map((file) => file.split('/DMPDirect/')[0]));
    expect([...roots]).toHaveLength(1);
    const type = 'resources/package-type';
    expect(files.map((file) => file.split('/DMPDirect/')[1]).sort()).toEqual([...PROGRAM, type].sort());
    for (const file of files) {
      const name = file.split('/DMPDirect/')[1]!;
      expect(await readFile(file, 'utf8')).toBe(name === type ? 'msi' : `this is ${name}`);
    }
  });

  it.skipIf(!existsSync('/usr/bin/mono'))('MSI: WiX’s own compiler accepts the project', async () => {
    await makeMsi(builder.windows(), program, join(folder, 'wix'));
    const project = await readFile(join(folder, 'wix', 'project.wxs'), 'utf8');
    expect(await compileWix(project, join(folder, 'wix'))).toBe('');
    const broken = project.replace('Before="InstallValidate"', 'Bevore="InstallValidate"');
    expect(await compileWix(broken, join(folder, 'wix'))).toContain('Bevore');
  });

  it('program, NSIS and MSI are signed with the certificate of the environment, by SHA-256 alone', async () => {
    const { p12, pem } = await makeSigningCertificate(folder, 'laboratoire');
    // Debian's program in the place of the one that electron-builder downloads, and no time-stamping service.
    vi.stubEnv('USE_SYSTEM_OSSLSIGNCODE', 'true');
    vi.stubEnv('ELECTRON_BUILDER_OFFLINE', 'true');
    vi.stubEnv('CSC_LINK', p12);
    vi.stubEnv('CSC_KEY_PASSWORD', 'laboratoire');
    expect(isSigned({ platforms: ['win32'] })).toBe(true);
    const win = builder.windows();
    const setup = await compile(join(ROOT, 'build', 'windows', 'installer.nsh'));
    const unpacked = join(folder, 'win-unpacked');
    const executable = join(unpacked, 'DMPDirect.exe');
    await cp(program, unpacked, { recursive: true });
    await copyFile(setup, executable);
    await win.signApp({ appOutDir: unpacked, outDir: folder, arch: 1 }, true);
    expect((await readFile(executable)).includes(Buffer.from('DMPDirect', 'utf16le'))).toBe(true);
    expect(await win.signIf(setup)).toBe(true);
    for (const file of [executable, setup, await makeMsi(win, unpacked, join(folder, 'signed'))]) {
      const told = await verifySignature(file, pem);
      expect(told).toMatch(/Message digest algorithm\s*: SHA256/);
      expect(told).not.toContain('SHA1');
      expect(told).toContain('/CN=Laboratoire DMP Direct');
      expect(told).toMatch(/Number of verified signatures: 1/);
      const bytes = await readFile(file);
      bytes[600]! ^= 1;
      await writeFile(file, bytes);
      await expect(verifySignature(file, pem)).rejects.toThrow();
    }
  });

  it('NSIS and MSI are not signed without one, and nothing says that they are', async () => {
    for (const name of ['CSC_LINK', 'WIN_CSC_LINK']) vi.stubEnv(name, '');
    expect(isSigned({ platforms: ['win32'] })).toBe(false);
    const setup = await compile(join(ROOT, 'build', 'windows', 'installer.nsh'));
    const before = await readFile(setup);
    // It answers yes wherever it has called our own way of signing, whatever that did: the file tells.
    await builder.windows().signIf(setup);
    expect(before.equals(await readFile(setup))).toBe(true);
  });

  it('AppImage: starts in the sandbox, under the scheme’s name, and holds the program', async () => {
    const image = await makeAppImage(builder.linux(), program, join(folder, 'appimage'));
    expect((await readFile(image)).subarray(0, RUNTIME.length).toString()).toBe(RUNTIME);
    const inside = join(folder, 'squashfs');
    await exec('unsquashfs', ['-q', '-n', '-o', `${RUNTIME.length}`, '-d', inside, image]);
    for (const file of PROGRAM) expect(await readFile(join(inside, file), 'utf8')).toBe(`this is ${file}`);
    const desktop = await readFile(join(inside, 'dmp-direct.desktop'), 'utf8');
    // electron-builder's older tools start it with --no-sandbox.
    expect(desktop).toContain('\nExec=AppRun %U\n');
    expect(desktop).toMatch(/^MimeType=.*x-scheme-handler\/dmp-direct;/m);
    expect(desktop).toContain('\nName=DMP Direct\n');
    const start = await readFile(join(inside, 'AppRun'), 'utf8');
    await exec('bash', ['-n', join(inside, 'AppRun')]);
    expect(start).toContain('BIN="$APPDIR/dmp-direct"');
    await expect(access(join(inside, '.DirIcon'))).resolves.toBeUndefined();
  });
});
