import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { galssFacts, type GalssMachine } from '../../../../src/main/diagnosis/galss-facts.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'galss-facts-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, content: Buffer | string = ''): Promise<string> {
  const whole = join(root, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, content);
  return whole;
}

/** What `reg query` prints of the serial ports that are there. */
const SERIALCOMM = [
  '',
  'HKEY_LOCAL_MACHINE\\HARDWARE\\DEVICEMAP\\SERIALCOMM',
  '    \\Device\\Serial0    REG_SZ    COM1',
  '    \\Device\\VCP0    REG_SZ    COM12',
  '',
].join('\r\n');

const machine = (platform: NodeJS.Platform, printed: string | null = null): GalssMachine => ({
  platform,
  root,
  registry: () => Promise.resolve(printed),
});

describe('who goes by galss.ini, and what it says', () => {
  it('Windows: widths, DMP Connect, serial ports, and the text as Windows wrote it', async () => {
    await put('Program Files/santesocial/galss/galclw64.dll');
    await put('Program Files (x86)/santesocial/galss/galclw32.dll');
    await put('Program Files (x86)/DmpConnect-JS2/dmpconnect-js2.exe');
    const path = await put('Windows/galss.ini', Buffer.from([0x3b, 0x20, 0xe9, 0x92]));
    expect(await galssFacts(null, null, machine('win32', SERIALCOMM))).toEqual({
      path,
      text: '; é’',
      platform: 'windows',
      widths: [64, 32],
      clients: ['GALSS', 'DMP Connect'],
      serialPorts: [1, 12],
    });
  });

  it('an absent file has the place where it would be looked for; nobody is there, no port is', async () => {
    expect(await galssFacts(null, null, machine('win32'))).toEqual({
      path: join(root, 'Windows/galss.ini'),
      text: null,
      platform: 'windows',
      widths: [],
      clients: [],
      serialPorts: [],
    });
    expect(await galssFacts(null, null, machine('darwin'))).toMatchObject({
      path: join(root, 'Library/Preferences/galss.ini'),
      serialPorts: null,
    });
  });

  it('the file that the settings name, be it absent', async () => {
    const wanted = join(root, 'ailleurs.ini');
    expect(await galssFacts(null, wanted, machine('linux'))).toMatchObject({ path: wanted, text: null });
    const located = await put('ailleurs.ini', '[CONFIG]');
    expect(await galssFacts(located, wanted, machine('linux'))).toMatchObject({ text: '[CONFIG]' });
  });
});
