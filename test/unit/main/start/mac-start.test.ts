/** A start on macOS, with a played platform. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: {
    isPackaged: true,
    moveToApplicationsFolder: vi.fn<() => boolean>(() => true),
    relaunch: vi.fn<() => void>(),
    exit: vi.fn<() => void>(),
  },
  answer: 0,
  dialog: {
    showMessageBox: vi.fn(() => Promise.resolve({ response: electron.answer })),
    showErrorBox: vi.fn<() => void>(),
  },
  powerMonitor: { on: () => undefined },
}));
vi.mock('electron', () => electron);
const spawn = vi.hoisted(() =>
  vi.fn<() => never>(() => {
    throw new Error('refused');
  }),
);
vi.mock('node:child_process', () => ({ spawn }));

const { isPassingPlace, offerToMove } = await import('../../../../src/main/start/mac-place.ts');
const { CrashRestart } = await import('../../../../src/main/start/crash-restart.ts');
const log = { warn: () => undefined, error: () => undefined } as never;
const [platform, execPath] = [process.platform, process.execPath];
const play = (system: NodeJS.Platform, path: string): void => {
  Object.defineProperty(process, 'platform', { value: system });
  Object.defineProperty(process, 'execPath', { value: path });
};
const IMAGE = '/Volumes/DMP Direct 0.1.0/DMPDirect.app/Contents/MacOS/DMPDirect';
const PLACED = '/Applications/DMPDirect.app/Contents/MacOS/DMPDirect';

beforeEach(() => {
  vi.clearAllMocks();
  electron.answer = 0;
});
afterEach(() => {
  play(platform, execPath);
});

describe('a program on its disk image', () => {
  it('knows where it cannot stay', () => {
    expect([IMAGE, PLACED].map(isPassingPlace)).toEqual([true, false]);
    expect(
      isPassingPlace('/private/var/folders/x/T/AppTranslocation/A1/d/DMPDirect.app/Contents/MacOS/D'),
    ).toBe(true);
  });

  it('is moved when the user agrees', async () => {
    play('darwin', IMAGE);
    expect(await offerToMove(log)).toBe(true);
    expect(electron.app.moveToApplicationsFolder).toHaveBeenCalledOnce();
  });

  it('goes on when the user does not, or the system refuses', async () => {
    play('darwin', IMAGE);
    electron.answer = 1;
    expect(await offerToMove(log)).toBe(false);
    electron.answer = 0;
    electron.app.moveToApplicationsFolder.mockImplementationOnce(() => {
      throw new Error('refused');
    });
    expect(await offerToMove(log)).toBe(false);
    expect(electron.dialog.showErrorBox).toHaveBeenCalledOnce();
  });

  it.each([
    ['darwin', PLACED],
    ['linux', IMAGE],
  ] as const)('asks nothing on %s at %s', async (system, path) => {
    play(system, path);
    expect(await offerToMove(log)).toBe(false);
    expect(electron.dialog.showMessageBox).not.toHaveBeenCalled();
  });
});

describe('Force Quit', () => {
  it.each(['darwin', 'win32'] as const)('is not answered by a restart on %s: nobody watches', (system) => {
    play(system, PLACED);
    new CrashRestart(0, log, { tell: () => undefined, stop: () => Promise.resolve() }).end();
    expect(spawn).not.toHaveBeenCalled();
  });

  it('is watched on Linux', () => {
    play('linux', '/opt/DMPDirect/dmp-direct');
    new CrashRestart(0, log, { tell: () => undefined, stop: () => Promise.resolve() }).end();
    expect(spawn).toHaveBeenCalledOnce();
  });
});
