/** The guards when the engine is late, or something of ours fails beside them: they refuse. */
import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { noteFaults } from '../../../../src/system/guarded.ts';

const electron = vi.hoisted(() => ({ app: null as unknown as EventEmitter }));
vi.mock('electron', () => electron);
electron.app = new EventEmitter();
const { guardSession, installGuards, mayShow } = await import('../../../../src/main/site/guards.ts');

const noted: string[] = [];
const broken = (): never => {
  throw new Error('ours');
};

/** Contents as the engine has them: once they are gone everything but that throws. */
function contents(gone = false) {
  const made = Object.assign(new EventEmitter(), {
    close: vi.fn(),
    isDestroyed: () => gone,
    setWindowOpenHandler: vi.fn<(open: (asked: { url: string }) => unknown) => void>(),
    setWebRTCIPHandlingPolicy: vi.fn(),
    own: {} as Session,
  });
  Object.defineProperty(made, 'session', { get: () => (gone ? broken() : made.own) });
  return made as typeof made & WebContents;
}

const event = (url: string) => ({ url, isMainFrame: true, preventDefault: vi.fn() });

installGuards();

beforeEach(() => {
  noted.length = 0;
  noteFaults((error) => noted.push(String(error)));
});

it('contents that are gone show nothing, and fail nobody', () => {
  const gone = contents(true);
  expect(mayShow(gone, 'https://ailleurs.example/', true)).toBe(false);
  electron.app.emit('web-contents-created', {}, gone);
  expect(noted).toEqual([]);
});

it('an address is refused when whoever is told of it fails', () => {
  const page = contents();
  guardSession(page.session, {
    access: { documents: new Set(), resources: new Set(), local: new Set() } as never,
    onRefused: broken,
    isOtherPatient: () => false,
    onMadeByPage: broken,
    onOtherPatient: broken,
  });
  electron.app.emit('web-contents-created', {}, page);
  for (const name of ['will-frame-navigate', 'will-redirect']) {
    const led = event('https://ailleurs.example/');
    page.emit(name, led);
    expect(led.preventDefault, name).toHaveBeenCalled();
  }
  const open = page.setWindowOpenHandler.mock.calls[0]?.[0];
  expect(open?.({ url: 'https://ailleurs.example/' })).toEqual({ action: 'deny' });
  expect(open?.({ url: 'blob:x' })).toEqual({ action: 'deny' });
  expect(noted).toHaveLength(4);
});

it('contents that cannot be guarded are closed', () => {
  const page = contents();
  page.setWebRTCIPHandlingPolicy.mockImplementation(broken);
  electron.app.emit('web-contents-created', {}, page);
  expect(page.close).toHaveBeenCalledOnce();
});
