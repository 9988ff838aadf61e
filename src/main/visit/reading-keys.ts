import { isCommandHeld, visitShortcut, type PageShortcut } from '../../domain/site/keys.ts';
import type { ZoomChange } from '../../domain/site/zoom.ts';

/** The keys that are none of the reading tools' own. */
export type VisitKey = PageShortcut | 'reload' | 'back' | 'close';

/** What our keys do over the site's page or a document. */
export interface ReadingKeys {
  readonly closeFind: () => void;
  readonly otherArea: () => void;
  readonly guide: () => void;
  readonly print: () => void;
  readonly savePdf: () => void;
  readonly visit: (key: VisitKey) => void;
  /** Nothing leaves the DMP. */
  readonly refuseLeaving: () => void;
  readonly closeDocument: () => void;
  readonly openFind: () => void;
  readonly stepFind: (forward: boolean) => void;
  readonly zoom: (change: ZoomChange) => void;
}

/** Where a key is pressed, and what of ours is open meanwhile. */
export interface ReadingPlace {
  readonly findOpen: boolean;
  /** Something is about to leave the DMP: the user is asked. */
  readonly leaving: boolean;
  readonly overDocument: boolean;
  readonly onMac: boolean;
}

/** A key press as Electron tells it. */
export type KeyInput = Pick<Electron.Input, 'key' | 'code' | 'shift' | 'alt' | 'control' | 'meta'>;

/**
 * Does what a key asks for; false when it is not one of ours, and the page's.
 * @param where over a document the viewer has its own keys for the size
 */
export function pressKey(input: KeyInput, where: ReadingPlace, keys: ReadingKeys): boolean {
  const { key, code, shift, alt } = input;
  if (key === 'Escape') return escape(where, keys);
  const shortcut = visitShortcut({ key, code, shift, alt, command: isCommandHeld(input, where.onMac) });
  switch (shortcut) {
    case null:
      return false;
    case 'other-area':
      keys.otherArea();
      return true;
    case 'guide':
      keys.guide();
      return true;
    case 'print':
      keys.print();
      return true;
    case 'save-pdf':
      keys.savePdf();
      return true;
    case 'find':
      keys.openFind();
      return true;
    case 'find-next':
    case 'find-previous':
      keys.stepFind(shortcut === 'find-next');
      return true;
    case 'zoom-in':
    case 'zoom-out':
    case 'zoom-reset':
      if (where.overDocument) return false;
      keys.zoom(ZOOM_OF_KEY[shortcut]);
      return true;
    default:
      keys.visit(shortcut);
      return true;
  }
}

/** Whether a key copies or cuts what is marked: Ctrl+C, Ctrl+X, and the older Ctrl+Insert and Shift+Delete. */
export function isCopyKey(input: KeyInput, onMac: boolean): boolean {
  const { key, shift } = input;
  if (isCommandHeld(input, onMac)) return ['c', 'x', 'insert'].includes(key.toLowerCase());
  return shift && key === 'Delete';
}

/** The innermost of ours that is open goes; over a document, in the end, the document itself. */
function escape({ leaving, findOpen, overDocument }: ReadingPlace, keys: ReadingKeys): boolean {
  if (leaving) keys.refuseLeaving();
  else if (findOpen) keys.closeFind();
  else if (overDocument) keys.closeDocument();
  else return false;
  return true;
}

const ZOOM_OF_KEY = { 'zoom-in': 'in', 'zoom-out': 'out', 'zoom-reset': 'reset' } as const;
