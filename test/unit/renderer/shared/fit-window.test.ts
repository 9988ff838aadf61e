import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fitWindow, wantedHeight } from '../../../../src/renderer/shared/fit-window.ts';

/** As much of an element as is measured. */
interface Part {
  readonly classes?: readonly string[];
  /** Of its box. */
  readonly height: number;
  /** Of what it holds, scrolled or not. */
  readonly held?: number;
  readonly style?: Partial<Record<'paddingTop' | 'paddingBottom' | 'marginTop' | 'marginBottom', string>>;
}

class FakeElement {
  readonly classList: { contains: (name: string) => boolean };
  readonly ownerDocument = {
    createRange: () => {
      let chosen: FakeElement | null = null;
      return {
        selectNodeContents: (element: FakeElement) => (chosen = element),
        getBoundingClientRect: () => ({ height: chosen?.part.held ?? 0 }),
      };
    },
  };

  readonly part: Part;
  readonly children: FakeElement[];

  constructor(part: Part, children: FakeElement[] = []) {
    this.part = part;
    this.children = children;
    this.classList = { contains: (name) => part.classes?.includes(name) ?? false };
  }

  get firstElementChild(): FakeElement | null {
    return this.children[0] ?? null;
  }

  getBoundingClientRect = () => ({ height: this.part.height });
  querySelectorAll = (): FakeElement[] => this.children;
}

/** A window's page: its root, and what tells that something in it has changed. */
class FakePage {
  readonly place = new FakeElement({ height: 0 });
  readonly told: number[] = [];
  mutated: () => void = () => undefined;
  resized: () => void = () => undefined;

  constructor() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- classes of their own have another `this`
    const page = this;
    vi.stubGlobal('getComputedStyle', ({ part }: FakeElement) => ({
      paddingTop: '0px',
      paddingBottom: '0px',
      marginTop: '0px',
      marginBottom: '0px',
      ...part.style,
    }));
    vi.stubGlobal(
      'MutationObserver',
      class {
        constructor(tell: () => void) {
          page.mutated = tell;
        }
        observe = (): void => undefined;
      },
    );
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(tell: () => void) {
          page.resized = tell;
        }
        observe = (): void => undefined;
      },
    );
    vi.stubGlobal('window', { addEventListener: () => undefined });
  }

  draw(...parts: Part[]): void {
    this.place.children.splice(0, 1, root(...parts));
  }

  fit(): void {
    fitWindow(this.place as unknown as HTMLElement, (height) => void this.told.push(height));
  }
}

const root = (...parts: Part[]): FakeElement =>
  new FakeElement(
    { height: 300 },
    parts.map((part) => new FakeElement(part)),
  );
const settled = (): Promise<void> => Promise.resolve();
const BAR: Part = { height: 40, style: { marginTop: '4px', marginBottom: '6px' } };

let page: FakePage;
beforeEach(() => {
  page = new FakePage();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the height that a window wants', () => {
  const wanted = (...parts: Part[]): number => wantedHeight(root(...parts) as unknown as Element);

  it('is that of its parts with what is between them, in whole pixels upwards', () => {
    expect(wanted(BAR, { height: 100.2 })).toBe(151);
  });

  it('takes the part that scrolls at full length, and not at what is left of the window', () => {
    const body = {
      classes: ['body'],
      height: 120,
      held: 500,
      style: { paddingTop: '8px', paddingBottom: '12px' },
    };
    expect(wanted(BAR, body)).toBe(570);
    expect(wanted(BAR, { ...body, height: 900 })).toBe(570);
  });

  it('gives no room to what is said to readers alone', () => {
    expect(wanted(BAR, { classes: ['unseen'], height: 200 })).toBe(50);
  });
});

describe('a window that is as high as what it holds', () => {
  it('says so once for all that one change draws, and again only when it is another height', async () => {
    page.draw(BAR);
    page.fit();
    await settled();
    expect(page.told).toEqual([50]);
    page.draw(BAR, { height: 10 });
    page.mutated();
    page.draw(BAR, { height: 30 });
    page.mutated();
    await settled();
    expect(page.told).toEqual([50, 80]);
    page.mutated();
    await settled();
    expect(page.told).toEqual([50, 80]);
  });

  it('hears of letters that come later, which change no element', async () => {
    page.draw(BAR);
    page.fit();
    await settled();
    page.draw({ ...BAR, height: 44 });
    page.resized();
    await settled();
    expect(page.told).toEqual([50, 54]);
  });

  it('says nothing before anything is drawn', async () => {
    page.fit();
    await settled();
    page.draw();
    page.mutated();
    await settled();
    expect(page.told).toEqual([]);
  });
});
