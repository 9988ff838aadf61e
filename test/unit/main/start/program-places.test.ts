/** Where the program's two folders are, with a played engine. */
import type * as Path from 'node:path';
import { win32 } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BARE,
  LOCAL_SERVICE,
  LOST_PROFILE,
  SYSTEM,
  type WindowsAccount,
} from '../../../lab/windows/accounts.ts';

const electron = vi.hoisted(() => ({
  app: { getName: () => 'DMPDirect', getPath: vi.fn<(name: string) => string>() },
}));
vi.mock('electron', () => electron);
// Windows' own way of writing them: the function only joins and cuts.
vi.mock('node:path', async (original) => {
  const path = await original<typeof Path>();
  return { ...path, join: path.win32.join, dirname: path.win32.dirname };
});

const { programPlaces } = await import('../../../../src/main/start/program-places.ts');

/** Windows' engine asks Windows for the folder, not a variable. */
const engineOf = (profile: string): void => {
  const appData = win32.join(profile, 'AppData', 'Roaming');
  electron.app.getPath.mockImplementation((name) =>
    name === 'appData' ? appData : win32.join(appData, 'DMPDirect'),
  );
};

describe('on Windows', () => {
  const profileOf = ({ environment }: WindowsAccount): string =>
    environment.USERPROFILE ?? String.raw`C:\Windows\system32\config\systemprofile`;

  it.each([
    ['SYSTEM', SYSTEM],
    ['LocalService', LOCAL_SERVICE],
    ['a user whose profile is lost', LOST_PROFILE],
    ['a task without variables', BARE],
    [
      'a variable that names no folder',
      { ...SYSTEM, environment: { ...SYSTEM.environment, LOCALAPPDATA: '' } },
    ],
  ])('what is written all day lies in no folder that travels: %s', (_who, account) => {
    const profile = profileOf(account);
    engineOf(profile);
    expect(programPlaces(null, 'win32', account.environment)).toEqual({
      own: win32.join(profile, 'AppData', 'Roaming', 'DMPDirect'),
      machine: win32.join(profile, 'AppData', 'Local', 'DMPDirect'),
    });
  });

  it('a folder that is named holds everything', () => {
    engineOf(profileOf(SYSTEM));
    const named = 'D:\\profil';
    expect(programPlaces(named, 'win32', SYSTEM.environment)).toEqual({ own: named, machine: named });
  });
});

it('elsewhere they are one', () => {
  electron.app.getPath.mockReturnValue('/home/claire/.config/DMPDirect');
  const one = '/home/claire/.config/DMPDirect';
  expect(programPlaces(null, 'linux', SYSTEM.environment)).toEqual({ own: one, machine: one });
});

beforeEach(() => void electron.app.getPath.mockReset());
