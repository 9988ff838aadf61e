import { COMPONENT_NAMES, type ComponentRequest, type JsonObject } from '../../domain/site/lecture-vitale.ts';
import { failure } from '../../domain/failures/index.ts';
import { failed, type Result } from '../../domain/result.ts';
import { onAbort } from '../../system/guarded.ts';

/** Requests that may wait at a time; a page that works sends one. */
const LONGEST_QUEUE = 16;

/** What the queue needs of the rest of the program. */
export interface QueueParts {
  /** Carries one request to its component. */
  readonly call: (request: ComponentRequest) => Promise<Result<JsonObject>>;
  /** Ends what a component is doing. */
  readonly abandon: () => Promise<unknown>;
  /** Keeps our own reader code off the cards while the work goes on. */
  readonly holdCards: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * The pages' requests to the components, one at a time: a card has one reader, and two programs at it would only
 * hold each other up. A request whose page has gone is not begun, or ended at once.
 */
export class ComponentQueue {
  readonly #parts: QueueParts;
  #last: Promise<unknown> = Promise.resolve();
  #length = 0;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  /** Never rejects; SRVSVCNAM-ARRETE once `wanted` is aborted. */
  async ask(request: ComponentRequest, wanted: AbortSignal): Promise<Result<JsonObject>> {
    if (this.#length >= LONGEST_QUEUE) return failed(componentFailure('SRVSVCNAM-OCCUPE', request));
    this.#length++;
    const answer = this.#last.then(() => this.#run(request, wanted));
    this.#last = answer;
    try {
      return await answer;
    } finally {
      this.#length--;
    }
  }

  async #run(request: ComponentRequest, wanted: AbortSignal): Promise<Result<JsonObject>> {
    const unwanted = failed(componentFailure('SRVSVCNAM-ARRETE', request));
    const call = async (): Promise<Result<JsonObject>> => {
      if (wanted.aborted) return unwanted;
      const abandon = (): void => void this.#parts.abandon();
      const answered = onAbort(wanted, abandon);
      try {
        return await this.#parts.call(request);
      } finally {
        answered();
      }
    };
    if (wanted.aborted) return unwanted;
    // Asking a component for its version is the one service known to need no card.
    return request.service === 'version' ? call() : this.#parts.holdCards(call);
  }
}

function componentFailure(
  code: 'SRVSVCNAM-OCCUPE' | 'SRVSVCNAM-ARRETE',
  { host }: ComponentRequest,
): ReturnType<typeof failure> {
  return failure(code, { component: COMPONENT_NAMES[host] });
}
