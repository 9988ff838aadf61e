import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

/** A key or a click sooner than this after the people on screen change was meant for something else. */
export const ARMED_AFTER_MS = 300;

/** True once `delay` milliseconds have gone by since `subject` last changed. */
export function useElapsed(subject: unknown, delay: number): boolean {
  const [elapsed, setElapsed] = useState<{ readonly subject: unknown } | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      setElapsed({ subject });
    }, delay);
    return () => {
      clearTimeout(timer);
    };
  }, [subject, delay]);
  return elapsed !== null && Object.is(elapsed.subject, subject);
}

/** True once the window has had the focus for `delay` milliseconds without a break. */
export function useSettledFocus(delay: number): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    let timer = setTimeout(setSettled, delay, true);
    const begin = (): void => {
      clearTimeout(timer);
      setSettled(false);
      timer = setTimeout(setSettled, delay, true);
    };
    window.addEventListener('focus', begin);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', begin);
    };
  }, [delay]);
  return settled;
}

/**
 * Listens to the keys of the whole window; a listener that returns true has used the key. Before the paint: whoever
 * sees the question can already answer it.
 */
export function useKeys(listener: (event: KeyboardEvent) => boolean): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return;
      if (listener(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [listener]);
}
