/**
 * How many PINs have been handed to which physical card, whoever asked for them: the browser engine, or the vendor's
 * library. A card is told by its token's serial, else by its label, else by where it lies; where nothing tells two
 * cards apart they count as one, which asks and warns sooner and never later.
 */

/** A practitioner's card in a PC/SC reader. */
export interface CardInReader {
  /** Unique for every insertion of the program's life. */
  readonly insertion: string;
  /** False for one that was there when watching began, or began again. */
  readonly seenInserted: boolean;
  /** False for a card of an unknown kind, which may be a practitioner's. */
  readonly sure: boolean;
}

/** A reader that PC/SC shows now; `card` is null while no practitioner's card is in it. */
export interface ReaderNow {
  readonly reader: string;
  readonly card: CardInReader | null;
}

/** What the Cryptolib says of one card. */
export interface KnownToken {
  readonly serial: string;
  readonly label: string;
  /** Where it lies; null where several cards are in and the library's slots do not tell. */
  readonly insertion: string | null;
}

/** The card that a PIN is for, as far as it can be told. */
export interface PinTarget {
  readonly serial: string | null;
  readonly label: string | null;
  /** The insertions of which it is one; empty when PC/SC shows no practitioner's card. */
  readonly insertions: readonly string[];
}

/** What has been handed to one card. */
export interface PinTries {
  /** PINs handed over since the card was last seen out of its reader, and not proven right. */
  readonly sinceInsertion: number;
  /** PINs handed over and not proven right, whatever was inserted since. */
  readonly unproven: number;
}

interface LedgerEntry extends PinTries {
  readonly serial: string | null;
  readonly label: string | null;
  /** The insertions of which it is one: none once it was seen out, null while watching was interrupted. */
  readonly mayBe: readonly string[] | null;
  /** The readers of these insertions, also of those before an interruption. */
  readonly readers: readonly string[];
}

export interface PinLedger {
  readonly entries: readonly LedgerEntry[];
  /** What PC/SC shows; null while it shows nothing (the service or our own process is away). */
  readonly readers: readonly ReaderNow[] | null;
}

export const EMPTY_PIN_LEDGER: PinLedger = { entries: [], readers: null };

/** Every card in a reader that is or may be a practitioner's. */
export function allInsertions({ readers }: Pick<PinLedger, 'readers'>): readonly string[] {
  return (readers ?? []).flatMap(({ card }) => (card === null ? [] : [card.insertion]));
}

/** The practitioners' cards that are in readers now; where there is none, the cards of an unknown kind. */
export function insertionsNow({ readers }: Pick<PinLedger, 'readers'>): readonly string[] {
  const sure = (readers ?? []).filter(({ card }) => card?.sure === true);
  return allInsertions({ readers: sure.length > 0 ? sure : readers });
}

/**
 * PC/SC shows other readers or cards. A budget comes back only for a card that was seen out of its very reader: not
 * for one whose reader was unplugged, nor when PC/SC or our own process went away and came back.
 */
export function readersSeen(ledger: PinLedger, readers: readonly ReaderNow[] | null): PinLedger {
  const entries = ledger.entries.map((entry): LedgerEntry => {
    if (readers === null) return entry.mayBe?.length === 0 ? entry : { ...entry, mayBe: null };
    const followed = entry.mayBe === null ? entry : follow(entry, ledger.readers ?? [], readers);
    return followed.mayBe === null ? findAgain(followed, readers) : followed;
  });
  return { entries, readers };
}

/** One step of uninterrupted watching: which of its insertions are still there, which were seen to go. */
function follow(entry: LedgerEntry, before: readonly ReaderNow[], now: readonly ReaderNow[]): LedgerEntry {
  if (entry.mayBe === null || entry.mayBe.length === 0) return entry;
  const left: string[] = [];
  for (const insertion of entry.mayBe) {
    const place = before.find(({ card }) => card?.insertion === insertion);
    const reader = now.find((each) => each.reader === place?.reader);
    // The reader was unplugged, or the watch began anew: nobody saw the card leave.
    if (reader === undefined) return { ...entry, mayBe: null };
    if (reader.card?.insertion === insertion) left.push(insertion);
    else if (reader.card?.seenInserted === false) return { ...entry, mayBe: null };
  }
  return left.length === 0 ? seenOut(entry) : { ...entry, mayBe: left };
}

/** After an interruption: what lies in the same reader may be the same card; without any card at all it is out. */
function findAgain(entry: LedgerEntry, now: readonly ReaderNow[]): LedgerEntry {
  const own = now.filter(({ reader }) => entry.readers.includes(reader));
  if (entry.readers.length === 0 || own.length < entry.readers.length) return entry;
  const inOwn = allInsertions({ readers: own });
  const mayBe = inOwn.length > 0 ? inOwn : allInsertions({ readers: now });
  return mayBe.length === 0 ? seenOut(entry) : { ...entry, mayBe, readers: readersOf(mayBe, now) };
}

function seenOut(entry: LedgerEntry): LedgerEntry {
  return { ...entry, mayBe: [], sinceInsertion: 0 };
}

function readersOf(insertions: readonly string[], now: readonly ReaderNow[]): readonly string[] {
  return now
    .filter(({ card }) => card !== null && insertions.includes(card.insertion))
    .map(({ reader }) => reader);
}

/** The Cryptolib has told which cards are there: entries learn whose they are, and where those are. */
export function tokensTold(ledger: PinLedger, tokens: readonly KnownToken[]): PinLedger {
  const named = ledger.entries
    .map((entry) => nameEntry(entry, tokens))
    .map((entry) => placeEntry(entry, tokens, ledger));
  const merged: LedgerEntry[] = [];
  for (const entry of named) {
    const same = merged.findIndex(({ serial }) => serial !== null && serial === entry.serial);
    const other = merged[same];
    if (other === undefined) merged.push(entry);
    else merged[same] = join(other, entry);
  }
  return { ...ledger, entries: merged };
}

function nameEntry(entry: LedgerEntry, tokens: readonly KnownToken[]): LedgerEntry {
  if (entry.serial !== null) return entry;
  const [only] = entry.mayBe ?? [];
  const found =
    entry.label === null
      ? tokens.filter(
          ({ insertion }) => insertion !== null && insertion === only && entry.mayBe?.length === 1,
        )
      : tokens.filter(({ label }) => label === entry.label);
  const [token] = found;
  return token === undefined || found.length > 1
    ? entry
    : { ...entry, serial: token.serial, label: token.label };
}

function placeEntry(entry: LedgerEntry, tokens: readonly KnownToken[], ledger: PinLedger): LedgerEntry {
  if (entry.serial === null) return entry;
  const own = tokens.find(({ serial }) => serial === entry.serial);
  if (own !== undefined && own.insertion !== null) {
    // Put back since it was seen out: the budget that came with it stays.
    const mayBe = [own.insertion];
    return { ...entry, mayBe, readers: readersOf(mayBe, ledger.readers ?? []) };
  }
  if (entry.mayBe === null || entry.mayBe.length === 0) return entry;
  const others = tokens.filter(({ serial }) => serial !== entry.serial).map(({ insertion }) => insertion);
  const mayBe = entry.mayBe.filter((insertion) => !others.includes(insertion));
  // Another card lies in its reader: it has left it.
  return mayBe.length === 0 ? seenOut(entry) : { ...entry, mayBe };
}

function join(one: LedgerEntry, other: LedgerEntry): LedgerEntry {
  return {
    ...one,
    sinceInsertion: one.sinceInsertion + other.sinceInsertion,
    unproven: one.unproven + other.unproven,
  };
}

/** A PIN was handed to a card. It counts as wrong until it is proven right. */
export function pinHandedOver(ledger: PinLedger, target: PinTarget): PinLedger {
  const known = ledger.entries.find((entry) => isSame(entry, target));
  const entry: LedgerEntry = {
    serial: target.serial ?? known?.serial ?? null,
    label: target.label ?? known?.label ?? null,
    mayBe: target.insertions.length > 0 ? target.insertions : null,
    readers: readersOf(target.insertions, ledger.readers ?? []),
    sinceInsertion: (known?.sinceInsertion ?? 0) + 1,
    unproven: (known?.unproven ?? 0) + 1,
  };
  return { ...ledger, entries: [...ledger.entries.filter((each) => each !== known), entry] };
}

/** What was handed to a card was right: its counter is full again. */
export function pinProvenRight(ledger: PinLedger, target: PinTarget): PinLedger {
  return { ...ledger, entries: ledger.entries.filter((entry) => !isSame(entry, target)) };
}

/** What counts against a card: everything that may have been handed to it. */
export function triesOf({ entries }: PinLedger, target: PinTarget): PinTries {
  const own = entries.filter((entry) => mayBeSame(entry, target));
  return {
    sinceInsertion: sum(
      own.filter((entry) => entry.mayBe === null || isSame(entry, target) || overlaps(entry.mayBe, target)),
      'sinceInsertion',
    ),
    unproven: sum(own, 'unproven'),
  };
}

function sum(entries: readonly LedgerEntry[], what: keyof PinTries): number {
  return entries.reduce((total, entry) => total + entry[what], 0);
}

/** Whether an entry is surely of this card. */
function isSame(entry: LedgerEntry, target: PinTarget): boolean {
  if (entry.serial !== null && target.serial !== null) return entry.serial === target.serial;
  if (entry.label !== null && target.label !== null) return entry.label === target.label;
  const mayBe = entry.mayBe ?? [];
  const alike =
    mayBe.length === target.insertions.length && mayBe.every((each) => target.insertions.includes(each));
  const nameless = [entry.serial, entry.label, target.serial, target.label].every((name) => name === null);
  // One place holds one card; several, only what nothing else tells apart.
  return alike && (mayBe.length === 1 || (mayBe.length > 1 && nameless));
}

/** Whether an entry may be of this card: nothing tells them apart. */
function mayBeSame(entry: LedgerEntry, target: PinTarget): boolean {
  if (entry.serial !== null && target.serial !== null) return entry.serial === target.serial;
  if (entry.label !== null && target.label !== null) return entry.label === target.label;
  // Two cards that lie in two readers at this moment are two.
  const elsewhere =
    (entry.mayBe?.length ?? 0) > 0 && target.insertions.length > 0 && !overlaps(entry.mayBe, target);
  return !elsewhere;
}

function overlaps(mayBe: readonly string[] | null, { insertions }: PinTarget): boolean {
  return mayBe?.some((insertion) => insertions.includes(insertion)) === true;
}
