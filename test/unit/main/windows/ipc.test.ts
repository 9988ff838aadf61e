import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, it, vi } from 'vitest';
import type { WindowState } from '../../../../src/borders/windows/index.ts';
import { commandChannel, pageAddress } from '../../../../src/borders/windows/page.ts';
import { SILENT } from '../../../../src/main/base/log.ts';
import { linkWindow, WaitingMessages } from '../../../../src/main/windows/ipc.ts';

it('the last state is the last that arrives, also when it is told while another is being sent', () => {
  const arrived: WindowState<'about'>[] = [];
  let meanwhile: (() => void) | null = null;
  const contents = Object.assign(new EventEmitter(), {
    ipc: new EventEmitter(),
    isDestroyed: () => false,
    // As the engine does: what waits in promises runs before the message is on its way.
    send: (_channel: string, state: WindowState<'about'>) => {
      const told = meanwhile;
      meanwhile = null;
      told?.();
      arrived.push(state);
    },
  });
  const link = linkWindow('about', contents as unknown as WebContents, () => undefined, SILENT);
  const [older, newer] = [{}, {}] as unknown as readonly [WindowState<'about'>, WindowState<'about'>];
  meanwhile = () => {
    link.send(newer);
  };
  link.send(older);
  expect(arrived.at(-1)).toBe(newer);
  expect(arrived).toEqual([older, newer]);
  link.send(older);
  expect(arrived.at(-1)).toBe(older);
  contents.emit('dom-ready');
  expect(arrived).toHaveLength(4);
});

it('only the window’s own page is obeyed: no frame in it, and no other page in its place', () => {
  const receive = vi.fn();
  const own = { url: pageAddress('about') };
  const contents = Object.assign(new EventEmitter(), { ipc: new EventEmitter(), mainFrame: own });
  linkWindow('about', contents as unknown as WebContents, receive, SILENT);
  const obeyed = (sender: object, senderFrame: object | null): number => {
    receive.mockClear();
    contents.ipc.emit(commandChannel('about'), { sender, senderFrame }, { name: 'close', params: {} });
    return receive.mock.calls.length;
  };
  expect(obeyed(contents, own)).toBe(1);
  expect(obeyed(contents, { ...own })).toBe(0);
  expect(obeyed(contents, null)).toBe(0);
  for (const url of [pageAddress('launcher'), 'https://wps.exemple.fr/', 'about:blank']) {
    const other = { url };
    expect(obeyed({ mainFrame: other }, other)).toBe(0);
  }
});

it('what a page says before anybody carries it out waits, and is handed over once, in its order', () => {
  const waiting = new WaitingMessages();
  waiting.receive('one');
  waiting.receive({ name: 'two' });
  const done: unknown[] = [];
  waiting.handOver((message) => void done.push(message));
  expect(done).toEqual(['one', { name: 'two' }]);
  waiting.receive('three');
  expect(done).toEqual(['one', { name: 'two' }, 'three']);
});
