import { NativeClient, type OnEvent } from '../../borders/native-client.ts';
import type {
  NativeRole,
  RequestMessage,
  RequestName,
  RequestParams,
  RequestResult,
} from '../../borders/native.ts';
import { failure } from '../../domain/failures/index.ts';
import { failed, type Result } from '../../domain/result.ts';
import type { Logger } from '../base/log.ts';
import { MessageBudget } from './message-budget.ts';
import { hear } from '../../system/guarded.ts';

/** Waits before starting a process again, in milliseconds; the last one is kept for all further times. */
const RESTART_DELAYS_MS = [0, 250, 1_000, 5_000];
/** A process that lived this long has shown that it works: the waits begin anew. */
const HEALTHY_MS = 10_000;

/** A process that has been started: Electron's utility process, or one of a test. */
export interface NativeChild {
  readonly pid: number | undefined;
  postMessage(message: RequestMessage): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): void;
  on(event: 'exit', listener: (code: number) => void): void;
}

export interface NativeHandlers<Role extends NativeRole> {
  readonly onEvent: OnEvent<Role>;
  /** The process ended without being asked to; it starts again by itself. */
  readonly onEnded: () => void;
}

/**
 * One native process and its supervision: started at once (or at the first request), restarted when it dies,
 * ended and restarted when a request passes its deadline. Requests never reject: they answer a Result.
 */
export class NativeProcess<Role extends NativeRole> {
  readonly #role: Role;
  readonly #fork: () => NativeChild;
  readonly #onEnded: () => void;
  readonly #log: Logger;
  readonly #client: NativeClient<Role>;
  #child: NativeChild | null = null;
  /** Told to end, and not gone yet. */
  #ending: NativeChild | null = null;
  #startedAt = 0;
  #deaths = 0;
  #stopped = false;
  #restartTimer: NodeJS.Timeout | null = null;

  constructor(role: Role, fork: () => NativeChild, { onEvent, onEnded }: NativeHandlers<Role>, log: Logger) {
    this.#role = role;
    this.#fork = fork;
    this.#onEnded = onEnded;
    this.#log = log;
    this.#client = new NativeClient(role, onEvent);
  }

  /** The operating system's number of the running process, for tests and the diagnosis. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#child !== null || this.#stopped) return;
    this.#startedAt = Date.now();
    const child = this.#fork();
    this.#child = child;
    const budget = new MessageBudget();
    hear(child).on('message', (message: unknown) => {
      // What was on its way when the process was ended is not heard any more.
      if (this.#child !== child || this.#ending === child) return;
      const fine = budget.take(performance.now()) && (this.#receive(message) || budget.takeStrange());
      if (!fine) this.#end(child, 'native process sends too much');
    });
    hear(child).on('exit', (code) => {
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
    const child = this.#child;
    if (child === null) return Promise.resolve(failed(failure('PROCESSUS-ARRETE', { role: this.#role })));
    const send = (message: RequestMessage): void => {
      child.postMessage(message);
    };
    const onPassed = (): void => {
      this.#log.warn({ role: this.#role, method }, 'request passed its deadline');
      // By then another may have taken its place.
      this.#child?.kill();
    };
    return this.#client.request(method, params, send, { milliseconds: deadlineMs, onPassed });
  }

  /** Ends the process for good. */
  stop(): void {
    this.#stopped = true;
    if (this.#restartTimer !== null) clearTimeout(this.#restartTimer);
    this.#child?.kill();
  }

  /** Kills the process; its end starts another one. */
  #end(child: NativeChild, why: string): void {
    this.#log.warn({ role: this.#role }, why);
    this.#ending = child;
    child.kill();
  }

  /** False when the message is outside the contract. */
  #receive(message: unknown): boolean {
    const isFine = this.#client.receive(message);
    if (!isFine) this.#log.warn({ role: this.#role }, 'message outside the contract');
    return isFine;
  }

  #ended(code: number): void {
    this.#child = null;
    this.#client.end();
    if (this.#stopped) return;
    if (Date.now() - this.#startedAt > HEALTHY_MS) this.#deaths = 0;
    const delay = RESTART_DELAYS_MS[Math.min(this.#deaths, RESTART_DELAYS_MS.length - 1)];
    this.#deaths++;
    this.#log.warn({ role: this.#role, code, delay }, 'native process ended, restarting');
    this.#restartTimer = setTimeout(() => {
      this.start();
    }, delay);
    this.#onEnded();
  }
}
