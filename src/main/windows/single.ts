import type { WindowKind, WindowState } from '../../borders/windows/index.ts';
import type { OwnHandlers } from './commands.ts';
import { createPanel, type Panel, type PanelContext } from './panel.ts';
import { hear } from '../../system/guarded.ts';

interface SingleOptions<Kind extends WindowKind> {
  readonly kind: Kind;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly minWidth: number;
  readonly minHeight: number;
  readonly handlers: OwnHandlers<Kind>;
  /** What to show now. */
  readonly state: () => WindowState<Kind>;
  readonly onClosed?: () => void;
}

/** A window that is there once or not at all: made when it is asked for, gone when it is closed. */
export class SingleWindow<Kind extends WindowKind> {
  readonly #options: SingleOptions<Kind>;
  readonly #context: PanelContext;
  #panel: Panel<Kind> | null = null;

  constructor(options: SingleOptions<Kind>, context: PanelContext) {
    this.#options = options;
    this.#context = context;
  }

  get isOpen(): boolean {
    return this.#panel !== null;
  }

  /** For a dialog of the system that belongs to it. */
  get window(): Panel<Kind>['window'] | null {
    return this.#panel?.window ?? null;
  }

  open(): void {
    this.#panel ??= this.#make();
    this.refresh();
    this.#panel.reveal();
  }

  /** Sends the state of now, when the window is there. */
  refresh(): void {
    this.#panel?.send(this.#options.state());
  }

  close(): void {
    const panel = this.#panel;
    if (panel === null) return;
    this.#panel = null;
    panel.destroy();
    this.#options.onClosed?.();
  }

  #make(): Panel<Kind> {
    const { kind, title, width, height, minWidth, minHeight, handlers } = this.#options;
    const panel = createPanel(
      kind,
      { width, height, minWidth, minHeight, useContentSize: true, center: true, title },
      handlers,
      this.#context,
    );
    hear(panel.window).on('close', () => {
      this.close();
    });
    return panel;
  }
}
