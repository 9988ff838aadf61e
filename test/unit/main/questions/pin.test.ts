import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PinState } from '../../../../src/borders/windows/index.ts';

interface Handlers {
  submit(params: { pin: string; lastTryAccepted: boolean }): void;
  cancel(params: object): void;
  useEcps(params: object): void;
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

const { openPinWindow } = await import('../../../../src/main/questions/pin.ts');

const STATE: PinState = {
  holder: null,
  site: 'wps-cps.exemple.fr',
  purpose: 'sign-in',
  triesLeft: null,
  warnLastTry: false,
  previousWrong: false,
  keypad: false,
  ecps: true,
};

describe('the PIN window', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function open() {
    const told: unknown[] = [];
    const close = openPinWindow(
      STATE,
      {
        onTyped: (...typed) => told.push(typed),
        onGivenUp: () => told.push('given up'),
        onEcps: () => told.push('e-CPS'),
      },
      { openDiagnosis: (section: unknown) => told.push(section) } as never,
    );
    const panel = made.panels.at(-1) as {
      window: FakeWindow;
      view: { webContents: EventEmitter };
      options: { alwaysOnTop: boolean };
      handlers: Handlers;
      context: { openDiagnosis(section: 'cpx' | null): void };
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
    panel.handlers.submit({ pin: '1234', lastTryAccepted: false });
    vi.advanceTimersByTime(500);
    expect(key()).toBe(true);
    panel.window.emit('focus');
    expect(key()).toBe(false);
    vi.advanceTimersByTime(500);
    expect(told).toEqual([]);
    panel.handlers.submit({ pin: '1234', lastTryAccepted: true });
    expect(told).toEqual([['1234', true]]);
  });

  it('closes once, without a word, and answers nothing from then on', () => {
    const { panel, close, told } = open();
    vi.advanceTimersByTime(500);
    close();
    close();
    expect(panel.destroyed).toBe(true);
    panel.handlers.submit({ pin: '1234', lastTryAccepted: true });
    panel.handlers.cancel({});
    panel.handlers.useEcps({});
    panel.context.openDiagnosis('cpx');
    expect(told).toEqual([]);
  });

  it('leads on to e-CPS', () => {
    const { panel, told } = open();
    panel.handlers.useEcps({});
    expect(told).toEqual(['e-CPS']);
  });

  it('is given up by its button, by closing it, or for the diagnosis', () => {
    const { panel, told } = open();
    panel.handlers.cancel({});
    panel.window.emit('close');
    panel.context.openDiagnosis('cpx');
    expect(told).toEqual(['given up', 'given up', 'given up', 'cpx']);
  });
});
