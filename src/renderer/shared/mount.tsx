import { render, type ComponentType } from 'preact';
import type { WindowKind, WindowState } from '../../borders/windows/index.ts';
import type { CommandName } from '../../borders/windows/index.ts';
import { bridgeOf, type Send } from './bridge.ts';
import { fitWindow } from './fit-window.ts';
import { keepFocus } from './kept-focus.ts';

/** What every window's root component is given. */
export interface WindowProps<Kind extends WindowKind> {
  readonly state: WindowState<Kind>;
  readonly send: Send<Kind>;
}

/** The windows that are as high as what they hold. */
export type FittedKind = {
  [Kind in WindowKind]: 'height' extends CommandName<Kind> ? Kind : never;
}[WindowKind];

/** As `mount`, and tells main how high the window wants to be. */
export function mountFitted<Kind extends FittedKind>(
  Root: ComponentType<WindowProps<Kind>>,
  title: string,
): void {
  const place = mount(Root, title);
  const bridge = bridgeOf<FittedKind>();
  fitWindow(place, (height) => {
    bridge.send('height', { height });
  });
}

/**
 * Draws a window each time main sends its state. Nothing is seen before the first one.
 * @param onFirst called just before that one is drawn
 * @returns where it is drawn
 */
export function mount<Kind extends WindowKind>(
  Root: ComponentType<WindowProps<Kind>>,
  title: string,
  onFirst: () => void = () => undefined,
): HTMLElement {
  const place = document.getElementById('app');
  if (place === null) throw new Error('the page has no #app');
  document.title = title;
  keepFocus(document);
  const bridge = bridgeOf<Kind>();
  const send: Send<Kind> = (name, params) => {
    bridge.send(name, params);
  };
  let first = true;
  bridge.onState((state) => {
    if (first) onFirst();
    first = false;
    render(<Root state={state} send={send} />, place);
  });
  return place;
}
