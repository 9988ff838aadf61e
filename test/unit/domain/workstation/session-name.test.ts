import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_SESSION, sessionName } from '../../../../src/domain/workstation/session-name.ts';

const linux = (environment: Readonly<Record<string, string>>): string =>
  sessionName({ platform: 'linux', environment, windowsSession: null });
const windows = (session: number | null): string =>
  sessionName({ platform: 'win32', environment: {}, windowsSession: session });

describe('the session of a process on Linux', () => {
  it.each([
    ['its screens', { DISPLAY: ':0' }, { DISPLAY: ':0.1' }],
    ['the long name of this machine', { DISPLAY: ':0' }, { DISPLAY: 'unix:0.0' }],
    [
      'logind’s number, which not every process has',
      { DISPLAY: ':1', XDG_SESSION_ID: 'c2' },
      { DISPLAY: ':1' },
    ],
    [
      'Wayland, which programs that want X do not have',
      { DISPLAY: ':1', WAYLAND_DISPLAY: 'wayland-0' },
      { DISPLAY: ':1' },
    ],
    [
      'the folder of the socket',
      { WAYLAND_DISPLAY: 'wayland-1', XDG_RUNTIME_DIR: '/run/user/1000' },
      { WAYLAND_DISPLAY: '/run/user/1000/wayland-1' },
    ],
  ])('is one whatever %s', (_what, one, other) => {
    expect(linux(one)).toBe(linux(other));
  });

  it.each([
    ['two displays', { DISPLAY: ':0' }, { DISPLAY: ':1' }],
    ['two digits', { DISPLAY: ':1' }, { DISPLAY: ':10' }],
    ['a terminal from elsewhere', { DISPLAY: ':10' }, { DISPLAY: 'localhost:10.0' }],
    ['two compositors', { WAYLAND_DISPLAY: 'wayland-0' }, { WAYLAND_DISPLAY: 'wayland-1' }],
    ['a display and none', { DISPLAY: ':0' }, {}],
  ])('is another one for %s', (_what, one, other) => {
    expect(linux(one as Record<string, string>)).not.toBe(linux(other as Record<string, string>));
  });

  it('is none without a display, whatever else is known', () => {
    expect(linux({ XDG_SESSION_ID: '3', XDG_RUNTIME_DIR: '/run/user/1000', DISPLAY: '' })).toBe(NO_SESSION);
  });

  it('is told apart by the display alone, whatever its name', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.nat(9), (one, other, screen) => {
        const same =
          linux({ DISPLAY: `:${String(one)}` }) === linux({ DISPLAY: `:${String(other)}.${String(screen)}` });
        expect(same).toBe(one === other);
      }),
    );
  });
});

it('is Windows’ own number there, and the only one where nobody says', () => {
  expect(windows(1)).not.toBe(windows(2));
  expect(windows(1)).toBe(windows(1));
  for (const session of [
    windows(1),
    windows(null),
    sessionName({ platform: 'darwin', environment: {}, windowsSession: null }),
  ])
    expect(session).not.toBe(NO_SESSION);
});

it('is none for what a service of Windows has started, which nobody sees', () => {
  expect(windows(0)).toBe(NO_SESSION);
});
