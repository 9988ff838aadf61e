/** The keys of a record's window: the same over our bars, over the site and over a document. */

/** The pages by their place in the row, from 1. */
export type PageShortcut = `page-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

export type VisitShortcut =
  | 'guide'
  | PageShortcut
  | 'back'
  | 'close'
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
  w: 'close',
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

/** The place in the row of pages that a key stands for, from 0; null for another key. */
export function placeOfPage(shortcut: VisitShortcut): number | null {
  const [, digit] = /^page-([1-9])$/.exec(shortcut) ?? [];
  return digit === undefined ? null : Number(digit) - 1;
}

/**
 * A digit of any row: on a French keyboard those above the letters are written with Shift, and asked for by their key
 * alone, but for that of « - », which is one of the size's.
 */
function pageShortcut({ key, code }: KeyPress): PageShortcut | null {
  const [digit] =
    /[1-9]$/.exec(/^[1-9]$/.test(key) ? key : /^(?:Digit|Numpad)[1-9]$/.test(code) ? code : '') ?? [];
  return digit === undefined ? null : (`page-${digit}` as PageShortcut);
}

/** What a key asks for, or null when it is not one of ours. */
export function visitShortcut(press: KeyPress): VisitShortcut | null {
  const { key, code, command, shift, alt } = press;
  if (alt) return key === 'ArrowLeft' && !command && !shift ? 'back' : null;
  // As in every browser: between the bars and the page. Tab alone never leaves the one it is in.
  if (key === 'F1') return command || shift ? null : 'guide';
  if (key === 'F6') return command ? null : 'other-area';
  if (key === 'F3') return shift ? 'find-previous' : 'find-next';
  if (key === 'F5') return shift ? null : 'reload';
  if (!command) return null;
  const zoom = KEYPAD[code] ?? ZOOM_KEYS[key.toLowerCase()];
  if (zoom !== undefined) return zoom;
  return pageShortcut(press) ?? (shift ? null : (LETTERS[key.toLowerCase()] ?? null));
}
