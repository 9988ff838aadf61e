/** What Windows' installers start before they touch a file. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({ app: { exit: vi.fn<(code: number) => void>() } }));
vi.mock('electron', () => electron);

const { endingOf, endPrograms } = await import('../../../../src/main/start/end-for-installer.ts');
const { holderAddresses, slotAddress } = await import('../../../../src/main/calls/holder-address.ts');
const { Holder, tellHolder } = await import('../../../../src/main/calls/holder.ts');

const pause = (): Promise<void> => Promise.resolve();

describe('a start by an installer', () => {
  it.each([
    [['DMPDirect.exe', '--end-for=upgrade'], 'upgrade'],
    [['DMPDirect.exe', '--end-for=removal'], 'removal'],
    [['DMPDirect.exe', '--end-for=everything'], null],
    [['DMPDirect.exe', '--', 'dmp-direct://open'], null],
  ])('%j: %s', (argv, change) => {
    expect(endingOf(argv)).toBe(change);
  });

  it('finds the programs of every user by the name of their pipes', async () => {
    const mine = slotAddress('C:\\Users\\claire\\AppData\\Roaming\\DMPDirect', 1, 'win32');
    const names = ['lsass', mine.replace('\\\\.\\pipe\\', ''), 'chrome.sync'];
    expect(await holderAddresses(() => Promise.resolve(names))).toEqual([mine]);
  });

  it('ends well when nobody runs, or when all have ended', async () => {
    const told: string[] = [];
    const tell = (address: string): Promise<void> => {
      told.push(address);
      return Promise.resolve();
    };
    const none = { addresses: () => Promise.resolve([]), tell, pause };
    expect(await endPrograms('upgrade', none)).toBe(true);
    let running = ['a', 'b', 'a program that started since'];
    const looks = [['a', 'b'], ['a', 'b'], ['b'], running.slice(2)];
    const ending = { addresses: () => Promise.resolve((running = looks.shift() ?? running)), tell, pause };
    expect(await endPrograms('upgrade', ending)).toBe(true);
    expect(told).toEqual(['a', 'b']);
  });

  it('says that one goes on, with its record open', async () => {
    const addresses = (): Promise<string[]> => Promise.resolve(['a']);
    expect(await endPrograms('removal', { addresses, tell: pause, pause })).toBe(false);
  });
});

describe('the program that an installer speaks to', () => {
  it('hears what is about to happen where it listens for that, and nowhere else', async () => {
    const address = slotAddress(`/profile/${randomUUID()}`, 1);
    const holder = await Holder.claim(address);
    try {
      const heard: string[] = [];
      await tellHolder(address, 'removal');
      expect(heard).toEqual([]);
      holder!.leavesBy((change) => heard.push(change));
      await tellHolder(address, 'upgrade');
      expect(heard).toEqual(['upgrade']);
    } finally {
      await holder?.stop();
    }
    // Nobody is there any more: nothing to tell.
    await expect(tellHolder(address, 'upgrade')).resolves.toBeUndefined();
  });
});
