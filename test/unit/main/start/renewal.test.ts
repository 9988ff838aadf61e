import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: { relaunch: vi.fn<(options: { args: string[] }) => void>(), quit: vi.fn<() => void>() },
  windows: 0,
  idleSeconds: 0,
  BaseWindow: {
    getAllWindows: () =>
      Array.from({ length: electron.windows }, () => ({ isVisible: () => true, isMinimized: () => false })),
  },
  powerMonitor: { getSystemIdleTime: () => electron.idleSeconds },
}));
vi.mock('electron', () => electron);

const { Renewal } = await import('../../../../src/main/start/renewal.ts');

const LOOK_MS = 10 * 60_000;

describe('a program that has opened many records', () => {
  let atRest: boolean;
  let launcherShown: boolean;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.clearAllMocks();
    Object.assign(electron, { windows: 0, idleSeconds: 30 * 60 });
    atRest = true;
    launcherShown = false;
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function opened(records: number): InstanceType<typeof Renewal> {
    const renewal = new Renewal({
      atRest: () => atRest,
      launcherShown: () => launcherShown,
      log: { info: () => undefined } as never,
    });
    for (let record = 0; record < records; record++) renewal.recordOpened();
    return renewal;
  }

  const restarts = (): number => electron.app.relaunch.mock.calls.length;

  it('starts anew once, in the tray, when nobody is there', () => {
    opened(100);
    vi.advanceTimersByTime(LOOK_MS - 1);
    expect(restarts()).toBe(0);
    vi.advanceTimersByTime(3 * LOOK_MS);
    expect(restarts()).toBe(1);
    expect(electron.app.quit).toHaveBeenCalledTimes(1);
    expect(electron.app.relaunch.mock.calls[0]?.[0].args).toContain('--hidden');
  });

  it('shows its launcher again if it was on the screen', () => {
    opened(100);
    electron.windows = 1;
    launcherShown = true;
    vi.advanceTimersByTime(LOOK_MS);
    expect(electron.app.relaunch.mock.calls[0]?.[0].args).not.toContain('--hidden');
  });

  it.each([
    ['there were few records', 99, () => undefined],
    ['somebody is there', 100, () => (electron.idleSeconds = 30 * 60 - 1)],
    ['a record, a question or a Vitale is there', 100, () => (atRest = false)],
    ['another window is on the screen', 100, () => (electron.windows = 1)],
    ['another window is beside the launcher', 100, () => ((electron.windows = 2), (launcherShown = true))],
  ])('stays when %s', (_what, records, make) => {
    opened(records);
    make();
    vi.advanceTimersByTime(6 * LOOK_MS);
    expect(restarts()).toBe(0);
  });

  it('stays when it has been stopped', () => {
    opened(100).stop();
    vi.advanceTimersByTime(6 * LOOK_MS);
    expect(restarts()).toBe(0);
  });
});
