import type { Failure } from '../../domain/failures/index.ts';
import type { SystemWindow } from '../../domain/launch/system-windows.ts';

export interface SystemWindowsEvents {
  /** Those that stand now, in the order in which they were opened. */
  readonly onChange: (standing: readonly SystemWindow[]) => void;
  /** One was answered after its record's window had gone: said where there is still somebody to read it. */
  readonly onLate: (problem: Failure) => void;
}

/** The system's windows that records have opened and that are not answered yet, be their record open or closed. */
export class SystemWindows {
  readonly #events: SystemWindowsEvents;
  #standing: readonly { readonly kind: SystemWindow }[] = [];

  constructor(events: SystemWindowsEvents) {
    this.#events = events;
  }

  /** Counts one that `ask` opens, until what that answers is there. */
  async during<Answer>(kind: SystemWindow, ask: () => Promise<Answer>): Promise<Answer> {
    const window = { kind };
    this.#set([...this.#standing, window]);
    try {
      return await ask();
    } finally {
      this.#set(this.#standing.filter((each) => each !== window));
    }
  }

  /** Says that an answer came too late for a record that is not there any more. */
  late(problem: Failure): void {
    this.#events.onLate(problem);
  }

  #set(standing: readonly { readonly kind: SystemWindow }[]): void {
    this.#standing = standing;
    this.#events.onChange(standing.map(({ kind }) => kind));
  }
}
