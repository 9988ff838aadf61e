import { contextBridge, ipcRenderer } from 'electron';
import { z } from 'zod';
import {
  commandChannel,
  interfaceContract,
  stateChannel,
  type WindowKind,
  type WindowState,
} from '../borders/windows/index.ts';

// The pages' policy forbids eval; zod would try it once and have the refusal reported.
z.config({ jitless: true });

/** What `Bridge` is for whichever window: the page's own types say more. */
interface AnyBridge {
  onState(listener: (state: WindowState<WindowKind>) => void): void;
  send(name: string, params: unknown): void;
}

/**
 * Gives a page of the interface the only thing it may touch: its own state and its own commands.
 * A state that does not fit the contract is dropped: the page keeps the last good one.
 */
export function exposeBridge(kind: WindowKind): void {
  let last: WindowState<WindowKind> | undefined;
  const listeners: ((state: WindowState<WindowKind>) => void)[] = [];
  ipcRenderer.on(stateChannel(kind), (_event, message: unknown) => {
    const parsed = interfaceContract[kind].state.safeParse(message);
    if (!parsed.success) return;
    const state = parsed.data;
    last = state;
    listeners.forEach((listener) => {
      listener(state);
    });
  });
  const bridge: AnyBridge = {
    onState: (listener) => {
      listeners.push(listener);
      if (last !== undefined) listener(last);
    },
    send: (name, params) => {
      ipcRenderer.send(commandChannel(kind), { name, params });
    },
  };
  contextBridge.exposeInMainWorld('dmp', bridge);
}
