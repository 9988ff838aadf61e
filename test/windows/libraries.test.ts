/**
 * Who may change a library that is loaded, as Windows says it. Wine keeps of an access list what Unix rights can tell,
 * so that the lists here are of everyone, of the user and of the system alone.
 */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import koffi from 'koffi';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callsInProcess } from '../../src/native/ssv/calls.ts';
import { createSsvHandlers } from '../../src/native/ssv/handlers.ts';
import { createLibraryLoader } from '../../src/native/cpx/library.ts';
import { whyNotLoad } from '../../src/native/host/loaded-file.ts';
import { windowsDescriptorOf, windowsUserSid } from '../../src/system/windows-descriptor.ts';
import { dll, HELPER } from './place.ts';

/** sddl.h, winbase.h: who may do what from now on, as an administrator's command would set it. */
function setAccess(path: string, list: string): void {
  const advapi = koffi.load('advapi32.dll');
  const convert = advapi.func('ConvertStringSecurityDescriptorToSecurityDescriptorW', 'int32', [
    'str16',
    'uint32',
    koffi.out(koffi.pointer('void *')),
    'void *',
  ]);
  const set = advapi.func('SetFileSecurityW', 'int32', ['str16', 'uint32', 'void *']);
  const DACL_SECURITY_INFORMATION = 4;
  const descriptor = [null];
  if (convert(`D:P${list}`, 1, descriptor, null) === 0) throw new Error('no such list');
  if (set(path, DACL_SECURITY_INFORMATION, descriptor[0]) === 0) throw new Error('not set');
}

const EVERYONE_TOO = '(A;;FA;;;SY)(A;;FA;;;WD)';
const EVERYONE_READS = (): string => `(A;;FA;;;SY)(A;;FA;;;${windowsUserSid()})(A;;0x1200a9;;;WD)`;

let root: string;
let folder: string;
let library: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bibliothèques é '));
  folder = join(root, 'lib');
  await mkdir(folder);
  library = join(folder, 'ssvw64.dll');
  await copyFile(dll('ssvw64.dll'), library);
  for (const path of [root, folder, library]) setAccess(path, EVERYONE_READS());
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('Windows tells', () => {
  it('owner and list of a file and of a folder, in a place with accents', async () => {
    for (const path of [library, folder])
      expect(await windowsDescriptorOf(path)).toMatch(/^O:S-1-5-21-[-\d]+D:P?(?:AI)?(?:\(A;[^()]*\))+$/);
  });

  it('who the user is', () => {
    expect(windowsUserSid()).toMatch(/^S-1-5-21-[-\d]+$/);
  });

  it('that there is no such path, by its number', async () => {
    await expect(windowsDescriptorOf(join(folder, 'absent.dll'))).rejects.toThrow('GetNamedSecurityInfo: 2');
  });

  it('the same a thousand times: nothing is kept from one to the next', async () => {
    const first = await windowsDescriptorOf(library);
    for (let time = 0; time < 1_000; time += 1) expect(await windowsDescriptorOf(library)).toBe(first);
  });
});

describe('a library that is loaded', () => {
  const target = (): { library: string; psResource: string; vitaleResource: string } => ({
    library,
    psResource: 'CPS',
    vitaleResource: 'Vitale',
  });

  it('may be the user’s own', async () => {
    expect(await whyNotLoad(library)).toBeNull();
  });

  it('may be where installers put it', async () => {
    const there = 'C:\\Program Files\\santesocial\\fsv\\1.40.14\\lib\\ssvw64.dll';
    await mkdir(dirname(there), { recursive: true });
    await copyFile(dll('ssvw64.dll'), there);
    expect(await whyNotLoad(there)).toBeNull();
    expect(await whyNotLoad('C:\\Windows\\System32\\advapi32.dll')).toBeNull();
    await rm('C:\\Program Files\\santesocial', { recursive: true });
  });

  it.each([
    ['the file', () => library],
    ['its folder', () => folder],
    ['a folder above', () => root],
  ])('is refused when everyone may write %s', async (_what, place) => {
    setAccess(place(), EVERYONE_TOO);
    expect(await whyNotLoad(library)).toEqual({
      path: place(),
      reason: 'peut être modifié par un compte ordinaire (WD)',
    });
  });

  it('is not even tried by those who load it', async () => {
    setAccess(folder, EVERYONE_TOO);
    expect(await createLibraryLoader([library])(null)).toMatchObject({
      failure: { code: 'CRYPTOLIB-NON-PROTEGEE', detail: { library: folder } },
    });
    const refused = { failure: { code: 'SSV-NON-PROTEGEE', detail: { library: folder } } };
    expect(await callsInProcess.readConfig({ target: target() })).toMatchObject(refused);
  });

  it('is not handed to the helper either', async () => {
    library = join(folder, 'ssvw32.dll');
    await copyFile(dll('ssvw32.dll'), library);
    setAccess(library, EVERYONE_TOO);
    const machine = { platform: 'win32', arch: 'x64', root: 'C:\\', helper: HELPER } as const;
    const never = (): Promise<never> => Promise.reject(new Error('the helper was asked'));
    const helper = { readVitale: never, readConfig: never, readPsCard: never };
    expect(await createSsvHandlers(machine, helper).readConfig({ target: target() })).toMatchObject({
      failure: { code: 'SSV-NON-PROTEGEE', detail: { library } },
    });
  });
});
