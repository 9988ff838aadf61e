/** What a package for macOS says of itself: electron-builder's own code, on the skeleton of a runtime. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';

interface Packager {
  readonly config: unknown;
  _framework: unknown;
  validateConfig(): Promise<void>;
}
interface MacPackager {
  readonly platformSpecificBuildOptions: unknown;
  _activePackConfig: unknown;
}

const builder = createRequire(join(ROOT, 'node_modules', 'app-builder-lib', 'package.json'));
const { Packager } = builder('./out/packager.js') as {
  Packager: new (options: { projectDir: string; config: string }) => Packager;
};
const { MacPackager } = builder('./out/macPackager.js') as {
  MacPackager: new (packager: Packager) => MacPackager;
};
const { createMacApp } = builder('./out/electron/electronMac.js') as {
  createMacApp(packager: MacPackager, folder: string, integrity: object, isStore: boolean): Promise<void>;
};
const { createElectronFrameworkSupport } = builder('./out/electron/ElectronFramework.js') as {
  createElectronFrameworkSupport(config: unknown, packager: Packager): Promise<unknown>;
};
const plist = builder('plist') as { parse(text: string): unknown; build(value: object): string };

const HELPERS = ['', ' (Renderer)', ' (GPU)', ' (Plugin)'].map((kind) => `Electron Helper${kind}`);
let folder = '';
let contents = '';

async function bundle(path: string, program: string): Promise<void> {
  await mkdir(join(path, 'MacOS'), { recursive: true });
  await writeFile(join(path, 'MacOS', program), '');
  await writeFile(
    join(path, 'Info.plist'),
    plist.build({ CFBundleName: program, CFBundleVersion: '45.4.1' }),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-mac-'));
  const runtime = join(folder, 'Electron.app', 'Contents');
  await bundle(runtime, 'Electron');
  for (const helper of HELPERS)
    await bundle(join(runtime, 'Frameworks', `${helper}.app`, 'Contents'), helper);
  await mkdir(join(runtime, 'Resources'));
  await writeFile(join(runtime, 'Resources', 'electron.icns'), '');
  const packager = new Packager({ projectDir: ROOT, config: 'electron-builder.yml' });
  await packager.validateConfig();
  packager._framework = await createElectronFrameworkSupport(packager.config, packager);
  const mac = new MacPackager(packager);
  mac._activePackConfig = mac.platformSpecificBuildOptions;
  await createMacApp(mac, folder, {}, false);
  contents = join(folder, 'DMPDirect.app', 'Contents');
}, 30_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the property list of the program', () => {
  it('says who it is, from which system on, and in which language', async () => {
    expect(plist.parse(await readFile(join(contents, 'Info.plist'), 'utf8'))).toMatchObject({
      CFBundleIdentifier: 'fr.dmpdirect.app',
      CFBundleDisplayName: 'DMP Direct',
      CFBundleExecutable: 'DMPDirect',
      LSMinimumSystemVersion: '13.0',
      CFBundleLocalizations: ['fr'],
      // A program of the Dock, with a menu: Copy and Paste work through it.
      LSUIElement: false,
      NSSupportsAutomaticTermination: false,
    });
  });

  it('claims the scheme of the calls, and says why it speaks to the practice’s network', async () => {
    const list = plist.parse(await readFile(join(contents, 'Info.plist'), 'utf8')) as {
      CFBundleURLTypes: readonly { CFBundleURLSchemes: readonly string[] }[];
      NSLocalNetworkUsageDescription: string;
      NSAppTransportSecurity: { NSAllowsLocalNetworking: boolean };
    };
    expect(list.CFBundleURLTypes.flatMap((type) => type.CFBundleURLSchemes)).toEqual(['dmp-direct']);
    expect(list.NSLocalNetworkUsageDescription).toMatch(/^DMP Direct .*réseau du cabinet.*\.$/);
    // The system's installer takes an update from this program over the loopback.
    expect(list.NSAppTransportSecurity.NSAllowsLocalNetworking).toBe(true);
  });

  it('names every helper after the program', async () => {
    expect((await readdir(join(contents, 'Frameworks'))).sort()).toEqual(
      HELPERS.map((helper) => `${helper.replace('Electron', 'DMPDirect')}.app`).sort(),
    );
  });
});
