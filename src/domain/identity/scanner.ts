/**
 * A hand scanner types like a keyboard, only faster: a code is told from a person's typing by its beginning and by the
 * time between its keys. A pure function of keys and times, which the window feeds and obeys.
 */
import { LONGEST_DATAMATRIX, looksLikeDatamatrix } from './datamatrix.ts';

/** One key that went down, as the browser tells it. */
export interface ScannedKey {
  /** `KeyboardEvent.key`: one character, or a name such as `Enter`. */
  readonly key: string;
  readonly alt: boolean;
  readonly ctrl: boolean;
  /** Milliseconds on any clock that only goes forward. */
  readonly at: number;
}

/** What is known of the keys so far. */
export interface ScanState {
  /** Characters held back: the beginning of a code, or what may become one. */
  readonly held: string;
  /** How many characters came in a row too fast for a person, held or not. */
  readonly burst: number;
  /** When the last key came. */
  readonly at: number;
}

export const NOTHING_SCANNED: ScanState = { held: '', burst: 0, at: Number.NEGATIVE_INFINITY };

/**
 * What to do with a key: `pass` leaves it to whoever has the focus, `keep` keeps it from everybody. `release` was held
 * before it and is no code: it is typed first. `code` is a code that is over.
 */
export interface ScanStep {
  readonly kind: 'pass' | 'keep';
  readonly state: ScanState;
  readonly release: string;
  readonly code: string | null;
  /** The key that ends another barcode's text, or any other that came too fast for a person. */
  readonly other: boolean;
}

/**
 * Longest time between two keys of a scanner, in milliseconds. Fast ones take under 5, slow ones (over the air, to a
 * remote desktop) some 30; between two keys of a person who types fast lie 100.
 */
export const SCANNER_GAP_MS = 50;
/** Within a code that has surely begun, a pause so long is still one: nobody types into a scanner. */
export const SCAN_OVER_MS = 300;
/** So many keys without a person's pause are a scanner's: the Enter behind them is not a person's either. */
const BURST = 4;

const GROUP_SEPARATOR = '\u001d';
const ENDS: ReadonlySet<string> = new Set(['Enter', 'Tab']);
/** Keys that type nothing by themselves: a scanner presses Shift before each capital. */
const SILENT: ReadonlySet<string> = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'CapsLock',
  'NumLock',
  'Dead',
]);

/** How a code begins, also from a scanner set to another keyboard, up to where `looksLikeDatamatrix` takes over. */
// eslint-disable-next-line house/french -- digits as a French keyboard writes them, no text for users
const BEGINNINGS = ['IS010000', 'ISà&àà', 'IS)!))', 'is0100', 'isà&àà', 'is)!))'];
const WITH_SYMBOLOGY = BEGINNINGS.map((beginning) => `]d1${beginning}`);

function mayBecomeCode(text: string): boolean {
  // Of another version it is a code as well, which the reader refuses by its name.
  const first = text.replace(
    /^((?:\]d1)?IS)(\d{1,2})/,
    (_, head: string, version: string) => head + '01'.slice(0, version.length),
  );
  return [...BEGINNINGS, ...WITH_SYMBOLOGY].some((beginning) => beginning.startsWith(first));
}

/** The character that a key types into a code; null for a key that types none. */
function characterOf({ key, alt, ctrl }: ScannedKey): string | null {
  // Ctrl+], on whatever key the layout has it, is the separator; so are the digits of Alt+029, which a code can lack.
  if (ctrl && !alt) return key.length === 1 ? GROUP_SEPARATOR : null;
  if (alt && !ctrl) return /^\d$/.test(key) ? '' : null;
  return Array.from(key).length === 1 ? key : null;
}

const step = (
  kind: ScanStep['kind'],
  state: ScanState,
  release = '',
  code: string | null = null,
  other = false,
): ScanStep => ({ kind, state, release, code, other });

/** How long a pause may be before what is held is over. */
function patience({ held }: ScanState): number {
  return looksLikeDatamatrix(held) ? SCAN_OVER_MS : SCANNER_GAP_MS;
}

/** Takes one key. What may begin a code is held back until the next key, or the silence behind it, tells. */
export function takeKey(before: ScanState, pressed: ScannedKey): ScanStep {
  const over = takeSilence(before, pressed.at);
  if (over !== null) {
    const next = takeKey(over.state, pressed);
    // A code can only be over once: the key behind it begins something else.
    return { ...next, release: over.release + next.release, code: over.code ?? next.code };
  }
  const { held, at } = before;
  const isFast = pressed.at - at <= SCANNER_GAP_MS;
  const burst = isFast ? before.burst : 0;
  const hasBegun = looksLikeDatamatrix(held);
  if (SILENT.has(pressed.key)) return step('pass', { held, burst, at: pressed.at });
  if (ENDS.has(pressed.key) && hasBegun) return step('keep', NOTHING_SCANNED, '', held);
  if (ENDS.has(pressed.key) && burst >= BURST) return step('keep', NOTHING_SCANNED, held, null, true);
  const character = characterOf(pressed);
  // With Ctrl or Alt a key is a shortcut, unless a code has begun.
  if (character === null || ((pressed.alt || pressed.ctrl) && !hasBegun))
    return hasBegun ? step('keep', { ...before, at: pressed.at }) : step('pass', NOTHING_SCANNED, held);
  const next = { burst: burst + 1, at: pressed.at };
  // One character too many is kept, so that the reader says what is wrong.
  if (hasBegun) return step('keep', { held: (held + character).slice(0, LONGEST_DATAMATRIX + 1), ...next });
  if (mayBecomeCode(held + character) || looksLikeDatamatrix(held + character))
    return step('keep', { held: held + character, ...next });
  // Not a code after all; this key may begin one.
  return mayBecomeCode(character)
    ? step('keep', { held: character, ...next }, held)
    : step('pass', { held: '', ...next }, held);
}

/**
 * What a silence up to now means: a code that no key has ended is over, or what was held goes to where it was typed.
 * Null while a scanner may still go on, and when nothing is held.
 */
export function takeSilence(state: ScanState, now: number): ScanStep | null {
  if (state.held === '' || now - state.at <= patience(state)) return null;
  return looksLikeDatamatrix(state.held)
    ? step('pass', NOTHING_SCANNED, '', state.held)
    : step('pass', NOTHING_SCANNED, state.held);
}
