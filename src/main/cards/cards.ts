import type { VitaleReading } from '../../domain/identity/beneficiary.ts';
import { failure } from '../../domain/failures/index.ts';
import type { CardPresence } from '../../domain/launch/launch-policy.ts';
import { failed, type Result } from '../../domain/result.ts';
import { canSignIn, type CardKind } from '../../domain/readers/card-kinds.ts';
import { isCardReader, mayBeVitale } from '../../domain/readers/classify.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';
import type { Logger } from '../base/log.ts';
import type { NativeProcess } from '../processes/native-process.ts';
import { inUtilityProcess, type NativeEdition } from '../processes/utility-process.ts';

/** A read takes a quarter of a second; beyond this the reader or its driver is stuck. */
const READ_DEADLINE_MS = 15_000;

/** How long the process may take to say that it still turns. */
const TURNS_DEADLINE_MS = 5_000;

/** A card with the name that this program's life has for its insertion. */
export interface SeenCard extends CardPresence {
  readonly insertion: number;
  readonly kind: CardKind;
  readonly atr: string;
}

export interface CardsEvents {
  readonly onChange: () => void;
}

/** What main knows of readers and cards, and the reading of a Vitale. */
export class Cards {
  readonly #process: NativeProcess<'cards'>;
  readonly #events: CardsEvents;
  #snapshot: ReadersSnapshot | null = null;
  /** Insertion numbers begin anew with every process: this tells them apart. */
  #life = 0;
  /** Insertions of cards that may be a Vitale, since the program's start. */
  #vitaleArrivals = 0;
  readonly #reads = new Set<Promise<unknown>>();
  readonly #holds = new Set<Promise<unknown>>();
  #asked = false;

  constructor(edition: NativeEdition, events: CardsEvents, log: Logger) {
    this.#events = events;
    this.#process = inUtilityProcess('cards', edition, log, {
      onEvent: (_name, payload) => {
        const before = new Set(this.vitales.map(({ key }) => key));
        this.#snapshot = payload;
        this.#vitaleArrivals += this.vitales.filter(({ key }) => !before.has(key)).length;
        events.onChange();
      },
      onEnded: () => {
        this.#life++;
        this.#forget();
      },
    });
  }

  get snapshot(): ReadersSnapshot | null {
    return this.#snapshot;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Every card in every reader; what Windows keeps in readers of its own making is none. */
  get all(): readonly SeenCard[] {
    return this.#seen();
  }

  /** Cards that are or may be a Vitale. */
  get vitales(): readonly SeenCard[] {
    return this.#seen().filter((card) => mayBeVitale(card.reader, card));
  }

  /** Grows with every card that may be a Vitale: also with one that has come and gone between two looks. */
  get vitaleArrivals(): number {
    return this.#vitaleArrivals;
  }

  /** Practitioners' cards that can sign in. */
  get practitioners(): readonly SeenCard[] {
    return this.#seen().filter(({ kind }) => canSignIn(kind));
  }

  /** The reader on which a practitioner's card lies where it cannot sign in. */
  get laidOnContactless(): string | null {
    return this.#seen().find(({ kind }) => kind === 'cps3-contactless')?.reader ?? null;
  }

  /** Cards that no table knows, whoever's they are. */
  get unrecognised(): readonly SeenCard[] {
    return this.#seen().filter(({ kind }) => kind === 'unknown');
  }

  start(): void {
    this.#process.start();
  }

  stop(): void {
    this.#process.stop();
  }

  /**
   * Asks the process whether it still turns; without an answer in time it is ended and started again (`NativeProcess`).
   * Asked when somebody looks at the program: one that hangs while nobody is there harms nobody, and its end is told
   * by the system.
   */
  askWhetherItTurns(): void {
    if (this.#asked) return;
    this.#asked = true;
    void this.#process.request('ping', {}, TURNS_DEADLINE_MS).then(() => {
      this.#asked = false;
    });
  }

  /** Reads the Vitale of one insertion. */
  async read(card: CardPresence): Promise<Result<VitaleReading>> {
    while (this.#holds.size > 0) await Promise.all(this.#holds);
    const seen = this.#seen().find(({ key }) => key === card.key);
    if (seen === undefined) return failed(failure('VITALE-CHANGEE'));
    const { reader, insertion } = seen;
    const read = this.#process.request('readVitale', { reader, insertion }, READ_DEADLINE_MS);
    this.#reads.add(read);
    try {
      return await read;
    } finally {
      this.#reads.delete(read);
    }
  }

  /** Answers when no read of ours is under way: our transaction would hold up other components. */
  async idle(): Promise<void> {
    while (this.#reads.size > 0) await Promise.all(this.#reads);
  }

  /**
   * Does something during which no read of ours is under way: another component has the cards. Reads asked for
   * meanwhile wait for its end; so does the next holder (the vendor's library and the site's component are two).
   * @param work never rejects
   */
  async holdWhile<T>(work: () => Promise<T>): Promise<T> {
    // Held before waiting for the reads under way, so that none can begin in between.
    const held = Promise.all([this.idle(), ...this.#holds]).then(work);
    this.#holds.add(held);
    try {
      return await held;
    } finally {
      this.#holds.delete(held);
    }
  }

  /** With the process its knowledge of the cards has gone; those that are still there come back as «already there». */
  #forget(): void {
    this.#snapshot = null;
    this.#events.onChange();
  }

  #seen(): SeenCard[] {
    const readers = (this.#snapshot?.readers ?? []).filter(isCardReader);
    return readers.flatMap(({ name, card }) =>
      card === null
        ? []
        : [
            {
              key: `${String(this.#life)}.${String(card.insertion)}.${name}`,
              reader: name,
              insertion: card.insertion,
              seenInserted: card.seenInserted,
              kind: card.kind,
              atr: card.atr,
            },
          ],
    );
  }
}
