/** A native role in a child process of plain Node, for a diagnosis without Electron: frames on its standard streams. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { failure, type FailureCode } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import {
  nativeContract,
  nativeMessageSchema,
  readersSnapshotSchema,
  type NativeRole,
  type ReadersSnapshot,
  type RequestName,
  type RequestParams,
  type RequestResult,
} from '../../borders/native.ts';
import { createFrameReader, encodeFrame } from '../../borders/framing.ts';
import type { DiagnosisRoles, RoleRequests } from './roles.ts';

export interface NodeProcesses {
  /** The bundle of the native processes. */
  readonly nativeEntry: string;
  readonly environment: NodeJS.ProcessEnv;
}

interface Waiting {
  readonly method: string;
  readonly settle: (result: Result<unknown>) => void;
}

/** One role, started at its first request and ended with `stop`. Requests never reject. */
class StdioRole<Role extends NativeRole> implements RoleRequests<Role> {
  readonly #role: Role;
  readonly #processes: NodeProcesses;
  readonly #onEvent: (payload: unknown) => void;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcessByStdio<Writable, Readable, null> | null = null;
  #nextId = 0;

  constructor(role: Role, processes: NodeProcesses, onEvent: (payload: unknown) => void = () => undefined) {
    this.#role = role;
    this.#processes = processes;
    this.#onEvent = onEvent;
  }

  request<Name extends RequestName<Role>>(
    method: Name,
    params: RequestParams<Role, Name>,
    deadlineMs: number,
  ): Promise<Result<RequestResult<Role, Name>>> {
    const child = this.start();
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle(id, this.#failed('PROCESSUS-MUET'));
        child.kill('SIGKILL');
      }, deadlineMs);
      const settle = (result: Result<unknown>): void => {
        clearTimeout(timer);
        resolve(result as Result<RequestResult<Role, Name>>);
      };
      this.#waiting.set(id, { method, settle });
      child.stdin.write(encodeFrame({ type: 'request', id, method, params }));
    });
  }

  start(): ChildProcessByStdio<Writable, Readable, null> {
    if (this.#child !== null) return this.#child;
    const { nativeEntry, environment } = this.#processes;
    const child = spawn(process.execPath, [nativeEntry, `--role=${this.#role}`], {
      env: environment,
      // What a vendor's library writes is not ours to show.
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#child = child;
    const frames = createFrameReader((message) => {
      this.#receive(message);
    });
    child.stdout.on('data', (bytes: Uint8Array) => {
      if (!frames.push(bytes)) child.kill('SIGKILL');
    });
    const ended = (): void => {
      if (this.#child === child) this.#child = null;
      for (const id of [...this.#waiting.keys()]) this.#settle(id, this.#failed('PROCESSUS-ARRETE'));
    };
    child.stdin.on('error', () => undefined);
    child.once('error', ended);
    child.once('exit', ended);
    return child;
  }

  /** Its input ends, as when the program goes away; whatever hangs in foreign code is ended for it. */
  stop(): void {
    const child = this.#child;
    if (child === null) return;
    child.stdin.end();
    child.kill('SIGTERM');
  }

  #receive(message: unknown): void {
    const parsed = nativeMessageSchema.safeParse(message);
    if (!parsed.success) return;
    if (parsed.data.type === 'event') this.#onEvent(parsed.data.payload);
    else if (parsed.data.type === 'failure') this.#settle(parsed.data.id, failed(parsed.data.failure));
    else this.#settle(parsed.data.id, this.#checked(parsed.data.id, parsed.data.value));
  }

  #checked(id: number, value: unknown): Result<unknown> {
    const requests: Readonly<
      Record<string, { result: { safeParse(input: unknown): { success: boolean; data?: unknown } } }>
    > = nativeContract[this.#role].requests;
    const parsed = requests[this.#waiting.get(id)?.method ?? '']?.result.safeParse(value);
    return parsed?.success === true ? success(parsed.data) : this.#failed('PROCESSUS-REPONSE');
  }

  #settle(id: number, result: Result<unknown>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.settle(result);
  }

  #failed(code: Extract<FailureCode, `PROCESSUS-${string}`>) {
    return failed(failure(code, { role: this.#role }));
  }
}

/** All the roles, each in a child process of its own. */
export function rolesInChildProcesses(processes: NodeProcesses): DiagnosisRoles {
  let snapshot: ReadersSnapshot | null = null;
  let told: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    told = resolve;
  });
  const cards = new StdioRole('cards', processes, (payload) => {
    const parsed = readersSnapshotSchema.safeParse(payload);
    if (parsed.success) snapshot = parsed.data;
    told();
  });
  const cryptolib = new StdioRole('cryptolib', processes);
  const nss = new StdioRole('nss', processes);
  const ssv = new StdioRole('ssv', processes);
  const srvsvcnam = new StdioRole('srvsvcnam', processes);
  return {
    readers: async (deadlineMs) => {
      cards.start();
      await within(first, deadlineMs);
      return snapshot;
    },
    readVitale: (reader, insertion, deadlineMs) =>
      cards.request('readVitale', { reader, insertion }, deadlineMs),
    cryptolib,
    nss,
    ssv,
    srvsvcnam,
    stop: () => {
      for (const role of [cards, cryptolib, nss, ssv, srvsvcnam]) role.stop();
    },
  };
}

async function within(work: Promise<void>, deadlineMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, deadlineMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
