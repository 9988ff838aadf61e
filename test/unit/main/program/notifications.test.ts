/** What is said when the system shows no notification. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => {
  const shown: { heard: Map<string, () => void> }[] = [];
  class Notification {
    static supported = true;
    static isSupported = (): boolean => Notification.supported;
    readonly heard = new Map<string, () => void>();
    on = (event: string, listener: () => void): void => void this.heard.set(event, listener);
    once = this.on;
    show = (): void => void shown.push(this);
    close = (): void => undefined;
  }
  return { shown, Notification, BaseWindow: { getAllWindows: () => [] } };
});
vi.mock('electron', () => electron);

const { Notifications } = await import('../../../../src/main/program/notifications.ts');
const unshown = { card: vi.fn(), expiry: vi.fn() };

function notifications() {
  return new Notifications({
    settings: {
      current: { notifications: { cardRead: true, cpxExpiry: true, update: true, showNames: false } },
    } as never,
    memory: { value: { cpxToldOn: null }, remember: () => undefined } as never,
    unshown,
    quiet: () => false,
    onClick: () => undefined,
  });
}
const claire = { name: 'MARTIN', firstNames: 'Claire' } as never;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  electron.shown.length = 0;
  electron.Notification.supported = true;
});
afterEach(() => {
  vi.useRealTimers();
});

it('says nothing in the launcher of what the system shows', () => {
  notifications().cardRead([claire]);
  vi.advanceTimersByTime(2_000);
  expect(electron.shown).toHaveLength(1);
  expect(unshown.card).not.toHaveBeenCalled();
});

it.each([
  ['has no notifications', () => (electron.Notification.supported = false)],
  ['refuses this one', () => undefined],
])('says it in the launcher where the system %s', (_what, arrange) => {
  arrange();
  notifications().cardRead([claire]);
  vi.advanceTimersByTime(2_000);
  electron.shown[0]?.heard.get('failed')?.();
  expect(unshown.card).toHaveBeenCalledOnce();
  notifications().practitioner(
    { state: 'ready', type: 'CPS', holder: null, daysLeft: 30 },
    new Date(2026, 10, 29),
  );
  electron.shown.at(-1)?.heard.get('failed')?.();
  expect(unshown.expiry).toHaveBeenCalledWith('29/12/2026');
});
