import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { ConfirmState } from '../contract.ts';
import type { CommandHandlers } from '../ipc.ts';
import { createPanel, type Panel, type PanelContext } from './panel.ts';

const SIZE = { width: 520, height: 340 };

/** The window that asks before one patient's record takes another's place: apart from the site, always on top. */
export class ConfirmWindow {
  readonly #handlers: CommandHandlers<'confirm'>;
  readonly #context: PanelContext;
  #panel: Panel<'confirm'> | null = null;
  #state: ConfirmState | null = null;

  constructor(handlers: CommandHandlers<'confirm'>, context: PanelContext) {
    this.#handlers = handlers;
    this.#context = context;
  }

  /** Asks; a question that is already shown is replaced. */
  show(state: ConfirmState): void {
    this.#state = state;
    this.#panel ??= this.#open();
    this.#panel.send(state);
    this.#panel.reveal();
  }

  close(): void {
    const panel = this.#panel;
    this.#panel = null;
    this.#state = null;
    panel?.destroy();
  }

  #open(): Panel<'confirm'> {
    const panel = createPanel(
      'confirm',
      {
        ...SIZE,
        useContentSize: true,
        resizable: false,
        minimizable: false,
        maximizable: false,
        alwaysOnTop: true,
        center: true,
        title: SYSTEM_TEXTS.windows.confirm,
      },
      this.#handlers,
      this.#context,
    );
    // Closing the window is the safe answer.
    panel.window.on('close', (event) => {
      event.preventDefault();
      if (this.#state !== null) this.#handlers.refuse({ id: this.#state.id });
    });
    return panel;
  }
}
