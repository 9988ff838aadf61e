/**
 * Where the keyboard goes when what had it leaves the page or falls asleep. The browser would leave it on the page as a
 * whole: a reader then begins again at the top, and says nothing.
 */

/** What has the keyboard, and what it stands in, from the inside to the outside. */
interface Held {
  readonly element: HTMLElement;
  readonly around: readonly HTMLElement[];
}

function holds(element: HTMLElement): Held {
  const around: HTMLElement[] = [];
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement)
    around.push(parent);
  return { element, around };
}

function isLost({ element }: Held): boolean {
  return !element.isConnected || (element instanceof HTMLButtonElement && element.disabled);
}

/** The title of the part that the lost control stood in; of the window, where that part is gone as well. */
function nextPlace({ around }: Held, page: Document): HTMLElement | null {
  const part = around.find((element) => element.isConnected && element.querySelector('h1, h2, h3') !== null);
  return (part ?? page).querySelector<HTMLElement>('h1, h2, h3');
}

/**
 * Watches a page: as soon as the keyboard is lost it goes to the nearest title, which a reader says. Whatever takes
 * the keyboard by itself at the same time (a screen that names its first control) comes first.
 */
export function keepFocus(page: Document): void {
  let held: Held | null = null;
  page.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement) held = holds(target);
  });
  const look = (): void => {
    if (held === null || !isLost(held)) return;
    const lost = held;
    held = null;
    if (
      page.activeElement !== null &&
      page.activeElement !== page.body &&
      !isLost(holds(page.activeElement as HTMLElement))
    )
      return;
    const place = nextPlace(lost, page);
    if (place === null) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };
  // After the frame: Preact runs the effects that move the keyboard themselves by then.
  let asked = false;
  new MutationObserver(() => {
    if (asked || held === null) return;
    asked = true;
    requestAnimationFrame(() => {
      setTimeout(() => {
        asked = false;
        look();
      });
    });
  }).observe(page.documentElement, { childList: true, subtree: true, attributeFilter: ['disabled'] });
}
