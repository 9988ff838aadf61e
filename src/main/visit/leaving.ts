import type { BaseWindow } from 'electron';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';

/** What would leave the DMP: its bytes are made once the user has agreed and chosen. */
export interface LeavingFile {
  readonly what: 'page' | 'document' | 'file';
  readonly name: string | null;
  readonly proposedName: string;
  readonly bytes: () => Promise<Uint8Array>;
}

export interface LeavingParts {
  readonly window: () => BaseWindow;
  /** Asks where, and writes: `saveOutsideDmp`. */
  readonly save: (
    owner: BaseWindow,
    proposedName: string,
    bytes: Uint8Array,
    wanted: AbortSignal,
  ) => Promise<Failure | null>;
  /** Until the session ends or the record is hidden. */
  readonly wanted: () => AbortSignal;
  readonly onChange: () => void;
  readonly onWarning: (problem: Failure) => void;
  /** The same, of a record that may not be there any more. */
  readonly onLate: (problem: Failure) => void;
  /** What was warned of is tried again: its warning goes. */
  readonly onSettled: (code: 'ENREGISTREMENT-IMPOSSIBLE') => void;
}

/** The question before anything of a record leaves the DMP, and what its answer does. */
export class Leaving {
  readonly #parts: LeavingParts;
  #file: LeavingFile | null = null;

  constructor(parts: LeavingParts) {
    this.#parts = parts;
  }

  /** What is asked about, as the window shows it. */
  get shown(): Pick<LeavingFile, 'what' | 'name'> | null {
    return this.#file === null ? null : { what: this.#file.what, name: this.#file.name };
  }

  offer(file: LeavingFile): void {
    this.#file = file;
    this.#parts.onChange();
  }

  /** The question has lost its object; whoever withdraws it shows what there is instead. */
  withdraw(): void {
    this.#file = null;
  }

  /** Answers the question; false when there was none. */
  async answer(agreed: boolean): Promise<boolean> {
    const file = this.#file;
    if (file === null) return false;
    const { window, save, onChange, onWarning, onLate, onSettled } = this.#parts;
    const wanted = this.#parts.wanted();
    this.#file = null;
    onChange();
    onSettled('ENREGISTREMENT-IMPOSSIBLE');
    if (!agreed) return true;
    // What leaves is what is on screen now, not what the page has become when the dialog is answered.
    const problem = await file.bytes().then(
      (bytes) => save(window(), file.proposedName, bytes, wanted),
      () => failure('ENREGISTREMENT-IMPOSSIBLE', { reason: FILE_REASONS.noPdf }),
    );
    if (problem !== null) (wanted.aborted ? onLate : onWarning)(problem);
    return true;
  }
}
