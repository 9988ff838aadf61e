import {
  advance,
  INITIAL_LAUNCH_STATE,
  type LaunchEffect,
  type LaunchEvent,
  type LaunchRules,
  type LaunchState,
} from '../../domain/launch/launch-policy.ts';
import type { Logger } from '../base/log.ts';

/** One function for each effect of the launch policy. */
export type EffectHandlers = {
  readonly [Type in LaunchEffect['type']]: (
    effect: Extract<LaunchEffect, { readonly type: Type }>,
  ) => void | Promise<void>;
};

export interface LaunchQueueParts {
  /** The rules in force, asked at every event. */
  readonly rules: () => LaunchRules;
  readonly handlers: EffectHandlers;
  /** The state has moved on; its effects are carried out after this. */
  readonly onStep: (before: LaunchState, after: LaunchState) => void;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Feeds what happens into the launch policy and carries out what that decides, one effect after the other, so that a
 * session is destroyed before the next one starts.
 */
export class LaunchQueue {
  readonly #parts: LaunchQueueParts;
  #state: LaunchState = INITIAL_LAUNCH_STATE;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: LaunchQueueParts) {
    this.#parts = parts;
  }

  get state(): LaunchState {
    return this.#state;
  }

  /** Something happened. */
  dispatch(event: LaunchEvent): void {
    if (this.#stopped) return;
    const before = this.#state;
    const { state, effects } = advance(before, event, this.#parts.rules());
    this.#state = state;
    for (const effect of effects) this.#enqueue(effect);
    this.#parts.onStep(before, state);
  }

  /** Nothing that happens from now on changes anything. */
  stop(): void {
    this.#stopped = true;
  }

  /** Effects wait for one another; what they await is short, and an error in one does not stop the next. */
  #enqueue(effect: LaunchEffect): void {
    this.#work = this.#work
      .then(() => this.#carryOut(effect))
      .catch((error: unknown) => {
        this.#parts.log.error({ effect: effect.type, error: String(error) }, 'effect not carried out');
      });
  }

  #carryOut(effect: LaunchEffect): void | Promise<void> {
    // Each effect goes to the handler of its own type: the compiler does not see that the two belong together.
    const handler = this.#parts.handlers[effect.type] as (effect: LaunchEffect) => void | Promise<void>;
    return handler(effect);
  }
}
