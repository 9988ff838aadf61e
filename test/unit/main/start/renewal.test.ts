import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Held } from '../../../../src/domain/launch/renewal.ts';

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

const TEN_MINUTES_MS = 10 * 60_000;
const NOTHING: Held = {
  open: false,
  practitionerCard: false,
  keptEcps: false,
  keptPassword: false,
  away: false,
};

describe('a program that has opened many records', () => {
  let held: Held;
  let launcherShown: boolean;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.clearAllMocks();
    Object.assign(electron, { windows: 0, idleSeconds: 0 });
    held = NOTHING;
    launcherShown = false;
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function opened(records: number): InstanceType<typeof Renewal> {
    const renewal = new Renewal({
      held: () => held,
      launcherShown: () => launcherShown,
      log: { info: () => undefined } as never,
    });
    for (let record = 0; record < records; record++) renewal.recordOpened();
    return renewal;
  }

  const restarts = (): number => electron.app.relaunch.mock.calls.length;
  /** Nobody touches the workstation from now on. */
  const pass = (milliseconds: number): void => {
    electron.idleSeconds += milliseconds / 1_000;
    vi.advanceTimersByTime(milliseconds);
  };

  it('starts anew once, in the tray, when nobody has been there for ten minutes', () => {
    const renewal = opened(50);
    renewal.look();
    pass(TEN_MINUTES_MS - 1_000);
    expect(restarts()).toBe(0);
    pass(1_000);
    renewal.look();
    pass(TEN_MINUTES_MS);
    expect(restarts()).toBe(1);
    expect(electron.app.quit).toHaveBeenCalledTimes(1);
    expect(electron.app.relaunch.mock.calls[0]?.[0].args).toContain('--hidden');
  });

  it('waits anew for somebody who came back meanwhile', () => {
    opened(50).look();
    vi.advanceTimersByTime(TEN_MINUTES_MS);
    expect(restarts()).toBe(0);
    pass(TEN_MINUTES_MS);
    expect(restarts()).toBe(1);
  });

  it('starts anew at once behind a lock', () => {
    held = { ...NOTHING, away: true };
    opened(50).look();
    expect(restarts()).toBe(1);
  });

  it('shows its launcher again if it was on the screen', () => {
    electron.windows = 1;
    launcherShown = true;
    opened(50).look();
    pass(TEN_MINUTES_MS);
    expect(electron.app.relaunch.mock.calls[0]?.[0].args).not.toContain('--hidden');
  });

  it.each([
    ['there were few records', 49, () => undefined],
    ['a record, a question or a Vitale is there', 50, () => (held = { ...NOTHING, open: true })],
    ['a practitioner’s card is there', 50, () => (held = { ...NOTHING, practitionerCard: true })],
    ['an e-CPS session is kept', 50, () => (held = { ...NOTHING, keptEcps: true })],
    ['a proxy’s password is known', 50, () => (held = { ...NOTHING, keptPassword: true })],
    ['another window is on the screen', 50, () => (electron.windows = 1)],
    ['another window is beside the launcher', 50, () => ((electron.windows = 2), (launcherShown = true))],
  ])('stays, and has no timer, when %s', (_what, records, make) => {
    const renewal = opened(records);
    make();
    renewal.look();
    expect(vi.getTimerCount()).toBe(0);
    pass(4 * TEN_MINUTES_MS);
    expect(restarts()).toBe(0);
  });

  it('asks nothing by itself', () => {
    opened(50);
    pass(4 * TEN_MINUTES_MS);
    expect(restarts()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stays when it has been stopped', () => {
    const renewal = opened(50);
    renewal.look();
    renewal.stop();
    renewal.look();
    pass(4 * TEN_MINUTES_MS);
    expect(restarts()).toBe(0);
  });
});
