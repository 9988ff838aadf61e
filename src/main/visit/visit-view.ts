/** What a visit needs of the screen and of the browser: the port behind which the engine stands, or a fake. */
import type { Rectangle, WebContents } from 'electron';
import type { InsMatricule } from '../../domain/identity/ins.ts';
import type { VisitEvent } from '../../domain/launch/visit-life.ts';
import type { VisitState } from '../../borders/windows/index.ts';
import type { SignInAttempt } from '../sign-in/attempt.ts';

/** What the reading tools show: their part of the window's state is the view's own business. */
export type ToolState = Pick<
  VisitState,
  'find' | 'zoom' | 'document' | 'leaving' | 'veiled' | 'dialog' | 'allowed'
>;

/** What the visit says of itself; the view adds what its tools show. */
export type VisitShown = Omit<VisitState, keyof ToolState>;

export interface VisitViewListener {
  /** Something happened in the site's session, or was asked for in the window. */
  readonly onEvent: (event: VisitEvent) => void;
  /** The window moved or was resized: only its place, never its content. */
  readonly onPlace: (place: Rectangle) => void;
  /** The window has the keyboard, or another has it: for one the system's own, which asks for the PIN. */
  readonly onFocus: (focused: boolean) => void;
  /** What a dashboard without patient offers is wanted. */
  readonly onOffered: () => void;
  /** Nobody is here any more and the record is hidden, or somebody is again. */
  readonly onVeil: (veiled: boolean) => void;
}

/** One window with room for one browser session of the site at a time; hidden until `reveal`. */
export interface VisitView {
  /** Who hears what happens; a spare's window has nobody yet. */
  listen(listener: VisitViewListener): void;
  /** A fresh session, hidden. Its events carry `session`. */
  openSite(session: number, attempt: SignInAttempt): void;
  /** From here on only this person's pages may be shown. */
  keepTo(ins: InsMatricule | null): void;
  /** Warms everything up before the first address is known. */
  warm(): Promise<void>;
  /**
   * Takes the session and all that came from it off the screen at once, tells these addresses, destroys it. Answers
   * when no session of this window is left, whoever asked first.
   */
  closeSite(signOut: readonly string[]): Promise<void>;
  /** Goes to an address; how that ends is told as events. */
  load(address: string): void;
  /** Leaves the page for where it was to be left for, also with what is not saved in it. */
  leavePage(): void;
  showSite(visible: boolean): void;
  closeDocument(): void;
  /** Whether a page belongs to the session that is there. */
  owns(contents: WebContents): boolean;
  /** A record is read from now on: its window must not stay open before nobody. */
  begin(): void;
  reveal(): void;
  /** The window goes from the screen at once, and asks for nothing any more. */
  hide(): void;
  destroy(): void;
  show(state: VisitShown): void;
  /** A setting has changed. */
  settingsChanged(): void;
}
