import { describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  atLogin: false,
  app: { getLoginItemSettings: () => ({ wasOpenedAtLogin: electron.atLogin }) },
}));
vi.mock('electron', () => electron);

const { isHiddenStart } = await import('../../../../src/main/start/hidden-start.ts');

describe('a start that shows no window', () => {
  it.each([
    // A Mac's login items hand no argument over; elsewhere the engine says false, and is not asked.
    ['darwin', true, false, true],
    ['darwin', false, false, false],
    ['darwin', false, true, true],
    ['win32', true, false, false],
    ['linux', true, false, false],
    ['win32', false, true, true],
    ['linux', false, true, true],
  ] as const)('%s, opened at login: %s, --hidden: %s → %s', (platform, atLogin, hidden, expected) => {
    electron.atLogin = atLogin;
    expect(isHiddenStart({ hidden }, platform)).toBe(expected);
  });
});
