/**
 * The sentinel: what of a passive diagnosis is worth a word, before the patient sits there. It speaks of what got worse
 * since the last time, once, and of nothing that the practitioner does with cards and readers all day.
 */
import type { Check } from './check.ts';

/** What it remembers from one look to the next: codes and moments, nothing of a card or a person. */
export interface SentinelMemory {
  /** Problems that were there at the first look or have been told, with when each was last seen. */
  readonly known: Readonly<Record<string, number>>;
  /** Problems that were seen for the first time then, and wait for a second look. */
  readonly suspected: Readonly<Record<string, number>>;
  /** Marks of the readers that were ever there, with when each was first seen; 0 at the first look. */
  readonly readers: Readonly<Record<string, number>>;
  readonly lookedAt: number;
}

export interface SentinelLook {
  /** Of the passive part: what touches no card and opens no library. */
  readonly checks: readonly Check[];
  /** Names of the readers that are there. */
  readonly readers: readonly string[];
  /** Names of the readers that galss.ini goes by. */
  readonly named: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface SentinelVerdict {
  readonly memory: SentinelMemory;
  /** What got worse; mostly nothing. */
  readonly worse: readonly Check[];
  /** Something is suspected: a second look is due then, in milliseconds from now. */
  readonly againIn: number | null;
}

/** A problem is told when it is still there after this time: readers and programs come and go. */
export const CONFIRM_MS = 10 * 60_000;
export const DAY_MS = 24 * 60 * 60_000;
/** A problem that was away for less than this is no new one. */
const FORGOTTEN_AFTER_MS = 7 * DAY_MS;
/** The smallest span between two looks that counts as two: timers are not exact. */
const SECOND_LOOK_MS = CONFIRM_MS - 60_000;
const MOST_READERS = 64;

/** The launcher says these as they happen; the program's own settings are told where they are refused. */
const SECTIONS: ReadonlySet<Check['section']> = new Set(['cpx', 'ssv', 'srvsvcnam', 'workstation']);
/** These follow from a reader that is not plugged in, or from which programs are open just now. */
const PASSING: ReadonlySet<string> = new Set([
  'USB-VEILLE',
  'ACCESSOIRE-MAC',
  'LECTEUR-PRIS',
  'DMPCONNECT-MUET',
]);
/** galss.ini names a reader that is not there: nothing wrong as long as that reader has only been taken along. */
const OF_AN_ABSENT_READER: ReadonlySet<string> = new Set(['GALSS-LECTEUR-ABSENT', 'GALSS-FANTOME']);
/** Only where both cards lie in the wrong readers: one may have been put there by mistake. */
const ONLY_WHEN_CERTAIN: ReadonlySet<string> = new Set(['GALSS-CANAUX-INVERSES']);

/** One look, after the last one; null is the first of all, which only learns how the workstation is. */
export function sentinelLook(memory: SentinelMemory | null, look: SentinelLook): SentinelVerdict {
  const { now } = look;
  const readers = withReaders(memory, look);
  const isMoved = isReplaced(readers, look);
  const problems = look.checks.filter((check) => isWorthAWord(check, isMoved));
  const keys = new Map(problems.map((check) => [keyOf(check), check]));
  if (memory === null) {
    // A state with a fault of an absent reader is how it is found, too.
    const all = look.checks.filter(isProblem).map((check) => [keyOf(check), now] as const);
    return {
      memory: { known: Object.fromEntries(all), suspected: {}, readers, lookedAt: now },
      worse: [],
      againIn: null,
    };
  }
  const known: Record<string, number> = {};
  for (const [key, seen] of Object.entries(memory.known)) {
    const last = keys.has(key) ? now : seen;
    if (now - last < FORGOTTEN_AFTER_MS) known[key] = last;
  }
  const suspected: Record<string, number> = {};
  const worse: Check[] = [];
  for (const [key, check] of keys) {
    if (key in known) continue;
    const since = memory.suspected[key] ?? now;
    if (now - since >= SECOND_LOOK_MS) {
      worse.push(check);
      known[key] = now;
    } else suspected[key] = since;
  }
  return {
    memory: { known, suspected, readers, lookedAt: now },
    worse,
    againIn: Object.keys(suspected).length > 0 ? CONFIRM_MS : null,
  };
}

/** Whether a look that was due at `dueAt`, a day ahead at most, is due by the clock as it is now. */
export function isLookDue(dueAt: number, now: number): boolean {
  // A clock that was set back must not silence it.
  return now >= dueAt || dueAt - now > DAY_MS;
}

function isProblem({ result, section }: Check): boolean {
  return (result === 'fix' || result === 'watch') && SECTIONS.has(section);
}

function isWorthAWord(check: Check, isMoved: boolean): boolean {
  if (!isProblem(check) || PASSING.has(check.code)) return false;
  if (ONLY_WHEN_CERTAIN.has(check.code)) return check.result === 'fix';
  return isMoved || !OF_AN_ABSENT_READER.has(check.code);
}

/** A reader is there that was not before, or the file names one that never was: none has only been taken along. */
function isReplaced(seen: SentinelMemory['readers'], { readers, named, now }: SentinelLook): boolean {
  const isNew = (name: string): boolean => {
    const first = seen[markOf(name)] ?? 0;
    return first > 0 && now - first < DAY_MS;
  };
  return readers.some(isNew) || named.some((name) => !(markOf(name) in seen));
}

/** By code: a channel's number or the order of the findings may move without anything getting worse. */
function keyOf({ section, code }: Check): string {
  return `${section} ${code}`;
}

function withReaders(
  memory: SentinelMemory | null,
  { readers, named, now }: SentinelLook,
): SentinelMemory['readers'] {
  const seen = new Map(Object.entries(memory?.readers ?? {}));
  // The first look takes what the file names for readers that were there once.
  for (const name of memory === null ? [...readers, ...named] : readers) {
    const mark = markOf(name);
    if (!seen.has(mark)) seen.set(mark, memory === null ? 0 : now);
  }
  return Object.fromEntries([...seen].slice(-MOST_READERS));
}

/** A reader's name may hold its serial number, which no file of ours keeps: only a mark of it (FNV-1a, 32 bits). */
function markOf(name: string): string {
  let hash = 0x811c9dc5;
  for (const unit of name.trim().toLowerCase())
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `r${hash.toString(16).padStart(8, '0')}`;
}
