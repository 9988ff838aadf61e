import { z } from 'zod';
import { dialog, type BaseWindow } from 'electron';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { Inspector } from './inspector.ts';

const openedSchema = z.object({
  mode: z.enum(['selectSingle', 'selectMultiple']),
  backendNodeId: z.int(),
});

/**
 * The files that a page's own field asks for (adding a document). The system's dialog is ours, so that its answer
 * counts only for the page that asked, and only as long as that is on screen.
 */
export class FileChoice {
  readonly #inspector: Inspector;
  readonly #owner: () => BaseWindow;
  /** Aborted once the page that asks, or the person before it, is gone. */
  readonly #wanted: () => AbortSignal;

  constructor(inspector: Inspector, owner: () => BaseWindow, wanted: () => AbortSignal) {
    this.#inspector = inspector;
    this.#owner = owner;
    this.#wanted = wanted;
  }

  start(): void {
    this.#inspector.on('Page.fileChooserOpened', (params) => {
      const opened = openedSchema.safeParse(params);
      if (opened.success) void this.#choose(opened.data).catch(() => undefined);
    });
    this.#inspector.tell('Page.setInterceptFileChooserDialog', { enabled: true });
  }

  async #choose({ mode, backendNodeId }: z.infer<typeof openedSchema>): Promise<void> {
    const wanted = this.#wanted();
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#owner(), {
      title: SYSTEM_TEXTS.openDialog,
      // The system's list of recent files must not learn of it.
      properties: [
        'openFile',
        'dontAddToRecent',
        ...(mode === 'selectMultiple' ? (['multiSelections'] as const) : []),
      ],
    });
    if (canceled || wanted.aborted) return;
    await this.#inspector.send('DOM.setFileInputFiles', { files: filePaths, backendNodeId });
  }
}
