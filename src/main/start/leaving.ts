import {
  advanceLeaving,
  STAYING,
  type LeavingEffect,
  type LeavingEvent,
  type LeavingState,
  type PackageChange,
} from '../../domain/launch/leaving.ts';
import type { Logger } from '../base/log.ts';

/** Whether what is open has gone is looked at this often: rare, and only while an installer waits. */
const LOOK_EVERY_MS = 1_000;
/** What was told is there to be read for this long before the program ends; installers wait longer than this. */
const READ_WITHIN_MS = 4_000;

export interface LeavingParts {
  /** A record or a question before one is on the screen; which record, so that the next one is told apart. */
  readonly open: () => { readonly busy: boolean; readonly record: number | null };
  readonly tell: (change: PackageChange) => void;
  /** True: close what is open and end. Gives up when `signal` aborts. */
  readonly ask: (change: PackageChange, signal: AbortSignal) => Promise<boolean>;
  /** From now on a card that comes opens nothing by itself: the files beneath the program are being replaced. */
  readonly holdBack: () => void;
  readonly leave: (change: PackageChange) => void;
  readonly log: Pick<Logger, 'info'>;
}

/** Ends the program for the workstation's installer, as `advanceLeaving` decides. */
export class Leaving {
  readonly #parts: LeavingParts;
  #state: LeavingState = STAYING;
  #record: number | null = null;
  #question: AbortController | null = null;
  #look: NodeJS.Timeout | null = null;
  #seen: NodeJS.Timeout | null = null;

  constructor(parts: LeavingParts) {
    this.#parts = parts;
  }

  /** An installer has said what it is about to do. */
  announce(change: PackageChange): void {
    const { busy, record } = this.#parts.open();
    this.#record = record;
    this.#parts.log.info({ change, busy }, 'the installer is about to change the program');
    this.#parts.holdBack();
    this.#look ??= setInterval(() => {
      this.#lookAgain();
    }, LOOK_EVERY_MS).unref();
    this.#advance({ type: 'announced', change, busy });
  }

  stop(): void {
    this.#question?.abort();
    for (const timer of [this.#look, this.#seen]) if (timer !== null) clearTimeout(timer);
  }

  #lookAgain(): void {
    const { busy, record } = this.#parts.open();
    const opened = record !== null && record !== this.#record;
    this.#record = record;
    if (opened) this.#advance({ type: 'record-opened' });
    this.#advance({ type: 'looked', busy });
  }

  #advance(event: LeavingEvent): void {
    const { state, effects } = advanceLeaving(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: LeavingEffect): void {
    const { tell, leave } = this.#parts;
    if (this.#state.kind === 'staying') return;
    const { change } = this.#state;
    switch (effect) {
      case 'ask':
        void this.#ask(change);
        break;
      case 'drop-question':
        this.#question?.abort();
        break;
      case 'tell':
        tell(change);
        this.#seen = setTimeout(() => {
          this.#advance({ type: 'seen', busy: this.#parts.open().busy });
        }, READ_WITHIN_MS);
        break;
      case 'leave':
        this.stop();
        leave(change);
    }
  }

  async #ask(change: PackageChange): Promise<void> {
    const question = new AbortController();
    this.#question = question;
    const close = await this.#parts.ask(change, question.signal);
    // One that was withdrawn has not been answered.
    if (question.signal.aborted) return;
    this.#question = null;
    this.#advance({ type: 'answered', close });
  }
}
