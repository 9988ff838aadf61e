import type { IpcMainEvent, WebContents } from 'electron';
import {
  commandMessageSchema,
  interfaceContract,
  type CommandName,
  type CommandParams,
  type WindowKind,
  type WindowState,
} from '../../borders/windows/index.ts';
import { commandChannel, pageAddress, stateChannel } from '../../borders/windows/page.ts';
import type { Logger } from '../base/log.ts';
import { hear } from '../../system/guarded.ts';

export type CommandHandlers<Kind extends WindowKind> = {
  readonly [Name in CommandName<Kind>]: (params: CommandParams<Kind, Name>) => void;
};

/** What a window answers itself: opening the diagnosis and its height are the same for all (`createPanel`). */
export type OwnHandlers<Kind extends WindowKind> = {
  readonly [Name in Exclude<CommandName<Kind>, 'openDiagnosis' | 'height'>]: CommandHandlers<Kind>[Name];
};

/** Handlers of a window that is made before whoever carries them out: what it asks until `obey` waits. */
export interface LaterHandlers<Kind extends WindowKind> {
  readonly handlers: OwnHandlers<Kind>;
  obey(real: OwnHandlers<Kind>): void;
}

export function handlersLater<Kind extends WindowKind>(kind: Kind): LaterHandlers<Kind> {
  type Handlers = Readonly<Record<string, (params: unknown) => void>>;
  let carriesOut: Handlers | null = null;
  const waiting: (readonly [name: string, params: unknown])[] = [];
  const handlers: Handlers = Object.fromEntries(
    Object.keys(interfaceContract[kind].commands).map((name) => [
      name,
      (params: unknown) => {
        if (carriesOut === null) waiting.push([name, params]);
        else carriesOut[name]?.(params);
      },
    ]),
  );
  return {
    handlers: handlers as unknown as OwnHandlers<Kind>,
    obey: (real) => {
      carriesOut = real as unknown as Handlers;
      for (const [name, params] of waiting.splice(0)) carriesOut[name]?.(params);
    },
  };
}

/** The typed way between main and one window of the interface; nothing else may touch Electron's ipc. */
export interface WindowLink<Kind extends WindowKind> {
  /** Shows this state; the last one is sent again whenever the page is loaded anew. */
  send(state: WindowState<Kind>): void;
}

/**
 * Links a window's page. Commands count only when they come from the page's own main frame
 * and fit the contract; anything else is dropped and noted without its content.
 */
export function linkWindow<Kind extends WindowKind>(
  kind: Kind,
  contents: WebContents,
  handlers: CommandHandlers<Kind>,
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
    if (!dispatchCommand(kind, handlers, message)) log.warn({ window: kind }, 'command outside the contract');
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

/** Runs the handler of a command that fits the contract; answers false for one that does not. */
export function dispatchCommand<Kind extends WindowKind>(
  kind: Kind,
  handlers: CommandHandlers<Kind>,
  message: unknown,
): boolean {
  const command = commandMessageSchema.safeParse(message);
  if (!command.success || !Object.hasOwn(interfaceContract[kind].commands, command.data.name)) return false;
  const name = command.data.name as CommandName<Kind>;
  const commands: Readonly<
    Record<string, { safeParse(input: unknown): { success: boolean; data?: unknown } }>
  > = interfaceContract[kind].commands;
  const params = commands[name]?.safeParse(command.data.params);
  if (params?.success !== true) return false;
  handlers[name](params.data as CommandParams<Kind, typeof name>);
  return true;
}
