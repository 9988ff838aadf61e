import { contextBridge, ipcRenderer } from 'electron';
import { z } from 'zod';
import {
  commandChannel,
  interfaceContract,
  stateChannel,
  type Bridge,
  type WindowKind,
  type WindowState,
} from '../main/contract.ts';

// The pages' policy forbids eval; zod would try it once and have the refusal reported.
z.config({ jitless: true });

/**
 * Gives a page of the interface the only thing it may touch: its own state and its own commands.
 * A state that does not fit the contract is dropped: the page keeps the last good one.
 */
export function exposeBridge<Kind extends WindowKind>(kind: Kind): void {
  let last: WindowState<Kind> | undefined;
  const listeners: ((state: WindowState<Kind>) => void)[] = [];
  ipcRenderer.on(stateChannel(kind), (_event, message: unknown) => {
    const parsed = interfaceContract[kind].state.safeParse(message);
    if (!parsed.success) return;
    const state = parsed.data as WindowState<Kind>;
    last = state;
    listeners.forEach((listener) => {
      listener(state);
    });
  });
  const bridge: Bridge<Kind> = {
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
