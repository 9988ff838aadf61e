import { EventEmitter } from 'node:events';
import type { AuthInfo, WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProxyState } from '../../../../src/borders/windows/index.ts';
import type { ProxyWindowEvents } from '../../../../src/main/site/proxy-desk.ts';

const app = vi.hoisted(() => ({ emitter: null as unknown }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  app.emitter = new Emitter();
  return { app: app.emitter };
});

const { ProxyDesk } = await import('../../../../src/main/site/proxy-desk.ts');

const INFO: AuthInfo = {
  isProxy: true,
  scheme: 'basic',
  host: 'proxy.cabinet.fr',
  port: 8080,
  realm: 'cabinet',
};

class FakeContents extends EventEmitter {
  readonly id: number;
  readonly isDestroyed = vi.fn(() => false);

  constructor(id: number) {
    super();
    this.id = id;
  }
}

/** The desk, the windows that it opened and the pages that ask. */
function world() {
  const electron = app.emitter as EventEmitter;
  electron.removeAllListeners();
  const windows: { state: ProxyState; events: ProxyWindowEvents; closed: number }[] = [];
  const rules = { mayType: true };
  const desk = new ProxyDesk(
    (state, events) => {
      const window = { state, events, closed: 0 };
      windows.push(window);
      return () => {
        window.closed++;
      };
    },
    () => rules.mayType,
  );
  const page = (id: number): FakeContents => {
    const contents = new FakeContents(id);
    electron.emit('web-contents-created', {}, contents);
    return contents;
  };
  const login = (contents: FakeContents | null, first: boolean, info = INFO, url = 'https://site.fr/') => {
    const answers: (readonly string[])[] = [];
    let prevented = false;
    electron.emit(
      'login',
      { preventDefault: () => (prevented = true) },
      contents,
      { url, firstAuthAttempt: first },
      info,
      (...answer: string[]) => answers.push(answer),
    );
    return { answers, prevented: () => prevented };
  };
  return { desk, rules, windows, page, login };
}

describe('the desk of the proxies’ passwords', () => {
  let all: ReturnType<typeof world>;
  beforeEach(() => {
    all = world();
  });

  it('asks once, and answers whoever comes later with the same', () => {
    const { windows, page, login } = all;
    const first = login(page(1), true);
    const second = login(page(2), true);
    expect(windows.map(({ state }) => state)).toEqual([
      { host: 'proxy.cabinet.fr:8080', realm: 'cabinet', previousWrong: false },
    ]);
    windows[0]?.events.onTyped('dr', 'secret');
    expect(first.answers).toEqual([['dr', 'secret']]);
    expect(second.answers).toEqual([['dr', 'secret']]);
    expect(windows[0]?.closed).toBe(1);
    expect(login(page(3), true).answers).toEqual([['dr', 'secret']]);
    expect(windows).toHaveLength(1);
  });

  it('asks nobody for a page that is gone already, which could not take its question back', () => {
    const { windows, page, login } = all;
    const gone = page(1);
    gone.emit('destroyed');
    gone.isDestroyed.mockReturnValue(true);
    expect(login(gone, true).answers).toEqual([[]]);
    expect(windows).toEqual([]);
  });

  it('asks again when the same request was refused, and says why in the end', () => {
    const { desk, windows, page, login } = all;
    const contents = page(1);
    login(contents, true);
    for (const wrong of ['a', 'b', 'c']) {
      windows.at(-1)?.events.onTyped('dr', wrong);
      login(contents, false);
    }
    expect(windows.map(({ state }) => state.previousWrong)).toEqual([false, true, true]);
    expect(desk.endOf(contents as unknown as WebContents)).toBe('refused');
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    expect(desk.endOf(contents as unknown as WebContents)).toBeNull();
  });

  it('a first request that is like an earlier one takes no password away', () => {
    const { windows, page, login } = all;
    const contents = page(1);
    login(contents, true);
    windows[0]?.events.onTyped('dr', 'secret');
    expect(login(contents, true).answers).toEqual([['dr', 'secret']]);
    expect(windows).toHaveLength(1);
  });

  it('gives up with the window, with the lock, and with the page', () => {
    const { desk, windows, page, login } = all;
    const contents = page(1);
    const asked = login(contents, true);
    desk.away();
    expect(asked.answers).toEqual([[]]);
    expect(desk.endOf(contents as unknown as WebContents)).toBe('given-up');
    const other = page(2);
    const waits = login(other, true);
    other.emit('destroyed');
    expect(waits.answers).toEqual([[]]);
    expect(windows.map(({ closed }) => closed)).toEqual([1, 1]);
  });

  it('a server’s 401 is none of its business', () => {
    const { windows, page, login } = all;
    const server = login(page(1), true, { ...INFO, isProxy: false });
    expect(server.prevented()).toBe(false);
    expect(server.answers).toEqual([]);
    expect(windows).toEqual([]);
  });

  it('asks nobody for a request of the program itself, which gets what is known', () => {
    const { desk, windows, page, login } = all;
    const probe = (): unknown[] => {
      const answers: unknown[] = [];
      desk.forRequest()(INFO, (...answer: unknown[]) => answers.push(answer));
      return answers;
    };
    expect(probe()).toEqual([[]]);
    expect(windows).toEqual([]);
    login(page(1), true);
    windows[0]?.events.onTyped('dr', 'secret');
    expect(probe()).toEqual([['dr', 'secret']]);
  });

  it('asks nobody where the administrator wants the workstation’s own identity alone', () => {
    const { desk, rules, windows, page, login } = all;
    rules.mayType = false;
    const contents = page(1);
    const asked = login(contents, true);
    expect(asked.prevented()).toBe(true);
    expect(asked.answers).toEqual([[]]);
    expect(windows).toEqual([]);
    expect(desk.endOf(contents as unknown as WebContents)).toBe('identity-only');
  });

  it('shows a realm as one short line', () => {
    const { windows, page, login } = all;
    login(page(1), true, { ...INFO, realm: `a\n\u202e\tb${'x'.repeat(500)}` });
    expect(windows[0]?.state.realm).toMatch(/^a bx+$/);
    expect(windows[0]?.state.realm).toHaveLength(120);
  });

  it('keeps nothing once it has stopped', () => {
    const { desk, windows, page, login } = all;
    const asked = login(page(1), true);
    desk.stop();
    expect(asked.answers).toEqual([[]]);
    expect(windows[0]?.closed).toBe(1);
    expect(login(page(2), true).answers).toEqual([]);
  });
});
