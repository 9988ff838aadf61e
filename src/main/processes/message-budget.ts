/** What a native process may send before it counts as broken: figures far above what a working one ever sends. */
const MESSAGE_LIMITS = {
  /** Messages outside the contract, in the whole life of one process. */
  strange: 20,
  /** Messages of any kind within `windowMs`: a busy morning gives a few dozen. */
  any: 200,
  windowMs: 1_000,
} as const;

/**
 * Counts what one native process sends. A process that floods or talks nonsense is ended before it fills the log or
 * holds up the main process; a new one takes its place.
 */
export class MessageBudget {
  #strange = 0;
  #inWindow = 0;
  #windowStart = Number.NEGATIVE_INFINITY;

  /** Counts a message at `now` (milliseconds of a clock that only goes forward); false once there are too many. */
  take(now: number): boolean {
    if (now - this.#windowStart >= MESSAGE_LIMITS.windowMs) {
      this.#windowStart = now;
      this.#inWindow = 0;
    }
    this.#inWindow += 1;
    return this.#inWindow <= MESSAGE_LIMITS.any;
  }

  /** Counts a message outside the contract; false once there are too many. */
  takeStrange(): boolean {
    this.#strange += 1;
    return this.#strange <= MESSAGE_LIMITS.strange;
  }
}
