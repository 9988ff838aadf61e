/** The keys of a record's window: the same over our bars, over the site and over a document. */

export type VisitShortcut =
  | 'guide'
  | 'other-area'
  | 'print'
  | 'save-pdf'
  | 'reload'
  | 'find'
  | 'find-next'
  | 'find-previous'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-reset';

/** A key press as both a page and Electron can tell it. */
export interface KeyPress {
  readonly key: string;
  /** Physical key, as in `KeyboardEvent.code`. */
  readonly code: string;
  /** Control, or Command on a Mac. */
  readonly command: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/**
 * Whether the key of commands is held. On a Mac it is Command alone: with Control the system moves in a text (Ctrl+F
 * goes one character on), and has its own characters to type.
 */
export function isCommandHeld(
  { control, meta }: { readonly control: boolean; readonly meta: boolean },
  isMac: boolean,
): boolean {
  return isMac ? meta && !control : control;
}

const LETTERS: Readonly<Record<string, VisitShortcut>> = {
  p: 'print',
  s: 'save-pdf',
  r: 'reload',
  f: 'find',
};

/** `à` is the key of 0 on a French keyboard, and `=` that of +. */
const ZOOM_KEYS: Readonly<Record<string, VisitShortcut>> = {
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'zoom-reset',
  à: 'zoom-reset',
};

const KEYPAD: Readonly<Record<string, VisitShortcut>> = {
  NumpadAdd: 'zoom-in',
  NumpadSubtract: 'zoom-out',
  Numpad0: 'zoom-reset',
};

/** What a key asks for, or null when it is not one of ours. */
export function visitShortcut({ key, code, command, shift, alt }: KeyPress): VisitShortcut | null {
  if (alt) return null;
  // As in every browser: between the bars and the page. Tab alone never leaves the one it is in.
  if (key === 'F1') return command || shift ? null : 'guide';
  if (key === 'F6') return command ? null : 'other-area';
  if (key === 'F3') return shift ? 'find-previous' : 'find-next';
  if (!command) return null;
  const zoom = KEYPAD[code] ?? ZOOM_KEYS[key.toLowerCase()];
  if (zoom !== undefined) return zoom;
  return shift ? null : (LETTERS[key.toLowerCase()] ?? null);
}
