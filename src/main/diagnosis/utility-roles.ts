/** The native roles in Electron's utility processes, started for one diagnosis and ended after it. */
import { setTimeout as pause } from 'node:timers/promises';
import { failure } from '../../domain/failures/index.ts';
import { failed } from '../../domain/result.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';
import type { Cards } from '../cards/cards.ts';
import type { Logger } from '../base/log.ts';
import { inUtilityProcess, type NativeEdition } from '../processes/utility-process.ts';
import type { DiagnosisRoles } from './roles.ts';

const LOOK_EVERY_MS = 50;

/**
 * The roles of a running program: readers and Vitale are those that it has anyway, so that nobody else's read is in
 * the way; the vendors' code runs in processes of the diagnosis's own, where it may hang without any harm.
 */
export function rolesOfProgram(cards: Cards, edition: NativeEdition, log: Logger): DiagnosisRoles {
  const cryptolib = inUtilityProcess('cryptolib', edition, log);
  const nss = inUtilityProcess('nss', edition, log);
  const ssv = inUtilityProcess('ssv', edition, log);
  const srvsvcnam = inUtilityProcess('srvsvcnam', edition, log);
  return {
    readers: (deadlineMs) => snapshotOf(() => cards.snapshot, deadlineMs),
    readVitale: async (reader, insertion) => {
      const card = cards.all.find((each) => each.reader === reader && each.insertion === insertion);
      return card === undefined ? failed(failure('VITALE-CHANGEE')) : cards.read(card);
    },
    cryptolib,
    nss,
    ssv,
    srvsvcnam,
    stop: () => {
      for (const role of [cryptolib, nss, ssv, srvsvcnam]) role.stop();
    },
  };
}

/** The process of the readers may be starting, or starting again. */
async function snapshotOf(
  look: () => ReadersSnapshot | null,
  deadlineMs: number,
): Promise<ReadersSnapshot | null> {
  const end = performance.now() + deadlineMs;
  while (look() === null && performance.now() < end) await pause(LOOK_EVERY_MS);
  return look();
}
