/** What a window's content would take without scrolling, told to main, which makes the window as high. */

/** Said to readers alone: it takes no room. */
const UNSEEN = 'unseen';

/** The height of what an element holds, scrolled or not, without the room that it has left. */
function heldBy(element: Element): number {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  const { paddingTop, paddingBottom } = getComputedStyle(element);
  return range.getBoundingClientRect().height + parseFloat(paddingTop) + parseFloat(paddingBottom);
}

function outer(element: Element): number {
  const { marginTop, marginBottom } = getComputedStyle(element);
  return element.getBoundingClientRect().height + parseFloat(marginTop) + parseFloat(marginBottom);
}

/** The height that a window's root wants, its one scrolling part (`.body`) taken at full length. */
export function wantedHeight(root: Element): number {
  const parts = [...root.children].filter(({ classList }) => !classList.contains(UNSEEN));
  const heights = parts.map((part) => (part.classList.contains('body') ? heldBy(part) : outer(part)));
  return Math.ceil(heights.reduce((sum, height) => sum + height, 0));
}

/** Tells the height that is wanted, first of all and after each change of it. */
export function fitWindow(place: HTMLElement, tell: (height: number) => void): void {
  let last = 0;
  let due = false;
  const measure = (): void => {
    due = false;
    const root = place.firstElementChild;
    if (root === null) return;
    // Letters that have come since, for one, change the height of what no mutation tells of.
    for (const part of root.querySelectorAll(':scope > *, :scope > .body > *')) sizes.observe(part);
    const height = wantedHeight(root);
    if (height === last || height === 0) return;
    last = height;
    tell(height);
  };
  const soon = (): void => {
    if (due) return;
    due = true;
    // Once for all that one change of state draws; a hidden window has no frames to wait for.
    queueMicrotask(measure);
  };
  const sizes = new ResizeObserver(soon);
  new MutationObserver(soon).observe(place, { subtree: true, childList: true, characterData: true });
  window.addEventListener('resize', soon);
  soon();
}
