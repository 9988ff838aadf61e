import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, it, vi } from 'vitest';
import type { WindowState } from '../../../../src/borders/windows/index.ts';
import { commandChannel, pageAddress } from '../../../../src/borders/windows/page.ts';
import { SILENT } from '../../../../src/main/base/log.ts';
import { handlersLater, linkWindow } from '../../../../src/main/windows/ipc.ts';

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
  const link = linkWindow('about', contents as unknown as WebContents, {} as never, SILENT);
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
  const close = vi.fn();
  const own = { url: pageAddress('about') };
  const contents = Object.assign(new EventEmitter(), { ipc: new EventEmitter(), mainFrame: own });
  linkWindow('about', contents as unknown as WebContents, { close } as never, SILENT);
  const obeyed = (sender: object, senderFrame: object | null): number => {
    close.mockClear();
    contents.ipc.emit(commandChannel('about'), { sender, senderFrame }, { name: 'close', params: {} });
    return close.mock.calls.length;
  };
  expect(obeyed(contents, own)).toBe(1);
  expect(obeyed(contents, { ...own })).toBe(0);
  expect(obeyed(contents, null)).toBe(0);
  for (const url of [pageAddress('launcher'), 'https://wps.exemple.fr/', 'about:blank']) {
    const other = { url };
    expect(obeyed({ mainFrame: other }, other)).toBe(0);
  }
});

it('what a page asks before anybody carries it out waits, and is carried out once, in its order', () => {
  const done: string[] = [];
  const { handlers, obey } = handlersLater('launcher');
  handlers.openDashboard({});
  handlers.searchPerson({ id: '7' });
  const real = {
    ...handlersLater('launcher').handlers,
    openDashboard: () => done.push('dashboard'),
    searchPerson: ({ id }: { readonly id: string }) => done.push(`search ${id}`),
  };
  obey(real);
  expect(done).toEqual(['dashboard', 'search 7']);
  handlers.openDashboard({});
  expect(done).toEqual(['dashboard', 'search 7', 'dashboard']);
});
