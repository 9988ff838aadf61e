/** What electron-builder is told, for the systems on which no package is made here. */
import { access, readFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../../src/domain/journal/events.ts';
import { ENGINE_MODULE_NAME } from '../../../src/domain/practitioner/engine-module.ts';
import { makeAdml, makeAdmx } from '../../../scripts/admx.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';

const exec = promisify(execFile);

interface Target {
  readonly target: string;
  readonly arch?: readonly string[];
}

interface Platform {
  readonly icon: string;
  readonly target: readonly Target[];
  readonly files: readonly { readonly from: string; readonly filter: readonly string[] }[];
}

interface BuilderConfiguration {
  readonly appId: string;
  readonly productName: string;
  readonly protocols: readonly { readonly schemes: readonly string[] }[];
  readonly nsis: Readonly<Record<string, unknown>>;
  readonly msi: Readonly<Record<string, unknown>>;
  readonly win: Platform & {
    readonly extraResources: readonly { readonly from: string; readonly to: string }[];
  };
  readonly deb: {
    readonly afterInstall: string;
    readonly afterRemove: string;
    readonly depends: readonly string[];
    readonly fpm: readonly string[];
  };
  readonly rpm: {
    readonly afterInstall: string;
    readonly afterRemove: string;
    readonly depends: readonly string[];
    readonly fpm: readonly string[];
  };
  readonly linux: Platform & { readonly desktop: { readonly entry: Readonly<Record<string, string>> } };
  readonly mac: Platform & {
    readonly hardenedRuntime: boolean;
    readonly minimumSystemVersion: string;
    readonly entitlements: string;
    readonly entitlementsInherit: string;
  };
}

/** electron-builder's own parts: what reads and checks a configuration, and the readers of XML that it brings along. */
const builder = createRequire(join(ROOT, 'node_modules', 'app-builder-lib', 'package.json'));
const { getConfig, validateConfiguration } = builder('./out/util/config/config') as {
  getConfig(root: string, file: string, overrides: object | null): Promise<BuilderConfiguration>;
  validateConfiguration(configuration: unknown, log: { isEnabled: boolean }): Promise<void>;
};
const plist = builder('plist') as { parse(text: string): unknown };
const { DOMParser } = createRequire(builder.resolve('plist'))('@xmldom/xmldom') as {
  DOMParser: new (options: { errorHandler: (level: string, message: string) => void }) => {
    parseFromString(text: string, type: string): unknown;
  };
};

const read = (file: string): Promise<string> => readFile(join(ROOT, file), 'utf8');
const configuration = (): Promise<BuilderConfiguration> => getConfig(ROOT, 'electron-builder.yml', null);

describe('the configuration of the packages', () => {
  it('is one that electron-builder accepts, and it would say so if it were not', async () => {
    const given = await configuration();
    await expect(validateConfiguration(given, { isEnabled: false })).resolves.toBeUndefined();
    const wrong = { ...given, nsis: { ...given.nsis, perMaschine: true } };
    await expect(validateConfiguration(wrong, { isEnabled: false })).rejects.toThrow(/configuration\.nsis/);
  });

  it('makes every package that is promised', async () => {
    const { win, mac, linux } = await configuration();
    const promised = ({ target }: Platform): string[] =>
      target.flatMap(({ target: kind, arch = [] }) => [kind, ...arch]);
    expect(promised(win)).toEqual(['nsis', 'x64', 'arm64', 'msi', 'x64', 'arm64']);
    expect(promised(mac)).toEqual(['dmg', 'arm64', 'x64', 'zip', 'arm64', 'x64']);
    expect(promised(linux)).toEqual(['deb', 'rpm', 'AppImage']);
  });

  it('installs on Windows for the whole machine, and replaces what is there', async () => {
    const { nsis, msi } = await configuration();
    expect(nsis).toMatchObject({ perMachine: true, oneClick: false, deleteAppDataOnUninstall: false });
    expect(msi).toMatchObject({ perMachine: true, upgradeCode: '3B0E6C3E-8E53-4C0C-9C8F-6F4E2A0D7B11' });
  });

  it('takes the native binary of the system it is for, whichever system builds', async () => {
    const { win, mac, linux } = await configuration();
    for (const [{ files }, name] of [
      [win, 'win32'],
      [mac, 'darwin'],
      [linux, 'linux'],
    ] as const) {
      expect(files.map(({ from }) => from)).toEqual(['.']);
      expect(files[0]?.filter[0]).toBe(`node_modules/@koromix/koffi-${name}-\${arch}/**`);
    }
  });

  it('gives macOS a hardened runtime, with the three exceptions that cards need and no other', async () => {
    const { mac } = await configuration();
    expect(mac.hardenedRuntime).toBe(true);
    expect(mac.entitlementsInherit).toBe(mac.entitlements);
    expect(plist.parse(await read(mac.entitlements))).toEqual({
      'com.apple.security.cs.allow-jit': true,
      'com.apple.security.cs.disable-library-validation': true,
      'com.apple.security.device.camera': true,
      'com.apple.security.smartcard': true,
    });
  });

  it('asks of macOS what the shipped Electron asks', async () => {
    const { mac } = await configuration();
    const { devDependencies } = JSON.parse(await read('package.json')) as {
      devDependencies: Readonly<Record<string, string>>;
    };
    // Electron 44 and later start on macOS 13 and later; look it up again with the next one.
    expect([devDependencies.electron?.split('.')[0], mac.minimumSystemVersion]).toEqual(['45', '13.0']);
  });

  it.each([
    [
      'after-install',
      [/# Check if user namespaces are supported[^]*?\nfi\n\n/, /if type update-alternatives[^]*?\nfi\n\n/],
    ],
    ['after-remove', [/# Delete the link to the binary[^]*?\nfi\n\n/]],
  ])(
    '%s on Linux is electron-builder’s, but for the probe that root cannot make and for the command',
    async (name, without) => {
      const { deb, rpm } = await configuration();
      const file = `build/linux/${name}.tpl`;
      const key = name === 'after-install' ? 'afterInstall' : 'afterRemove';
      expect([deb[key], rpm[key]]).toEqual([file, file]);
      // What is ours stands at the end, and before a removal the question whether it is one.
      const ours = (await read(file))
        .replace(/\n# DMP Direct's own:[^]*$/, '\n')
        .replace(/\ncase "\$\{1:-\}" in\n[^]*?\n {2}\*\) exit 0 ;;\nesac\n/, '\n');
      let theirs = await readFile(builder.resolve(`./templates/linux/${name}.tpl`), 'utf8');
      for (const part of without) {
        expect(theirs).toMatch(part);
        theirs = theirs.replace(part, '');
      }
      const code = (text: string): string =>
        text
          .replaceAll(/^#.*\n/gm, '')
          .replaceAll(/\n+/g, '\n')
          .trim();
      expect(code(ours)).toBe(code(theirs));
    },
  );

  it('has scripts that bash can read, and removes nothing in an upgrade', async () => {
    for (const file of ['leave.sh', 'autostart.sh', 'before-install.sh', 'before-remove.sh'])
      await exec('bash', ['-n', join(ROOT, 'build', 'linux', file)]);
    expect(await read('build/linux/after-remove.tpl')).toMatch(
      /^case "\$\{1:-\}" in\n {2}remove \| purge \| 0 \| ''\) ;;\n {2}\*\) exit 0 ;;\nesac$/m,
    );
  });

  it('brings its command, and forgets its users’ registrations at the last removal of either package', async () => {
    const { deb, rpm } = await configuration();
    for (const { fpm } of [deb, rpm]) {
      for (const script of ['before-install', 'before-remove'])
        expect(fpm).toContain(`--${script}=build/linux/${script}.sh`);
      expect(fpm).toContain('build/linux/dmp-direct.sh=/usr/bin/dmp-direct');
    }
    expect(await read('build/linux/before-remove.sh')).toContain(`'name=${ENGINE_MODULE_NAME}'`);
  });

  it('names what an RPM needs by what every distribution provides', async () => {
    const { rpm, deb } = await configuration();
    expect(rpm.depends.filter((each) => !/^lib[\w.+-]+\.so(\.\d+)?\(\)\(64bit\)$/.test(each))).toEqual([
      'xdg-utils',
    ]);
    // As many libraries as the deb names packages.
    expect(rpm.depends).toHaveLength(deb.depends.length);
  });

  it('brings the 32-bit program that calls a 32-bit vendor library on Windows', async () => {
    const { win } = await configuration();
    expect(win.extraResources).toContainEqual({
      from: '.cache/package/ssv-helper/ssv-helper.exe',
      to: 'ssv-helper/ssv-helper.exe',
    });
  });

  it('makes the folder of the policy the administrators’ own, and never what is in one', async () => {
    const script = await read('build/windows/installer.nsh');
    const made = /RMDir "\$R7"[^]*?\$\{endIf\}/.exec(script)?.[0] ?? '';
    expect(made).toMatch(/\$\{ifNot\} \$\{FileExists\} "\$R7\\\*\.\*"/);
    expect(made).toContain('/setowner *S-1-5-32-544');
    expect(made).toContain(
      '/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX',
    );
    expect(made).not.toMatch(/ \/t\b/i);
  });

  it('names the program as the program names itself', async () => {
    const { appId, productName, protocols } = await configuration();
    expect(await read('src/main/start/app-id.ts')).toContain(`APP_ID = '${appId}'`);
    expect(await read('src/main/start/app.ts')).toContain(`app.setName('${productName}')`);
    expect(protocols[0]?.schemes).toEqual(['dmp-direct']);
    const autostart = await read('build/linux/autostart.desktop');
    expect(autostart).toContain(`\nExec=/opt/${productName}/dmp-direct --autostart\n`);
  });

  it('names files that are there', async () => {
    const { win, mac, linux, nsis } = await configuration();
    for (const file of [win.icon, mac.icon, linux.icon, mac.entitlements, String(nsis.include)])
      await expect(access(join(ROOT, file)), file).resolves.toBeUndefined();
  });
});

describe('the Windows installer’s own part', () => {
  it('takes back, when it uninstalls, all that it and the program have registered', async () => {
    const script = await read('build/windows/installer.nsh');
    const [install = '', uninstall = ''] = script.split('!macro forgetUser');
    const written = [...install.matchAll(/WriteReg\w+ HKLM "([^"]+)"/g)].map(([, key]) => key!);
    expect(written.length).toBeGreaterThan(5);
    const run = 'Software\\Microsoft\\Windows\\CurrentVersion\\Run';
    expect(install).toContain(`WriteRegStr HKLM "${run}" "\${APP_ID}" '"$INSTDIR`);
    expect(uninstall).toContain(`DeleteRegValue HKLM "${run}" "\${APP_ID}"`);
    const deleted = [...uninstall.matchAll(/DeleteRegKey HKLM "([^"]+)"/g)].map(([, key]) => key!);
    for (const key of written.filter((each) => each !== run))
      expect(
        deleted.filter((each) => `${key}\\`.startsWith(`${each}\\`)),
        key,
      ).toHaveLength(1);
    // A key goes with all that is in it: never one that is not ours alone.
    for (const key of deleted) expect(key).toMatch(/\\(dmp-direct|DMP Direct)$/);
    expect(uninstall).toMatch(/CurrentVersion\\Run" "\$\{APP_ID\}"/);
    expect(uninstall).toContain('${ifNot} ${isUpdated}');
    // Silent: nobody is asked, and the settings stay.
    expect(uninstall).toMatch(/MessageBox .*\/SD IDNO/);
  });
});

describe('the source of events in Windows’ log', () => {
  it('is registered under the program’s own name for it, with a text for every number', async () => {
    const source = /WINDOWS_SOURCE = '([^']+)'/.exec(await read('src/main/journal/system-log.ts'))?.[1];
    const key = `SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\${source!}`;
    const file = String.raw`%SystemRoot%\System32\EventCreate.exe`;
    const script = await read('build/windows/installer.nsh');
    expect(script).toContain(`WriteRegExpandStr HKLM "${key}" "EventMessageFile" "${file}"`);
    // Errors, warnings, information.
    expect(script).toContain(`WriteRegDWORD HKLM "${key}" "TypesSupported" 7`);
    // What EventCreate.exe has messages for (learn.microsoft.com, « eventcreate », /id).
    for (const { number } of Object.values(EVENTS))
      expect(number).toSatisfy((n: number) => n >= 1 && n <= 1000);
  });
});

describe('XML that other programs read', () => {
  it.each([
    ['DMPDirect.admx', makeAdmx],
    ['fr-FR/DMPDirect.adml', () => makeAdml('fr')],
    ['en-US/DMPDirect.adml', () => makeAdml('en')],
  ])('%s is well formed', (_name, make) => {
    const faultsOf = (text: string): string[] => {
      const faults: string[] = [];
      const errorHandler = (_level: string, message: string): void => void faults.push(message);
      new DOMParser({ errorHandler }).parseFromString(text, 'text/xml');
      return faults;
    };
    expect(faultsOf(make())).toEqual([]);
    expect(faultsOf(make().replace(/<\/\w+>\n$/, ''))).not.toEqual([]);
  });
});
