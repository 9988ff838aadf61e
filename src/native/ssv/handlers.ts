import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { RequestName, RequestParams, RequestResult, SsvTarget } from '../../borders/native.ts';
import { readBinaryHeader } from './binary-header.ts';
import { callsInProcess, type SsvCalls } from './calls.ts';
import { isFile } from './find-files.ts';
import { hostFor, locateInstallation, type Machine } from './installation.ts';
import { whyUnprotected } from './library.ts';

/** The requests of role `ssv`, one function each. */
export type SsvHandlers = {
  readonly [Name in RequestName<'ssv'>]: (
    params: RequestParams<'ssv', Name>,
  ) => Promise<Result<RequestResult<'ssv', Name>>>;
};

/**
 * The role's requests, carried out one after the other: the library is not made for two calls at once.
 * A library of 32 bits is passed on to the helper on Windows, with the very same message.
 */
export function createSsvHandlers(machine: Machine, helper: SsvCalls | null): SsvHandlers {
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }

  async function callsFor(target: SsvTarget): Promise<Result<SsvCalls>> {
    if (!(await isFile(target.library))) return failed(failure('SSV-ABSENTE'));
    const host = await hostFor(await readBinaryHeader(target.library), machine);
    if (host === 'process') return success(callsInProcess);
    if (host === 'helper' && helper !== null) {
      // The helper knows nothing of rights: what it is given to load has been looked at here.
      const unprotected = await whyUnprotected(target.library);
      return unprotected === null ? success(helper) : failed(unprotected);
    }
    return failed(failure('SSV-ARCHITECTURE', { library: target.library }));
  }

  async function forward<T>(
    target: SsvTarget,
    run: (calls: SsvCalls) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const calls = await callsFor(target);
    return calls.ok ? run(calls.value) : calls;
  }

  return {
    locate: async (params) => success(await locateInstallation(params, machine)),
    readVitale: (params) => inTurn(() => forward(params.target, (calls) => calls.readVitale(params))),
    readConfig: (params) => inTurn(() => forward(params.target, (calls) => calls.readConfig(params))),
    readPsCard: (params) => inTurn(() => forward(params.target, (calls) => calls.readPsCard(params))),
  };
}
