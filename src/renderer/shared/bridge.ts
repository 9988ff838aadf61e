import type { Bridge, CommandName, CommandParams, WindowKind } from '../../borders/windows/index.ts';

declare global {
  interface Window {
    /** Put there by the window's own preload. */
    readonly dmp: unknown;
  }
}

/** The only thing a page may touch outside itself: its state and its commands. */
export function bridgeOf<Kind extends WindowKind>(): Bridge<Kind> {
  return window.dmp as Bridge<Kind>;
}

/** How a component sends a command of its window. */
export type Send<Kind extends WindowKind> = <Name extends CommandName<Kind>>(
  name: Name,
  params: CommandParams<Kind, Name>,
) => void;
