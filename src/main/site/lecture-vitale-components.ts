import type { JsonObject, ComponentRequest } from '../../domain/site/lecture-vitale.ts';
import { success, type Result } from '../../domain/result.ts';
import type { Logger } from '../base/log.ts';
import type { NativeProcess } from '../processes/native-process.ts';
import { inUtilityProcess, type NativeEdition } from '../processes/utility-process.ts';
import { ComponentQueue } from './lecture-vitale-queue.ts';

/** The client gives a component up after 30 s and needs some 3 s to end it: beyond, the client itself is stuck. */
const CALL_DEADLINE_MS = 40_000;
const ABANDON_DEADLINE_MS = 5_000;

/** Keeps every read of ours out of the readers while some work is done: `Cards`. */
export interface CardHolder {
  holdWhile<T>(work: () => Promise<T>): Promise<T>;
}

/** SrvSVCNAM and DiagAM, behind a native process that starts with the first request of a page. */
export class LectureVitaleComponents {
  readonly #process: NativeProcess<'srvsvcnam'>;
  readonly #queue: ComponentQueue;

  constructor(cards: CardHolder, edition: NativeEdition, log: Logger) {
    this.#process = inUtilityProcess('srvsvcnam', edition, log);
    this.#queue = new ComponentQueue({
      call: (request) => this.#call(request),
      abandon: () => this.#abandon(),
      holdCards: (work) => cards.holdWhile(work),
    });
  }

  /** Carries a page's request; `wanted` is aborted when the page is no longer there. */
  ask(request: ComponentRequest, wanted: AbortSignal): Promise<Result<JsonObject>> {
    return this.#queue.ask(request, wanted);
  }

  /** Ends the process, and before it the component that it may be waiting for. */
  async stop(): Promise<void> {
    if (this.#process.pid !== undefined) await this.#abandon();
    this.#process.stop();
  }

  async #call({ host, message }: ComponentRequest): Promise<Result<JsonObject>> {
    const result = await this.#process.request('call', { host, message }, CALL_DEADLINE_MS);
    return result.ok ? success(result.value.answer) : result;
  }

  async #abandon(): Promise<void> {
    await this.#process.request('abandon', {}, ABANDON_DEADLINE_MS);
  }
}
