import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInsDatamatrix } from '../../../../src/domain/identity/datamatrix.ts';
import {
  NOTHING_SCANNED,
  SCAN_OVER_MS,
  SCANNER_GAP_MS,
  takeKey,
  takeSilence,
  type ScannedKey,
  type ScanState,
} from '../../../../src/domain/identity/scanner.ts';
import { anyIdentity, blocksOf, messageOf } from './random-documents.ts';

const CODE = `IS01${'0'.repeat(22)}S1284097511204306S21.2.250.1.213.1.4.8<GS>S3ANNE-MARIE<GS>S4D'HERVELINE<GS>S5FS614-09-1984`;

type Key = Omit<ScannedKey, 'at'>;
const plain = (key: string): Key => ({ key, alt: false, ctrl: false });

/** The keys of a text as a scanner presses them: Shift before each capital, one of the separators for GS. */
function keysOf(
  text: string,
  separator: readonly Key[] = [{ key: ']', alt: false, ctrl: true }],
): readonly Key[] {
  return Array.from(text).flatMap((character) => {
    if (character === '\u001d') return separator;
    return /[A-Z]/.test(character) ? [plain('Shift'), plain(character)] : [plain(character)];
  });
}

/** What became of keys: the codes that were recognised, and what reached the field and the window's own keys. */
interface Outcome {
  readonly codes: readonly string[];
  readonly typed: string;
  readonly named: readonly string[];
}

function play(keys: readonly (readonly [Key, number])[]): Outcome {
  let state: ScanState = NOTHING_SCANNED;
  let now = 1000;
  let typed = '';
  const codes: string[] = [];
  const named: string[] = [];
  for (const [key, gap] of keys) {
    now += gap;
    const { kind, state: next, release, code } = takeKey(state, { ...key, at: now });
    state = next;
    typed += release;
    if (code !== null) codes.push(code);
    if (kind === 'keep') continue;
    if (Array.from(key.key).length === 1 && !key.ctrl && !key.alt) typed += key.key;
    else named.push(key.key);
  }
  const end = takeSilence(state, now + 10_000);
  if (end !== null) {
    typed += end.release;
    if (end.code !== null) codes.push(end.code);
  }
  return { codes, typed, named: named.filter((key) => key !== 'Shift') };
}

const at = (keys: readonly Key[], gap: number): readonly (readonly [Key, number])[] =>
  keys.map((key) => [key, gap] as const);

describe('a scanner', () => {
  it.each([1, 5, 15, 30, SCANNER_GAP_MS])('with %i ms between its keys is recognised', (gap) => {
    const outcome = play([...at(keysOf(CODE), gap), [plain('Enter'), gap]]);
    expect(outcome).toEqual({ codes: [CODE], typed: '', named: [] });
  });

  it.each(['Enter', 'Tab', null])('may end its code with %s', (end) => {
    const keys = [...at(keysOf(CODE), 5), ...(end === null ? [] : at([plain(end)], 5))];
    expect(play(keys)).toEqual({ codes: [CODE], typed: '', named: [] });
  });

  it('may pause within a code that has begun', () => {
    const keys = at(keysOf(CODE), 5).map(
      ([key, gap], place) => [key, place === 60 ? SCAN_OVER_MS : gap] as const,
    );
    expect(play(keys)).toEqual({ codes: [CODE], typed: '', named: [] });
  });

  it('that says nothing more gives an incomplete code, which is refused', () => {
    const { codes, typed } = play(at(keysOf(CODE.slice(0, 60)), 5));
    expect(typed).toBe('');
    expect(codes.map((code) => readInsDatamatrix(code).ok)).toEqual([false]);
  });

  it.each([
    ['ISà&àààààà', 'DATAMATRIX-CLAVIER'],
    ['IS)!))))))', 'DATAMATRIX-CLAVIER'],
    ['is01000000', 'DATAMATRIX-CLAVIER'],
    [`IS02${'0'.repeat(22)}S1`, 'DATAMATRIX-VERSION'],
    [CODE.padEnd(500, '0'), 'DATAMATRIX-LONGUEUR'],
  ])('of another keyboard, or of what is no code of ours, is told why: %s', (text, code) => {
    const outcome = play([...at(keysOf(text), 5), [plain('Enter'), 5]]);
    expect(outcome).toMatchObject({ typed: '', named: [] });
    const [read] = outcome.codes.map(readInsDatamatrix);
    expect(read).toMatchObject({ ok: false, failure: { code } });
  });

  it('of any identity, at any of its speeds and with any separator, leaves nothing anywhere', () => {
    const separators: readonly (readonly Key[])[] = [
      [],
      [plain(' ')],
      [plain('\u001d')],
      Array.from('<GS>', plain),
      Array.from('{GS}', plain),
      [plain('Control'), { key: ']', alt: false, ctrl: true }],
      [plain('Alt'), ...Array.from('029', (key) => ({ key, alt: true, ctrl: false }))],
    ];
    fc.assert(
      fc.property(
        anyIdentity,
        fc.constantFrom(...separators),
        fc.array(fc.integer({ min: 0, max: SCANNER_GAP_MS }), { minLength: 1, maxLength: 30 }),
        fc.constantFrom('', ']d1'),
        (identity, separator, gaps, beginning) => {
          const keys = [...keysOf(beginning + messageOf(blocksOf(identity)), separator), plain('Enter')];
          const outcome = play(keys.map((key, place) => [key, gaps[place % gaps.length] ?? 0] as const));
          expect(outcome.typed).toBe('');
          expect(outcome.named.filter((key) => key !== 'Control' && key !== 'Alt')).toEqual([]);
          expect(outcome.codes.map(readInsDatamatrix)).toEqual([{ ok: true, value: identity }]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('of any other code opens nothing: its Enter is nobody’s', () => {
    const outcome = play([...at(keysOf('3400930000019'), 5), [plain('Enter'), 5]]);
    expect(outcome).toEqual({ codes: [], typed: '3400930000019', named: [] });
  });
});

describe('a person', () => {
  it('who types, however fast, loses no character and is taken for no scanner', () => {
    const anyKey = fc.oneof(
      fc.constantFrom(...Array.from('IS0ià&)]d1 28504zZ')).map(plain),
      fc.constantFrom('Enter', 'Tab', 'Escape', 'Shift', 'Backspace', 'ArrowDown').map(plain),
    );
    const gap = fc.integer({ min: SCANNER_GAP_MS + 1, max: 400 });
    fc.assert(
      fc.property(fc.array(fc.tuple(anyKey, gap), { maxLength: 60 }), (keys) => {
        const outcome = play(keys);
        const names = keys.map(([{ key }]) => key);
        expect(outcome.codes).toEqual([]);
        expect(outcome.typed).toBe(names.filter((key) => key.length === 1).join(''));
        expect(outcome.named).toEqual(names.filter((key) => key.length > 1 && key !== 'Shift'));
      }),
      { numRuns: 5000 },
    );
  });

  it('who rolls two or three keys at once loses none either, and its Enter is its own', () => {
    for (const text of ['IS', 'is', ']d', 'IS0', 'Iris', 'ISS', 'II', ']]', '12', '285']) {
      const outcome = play([...at(Array.from(text, plain), 10), [plain('Enter'), 200]]);
      expect(outcome).toEqual({ codes: [], typed: text, named: ['Enter'] });
    }
  });

  it('who uses a shortcut keeps it', () => {
    const paste: Key = { key: 'v', alt: false, ctrl: true };
    expect(play([[paste, 300]]).named).toEqual(['v']);
    expect(play([...at([plain('I')], 300), [paste, 20]])).toMatchObject({ typed: 'I', named: ['v'] });
  });
});

it('no sequence of keys crashes it, loses a character outside a code, or holds one for good', () => {
  const anyKey = fc.record({
    key: fc.oneof(
      fc.constantFrom('I', 'S', '0', '1', 'Enter', 'Tab', 'Shift', 'Dead', 'Unidentified', ']', 'd'),
      fc.string({ maxLength: 3, unit: 'binary' }),
    ),
    alt: fc.boolean(),
    ctrl: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(anyKey, fc.integer({ min: 0, max: 500 })), { maxLength: 80 }), (keys) => {
      const outcome = play(keys);
      if (outcome.codes.length > 0) return;
      const typed = keys.flatMap(([{ key, alt, ctrl }]) =>
        Array.from(key).length === 1 && !alt && !ctrl ? [key] : [],
      );
      expect(outcome.typed).toBe(typed.join(''));
    }),
    { numRuns: 5000 },
  );
});
