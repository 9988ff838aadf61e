import { contextBridge, ipcRenderer } from 'electron';
import { fits, type ShapeTable } from '../borders/windows/fits.ts';
import type { WindowState } from '../borders/windows/index.ts';
import { commandChannel, stateChannel, type WindowKind } from '../borders/windows/page.ts';

/** What the contracts say of the windows' states: put in its place by scripts/build.mjs. */
declare const __DMP_DIRECT_SHAPES__: ShapeTable;

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
  const table = __DMP_DIRECT_SHAPES__;
  let last: WindowState<WindowKind> | undefined;
  const listeners: ((state: WindowState<WindowKind>) => void)[] = [];
  ipcRenderer.on(stateChannel(kind), (_event, message: unknown) => {
    if (!fits(table, table.windows[kind] ?? -1, message)) return;
    const state = message as WindowState<WindowKind>;
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
