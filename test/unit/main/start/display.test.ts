import { expect, it } from 'vitest';
import { hasDisplay } from '../../../../src/main/start/display.ts';

it.each([
  [{}, [], 'linux', false],
  [{ DISPLAY: '' }, [], 'linux', false],
  [{ XDG_SESSION_TYPE: 'tty' }, [], 'linux', false],
  [{ DISPLAY: ':1' }, [], 'linux', true],
  [{ WAYLAND_DISPLAY: 'wayland-1' }, [], 'linux', true],
  [{ XDG_SESSION_TYPE: 'wayland' }, [], 'linux', true],
  [{}, ['dmp-direct', '--ozone-platform=headless'], 'linux', true],
  [{}, [], 'win32', true],
  [{}, [], 'darwin', true],
] as const)('with %j and %j on %s windows have a place: %s', (environment, args, platform, has) => {
  expect(hasDisplay(environment, args, platform)).toBe(has);
});
