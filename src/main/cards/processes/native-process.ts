import { utilityProcess, type UtilityProcess } from 'electron';
import { failure, type Failure } from '../../../domain/failures/index.ts';
import { failed, success, type Result } from '../../../domain/result.ts';
import {
  nativeContract,
  nativeMessageSchema,
  type EventName,
  type EventPayload,
  type NativeMessage,
  type NativeRole,
  type RequestName,
  type RequestParams,
  type RequestResult,
} from '../../../borders/native.ts';
import type { Edition } from '../../base/edition.ts';
import type { Logger } from '../../base/log.ts';
import { MessageBudget } from './message-budget.ts';

/** Waits before starting a process again, in milliseconds; the last one is kept for all further times. */
const RESTART_DELAYS_MS = [0, 250, 1_000, 5_000];
/** A process that lived this long has shown that it works: the waits begin anew. */
const HEALTHY_MS = 10_000;

interface Waiting {
  readonly method: string;
  readonly settle: (result: Result<unknown>) => void;
  readonly timer: NodeJS.Timeout;
}

interface EventHandlers<Role extends NativeRole> {
  readonly onEvent: <Name extends EventName<Role>>(name: Name, payload: EventPayload<Role, Name>) => void;
  /** The process ended without being asked to; it starts again by itself. */
  readonly onEnded: () => void;
}

/**
 * One native process and its supervision: started at once (or at the first request), restarted when it dies,
 * ended and restarted when a request passes its deadline. Requests never reject: they answer a Result.
 */
export class NativeProcess<Role extends NativeRole> {
  readonly #role: Role;
  readonly #edition: Pick<Edition, 'nativeEntry' | 'nativeArguments'>;
  readonly #handlers: EventHandlers<Role>;
  readonly #log: Logger;
  readonly #waiting = new Map<number, Waiting>();
  #child: UtilityProcess | null = null;
  /** Told to end, and not gone yet. */
  #ending: UtilityProcess | null = null;
  #startedAt = 0;
  #deaths = 0;
  #nextId = 0;
  #stopped = false;
  #restartTimer: NodeJS.Timeout | null = null;

  constructor(
    role: Role,
    edition: Pick<Edition, 'nativeEntry' | 'nativeArguments'>,
    handlers: EventHandlers<Role>,
    log: Logger,
  ) {
    this.#role = role;
    this.#edition = edition;
    this.#handlers = handlers;
    this.#log = log;
  }

  /** The operating system's number of the running process, for tests and the diagnosis. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#child !== null || this.#stopped) return;
    this.#startedAt = Date.now();
    const child = utilityProcess.fork(
      this.#edition.nativeEntry,
      [`--role=${this.#role}`, ...this.#edition.nativeArguments],
      { serviceName: `DMP Direct ${this.#role}`, stdio: 'ignore' },
    );
    this.#child = child;
    const budget = new MessageBudget();
    child.on('message', (message: unknown) => {
      // What was on its way when the process was ended is not heard any more.
      if (this.#child !== child || this.#ending === child) return;
      const fine = budget.take(performance.now()) && (this.#receive(message) || budget.takeStrange());
      if (!fine) this.#end(child, 'native process sends too much');
    });
    child.on('exit', (code) => {
      if (this.#child === child) this.#ended(code);
    });
  }

  /** Asks for something; `deadlineMs` passed means the process is ended and started again. */
  request<Name extends RequestName<Role>>(
    method: Name,
    params: RequestParams<Role, Name>,
    deadlineMs: number,
  ): Promise<Result<RequestResult<Role, Name>>> {
    this.start();
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#overdue(id);
      }, deadlineMs);
      const settle = (result: Result<unknown>): void => {
        resolve(result as Result<RequestResult<Role, Name>>);
      };
      this.#waiting.set(id, { method, settle, timer });
      if (this.#child === null) this.#settle(id, failed(this.#failure('PROCESSUS-ARRETE')));
      else this.#child.postMessage({ type: 'request', id, method, params });
    });
  }

  /** Ends the process for good. */
  stop(): void {
    this.#stopped = true;
    if (this.#restartTimer !== null) clearTimeout(this.#restartTimer);
    this.#child?.kill();
  }

  /** Kills the process; its end starts another one. */
  #end(child: UtilityProcess, why: string): void {
    this.#log.warn({ role: this.#role }, why);
    this.#ending = child;
    child.kill();
  }

  /** False when the message is outside the contract. */
  #receive(message: unknown): boolean {
    const parsed = nativeMessageSchema.safeParse(message);
    if (!parsed.success) {
      this.#log.warn({ role: this.#role }, 'message outside the contract');
      return false;
    }
    if (parsed.data.type === 'event') return this.#receiveEvent(parsed.data.name, parsed.data.payload);
    this.#receiveAnswer(parsed.data);
    return true;
  }

  #receiveEvent(name: string, payload: unknown): boolean {
    const schemas: Readonly<
      Record<string, { safeParse(input: unknown): { success: boolean; data?: unknown } }>
    > = nativeContract[this.#role].events;
    const parsed = Object.hasOwn(schemas, name) ? schemas[name]?.safeParse(payload) : undefined;
    if (parsed?.success !== true) {
      this.#log.warn({ role: this.#role }, 'event outside the contract');
      return false;
    }
    this.#handlers.onEvent(name as EventName<Role>, parsed.data as EventPayload<Role, EventName<Role>>);
    return true;
  }

  #receiveAnswer(answer: Exclude<NativeMessage, { type: 'event' }>): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    if (answer.type === 'failure') {
      this.#settle(answer.id, failed(answer.failure));
      return;
    }
    const requests: Readonly<
      Record<string, { result: { safeParse(input: unknown): { success: boolean; data?: unknown } } }>
    > = nativeContract[this.#role].requests;
    const parsed = requests[waiting.method]?.result.safeParse(answer.value);
    this.#settle(
      answer.id,
      parsed?.success === true ? success(parsed.data) : failed(this.#failure('PROCESSUS-REPONSE')),
    );
  }

  #settle(id: number, result: Result<unknown>): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.settle(result);
  }

  #overdue(id: number): void {
    this.#log.warn(
      { role: this.#role, method: this.#waiting.get(id)?.method },
      'request passed its deadline',
    );
    this.#settle(id, failed(this.#failure('PROCESSUS-MUET')));
    this.#child?.kill();
  }

  #ended(code: number): void {
    this.#child = null;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, failed(this.#failure('PROCESSUS-ARRETE')));
    if (this.#stopped) return;
    if (Date.now() - this.#startedAt > HEALTHY_MS) this.#deaths = 0;
    const delay = RESTART_DELAYS_MS[Math.min(this.#deaths, RESTART_DELAYS_MS.length - 1)];
    this.#deaths++;
    this.#log.warn({ role: this.#role, code, delay }, 'native process ended, restarting');
    this.#restartTimer = setTimeout(() => {
      this.start();
    }, delay);
    this.#handlers.onEnded();
  }

  #failure(code: 'PROCESSUS-ARRETE' | 'PROCESSUS-MUET' | 'PROCESSUS-REPONSE'): Failure {
    return failure(code, { role: this.#role });
  }
}
