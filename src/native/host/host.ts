/**
 * The native side of the contract: takes requests from a port, hands them to a role's handlers, sends back values,
 * failures and events. The port is Electron's utility-process port, or standard streams with length-prefixed JSON,
 * so that another program (a 32-bit helper) can take a process's place.
 */
import { z } from 'zod';
import { failure, type Failure } from '../../domain/failures/index.ts';
import type { Result } from '../../domain/result.ts';
import {
  nativeContract,
  requestMessageSchema,
  type EventName,
  type EventPayload,
  type NativeMessage,
  type NativeRole,
  type RequestName,
  type RequestParams,
  type RequestResult,
} from '../../borders/native.ts';
import { createFrameReader, encodeFrame } from '../../system/framing.ts';

/** Where messages come from and go to. What comes is not trusted. */
export interface NativePort {
  send(message: NativeMessage): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What a handler gives back is only read. */
type Immutable<T> = T extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** One function per request of the role. */
export type Handlers<Role extends NativeRole> = {
  readonly [Name in RequestName<Role>]: (
    params: RequestParams<Role, Name>,
  ) => Promise<Result<Immutable<RequestResult<Role, Name>>>>;
};

export interface Server<Role extends NativeRole> {
  /** Sends an event of the role. */
  emit<Name extends EventName<Role>>(name: Name, payload: Immutable<EventPayload<Role, Name>>): void;
}

/**
 * Answers every request of `role` that comes through `port`, exactly once, and never throws back at it.
 * A message that is not a request of the contract is answered with `PROCESSUS-REPONSE` if it has an id to answer to;
 * without one nobody waits for an answer.
 */
export function serve<Role extends NativeRole>(
  role: Role,
  handlers: Handlers<Role>,
  port: NativePort,
): Server<Role> {
  port.onMessage((message) => {
    void answer(role, handlers, message).then((reply) => {
      if (reply !== null) port.send(reply);
    });
  });
  return {
    emit: (name, payload) => {
      port.send({ type: 'event', name, payload });
    },
  };
}

const identifiableSchema = z.object({ id: z.int().nonnegative() });

async function answer<Role extends NativeRole>(
  role: Role,
  handlers: Handlers<Role>,
  message: unknown,
): Promise<NativeMessage | null> {
  const misunderstood = failure('PROCESSUS-REPONSE', { role });
  const request = requestMessageSchema.safeParse(message);
  if (!request.success) {
    const identifiable = identifiableSchema.safeParse(message);
    return identifiable.success ? refusal(identifiable.data.id, misunderstood) : null;
  }
  const { id, method, params } = request.data;
  if (!isRequestOf(role, method)) return refusal(id, misunderstood);
  const valid = paramsSchemaOf(role, method).safeParse(params);
  if (!valid.success) return refusal(id, misunderstood);
  try {
    // The schema that has just accepted them is the one that the handler's type is made from.
    const result = await handlers[method](valid.data as RequestParams<Role, typeof method>);
    return result.ok ? { type: 'value', id, value: result.value } : refusal(id, result.failure);
  } catch {
    // A handler that throws is a fault of ours. Its message may hold anything, so it goes no further.
    return refusal(id, misunderstood);
  }
}

function refusal(id: number, reason: Failure): NativeMessage {
  return { type: 'failure', id, failure: reason };
}

function isRequestOf<Role extends NativeRole>(role: Role, method: string): method is RequestName<Role> {
  return Object.hasOwn(nativeContract[role].requests, method);
}

function paramsSchemaOf<Role extends NativeRole>(role: Role, method: RequestName<Role>): z.ZodType {
  const requests: Readonly<Record<string, { readonly params: z.ZodType }>> = nativeContract[role].requests;
  // Asked only for names that `isRequestOf` has accepted.
  return requests[method]?.params ?? z.never();
}

/** The part of Electron's `process.parentPort` that is used. */
export interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

/** The port of an Electron utility process. */
export function parentPortAdapter(parentPort: ParentPort): NativePort {
  return {
    send: (message) => {
      parentPort.postMessage(message);
    },
    onMessage: (listener) => {
      parentPort.on('message', ({ data }) => {
        listener(data);
      });
    },
  };
}

/**
 * A port on two streams, in the framing of `framing.ts`. `onEnd` is called once, when the other side closed its
 * stream or sent what cannot be a frame: there is nobody left to serve.
 */
export function streamAdapter(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  onEnd: () => void,
): NativePort {
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    onEnd();
  };
  return {
    send: (message) => {
      if (!ended) output.write(encodeFrame(message));
    },
    onMessage: (listener) => {
      const frames = createFrameReader(listener);
      input.on('data', (bytes: Uint8Array) => {
        if (!frames.push(bytes)) end();
      });
      input.on('end', end);
      input.on('error', end);
      output.on('error', end);
    },
  };
}
