import { isCommandHeld, visitShortcut } from '../../domain/site/keys.ts';
import type { ZoomChange } from '../../domain/site/zoom.ts';

/** What our keys do over the site's page or a document. */
export interface ReadingKeys {
  readonly closeFind: () => void;
  readonly otherArea: () => void;
  readonly guide: () => void;
  readonly print: () => void;
  readonly savePdf: () => void;
  readonly reload: () => void;
  readonly openFind: () => void;
  readonly stepFind: (forward: boolean) => void;
  readonly zoom: (change: ZoomChange) => void;
}

/** A key press as Electron tells it. */
export type KeyInput = Pick<Electron.Input, 'key' | 'code' | 'shift' | 'alt' | 'control' | 'meta'>;

/**
 * Does what a key asks for; false when it is not one of ours, and the page's.
 * @param where over a document the viewer has its own keys for the size
 */
export function pressKey(
  input: KeyInput,
  where: { readonly findOpen: boolean; readonly overDocument: boolean; readonly onMac: boolean },
  keys: ReadingKeys,
): boolean {
  const { key, code, shift, alt } = input;
  if (key === 'Escape' && where.findOpen) {
    keys.closeFind();
    return true;
  }
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
    case 'reload':
      keys.reload();
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
  }
}

const ZOOM_OF_KEY = { 'zoom-in': 'in', 'zoom-out': 'out', 'zoom-reset': 'reset' } as const;
