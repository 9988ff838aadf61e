import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ssvInstallationSchema, type SsvInstallation } from '../../../../src/borders/native.ts';
import { locateInstallation, type Machine } from '../../../../src/native/ssv/installation.ts';
import { elf, fatMachO, pe } from '../../../lab/ssv/headers.ts';

const GALSS = '[CANAL1]\nTCanal=3\n[CANAL1.PAD1.LAD1]\nNomLAD=CPS\n[CANAL1.PAD1.LAD2]\nNomLAD=Vitale\n';
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ssv-places-'));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

async function put(path: string, content: Buffer | string): Promise<string> {
  const whole = join(root, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, content);
  return whole;
}

const machine = (platform: NodeJS.Platform, more: Partial<Machine> = {}): Machine => ({
  platform,
  arch: 'x64',
  root,
  helper: null,
  ...more,
});

async function locate(
  on: Machine,
  settings: { ssvLibrary?: string; galssIni?: string } = {},
): Promise<SsvInstallation> {
  const found = await locateInstallation({ ssvLibrary: null, galssIni: null, ...settings }, on);
  return ssvInstallationSchema.parse(found);
}

describe('the folders of the field', () => {
  it('Linux: the 64-bit library of the newest version by number, with the SESAM.INI of that version', async () => {
    await put('opt/santesocial/fsv/1.40.9/lib/libssvlux64.so', elf(62));
    await put('opt/santesocial/fsv/1.40.14/lib/libssvlux.so', elf(3));
    const newest = await put('opt/santesocial/fsv/1.40.14/lib/libssvlux64.so', elf(62));
    await put('etc/opt/santesocial/fsv/1.40.9/conf/SESAM.INI', '');
    const conf = await put('etc/opt/santesocial/fsv/1.40.14/conf/SESAM.INI', '');
    await put('etc/opt/santesocial/fsv/1.40.14/conf_003/SESAM.INI', '');
    expect(await locate(machine('linux'))).toMatchObject({
      library: { path: newest, bits: 64 },
      sesamIni: conf,
      galssIni: null,
      // Full PC/SC: no galss.ini is needed, and these are the names.
      target: { library: newest, psResource: 'CPS', vitaleResource: 'Log_SV', sesamIni: conf },
      failure: null,
    });
  });

  it('an older library still wants its galss.ini', async () => {
    await put('opt/santesocial/fsv/1.40.12/lib/libssvlux64.so', elf(62));
    expect(await locate(machine('linux'))).toMatchObject({
      target: null,
      failure: { code: 'SSV-GALSS-INI-ABSENT' },
    });
  });

  it('Windows: both widths, the newest that something can call', async () => {
    const x86 = await put('Program Files (x86)/santesocial/fsv/1.40.14/lib/ssvw32.dll', pe(0x014c));
    const x64 = await put('Program Files/santesocial/fsv/1.40.13/lib/ssvw64.dll', pe(0x8664));
    const conf = await put('ProgramData/santesocial/fsv/1.40.13/conf/sesam.ini', '');
    const newer = await put('ProgramData/santesocial/fsv/1.40.14/conf/sesam.ini', '');
    expect(await locate(machine('win32'))).toMatchObject({
      library: { path: x64, bits: 64 },
      host: 'process',
      sesamIni: conf,
    });
    const helper = await put('helper.exe', '');
    expect(await locate(machine('win32', { helper }))).toMatchObject({
      library: { path: x86, bits: 32 },
      host: 'helper',
      sesamIni: newer,
    });
  });

  it('macOS: the framework, and the configuration below Application Support', async () => {
    await put('Library/Frameworks/ssvosx.framework/ssvosx', fatMachO([0x01000007]));
    await put('Library/Preferences/sesam.ini', '');
    const conf = await put('Library/Application Support/santesocial/fsv/1.40.14/conf/sesam.ini', '');
    expect(await locate(machine('darwin'))).toMatchObject({ sesamIni: conf });
  });
});

describe('on Linux', () => {
  it('finds the newest library below /usr/local/sesam/ssv and the files beside it', async () => {
    await put('usr/local/sesam/ssv/1.40.9/lib/libssvlux.so', elf(62));
    const newest = await put('usr/local/sesam/ssv/1.40.14/lib/libssvlux.so', elf(62));
    const sesam = await put('usr/local/sesam/ssv/1.40.14/lib/sesam.ini', '');
    const galss = await put('usr/local/galss/galss.ini', GALSS);
    expect(await locate(machine('linux'))).toMatchObject({
      library: { path: newest, architecture: 'x64', bits: 64 },
      host: 'process',
      sesamIni: sesam,
      galssIni: galss,
      target: { library: newest, psResource: 'CPS', vitaleResource: 'Vitale' },
      failure: null,
    });
  });

  it('prefers a library that works to a newer one that does not', async () => {
    const good = await put('usr/local/sesam/ssv/1.40.9/libssvlux.so', elf(62));
    await put('usr/local/sesam/ssv/1.40.14/libssvlux.so', elf(3));
    expect((await locate(machine('linux'))).library?.path).toBe(good);
  });

  it('is not led astray by a link to its own folder', async () => {
    const only = await put('usr/local/sesam/ssv/libssvlux.so', elf(62));
    await symlink(join(root, 'usr/local/sesam/ssv'), join(root, 'usr/local/sesam/ssv/loop'));
    expect((await locate(machine('linux'))).library?.path).toBe(only);
  });

  it('says what is missing first, and shows the rest', async () => {
    expect(await locate(machine('linux'))).toMatchObject({ library: null, failure: { code: 'SSV-ABSENTE' } });
    const galss = await put('usr/local/galss/galss.ini', '[CANAL1]\n[CANAL1.PAD1.LAD1]\nNomLAD=CPS\n');
    expect(await locate(machine('linux'))).toMatchObject({
      galssIni: galss,
      failure: { code: 'SSV-ABSENTE' },
    });
    await put('usr/local/sesam/ssv/libssvlux.so', elf(62));
    expect(await locate(machine('linux'))).toMatchObject({
      target: null,
      failure: { code: 'SSV-GALSS-INI-INCOMPLET', detail: { resource: 'Vitale' } },
    });
    await rm(galss);
    expect(await locate(machine('linux'))).toMatchObject({ failure: { code: 'SSV-GALSS-INI-ABSENT' } });
  });

  it('an empty galss.ini stops only a library that needs one', async () => {
    await put('usr/local/galss/galss.ini', '; vide\n[CONFIG]\nNbCanaux=0\n');
    await put('opt/santesocial/fsv/1.40.12/lib/libssvlux64.so', elf(62));
    expect(await locate(machine('linux'))).toMatchObject({ failure: { code: 'SSV-GALSS-INI-INCOMPLET' } });
    await put('opt/santesocial/fsv/1.40.14/lib/libssvlux64.so', elf(62));
    expect(await locate(machine('linux'))).toMatchObject({
      target: { psResource: 'CPS', vitaleResource: 'Log_SV' },
      failure: null,
    });
  });

  it('goes by the settings, and only by them, when they are given', async () => {
    await put('usr/local/sesam/ssv/libssvlux.so', elf(62));
    await put('usr/local/galss/galss.ini', GALSS);
    const library = await put('ailleurs/lib.so', elf(62));
    const galssIni = await put('ailleurs/g.ini', GALSS.replace('NomLAD=CPS', 'NomLAD=cps'));
    expect(await locate(machine('linux'), { ssvLibrary: library, galssIni })).toMatchObject({
      library: { path: library },
      target: { library, psResource: 'cps' },
    });
    expect(await locate(machine('linux'), { ssvLibrary: join(root, 'rien.so') })).toMatchObject({
      library: null,
      failure: { code: 'SSV-ABSENTE' },
    });
    expect(await locate(machine('linux'), { galssIni: join(root, 'rien.ini') })).toMatchObject({
      galssIni: null,
      failure: { code: 'SSV-GALSS-INI-ABSENT' },
    });
  });
});

describe('on Windows', () => {
  beforeEach(async () => {
    await put('Windows/galss.ini', GALSS);
  });

  it('refuses a 32-bit library in a 64-bit process, or has the helper call it', async () => {
    const library = await put('Windows/SysWOW64/ssvw32.dll', pe(0x014c));
    expect(await locate(machine('win32'))).toMatchObject({
      library: { bits: 32, architecture: 'ia32' },
      host: null,
      failure: { code: 'SSV-ARCHITECTURE', detail: { library } },
    });
    expect(await locate(machine('win32', { helper: join(root, 'absent.exe') }))).toMatchObject({
      host: null,
    });
    const helper = await put('resources/ssv-helper.exe', pe(0x014c));
    expect(await locate(machine('win32', { helper }))).toMatchObject({ host: 'helper', target: { library } });
  });

  it('takes no library of a folder of the search path, which whoever starts the program may name', async () => {
    await put('Outils/ssvw32.dll', pe(0x8664));
    vi.stubEnv('PATH', join(root, 'Outils'));
    expect(await locate(machine('win32'))).toMatchObject({ library: null });
  });

  it('finds the newest sesam.ini', async () => {
    const library = await put('Windows/System32/ssvw32.dll', pe(0x8664));
    await put('ProgramData/santesocial/fsv/1.40.9/conf/sesam.ini', '');
    const sesamIni = await put('ProgramData/santesocial/fsv/1.40.14/conf/sesam.ini', '');
    await put('Windows/sesam.ini', '');
    const found = await locate(machine('win32'));
    expect(found).toMatchObject({ library: { path: library }, host: 'process', sesamIni });
  });
});

describe('on macOS', () => {
  it('finds the framework, by itself or by its folder', async () => {
    const library = await put(
      'Library/Frameworks/ssvosx.framework/ssvosx',
      fatMachO([0x01000007, 0x0100000c]),
    );
    const galssIni = await put('Library/Preferences/galss.ini', GALSS);
    expect(await locate(machine('darwin', { arch: 'arm64' }))).toMatchObject({
      library: { path: library, architecture: 'x64, arm64' },
      galssIni,
      host: 'process',
    });
    expect(await locate(machine('darwin'), { ssvLibrary: dirname(library) })).toMatchObject({
      library: { path: library },
    });
  });

  it('refuses a framework that is not a library for this system', async () => {
    await put('Library/Frameworks/ssvosx.framework/ssvosx', pe(0x8664));
    expect(await locate(machine('darwin'))).toMatchObject({ failure: { code: 'SSV-ARCHITECTURE' } });
  });
});
