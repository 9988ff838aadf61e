import { NativeClient } from '../../borders/native-client.ts';
import type { NativeContract, RequestParams, RequestResult } from '../../borders/native.ts';
import type { Result } from '../../domain/result.ts';
import { startFramed, type FramedChild } from '../../system/framed-child.ts';
import type { SsvCalls } from './calls.ts';

/** The program and its arguments. */
export type HelperCommand = readonly [program: string, ...args: string[]];

/** The helper program, running until it is stopped or dies; the next call then starts another. */
export interface HelperCalls extends SsvCalls {
  /** Ends the program, even in the middle of a call. */
  stop(): void;
}

/**
 * The calls carried out by the 32-bit helper. When it dies the call under way fails with PROCESSUS-ARRETE; an
 * answer outside the contract is PROCESSUS-REPONSE. The deadline is main's: when this process is ended, the
 * helper's standard input closes and the helper ends itself.
 */
export function createHelperCalls(command: HelperCommand): HelperCalls {
  let running: { readonly child: FramedChild; readonly client: NativeClient<'ssv'> } | null = null;

  const start = (): NonNullable<typeof running> => {
    const client = new NativeClient('ssv');
    const child = startFramed(command, process.env, {
      onMessage: (message) => client.receive(message),
      onEnd: () => {
        if (running?.client === client) running = null;
        client.end();
      },
    });
    return { child, client };
  };

  const call = <Name extends keyof NativeContract['ssv']['requests']>(
    method: Name,
    params: RequestParams<'ssv', Name>,
  ): Promise<Result<RequestResult<'ssv', Name>>> => {
    const { child, client } = (running ??= start());
    return client.request(method, params, child.send, null);
  };

  return {
    readVitale: (params) => call('readVitale', params),
    readConfig: (params) => call('readConfig', params),
    readPsCard: (params) => call('readPsCard', params),
    stop: () => running?.child.kill(),
  };
}
