import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: { commandLine: { getSwitchValue: () => '' } } }));

const { bringBack, isWayland } = await import('../../../../src/main/windows/bring-back.ts');

describe('isWayland', () => {
  it.each([
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, '', true],
    ['linux', { XDG_SESSION_TYPE: 'wayland' }, '', true],
    ['linux', {}, 'wayland', true],
    // XWayland, asked for.
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'x11', false],
    ['linux', { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, '', false],
    ['linux', { WAYLAND_DISPLAY: '' }, '', false],
    ['win32', { WAYLAND_DISPLAY: 'wayland-0' }, 'wayland', false],
  ] as const)('%s %j %j: %s', (platform, env, chosen, expected) => {
    expect(isWayland(platform, env, chosen)).toBe(expected);
  });
});

describe('bringBack', () => {
  function calls(minimized: boolean, wayland: boolean): string[] {
    const done: string[] = [];
    const window = {
      isMinimized: () => minimized,
      restore: () => void done.push('restore'),
      hide: () => void done.push('hide'),
    };
    bringBack(window, wayland);
    return done;
  }

  it('makes a minimised window a new one on Wayland, restored before it is hidden', () => {
    expect(calls(true, true)).toEqual(['restore', 'hide']);
    expect(calls(true, false)).toEqual(['restore']);
  });

  it('leaves a window that is not minimised alone', () => {
    expect(calls(false, true)).toEqual([]);
  });
});
