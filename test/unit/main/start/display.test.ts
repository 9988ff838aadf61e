import { expect, it } from 'vitest';
import { sessionName } from '../../../../src/domain/workstation/session-name.ts';
import { SYSTEM } from '../../../lab/windows/accounts.ts';
import { hasDisplay } from '../../../../src/main/start/display.ts';

it.each([
  [{}, [], 'linux', false],
  [{ DISPLAY: '' }, [], 'linux', false],
  [{ XDG_SESSION_TYPE: 'tty' }, [], 'linux', false],
  [{ DISPLAY: ':1' }, [], 'linux', true],
  [{ WAYLAND_DISPLAY: 'wayland-1' }, [], 'linux', true],
  [{ XDG_SESSION_TYPE: 'wayland' }, [], 'linux', true],
  [{}, ['dmp-direct', '--ozone-platform=headless'], 'linux', true],
  [{}, [], 'darwin', true],
] as const)('with %j and %j on %s windows have a place: %s', (environment, args, platform, has) => {
  expect(hasDisplay('', environment, args, platform)).toBe(has);
});

it.each([
  ['the console', 1, [], true],
  ['a session of RDS', 42, [], true],
  ['services, as SYSTEM', 0, [], false],
  ['services, by somebody who names a platform', 0, ['DMPDirect.exe', '--ozone-platform=windows'], true],
  ['a Windows that does not say', null, [], true],
] as const)('Windows, %s', (_who, windowsSession, args, has) => {
  const session = sessionName({ platform: 'win32', environment: SYSTEM.environment, windowsSession });
  expect(hasDisplay(session, SYSTEM.environment, args, 'win32')).toBe(has);
});
