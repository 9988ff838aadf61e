/**
 * Packages as far as they can be made without a network: electron-builder's own code with our configuration, and
 * Debian's tools where it would run those that it downloads.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';

const exec = promisify(execFile);
const builder = createRequire(join(ROOT, 'node_modules', 'app-builder-lib', 'package.json'));

/** What is used of electron-builder’s, none of which its types export. */
interface Packager {
  _appInfo: unknown;
  _framework: unknown;
  readonly config: object;
  validateConfig(): Promise<void>;
  addPackagerEventHandlers(): Promise<void>;
}
interface WinPackager {
  signIf(file: string): Promise<boolean>;
  /** Gives the program of an unpacked package its icon and version, and signs it and the programs beside it. */
  signApp(context: { appOutDir: string; outDir: string; arch: number }, isAsar: boolean): Promise<boolean>;
}
interface Builder {
  /** The packager for Windows, which then looks at the environment of that moment. */
  readonly windows: () => WinPackager;
  readonly linux: () => object;
}
interface MsiTarget {
  vm: {
    toVmFile(file: string): string;
    exec(tool: string, args: readonly string[], options: { cwd: string }): Promise<void>;
  };
  build(folder: string, arch: number): Promise<void>;
}

/** electron-builder with our configuration. */
export async function openBuilder(): Promise<Builder> {
  const { Packager } = builder('./out/packager') as { Packager: new (options: object) => Packager };
  const { AppInfo } = builder('./out/appInfo') as {
    AppInfo: new (packager: Packager, build: null) => unknown;
  };
  const { WinPackager } = builder('./out/winPackager') as {
    WinPackager: new (info: Packager) => WinPackager;
  };
  const { LinuxPackager } = builder('./out/linuxPackager') as {
    LinuxPackager: new (info: Packager) => object;
  };
  const { createElectronFrameworkSupport } = builder('./out/electron/ElectronFramework') as {
    createElectronFrameworkSupport(config: object, info: Packager): Promise<unknown>;
  };
  const info = new Packager({ projectDir: ROOT, config: 'electron-builder.yml' });
  await info.validateConfig();
  info._appInfo = new AppInfo(info, null);
  info._framework = await createElectronFrameworkSupport(info.config, info);
  await info.addPackagerEventHandlers();
  return { windows: () => new WinPackager(info), linux: () => new LinuxPackager(info) };
}

/** What stands where the AppImage's own runtime would: the image begins behind it. */
export const RUNTIME = '#!/bin/sh\n# The runtime of an AppImage cannot be had here.\nexit 1\n';

/**
 * Makes the AppImage of a folder, as electron-builder does, but with Debian’s mksquashfs and without a runtime.
 * @returns its path
 */
export async function makeAppImage(linux: object, folder: string, out: string): Promise<string> {
  const { default: AppImageTarget } = builder('./out/targets/appimage/AppImageTarget') as {
    default: new (
      name: string,
      linux: object,
      helper: object,
      out: string,
    ) => { build(folder: string, arch: number): Promise<void> };
  };
  const { LinuxTargetHelper } = builder('./out/targets/LinuxTargetHelper') as {
    LinuxTargetHelper: new (linux: object) => object;
  };
  const { Arch } = builder('builder-util') as { Arch: { x64: number } };
  const tools = join(out, 'tools');
  for (const directory of ['runtimes', join('lib', 'x64')])
    await mkdir(join(tools, directory), { recursive: true });
  await writeFile(join(tools, 'runtimes', 'runtime-x64'), RUNTIME);
  await symlink('/usr/bin/mksquashfs', join(tools, 'mksquashfs'));
  // Looked for, and never run.
  await symlink('/bin/false', join(tools, 'desktop-file-validate'));
  vi.stubEnv('APPIMAGE_TOOLS_PATH', tools);
  await new AppImageTarget('appImage', linux, new LinuxTargetHelper(linux), out).build(folder, Arch.x64);
  const made = (await readdir(out)).find((name) => name.endsWith('.AppImage'));
  return join(out, made ?? '');
}

/**
 * Makes the MSI of a folder, as electron-builder does, but with Debian’s wixl in the place of WiX.
 * @returns its path
 */
export async function makeMsi(win: WinPackager, folder: string, out: string): Promise<string> {
  const { default: MsiTarget } = builder('./out/targets/MsiTarget') as {
    default: new (win: WinPackager, out: string) => MsiTarget;
  };
  const { Arch } = builder('builder-util') as { Arch: { x64: number } };
  const downloads = builder('./out/binDownload') as { getBinFromUrl: () => Promise<string> };
  downloads.getBinFromUrl = () => Promise.resolve('wix');
  let made = '';
  const target = new MsiTarget(win, out);
  target.vm = {
    toVmFile: (file) => file,
    exec: async (tool, args, { cwd }) => {
      if (!tool.endsWith('light.exe')) return;
      made = args[args.indexOf('-out') + 1] ?? '';
      const project = await readFile(join(cwd, 'project.wxs'), 'utf8');
      // For whoever looks at it: the folder that it is in goes.
      await writeFile(join(out, 'project.wxs'), project);
      await writeFile(join(cwd, 'wixl.wxs'), forWixl(project, ROOT));
      // wixl takes paths from where it runs, and no others.
      const { stderr } = await exec(
        'wixl',
        ['-a', 'x64', '-D', `appDir=${relative(ROOT, folder)}`, '-o', made, join(cwd, 'wixl.wxs')],
        { cwd: ROOT },
      );
      if (stderr !== '') throw new Error(stderr);
    },
  };
  await mkdir(out, { recursive: true });
  await target.build(folder, Arch.x64);
  return made;
}

/**
 * The same project in what wixl 0.101 knows of WiX: components inside their folders and named one by one, and without
 * what it has no word for, which docs/technical/packaging.md lists.
 */
function forWixl(project: string, cwd: string): string {
  const folders = new Map(
    [...project.matchAll(/<Directory Id="([^"]+)" Name="APPLICATIONFOLDER:\\([^"]+)\\"\/>/g)].map(
      ([, id = '', path = '']) => [id, path.split('\\')],
    ),
  );
  const references: string[] = [];
  const components = [...project.matchAll(/<Component\b([^>]*)>([\s\S]*?)<\/Component>/g)].map(
    ([, attributes = '', inside = ''], index) => {
      const id = /Id="([^"]+)"/.exec(attributes)?.[1] ?? `component${index}`;
      const guid = /Guid="([^"]+)"/.exec(attributes)?.[1] ?? '*';
      references.push(`<ComponentRef Id="${id}"/>`);
      const files = inside.replace(/<File (?![^>]*\bId=)/, `<File Id="file${index}" `);
      const component = `<Component Id="${id}" Guid="${guid}">${files}</Component>`;
      const path = folders.get(/Directory="([^"]+)"/.exec(attributes)?.[1] ?? '') ?? [];
      const nested = path.reduceRight(
        (text, name, depth) => `<Directory Id="folder${index}.${depth}" Name="${name}">${text}</Directory>`,
        component,
      );
      return `<DirectoryRef Id="APPLICATIONFOLDER">${nested}</DirectoryRef>`;
    },
  );
  return project
    .replace(/<Directory Id="[^"]+" Name="APPLICATIONFOLDER:[^>]*\/>/g, '')
    .replace(/<ComponentGroup [\s\S]*<\/ComponentGroup>/, '')
    .replace(/<ComponentGroupRef [^>]*\/>/, references.join(''))
    .replace('</Product>', `</Product><Fragment>${components.join('')}</Fragment>`)
    .replace(/<Condition [\s\S]*?<\/Condition>/, '')
    .replace(/<ShortcutProperty [^>]*\/>/g, '')
    .replace(/ (?:AllowSameVersionUpgrades|CompressionLevel|Secure|ReadOnly)="\w+"/g, '')
    .replace(/(<Property Id="DMPDIRECTPROGRAM")>[\s\S]*?<\/Property>/, '$1 Value="found"/>')
    .replaceAll(`Source="${cwd}/`, 'Source="')
    .replace(/SourceFile="([^"]+)"/, (_all, file: string) => `SourceFile="${relative(cwd, file)}"`);
}

/** A table of an MSI, as rows of columns by name. */
export async function tableOf(
  msi: string,
  table: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const { stdout } = await exec('msiinfo', ['export', msi, table]);
  const [names = [], , , ...rows] = stdout
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

/** A certificate to sign programs with, made here and trusted by nobody. */
export async function makeSigningCertificate(
  folder: string,
  password: string,
): Promise<{ p12: string; pem: string }> {
  const [p12, pem, key] = ['lab.p12', 'lab.pem', 'lab.key'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await exec('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=Laboratoire DMP Direct',
    '-addext',
    'extendedKeyUsage=codeSigning',
    '-keyout',
    key,
    '-out',
    pem,
  ]);
  await exec('openssl', [
    'pkcs12',
    '-export',
    '-inkey',
    key,
    '-in',
    pem,
    '-out',
    p12,
    '-passout',
    `pass:${password}`,
  ]);
  return { p12, pem };
}

/** What Debian’s osslsigncode makes of a file’s signature. Rejects when there is none, or a broken one. */
export async function verifySignature(file: string, trusted: string): Promise<string> {
  return (await exec('osslsigncode', ['verify', '-CAfile', trusted, '-in', file])).stdout;
}
