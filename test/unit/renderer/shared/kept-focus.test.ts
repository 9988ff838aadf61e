import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFocus } from '../../../../src/renderer/shared/kept-focus.ts';

/** As much of an element as the watch looks at. */
class FakeElement {
  tabIndex = 0;
  parentElement: FakeElement | null = null;
  readonly children: FakeElement[] = [];
  readonly name: string;
  readonly page: FakePage;

  constructor(page: FakePage, name: string, children: readonly FakeElement[] = []) {
    this.page = page;
    this.name = name;
    for (const child of children) this.add(child);
  }

  add(child: FakeElement): void {
    child.parentElement = this;
    this.children.push(child);
  }

  remove(): void {
    const { parentElement } = this;
    if (parentElement !== null) parentElement.children.splice(parentElement.children.indexOf(this), 1);
    this.parentElement = null;
    if (!this.page.activeElement.isConnected) this.page.activeElement = this.page.body;
  }

  get isConnected(): boolean {
    return this === this.page.body || this.parentElement?.isConnected === true;
  }

  querySelector(): FakeElement | null {
    for (const child of this.children) {
      const found = /^h[123]/.test(child.name) ? child : child.querySelector();
      if (found !== null) return found;
    }
    return null;
  }

  focus(): void {
    this.page.activeElement = this;
    this.page.dispatchEvent(Object.defineProperty(new Event('focusin'), 'target', { value: this }));
  }
}

class FakeButton extends FakeElement {
  disabled = false;
}

class FakePage extends EventTarget {
  readonly body = new FakeElement(this, 'body');
  activeElement: FakeElement = this.body;
  readonly documentElement = this.body;

  querySelector(): FakeElement | null {
    return this.body.querySelector();
  }
}

let changed: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('HTMLElement', FakeElement);
  vi.stubGlobal('HTMLButtonElement', FakeButton);
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => setTimeout(then, 0));
  vi.stubGlobal(
    'MutationObserver',
    class {
      constructor(tell: () => void) {
        changed = tell;
      }

      observe(): void {
        // The test says itself when something has changed.
      }
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function watched() {
  const page = new FakePage();
  const button = new FakeButton(page, 'button');
  const title = new FakeElement(page, 'h2');
  const part = new FakeElement(page, 'section', [title, new FakeElement(page, 'p', [button])]);
  const first = new FakeElement(page, 'h1');
  page.body.add(first);
  page.body.add(part);
  keepFocus(page as unknown as Document);
  const settle = (): void => {
    changed();
    vi.runAllTimers();
  };
  return { page, button, title, part, first, settle };
}

describe('the keyboard of a control that goes', () => {
  it('goes to the title of its part, which can hold it', () => {
    const { page, button, title, settle } = watched();
    button.focus();
    button.remove();
    settle();
    expect(page.activeElement).toBe(title);
    expect(title.tabIndex).toBe(-1);
  });

  it('goes to the window’s title where the part has gone as well', () => {
    const { page, button, part, first, settle } = watched();
    button.focus();
    part.remove();
    settle();
    expect(page.activeElement).toBe(first);
  });

  it('is lost too by a button that falls asleep', () => {
    const { page, button, title, settle } = watched();
    button.focus();
    button.disabled = true;
    settle();
    expect(page.activeElement).toBe(title);
  });

  it('is left to whatever has taken it meanwhile, and to a control that stays', () => {
    const { page, button, part, settle } = watched();
    const other = new FakeButton(page, 'button');
    part.add(other);
    button.focus();
    settle();
    expect(page.activeElement).toBe(button);
    button.remove();
    changed();
    other.focus();
    vi.runAllTimers();
    expect(page.activeElement).toBe(other);
  });
});
