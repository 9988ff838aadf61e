/** The `CardService` of the operating system, on top of the PC/SC functions. */
import { success, type Result } from '../../domain/result.ts';
import {
  isTooMany,
  PNP_NOTIFICATION,
  SCARD_E_CANCELLED,
  SCARD_E_NO_READERS_AVAILABLE,
  SCARD_E_TIMEOUT,
  SCARD_E_UNKNOWN_READER,
  SCARD_S_SUCCESS,
  SCARD_STATE_CHANGED,
  SCARD_STATE_UNAWARE,
  SCARD_STATE_UNKNOWN,
} from './codes.ts';
import type { CardService, ObservedReader, ReaderWatch } from './port.ts';
import {
  observed,
  refused,
  refusedService,
  Swaps,
  withoutChange,
  type ServiceInUse,
  type WinscardServiceOptions,
} from './service-in-use.ts';
import { connectShared } from './system-card.ts';
import type { Handle, ReaderStateOut } from './winscard.ts';

/**
 * Longest wait in one call, in milliseconds. The wait ends by itself when something happens; this is only an
 * insurance against a reader plugged in between listing the readers and waiting, which pcsc-lite before 2.1
 * does not report.
 */
const LONG_WAIT_MS = 60_000;
/** After a reader came or went others often follow (a hub, a dock): look again soon, a few times. */
const AFTER_PLUG_WAIT_MS = 500;
const AFTER_PLUG_LOOKS = 4;
/** macOS does not know the plug-and-play pseudo-reader: there, and only there, the list is read every second. */
const NO_PNP_WAIT_MS = 1_000;
/** A driver whose waits return at once without news must not eat the processor. */
const EMPTY_RETURNS = 10;
const EMPTY_RETURN_PAUSE_MS = 200;
/**
 * A plug-and-play pseudo-reader that is always "changed" (562,733 calls in 2 s) is left out of the waits for so many
 * of them; until then the list is read every second, as on macOS.
 */
const WAITS_WITHOUT_PNP = 300;
/** More names than this in one call are refused: pcsc-lite's own limit, and the constant of Microsoft's headers. */
const MOST_AT_ONCE = [16, 10] as const;
/** A cancel that comes just before the other thread starts to wait is lost: it is repeated after this. */
const CANCEL_AGAIN_MS = 20;
/** At the end of the process nobody can be asked whether the wait has ended, and the process would last as long as it. */
const CANCELS_AT_END = 3;

/** A `CardService` that speaks to the system's service. */
export function createWinscardService(given: WinscardServiceOptions): CardService {
  const options = { ...given, swaps: new Swaps() };
  const { api } = options;
  const contexts = new Set<Handle>();

  const release = async (context: Handle): Promise<void> => {
    contexts.delete(context);
    await api.releaseContext(context);
  };
  const establish = async (): Promise<Result<Handle>> => {
    const { code, value } = await api.establishContext();
    if (code !== SCARD_S_SUCCESS) return refusedService(code, options);
    contexts.add(value);
    return success(value);
  };

  return {
    openWatch: async () => {
      const context = await establish();
      if (!context.ok) return context;
      return success(new SystemWatch(options, context.value, () => release(context.value)));
    },
    connect: async (reader) => {
      // A context of its own: a waiting SCardGetStatusChange locks the one that it uses.
      const context = await establish();
      if (!context.ok) return context;
      const card = await connectShared(options, context.value, reader, () => release(context.value));
      if (!card.ok) await release(context.value);
      return card;
    },
    cancelAll: () => {
      for (let time = 0; time < CANCELS_AT_END && contexts.size > 0; time += 1) {
        if (time > 0) rest(CANCEL_AGAIN_MS);
        for (const context of contexts) api.cancel(context);
      }
    },
  };
}

/** Holds up this thread, whose process is ending. */
function rest(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

class SystemWatch implements ReaderWatch {
  readonly #options: ServiceInUse;
  readonly #context: Handle;
  readonly #release: () => Promise<void>;
  /** Last known event state of each reader; `null` before the first look. */
  #known: ReadonlyMap<string, number> | null = null;
  /** Event state of the plug-and-play pseudo-reader; `null` where it is not supported. */
  #pnp: number | null = SCARD_STATE_UNAWARE;
  #looksAfterPlug = 0;
  #emptyReturns = 0;
  /** How many waits more go without the pseudo-reader, which tells of news that are none. */
  #pnpRests = 0;
  /** How many names one call takes, once the service has refused more. */
  #atOnce = Number.POSITIVE_INFINITY;
  #waiting = false;
  #closed = false;

  constructor(options: ServiceInUse, context: Handle, release: () => Promise<void>) {
    this.#options = options;
    this.#context = context;
    this.#release = release;
  }

  async next(): Promise<Result<readonly ObservedReader[]>> {
    if (this.#isClosed()) return refused(SCARD_E_CANCELLED, 'service');
    this.#waiting = true;
    const result = this.#known === null ? await this.#firstLook() : await this.#waitForNews(this.#known);
    this.#waiting = false;
    if (this.#isClosed()) void this.#release();
    return result;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // While a call waits in the context, releasing it would wait too: the call's end releases it.
    if (this.#waiting) void this.#cancelUntilEnded();
    else void this.#release();
  }

  async #cancelUntilEnded(): Promise<void> {
    while (this.#waiting) {
      this.#options.api.cancel(this.#context);
      await this.#options.pause(CANCEL_AGAIN_MS);
    }
  }

  // A method, since narrowing does not see that `close` runs during an await.
  #isClosed(): boolean {
    return this.#closed;
  }

  async #firstLook(): Promise<Result<readonly ObservedReader[]>> {
    if (this.#options.apple === true) {
      // Asked for the pseudo-reader, it answers in one of several ways, some of which look like one that works.
      this.#pnp = null;
      return this.#look();
    }
    const probe = await this.#options.api.getStatusChange(this.#context, 0, [
      { name: PNP_NOTIFICATION, currentState: SCARD_STATE_UNAWARE },
    ]);
    const [answer] = probe.value;
    const unsupported =
      probe.code === SCARD_E_UNKNOWN_READER || ((answer?.eventState ?? 0) & SCARD_STATE_UNKNOWN) !== 0;
    this.#pnp = unsupported ? null : withoutChange(answer?.eventState ?? SCARD_STATE_UNAWARE);
    return this.#look();
  }

  async #waitForNews(known: ReadonlyMap<string, number>): Promise<Result<readonly ObservedReader[]>> {
    const readers = [...known].map(([name, currentState]) => ({ name, currentState }));
    const pnp = this.#pnpInUse();
    const room = pnp === null ? this.#atOnce : this.#atOnce - 1;
    const asked = readers.slice(0, room);
    const partial = asked.length < readers.length;
    if (pnp !== null) asked.push({ name: PNP_NOTIFICATION, currentState: pnp });
    if (asked.length === 0) {
      await this.#options.pause(NO_PNP_WAIT_MS);
      return this.#look();
    }
    const wait = partial ? NO_PNP_WAIT_MS : this.#longestWait(pnp);
    const { code, value } = await this.#options.api.getStatusChange(this.#context, wait, asked);
    if (isTooMany(code) && this.#learnLimit(asked.length)) return this.#look();
    if (code !== SCARD_S_SUCCESS && code !== SCARD_E_TIMEOUT && !isAboutReaders(code)) {
      return refusedService(code, this.#options);
    }
    const pnpState = value.find(({ name }) => name === PNP_NOTIFICATION);
    if (this.#pnp !== null && pnpState !== undefined) this.#pnp = withoutChange(pnpState.eventState);
    const looked = await this.#look();
    await this.#restAfterEmptyReturns(code !== SCARD_E_TIMEOUT && sameStates(known, this.#known), pnpState);
    return looked;
  }

  /** Lists the readers and asks for the state of each, without waiting. */
  async #look(): Promise<Result<readonly ObservedReader[]>> {
    const listed = await this.#options.api.listReaders(this.#context);
    if (listed.code !== SCARD_S_SUCCESS && listed.code !== SCARD_E_NO_READERS_AVAILABLE) {
      return refusedService(listed.code, this.#options);
    }
    const names = listed.code === SCARD_S_SUCCESS ? listed.value : [];
    this.#noteList(names);
    const states = await this.#statesOf(names);
    if (!states.ok) return states;
    this.#known = new Map(states.value.map(({ name, eventState }) => [name, withoutChange(eventState)]));
    return success(states.value.map((state) => observed(state, this.#options)));
  }

  /** The states of these readers now, in as many calls as the service wants. */
  async #statesOf(names: readonly string[]): Promise<Result<readonly ReaderStateOut[]>> {
    const states: ReaderStateOut[] = [];
    while (states.length < names.length) {
      const asked = names
        .slice(states.length, states.length + this.#atOnce)
        .map((name) => ({ name, currentState: SCARD_STATE_UNAWARE }));
      const { code, value } = await this.#options.api.getStatusChange(this.#context, 0, asked);
      if (isTooMany(code) && this.#learnLimit(asked.length)) continue;
      // A reader went between the two calls: the next look will not list it any more.
      if (code !== SCARD_S_SUCCESS && code !== SCARD_E_TIMEOUT && !isAboutReaders(code))
        return refusedService(code, this.#options);
      states.push(...value);
    }
    return success(states);
  }

  /** Takes note that so many names are too many; false when fewer cannot be asked for. */
  #learnLimit(refusedCount: number): boolean {
    if (refusedCount <= 1) return false;
    this.#atOnce = MOST_AT_ONCE.find((limit) => limit < refusedCount) ?? Math.floor(refusedCount / 2);
    return true;
  }

  /** The pseudo-reader's state to wait with; `null` where it is not supported, or for a while not to be believed. */
  #pnpInUse(): number | null {
    if (this.#pnpRests === 0) return this.#pnp;
    this.#pnpRests -= 1;
    return null;
  }

  #noteList(names: readonly string[]): void {
    const known = this.#known;
    const changed = known !== null && (names.length !== known.size || names.some((name) => !known.has(name)));
    this.#looksAfterPlug = changed ? AFTER_PLUG_LOOKS : Math.max(0, this.#looksAfterPlug - 1);
  }

  #longestWait(pnp: number | null): number {
    if (this.#looksAfterPlug > 0) return AFTER_PLUG_WAIT_MS;
    return pnp === null ? NO_PNP_WAIT_MS : LONG_WAIT_MS;
  }

  async #restAfterEmptyReturns(empty: boolean, pnp: ReaderStateOut | undefined): Promise<void> {
    this.#emptyReturns = empty ? this.#emptyReturns + 1 : 0;
    if (this.#emptyReturns <= EMPTY_RETURNS) return;
    if (pnp !== undefined && (pnp.eventState & SCARD_STATE_CHANGED) !== 0) {
      this.#pnpRests = WAITS_WITHOUT_PNP;
      this.#emptyReturns = 0;
    }
    await this.#options.pause(EMPTY_RETURN_PAUSE_MS);
  }
}

/** Whether two looks saw the same readers in the same states. */
function sameStates(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number> | null): boolean {
  return other?.size === one.size && [...one].every(([name, eventState]) => other.get(name) === eventState);
}

/** Codes that say something of the readers' list, not of the service. */
function isAboutReaders(code: number): boolean {
  return code === SCARD_E_UNKNOWN_READER || code === SCARD_E_NO_READERS_AVAILABLE;
}
