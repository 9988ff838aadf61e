import { describe, expect, it } from 'vitest';
import {
  pressKey,
  type KeyInput,
  type ReadingKeys,
  type ReadingPlace,
} from '../../../../src/main/visit/reading-keys.ts';

const NOTHING = { key: '', code: '', shift: false, alt: false, control: false, meta: false } as const;

/** Presses a key and answers what it did; null when it was left to the page. */
function press(input: Partial<KeyInput>, where: Partial<ReadingPlace> = {}): string | null {
  let done = null as string | null;
  const doing = (what: string) => (): void => void (done = what);
  const keys: ReadingKeys = {
    closeFind: doing('close find'),
    otherArea: doing('other area'),
    guide: doing('guide'),
    print: doing('print'),
    savePdf: doing('pdf'),
    visit: (key) => void (done = key),
    refuseLeaving: doing('refuse'),
    closeDocument: doing('close document'),
    openFind: doing('find'),
    stepFind: (forward) => void (done = forward ? 'next' : 'previous'),
    zoom: (change) => void (done = `zoom ${change}`),
  };
  const isOurs = pressKey(
    { ...NOTHING, ...input },
    { findOpen: false, leaving: false, overDocument: false, onMac: false, ...where },
    keys,
  );
  expect(isOurs).toBe(done !== null);
  return done;
}

describe('a key over the site’s page', () => {
  it.each([
    [{ key: 'p', control: true }, 'print'],
    [{ key: 's', control: true }, 'pdf'],
    [{ key: 'r', control: true }, 'reload'],
    [{ key: 'f', control: true }, 'find'],
    [{ key: 'F3' }, 'next'],
    [{ key: 'F3', shift: true }, 'previous'],
    [{ key: 'F6' }, 'other area'],
    [{ key: 'F1' }, 'guide'],
    [{ key: 'F5' }, 'reload'],
    [{ key: 'w', control: true }, 'close'],
    [{ key: '3', control: true }, 'page-3'],
    [{ key: 'ArrowLeft', alt: true }, 'back'],
    [{ key: '+', control: true }, 'zoom in'],
    [{ key: '-', control: true }, 'zoom out'],
    [{ key: 'à', control: true }, 'zoom reset'],
  ])('%o does «%s»', (input, done) => {
    expect(press(input)).toBe(done);
  });

  it.each([[{ key: 'p' }], [{ key: 'Escape' }], [{ key: 'p', control: true, alt: true }], [{ key: 'Tab' }]])(
    '%o is the page’s',
    (input) => {
      expect(press(input)).toBeNull();
    },
  );

  it('closes the bar with Escape while it is open', () => {
    expect(press({ key: 'Escape' }, { findOpen: true })).toBe('close find');
    expect(press({ key: 'Escape' }, { findOpen: true, leaving: true })).toBe('refuse');
  });

  it('leads out of a document with Escape, once nothing else is open', () => {
    expect(press({ key: 'Escape' }, { overDocument: true, findOpen: true })).toBe('close find');
    expect(press({ key: 'Escape' }, { overDocument: true })).toBe('close document');
  });
});

it('leaves the size to the viewer over a document, and nothing else', () => {
  expect(press({ key: '+', control: true }, { overDocument: true })).toBeNull();
  expect(press({ key: 'p', control: true }, { overDocument: true })).toBe('print');
});

it('is Command’s on a Mac, and Control’s elsewhere', () => {
  expect(press({ key: 'p', meta: true }, { onMac: true })).toBe('print');
  expect(press({ key: 'p', meta: true })).toBeNull();
});
