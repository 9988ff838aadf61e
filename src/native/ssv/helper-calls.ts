import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { z } from 'zod';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { nativeContract, nativeMessageSchema, type NativeMessage } from '../../borders/native.ts';
import { createFrameReader, encodeFrame } from '../../borders/framing.ts';
import type { SsvCalls } from './calls.ts';

const STOPPED = failure('PROCESSUS-ARRETE', { role: 'ssv' });
const NOT_UNDERSTOOD = failure('PROCESSUS-REPONSE', { role: 'ssv' });

/** The program and its arguments. */
export type HelperCommand = readonly [program: string, ...args: string[]];

/** The helper program, running until it is stopped or dies; the next call then starts another. */
export interface HelperCalls extends SsvCalls {
  /** Ends the program, even in the middle of a call. */
  stop(): void;
}

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly waiting: Map<number, (message: NativeMessage | null) => void>;
}

/**
 * The calls carried out by the 32-bit helper. When it dies the call under way fails with PROCESSUS-ARRETE; an
 * answer outside the contract is PROCESSUS-REPONSE. The deadline is main's: when this process is ended, the
 * helper's standard input closes and the helper ends itself.
 */
export function createHelperCalls(command: HelperCommand): HelperCalls {
  let running: Running | null = null;
  let lastId = 0;

  async function call<T>(method: string, params: unknown, schema: z.ZodType<T>): Promise<Result<T>> {
    running ??= start(command, (ended) => {
      if (running === ended) running = null;
    });
    const { child, waiting } = running;
    lastId += 1;
    const id = lastId;
    const answer = new Promise<NativeMessage | null>((resolve) => waiting.set(id, resolve));
    const frame = encodeFrame({ type: 'request', id, method, params });
    child.stdin.write(frame, () => frame.fill(0));
    const message = await answer;
    if (message === null) return failed(STOPPED);
    if (message.type === 'failure') return failed(message.failure);
    const value = message.type === 'value' ? schema.safeParse(message.value) : null;
    return value?.success === true ? success(value.data) : failed(NOT_UNDERSTOOD);
  }

  const { requests } = nativeContract.ssv;
  return {
    readVitale: (params) => call('readVitale', params, requests.readVitale.result),
    readConfig: (params) => call('readConfig', params, requests.readConfig.result),
    readPsCard: (params) => call('readPsCard', params, requests.readPsCard.result),
    stop: () => running?.child.kill('SIGKILL'),
  };
}

function start([program, ...args]: HelperCommand, onEnd: (ended: Running) => void): Running {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  const running: Running = { child, waiting: new Map() };
  const frames = createFrameReader((message) => {
    if (!deliver(message, running)) child.kill('SIGKILL');
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (!frames.push(chunk)) child.kill('SIGKILL');
  });
  // The vendor's library may write what it likes there, patient data included: it goes nowhere.
  child.stderr.resume();
  child.stdin.on('error', () => undefined);
  const end = (): void => {
    onEnd(running);
    for (const resolve of running.waiting.values()) resolve(null);
    running.waiting.clear();
  };
  child.once('error', end);
  child.once('close', end);
  return running;
}

/** False for something that answers no request. */
function deliver(message: unknown, { waiting }: Running): boolean {
  const parsed = nativeMessageSchema.safeParse(message);
  if (!parsed.success || parsed.data.type === 'event') return false;
  const resolve = waiting.get(parsed.data.id);
  waiting.delete(parsed.data.id);
  resolve?.(parsed.data);
  return resolve !== undefined;
}
