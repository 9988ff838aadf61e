import { failure, type Failure } from '../domain/failures/index.ts';
import { failed, success, type Result } from '../domain/result.ts';
import {
  nativeContract,
  nativeMessageSchema,
  type EventName,
  type EventPayload,
  type NativeMessage,
  type NativeRole,
  type RequestMessage,
  type RequestName,
  type RequestParams,
  type RequestResult,
} from './native.ts';

/** Puts one message on its way to the process. */
export type Send = (message: RequestMessage) => void;

/** Hears the events of a role. */
export type OnEvent<Role extends NativeRole> = <Name extends EventName<Role>>(
  name: Name,
  payload: EventPayload<Role, Name>,
) => void;

/** A request's time, and what to do when it has passed without an answer. */
export interface Deadline {
  readonly milliseconds: number;
  readonly onPassed: () => void;
}

interface Waiting {
  readonly method: string;
  readonly settle: (result: Result<unknown>) => void;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
}

interface Schema {
  safeParse(input: unknown): { success: boolean; data?: unknown };
}

/**
 * Asks one native role and hears its answers, whatever carries the messages: Electron's channel to a utility process,
 * or frames on a child's standard streams. Requests never reject: they answer a Result.
 */
export class NativeClient<Role extends NativeRole> {
  readonly #role: Role;
  readonly #onEvent: OnEvent<Role>;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;

  constructor(role: Role, onEvent: OnEvent<Role> = () => undefined) {
    this.#role = role;
    this.#onEvent = onEvent;
  }

  /**
   * Sends a request; PROCESSUS-MUET once its deadline passes, PROCESSUS-REPONSE for an answer outside the contract.
   * @param deadline null where whoever started this process keeps the time
   */
  request<Name extends RequestName<Role>>(
    method: Name,
    params: RequestParams<Role, Name>,
    send: Send,
    deadline: Deadline | null,
  ): Promise<Result<RequestResult<Role, Name>>> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const overdue = (): void => {
        this.#settle(id, failed(this.#failure('PROCESSUS-MUET')));
        deadline?.onPassed();
      };
      this.#waiting.set(id, {
        method,
        timer: deadline === null ? undefined : setTimeout(overdue, deadline.milliseconds),
        // Checked against the contract of this very method in `#answered`.
        settle: (result) => resolve(result as Result<RequestResult<Role, Name>>),
      });
      send({ type: 'request', id, method, params });
    });
  }

  /** Takes what the process said; false for anything outside the contract, an answer that nobody awaits included. */
  receive(message: unknown): boolean {
    const parsed = nativeMessageSchema.safeParse(message);
    if (!parsed.success) return false;
    return parsed.data.type === 'event'
      ? this.#happened(parsed.data.name, parsed.data.payload)
      : this.#answered(parsed.data);
  }

  /** The process is gone: whatever was asked of it fails with PROCESSUS-ARRETE. */
  end(): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, failed(this.#failure('PROCESSUS-ARRETE')));
  }

  #happened(name: string, payload: unknown): boolean {
    const schemas: Readonly<Record<string, Schema>> = nativeContract[this.#role].events;
    const parsed = Object.hasOwn(schemas, name) ? schemas[name]?.safeParse(payload) : undefined;
    if (parsed?.success !== true) return false;
    this.#onEvent(name as EventName<Role>, parsed.data as EventPayload<Role, EventName<Role>>);
    return true;
  }

  #answered(answer: Exclude<NativeMessage, { type: 'event' }>): boolean {
    const waiting = this.#waiting.get(answer.id);
    if (waiting === undefined) return false;
    if (answer.type === 'failure') {
      this.#settle(answer.id, failed(answer.failure));
      return true;
    }
    const requests: Readonly<Record<string, { readonly result: Schema }>> =
      nativeContract[this.#role].requests;
    const parsed = requests[waiting.method]?.result.safeParse(answer.value);
    const isRight = parsed?.success === true;
    this.#settle(answer.id, isRight ? success(parsed.data) : failed(this.#failure('PROCESSUS-REPONSE')));
    return true;
  }

  #settle(id: number, result: Result<unknown>): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.settle(result);
  }

  #failure(code: 'PROCESSUS-ARRETE' | 'PROCESSUS-MUET' | 'PROCESSUS-REPONSE'): Failure {
    return failure(code, { role: this.#role });
  }
}
