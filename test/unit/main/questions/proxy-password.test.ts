import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProxyState } from '../../../../src/borders/windows/index.ts';

interface Handlers {
  submit(params: { user: string; password: string }): void;
  cancel(params: object): void;
}

class FakeWindow extends EventEmitter {
  protected = false;

  setContentProtection(on: boolean): void {
    this.protected = on;
  }
}

const made = vi.hoisted(() => ({ panels: [] as unknown[] }));
vi.mock('../../../../src/main/windows/panel.ts', () => ({
  createPanel: (_kind: string, options: object, handlers: object, context: object) => {
    const window = new FakeWindow();
    const webContents = new EventEmitter();
    const panel = {
      window,
      view: { webContents },
      options,
      handlers,
      context,
      revealed: null as boolean | null,
      destroyed: false,
      send: () => undefined,
      reveal: () => {
        panel.revealed = window.protected;
      },
      destroy: () => {
        panel.destroyed = true;
        window.emit('close');
      },
    };
    made.panels.push(panel);
    return panel;
  },
}));

const { openProxyWindow } = await import('../../../../src/main/questions/proxy-password.ts');

const STATE: ProxyState = { host: 'proxy.cabinet.fr:8080', realm: 'cabinet', previousWrong: false };

describe('the window of a proxy’s password', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function open() {
    const told: unknown[] = [];
    const close = openProxyWindow(
      STATE,
      {
        onTyped: (...typed) => told.push(typed),
        onGivenUp: () => told.push('given up'),
      },
      { openDiagnosis: (section: unknown) => told.push(section) } as never,
    );
    const panel = made.panels.at(-1) as {
      window: FakeWindow;
      view: { webContents: EventEmitter };
      options: { alwaysOnTop: boolean };
      handlers: Handlers;
      context: { openDiagnosis(section: 'network' | null): void };
      revealed: boolean | null;
      destroyed: boolean;
    };
    const key = (): boolean => {
      let passes = true;
      panel.view.webContents.emit('before-input-event', { preventDefault: () => (passes = false) });
      return passes;
    };
    return { told, close, panel, key };
  }

  it('is protected from being captured before it can be seen', () => {
    expect(open().panel.revealed).toBe(true);
  });

  it('lets no key in sooner than half a second after the focus, whenever it takes it', () => {
    const { panel, key, told } = open();
    expect(key()).toBe(false);
    panel.handlers.submit({ user: 'dr', password: 'early' });
    vi.advanceTimersByTime(500);
    expect(key()).toBe(true);
    panel.window.emit('focus');
    expect(key()).toBe(false);
    vi.advanceTimersByTime(500);
    expect(told).toEqual([]);
    panel.handlers.submit({ user: 'dr', password: 'secret' });
    expect(told).toEqual([['dr', 'secret']]);
  });

  it('closes once, without a word, and answers nothing from then on', () => {
    const { panel, close, told } = open();
    vi.advanceTimersByTime(500);
    close();
    close();
    expect(panel.destroyed).toBe(true);
    panel.handlers.submit({ user: 'dr', password: 'secret' });
    panel.handlers.cancel({});
    panel.context.openDiagnosis('network');
    expect(told).toEqual([]);
  });

  it('is given up by its button, by closing it, or for the diagnosis', () => {
    const { panel, told } = open();
    panel.handlers.cancel({});
    panel.window.emit('close');
    panel.context.openDiagnosis('network');
    expect(told).toEqual(['given up', 'given up', 'given up', 'network']);
  });
});
