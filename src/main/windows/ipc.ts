import type { IpcMainEvent, WebContents } from 'electron';
import type { WindowKind, WindowState } from '../../borders/windows/index.ts';
import { commandChannel, pageAddress, stateChannel } from '../../borders/windows/page.ts';
import type { Logger } from '../base/log.ts';
import { hear } from '../../system/guarded.ts';

/** Takes a message of a window's page, whatever it is: the contracts say what it may be (`commands.ts`). */
export type Receive = (message: unknown) => void;

/** Messages to a window that is made before whoever carries them out: they wait, and are handed over in their order. */
export class WaitingMessages {
  readonly #waiting: unknown[] = [];
  #real: Receive | null = null;

  readonly receive: Receive = (message) => {
    if (this.#real === null) this.#waiting.push(message);
    else this.#real(message);
  };

  handOver(real: Receive): void {
    this.#real = real;
    for (const message of this.#waiting.splice(0)) real(message);
  }
}

/** The typed way between main and one window of the interface; nothing else may touch Electron's ipc. */
export interface WindowLink<Kind extends WindowKind> {
  /** Shows this state; the last one is sent again whenever the page is loaded anew. */
  send(state: WindowState<Kind>): void;
}

/**
 * Links a window's page. Its messages count only when they come from the page's own main frame; any other is dropped and
 * noted without its content. No contract is loaded for that: the first window is there before them.
 */
export function linkWindow<Kind extends WindowKind>(
  kind: Kind,
  contents: WebContents,
  receive: Receive,
  log: Logger,
): WindowLink<Kind> {
  let last: WindowState<Kind> | undefined;
  let posting = false;
  /**
   * Sending runs what waits in promises before the message is on its way: a state that is told from there would
   * arrive before the older one, and be replaced by it. It is sent after it.
   */
  const post = (): void => {
    if (posting) return;
    posting = true;
    let sent: WindowState<Kind> | undefined;
    try {
      do {
        sent = last;
        if (sent !== undefined && !contents.isDestroyed()) contents.send(stateChannel(kind), sent);
      } while (sent !== last);
    } finally {
      posting = false;
    }
  };
  hear(contents).on('dom-ready', post);
  hear(contents.ipc).on(commandChannel(kind), (event, message: unknown) => {
    if (!isOwnPage(event, kind)) {
      log.warn({ window: kind }, 'command from a frame that is not the window’s page');
      return;
    }
    receive(message);
  });
  return {
    send(state) {
      last = state;
      post();
    },
  };
}

function isOwnPage(event: IpcMainEvent, kind: WindowKind): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && frame.url.startsWith(pageAddress(kind));
}
