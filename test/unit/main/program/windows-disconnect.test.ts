import { describe, expect, it } from 'vitest';
import { followDisconnects, type MessageWindow } from '../../../../src/main/program/windows-disconnect.ts';

/** winuser.h and wtsapi32.h, by hand. */
const WM_WTSSESSION_CHANGE = 689;
const REASONS = {
  consoleConnect: 1,
  consoleDisconnect: 2,
  remoteConnect: 3,
  remoteDisconnect: 4,
  logon: 5,
  lock: 7,
  unlock: 8,
};

function played(): { window: MessageWindow; say(reason: number): void; handle: Buffer } {
  const hooks = new Map<number, (wParam: Buffer, lParam: Buffer) => void>();
  const handle = Buffer.from('0100000000000000', 'hex');
  const window = {
    getNativeWindowHandle: () => handle,
    hookWindowMessage: (message: number, hook: (wParam: Buffer, lParam: Buffer) => void) => {
      hooks.set(message, hook);
    },
    unhookWindowMessage: (message: number) => {
      hooks.delete(message);
    },
  };
  const say = (reason: number): void => {
    const wParam = Buffer.alloc(8);
    wParam.writeUInt32LE(reason);
    hooks.get(WM_WTSSESSION_CHANGE)?.(wParam, Buffer.alloc(8));
  };
  return { window, say, handle };
}

describe('a Windows session', () => {
  it('is disconnected and connected, at the machine or over the network, and nothing else is told', async () => {
    const { window, say, handle } = played();
    const told: boolean[] = [];
    const warned: string[] = [];
    const asked: Buffer[] = [];
    const followed = await followDisconnects(
      window,
      (disconnected) => told.push(disconnected),
      { warn: (_detail: unknown, text?: string) => warned.push(text ?? '') },
      (each) => asked.push(each) > 0,
    );
    expect(asked).toEqual([handle]);
    for (const reason of Object.values(REASONS)) say(reason);
    expect(told).toEqual([false, true, false, true]);
    followed.stop();
    say(REASONS.remoteDisconnect);
    expect(told).toHaveLength(4);
    expect(warned).toEqual([]);
  });

  it.each([
    ['refuses to tell', () => false],
    ['has no such function', () => Promise.reject(new Error('wtsapi32'))],
  ])('of a Windows that %s is only noted', async (_what, register) => {
    const warned: string[] = [];
    const log = { warn: (_detail: unknown, text?: string) => warned.push(text ?? '') } as never;
    await followDisconnects(played().window, () => undefined, log, register);
    expect(warned).toEqual(['a disconnected session will not be noticed']);
  });
});
