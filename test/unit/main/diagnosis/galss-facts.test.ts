import { describe, expect, it } from 'vitest';
import { galssFacts } from '../../../../src/main/diagnosis/galss-facts.ts';
import { fakeMachine } from './fake-machine.ts';

/** What `reg query` prints of the serial ports that are there. */
const SERIALCOMM = [
  '',
  'HKEY_LOCAL_MACHINE\\HARDWARE\\DEVICEMAP\\SERIALCOMM',
  '    \\Device\\Serial0    REG_SZ    COM1',
  '    \\Device\\VCP0    REG_SZ    COM12',
  '',
].join('\r\n');
const WINDOWS_INI = String.raw`C:\Windows\galss.ini`;

describe('who goes by galss.ini, and what it says', () => {
  it('Windows: widths, DMP Connect, serial ports, and the text as Windows wrote it', async () => {
    const machine = fakeMachine({
      platform: 'win32',
      folders: {
        [String.raw`C:\Program Files\santesocial\galss`]: ['GALCLW64.DLL', 'galsvw64.exe'],
        [String.raw`C:\Program Files (x86)\santesocial\galss`]: ['galclw32.dll'],
        [String.raw`C:\Program Files (x86)\DmpConnect-JS2`]: ['dmpconnect-js2.exe'],
      },
      files: { [WINDOWS_INI]: '; \u00e9\u0092' },
      prints: { [String.raw`reg.exe query HKLM\HARDWARE\DEVICEMAP\SERIALCOMM`]: SERIALCOMM },
    });
    expect(await galssFacts(null, null, machine)).toEqual({
      path: WINDOWS_INI,
      text: '; é’',
      platform: 'windows',
      widths: [64, 32],
      clients: ['GALSS', 'DMP Connect'],
      serialPorts: [1, 12],
    });
  });

  it('an absent file has the place where it would be looked for; nobody is there, no port is', async () => {
    expect(await galssFacts(null, null, fakeMachine({ platform: 'win32' }))).toEqual({
      path: WINDOWS_INI,
      text: null,
      platform: 'windows',
      widths: [],
      clients: [],
      serialPorts: [],
    });
    expect(await galssFacts(null, null, fakeMachine({ platform: 'darwin' }))).toMatchObject({
      path: '/Library/Preferences/galss.ini',
      serialPorts: null,
    });
  });

  it('what an uninstalled GALSS left behind goes by no file', async () => {
    const left = { [String.raw`C:\Program Files\santesocial\galss`]: ['galss.log'] };
    const { clients, widths } = await galssFacts(
      null,
      null,
      fakeMachine({ platform: 'win32', folders: left }),
    );
    expect({ clients, widths }).toEqual({ clients: [], widths: [] });
  });

  it('the file that the settings name, be it absent', async () => {
    const wanted = '/home/cabinet/ailleurs.ini';
    const without = fakeMachine({ platform: 'linux' });
    expect(await galssFacts(null, wanted, without)).toMatchObject({ path: wanted, text: null });
    const machine = fakeMachine({ platform: 'linux', files: { [wanted]: '[CONFIG]' } });
    expect(await galssFacts(wanted, wanted, machine)).toMatchObject({ text: '[CONFIG]' });
  });
});
