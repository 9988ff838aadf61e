/** The loop that keeps the readers' state up to date, through the loss and the return of the service. */
import type { Failure } from '../../domain/failures/index.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';
import type { CardService, ReaderWatch } from './port.ts';
import {
  currentCard,
  NOTHING_SEEN,
  observe,
  serviceLost,
  snapshotOf,
  type CurrentCard,
} from './transitions.ts';

/** First and longest pause between two tries while the service is down, in milliseconds. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

export interface WatchOptions {
  readonly service: CardService;
  /** Called at the start and after every change that main can see; never twice in a row with the same state. */
  readonly onSnapshot: (snapshot: ReadersSnapshot) => void;
  /** Steady clock in milliseconds. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface ReadersWatcher {
  /** The card that is in this reader now, or `null`. */
  current(reader: string): CurrentCard | null;
  /** Ends the watch at once; synchronous, so that it can be called while the process exits. */
  stop(): void;
  /** Resolves when the loop has ended. */
  readonly ended: Promise<void>;
}

/** Starts watching. It never gives up by itself: a lost service is asked for again until it is back. */
export function watchReaders(options: WatchOptions): ReadersWatcher {
  let tracking = NOTHING_SEEN;
  let lastSent = '';
  let open: ReaderWatch | null = null;
  let stopped = false;
  // A function, since narrowing does not see that `stop` runs while the loop awaits.
  const isStopped = (): boolean => stopped;

  const send = (snapshot: ReadersSnapshot): void => {
    const text = JSON.stringify(snapshot);
    if (text === lastSent || isStopped()) return;
    lastSent = text;
    options.onSnapshot(snapshot);
  };
  const lose = (failure: Failure): void => {
    tracking = serviceLost(tracking);
    // Windows ends its service with the last reader: what is missing is the reader.
    if (failure.code === 'LECTEUR-ABSENT') send({ service: 'running', failure: null, readers: [] });
    else send({ service: 'unavailable', failure, readers: [] });
  };

  /** Watches until the service is lost; tells whether it gave at least one answer. */
  async function watchOnce(): Promise<boolean> {
    const opened = await options.service.openWatch();
    if (!opened.ok) {
      lose(opened.failure);
      return false;
    }
    open = opened.value;
    let answered = false;
    while (!isStopped()) {
      const observed = await open.next();
      if (!observed.ok) {
        lose(observed.failure);
        break;
      }
      answered = true;
      tracking = observe(tracking, observed.value, options.now());
      send(snapshotOf(tracking));
    }
    open.close();
    open = null;
    return answered;
  }

  async function loop(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!isStopped()) {
      const answered = await watchOnce();
      pause = answered ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      if (!isStopped()) await options.pause(pause);
    }
  }

  const ended = loop();
  return {
    current: (reader) => currentCard(tracking, reader),
    stop: () => {
      stopped = true;
      open?.close();
    },
    ended,
  };
}

export type { CurrentCard };
