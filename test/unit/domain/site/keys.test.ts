import { describe, expect, it } from 'vitest';
import { placeOfPage, visitShortcut, type KeyPress } from '../../../../src/domain/site/keys.ts';
import { nextZoom } from '../../../../src/domain/site/zoom.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  command: true,
  shift: false,
  alt: false,
  ...more,
});

describe('the keys of a record’s window', () => {
  it.each([
    [press('f'), 'find'],
    [press('P'), 'print'],
    [press('s'), 'save-pdf'],
    [press('r'), 'reload'],
    [press('F6', { command: false }), 'other-area'],
    [press('F3', { command: false }), 'find-next'],
    [press('F3', { command: false, shift: true }), 'find-previous'],
    [press('+', { shift: true }), 'zoom-in'],
    [press('=', {}), 'zoom-in'],
    [press('-'), 'zoom-out'],
    [press('0', { shift: true }), 'zoom-reset'],
    [press('à'), 'zoom-reset'],
    [press('Add', { code: 'NumpadAdd' }), 'zoom-in'],
    [press('x', { code: 'Numpad0' }), 'zoom-reset'],
    [press('w'), 'close'],
    [press('F5', { command: false }), 'reload'],
    [press('ArrowLeft', { command: false, alt: true }), 'back'],
    [press('1', { code: 'Digit1' }), 'page-1'],
    // A French keyboard, by the key alone and with Shift.
    [press('&', { code: 'Digit1' }), 'page-1'],
    [press('6', { code: 'Digit6', shift: true }), 'page-6'],
    [press('-', { code: 'Digit6' }), 'zoom-out'],
    [press('9', { code: 'Numpad9' }), 'page-9'],
  ])('%o is %s', (key, shortcut) => {
    expect(visitShortcut(key)).toBe(shortcut);
  });

  it('leaves every other key to the page', () => {
    expect(visitShortcut(press('f', { command: false }))).toBeNull();
    expect(visitShortcut(press('f', { shift: true }))).toBeNull();
    // AltGr comes as Control and Alt.
    expect(visitShortcut(press('à', { alt: true }))).toBeNull();
    expect(visitShortcut(press('a'))).toBeNull();
    expect(visitShortcut(press('1', { command: false, code: 'Digit1' }))).toBeNull();
    expect(visitShortcut(press('ArrowLeft'))).toBeNull();
    expect(visitShortcut(press('ArrowLeft', { alt: true }))).toBeNull();
  });
});

it('names a page by its place in the row', () => {
  expect([placeOfPage('page-1'), placeOfPage('page-9'), placeOfPage('reload')]).toEqual([0, 8, null]);
});

describe('the size of the page', () => {
  it('goes from 50 % to 200 % in steps, and stays at the ends', () => {
    let percent = 100;
    const up = Array.from({ length: 7 }, () => (percent = nextZoom(percent, 'in')));
    expect(up).toEqual([110, 125, 150, 175, 200, 200, 200]);
    const down = Array.from({ length: 10 }, () => (percent = nextZoom(percent, 'out')));
    expect(down).toEqual([175, 150, 125, 110, 100, 90, 80, 67, 50, 50]);
    expect(nextZoom(percent, 'reset')).toBe(100);
  });
});
