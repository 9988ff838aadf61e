/** A window into which a secret is typed, without Electron, and what holds for each of them. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DiagnosisSection } from '../../../../src/domain/failures/index.ts';
import type { PanelContext } from '../../../../src/main/windows/panel.ts';

class FakeWindow extends EventEmitter {
  protected = false;

  setContentProtection(on: boolean): void {
    this.protected = on;
  }
}

type Handlers = Readonly<Record<string, (params: object) => void>>;

class FakePanel {
  readonly window = new FakeWindow();
  readonly view = { webContents: new EventEmitter() };
  revealed: boolean | null = null;
  destroyed = false;

  readonly handlers: Handlers;
  readonly context: Pick<PanelContext, 'openDiagnosis'>;

  constructor(handlers: Handlers, context: Pick<PanelContext, 'openDiagnosis'>) {
    this.handlers = handlers;
    this.context = context;
  }

  send = (): void => undefined;
  reveal = (): void => void (this.revealed = this.window.protected);
  destroy = (): void => {
    this.destroyed = true;
    this.window.emit('close');
  };
}

const made: FakePanel[] = [];

/** In the place of `src/main/windows/panel.ts`. */
export const panelModule = {
  createPanel: (_kind: string, _options: object, handlers: Handlers, context: PanelContext): FakePanel => {
    const panel = new FakePanel(handlers, context);
    made.push(panel);
    return panel;
  },
};

interface Opened {
  readonly told: readonly unknown[];
  readonly close: () => void;
  readonly panel: FakePanel;
}

/** Opens one; what it tells is noted in order. */
export function opened(
  open: (told: (what: unknown) => void, context: PanelContext) => () => void,
): () => Opened {
  return () => {
    const told: unknown[] = [];
    const context = { openDiagnosis: (section: unknown) => told.push(section) } as unknown as PanelContext;
    const close = open((what) => void told.push(what), context);
    const panel = made.at(-1);
    if (panel === undefined) throw new Error('no window was made');
    return { told, close, panel };
  };
}

/** What each of them keeps to. @param typed what its page submits, and what is told of that */
export function keepsItsSecret(
  open: () => Opened,
  section: DiagnosisSection,
  typed: { readonly params: object; readonly told: unknown },
): void {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const keyPasses = ({ view }: FakePanel): boolean => {
    let passes = true;
    view.webContents.emit('before-input-event', { preventDefault: () => (passes = false) });
    return passes;
  };

  it('is protected from being captured before it can be seen', () => {
    expect(open().panel.revealed).toBe(true);
  });

  it('lets no key in sooner than half a second after the focus, whenever it takes it', () => {
    const { panel, told } = open();
    expect(keyPasses(panel)).toBe(false);
    panel.handlers.submit?.(typed.params);
    vi.advanceTimersByTime(500);
    expect(keyPasses(panel)).toBe(true);
    panel.window.emit('focus');
    expect(keyPasses(panel)).toBe(false);
    vi.advanceTimersByTime(500);
    expect(told).toEqual([]);
    panel.handlers.submit?.(typed.params);
    expect(told).toEqual([typed.told]);
  });

  it('closes once, without a word, and answers nothing from then on', () => {
    const { panel, close, told } = open();
    vi.advanceTimersByTime(500);
    close();
    close();
    expect(panel.destroyed).toBe(true);
    panel.handlers.submit?.(typed.params);
    for (const [name, handler] of Object.entries(panel.handlers)) if (name !== 'submit') handler({});
    panel.context.openDiagnosis(section);
    expect(told).toEqual([]);
  });

  it('is given up by its button, by closing it, or for the diagnosis', () => {
    const { panel, told } = open();
    panel.handlers.cancel?.({});
    panel.window.emit('close');
    panel.context.openDiagnosis(section);
    expect(told).toEqual(['given up', 'given up', 'given up', section]);
  });
}
