/** Watches whether a page of Pro Santé Connect asks for something to be typed: its pages may change by a script. */
import { hasFieldToType } from './_site-answers.ts';

/** A page that replaces its field by another one is not told of in between. */
const SETTLED_MS = 150;

/** Tells so once the page is there, and each time that it has changed since. */
export function watchConnectField(tell: (field: boolean) => void): void {
  let told: boolean | null = null;
  let due: number | null = null;
  const look = (): void => {
    due = null;
    const field = hasFieldToType();
    if (field === told) return;
    told = field;
    tell(field);
  };
  const later = (): void => {
    due ??= window.setTimeout(look, SETTLED_MS);
  };
  document.addEventListener('DOMContentLoaded', () => {
    later();
    new MutationObserver(later).observe(document.documentElement, {
      subtree: true,
      childList: true,
      attributes: true,
    });
  });
  // Its style may come after it, and show what was hidden.
  window.addEventListener('load', later);
}
