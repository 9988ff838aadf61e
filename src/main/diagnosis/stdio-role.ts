/** A native role in a child process of plain Node, for a diagnosis without Electron: frames on its standard streams. */
import { NativeClient, type OnEvent } from '../../borders/native-client.ts';
import type {
  NativeRole,
  ReadersSnapshot,
  RequestName,
  RequestParams,
  RequestResult,
} from '../../borders/native.ts';
import type { Result } from '../../domain/result.ts';
import { within } from '../../system/deadline.ts';
import { startFramed, type FramedChild } from '../../system/framed-child.ts';
import { MessageBudget } from '../processes/message-budget.ts';
import type { DiagnosisRoles, RoleRequests } from './roles.ts';

export interface NodeProcesses {
  /** The bundle of the native processes. */
  readonly nativeEntry: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** One role, started at its first request and ended with `stop`. Requests never reject. */
class StdioRole<Role extends NativeRole> implements RoleRequests<Role> {
  readonly #role: Role;
  readonly #processes: NodeProcesses;
  readonly #client: NativeClient<Role>;
  #child: FramedChild | null = null;

  constructor(role: Role, processes: NodeProcesses, onEvent?: OnEvent<Role>) {
    this.#role = role;
    this.#processes = processes;
    this.#client = new NativeClient(role, onEvent);
  }

  request<Name extends RequestName<Role>>(
    method: Name,
    params: RequestParams<Role, Name>,
    deadlineMs: number,
  ): Promise<Result<RequestResult<Role, Name>>> {
    const child = this.start();
    return this.#client.request(method, params, child.send, {
      milliseconds: deadlineMs,
      onPassed: child.kill,
    });
  }

  start(): FramedChild {
    if (this.#child !== null) return this.#child;
    const { nativeEntry, environment } = this.#processes;
    const budget = new MessageBudget();
    const child = startFramed([process.execPath, nativeEntry, `--role=${this.#role}`], environment, {
      onMessage: (message) =>
        budget.take(performance.now()) && (this.#client.receive(message) || budget.takeStrange()),
      onEnd: () => {
        if (this.#child === child) this.#child = null;
        this.#client.end();
      },
    });
    this.#child = child;
    return child;
  }

  /** Its input ends, as when the program goes away; whatever hangs in foreign code is ended for it. */
  stop(): void {
    this.#child?.leave();
  }
}

/** All the roles, each in a child process of its own. */
export function rolesInChildProcesses(processes: NodeProcesses): DiagnosisRoles {
  let snapshot: ReadersSnapshot | null = null;
  let told: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    told = resolve;
  });
  const cards = new StdioRole('cards', processes, (_name, payload) => {
    snapshot = payload;
    told();
  });
  const cryptolib = new StdioRole('cryptolib', processes);
  const nss = new StdioRole('nss', processes);
  const ssv = new StdioRole('ssv', processes);
  const srvsvcnam = new StdioRole('srvsvcnam', processes);
  return {
    readers: async (deadlineMs) => {
      cards.start();
      await within(first, deadlineMs, () => undefined);
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
