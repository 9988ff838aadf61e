import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { LONGEST_DATAMATRIX, looksLikeDatamatrix } from '../../domain/identity/datamatrix.ts';
import {
  NOTHING_SCANNED,
  SCAN_OVER_MS,
  SCANNER_GAP_MS,
  takeKey,
  takeSilence,
  type ScanStep,
} from '../../domain/identity/scanner.ts';

/** What was held back and is no code goes where it was typed. */
function typeInto(text: string): void {
  const field = document.activeElement;
  if (text === '' || !(field instanceof HTMLInputElement) || field.type !== 'text') return;
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text }));
}

/** What a window does with a scanner beyond taking its codes. */
interface ScannerOptions {
  /** Something else than a code was scanned, and its last key kept from everybody. */
  readonly onOther?: () => void;
}

/**
 * Listens for a hand scanner wherever the focus is, and for a pasted code, before any field or shortcut of the window
 * sees them. Only this window's keys: nothing is read while another program is in front.
 */
export function useScanner(onCode: (text: string) => void, { onOther }: ScannerOptions = {}): void {
  const state = useRef(NOTHING_SCANNED);
  const latest = useRef({ onCode, onOther });
  useLayoutEffect(() => {
    latest.current = { onCode, onOther };
  }, [onCode, onOther]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const obey = (step: ScanStep): void => {
      state.current = step.state;
      typeInto(step.release);
      // One character too many is enough to say that a code is too long.
      if (step.code !== null) latest.current.onCode(step.code.slice(0, LONGEST_DATAMATRIX + 1));
      clearTimeout(timer);
      if (step.state.held !== '') timer = setTimeout(onSilence, SCANNER_GAP_MS + 1);
    };
    const onSilence = (): void => {
      const step = takeSilence(state.current, performance.now());
      if (step !== null) obey(step);
      else if (state.current.held !== '') timer = setTimeout(onSilence, SCAN_OVER_MS);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing) return;
      const { key, altKey, ctrlKey, metaKey, timeStamp } = event;
      // AltGr is Ctrl and Alt together, and a character like any other.
      const isAltGraph = event.getModifierState('AltGraph');
      const pressed = {
        key,
        alt: altKey && !isAltGraph,
        ctrl: (ctrlKey || metaKey) && !isAltGraph,
        at: timeStamp,
      };
      const step = takeKey(state.current, pressed);
      if (step.kind === 'keep') {
        if (step.other) latest.current.onOther?.();
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      obey(step);
    };
    const onPaste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!looksLikeDatamatrix(text)) return;
      event.preventDefault();
      latest.current.onCode(text.slice(0, LONGEST_DATAMATRIX + 1));
    };
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('paste', onPaste, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('paste', onPaste, true);
    };
  }, []);
}
