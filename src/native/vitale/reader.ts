/** The direct read of one insertion of a carte Vitale: one at a time per reader, all or nothing. */
import type { VitaleReading } from '../../domain/identity/beneficiary.ts';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { slotOfReader } from '../../domain/readers/classify.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { hex } from '../pcsc/hex.ts';
import type { Card, CardService, ObservedReader } from '../pcsc/port.ts';
import type { CurrentCard } from '../pcsc/transitions.ts';
import { decodeVitaleFiles, type VitaleFiles } from './decode-files.ts';
import { readVitaleFiles } from './read-files.ts';
import { within } from '../../system/deadline.ts';

/**
 * The whole read may take this long, in milliseconds; a good one takes a quarter of a second, and 19 people on a
 * slow reader some three. A call that hangs in a driver cannot be cut short, only no longer waited for.
 */
const DEADLINE_MS = 10_000;

/** "Retry a transmission error up to 3 times" (vitale-card.md). */
const RETRIES = 3;

/**
 * A service notices a removal with a delay: pcscd asks a reader every 400 ms. After a lost exchange nothing is
 * believed before this long has passed without news, in milliseconds.
 */
const REMOVAL_NOTICE_MS = 1_000;

export interface VitaleReaderOptions {
  readonly service: CardService;
  /** What the watch knows to be in this reader now. */
  readonly current: (reader: string) => CurrentCard | null;
  readonly deadlineMs?: number;
}

export interface VitaleReader {
  /** Reads the Vitale of one insertion; see `readVitale` of the contract. */
  read(reader: string, insertion: number): Promise<Result<VitaleReading>>;
  /** True while a read has not come back, even one that is no longer waited for. */
  busy(): boolean;
}

/** Progress of one read, shared with its deadline. */
interface Attempt {
  expired: boolean;
  exchanging: boolean;
}

/** A function, since narrowing does not see that the deadline passes during an await. */
function isExpired(attempt: Attempt): boolean {
  return attempt.expired;
}

/** Makes the reader of cards: reads of one PC/SC reader queue up, those of several run side by side. */
export function createVitaleReader(options: VitaleReaderOptions): VitaleReader {
  const last = new Map<string, Promise<unknown>>();
  let running = 0;
  const read: VitaleReader['read'] = (reader, insertion) => {
    const attempt: Attempt = { expired: false, exchanging: false };
    const before = last.get(reader) ?? Promise.resolve();
    running += 1;
    let leaving: Promise<void> = Promise.resolve();
    const reading = before.then(() =>
      readInsertion(options, reader, insertion, attempt, (left) => {
        leaving = left;
      }),
    );
    const over = (): Promise<void> =>
      leaving
        .catch(() => undefined)
        .then(() => {
          running -= 1;
        });
    // The next one waits for the end of this one, whatever the end was.
    last.set(reader, reading.then(over, over));
    return withDeadline(reading, attempt, options.deadlineMs ?? DEADLINE_MS);
  };
  return { read, busy: () => running > 0 };
}

function withDeadline(
  reading: Promise<Result<VitaleReading>>,
  attempt: Attempt,
  deadlineMs: number,
): Promise<Result<VitaleReading>> {
  return within(reading, deadlineMs, () => {
    attempt.expired = true;
    return failed(failure(attempt.exchanging ? 'VITALE-MUETTE' : 'CARTE-OCCUPEE'));
  });
}

async function readInsertion(
  { service, current }: VitaleReaderOptions,
  reader: string,
  insertion: number,
  attempt: Attempt,
  onLeaving: (left: Promise<void>) => void,
): Promise<Result<VitaleReading>> {
  const inserted = current(reader);
  if (attempt.expired || inserted?.insertion !== insertion) return failed(failure('VITALE-CHANGEE'));
  const refusal = refusalOf(inserted, reader);
  if (refusal !== null) return failed(refusal);

  const card = await service.connect(reader);
  if (!card.ok) return card;
  try {
    const files = await readConnected(card.value, inserted, attempt);
    if (!files.ok) return files;
    // Said last, by the watch: what was read belongs to a card that is still the one that was asked for.
    if (current(reader)?.insertion !== insertion) return failed(failure('VITALE-CHANGEE'));
    return readingOf(files.value);
  } finally {
    // Whose card it is can be said while it is let go of.
    onLeaving(card.value.disconnect());
  }
}

/** Why a card of this kind is not read at all. */
function refusalOf({ kind, atr }: CurrentCard, reader: string): Failure | null {
  if (kind === 'vitale-2') return null;
  if (kind === 'vitale-1') return failure('VITALE-1');
  if (kind === 'mute') return failure('VITALE-MUETTE');
  if (kind === 'unknown' && slotOfReader(reader).nature === 'contactless')
    return failure('CARTE-SANS-CONTACT', { reader });
  if (kind === 'unknown' || kind === 'virtual') return failure('VITALE-INCONNUE', { atr });
  return failure('VITALE-PROFESSIONNEL');
}

async function readConnected(
  card: Card,
  inserted: CurrentCard,
  attempt: Attempt,
): Promise<Result<VitaleFiles>> {
  const begun = await card.beginTransaction();
  if (!begun.ok) return begun;
  let files: Result<VitaleFiles>;
  let retries = 0;
  try {
    // The lock may come after nobody waits for the answer any more.
    if (isExpired(attempt)) return failed(failure('CARTE-OCCUPEE'));
    const before = checkSame(inserted, await card.observe());
    if (before !== null) return failed(before);
    attempt.exchanging = true;
    files = await readVitaleFiles(card);
    while (isLost(files) && retries < RETRIES && !isExpired(attempt)) {
      // From the first command again, not from the lost one: a card that was pulled out and put back, or another
      // one put in its place, would otherwise give the second half of what the first gave the beginning of.
      retries += 1;
      files = await readVitaleFiles(card);
    }
  } finally {
    await card.endTransaction();
  }
  // Looked at without the lock, since it may take a while after a lost exchange.
  const after = checkSame(inserted, await card.observe(retries > 0 ? REMOVAL_NOTICE_MS : 0));
  return after === null ? files : failed(after);
}

function isLost(files: Result<VitaleFiles>): boolean {
  return !files.ok && files.failure.code === 'VITALE-TRANSMISSION';
}

/** `null` when the reader still holds the card of this insertion. */
function checkSame(inserted: CurrentCard, observed: Result<ObservedReader>): Failure | null {
  if (!observed.ok) return observed.failure;
  const { presence, atr, eventCounter } = observed.value;
  if (presence !== 'present') return failure('VITALE-RETIREE');
  const same = hex(atr) === inserted.atr && eventCounter === inserted.eventCounter;
  return same ? null : failure('VITALE-CHANGEE');
}

function readingOf(files: VitaleFiles): Result<VitaleReading> {
  const content = decodeVitaleFiles(files);
  if (!content.ok) return content;
  // Nothing in the freely readable files tells a test card apart: the numbers do, and the rules of the INS judge.
  return success({ source: 'pcsc', card: 'vitale-2', test: null, ...content.value });
}
