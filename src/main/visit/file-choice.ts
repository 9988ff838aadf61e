import { z } from 'zod';
import { dialog, type BaseWindow } from 'electron';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import type { Inspector } from './inspector.ts';
import type { SystemWindows } from './system-windows.ts';

const openedSchema = z.object({
  mode: z.enum(['selectSingle', 'selectMultiple']),
  backendNodeId: z.int(),
});

export interface FileChoiceParts {
  readonly windows: Pick<SystemWindows, 'during'>;
  readonly owner: () => BaseWindow;
  /** Aborted once the page that asks, or the person before it, is gone. */
  readonly wanted: () => AbortSignal;
  /** Files were chosen for a page that is not there any more. */
  readonly onLate: (problem: Failure) => void;
}

/**
 * The files that a page's own field asks for (adding a document). The system's dialog is ours, so that its answer
 * counts only for the page that asked, and only as long as that is on screen.
 */
export class FileChoice {
  readonly #inspector: Inspector;
  readonly #parts: FileChoiceParts;

  constructor(inspector: Inspector, parts: FileChoiceParts) {
    this.#inspector = inspector;
    this.#parts = parts;
  }

  start(): void {
    this.#inspector.on('Page.fileChooserOpened', (params) => {
      const opened = openedSchema.safeParse(params);
      if (opened.success) void this.#choose(opened.data).catch(() => undefined);
    });
    this.#inspector.tell('Page.setInterceptFileChooserDialog', { enabled: true });
  }

  async #choose({ mode, backendNodeId }: z.infer<typeof openedSchema>): Promise<void> {
    const { windows, owner, onLate } = this.#parts;
    const wanted = this.#parts.wanted();
    const { canceled, filePaths } = await windows.during('choose', () =>
      dialog.showOpenDialog(owner(), {
        title: SYSTEM_TEXTS.openDialog,
        // The system's list of recent files must not learn of it.
        properties: [
          'openFile',
          'dontAddToRecent',
          ...(mode === 'selectMultiple' ? (['multiSelections'] as const) : []),
        ],
      }),
    );
    if (canceled) return;
    if (wanted.aborted) onLate(failure('REPONSE-TARDIVE'));
    else await this.#inspector.send('DOM.setFileInputFiles', { files: filePaths, backendNodeId });
  }
}
