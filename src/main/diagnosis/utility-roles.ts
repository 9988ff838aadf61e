/** The native roles in Electron's utility processes, started for one diagnosis and ended after it. */
import { setTimeout as pause } from 'node:timers/promises';
import { failure } from '../../domain/failures/index.ts';
import { failed } from '../../domain/result.ts';
import type { ReadersSnapshot } from '../../borders/native.ts';
import type { Cards } from '../cards/cards.ts';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import { NativeProcess } from '../cards/processes/native-process.ts';
import type { DiagnosisRoles } from './roles.ts';

const LOOK_EVERY_MS = 50;

type NativeEdition = Pick<Edition, 'nativeEntry' | 'nativeArguments'>;

/**
 * The roles of a running program: readers and Vitale are those that it has anyway, so that nobody else's read is in
 * the way; the vendors' code runs in processes of the diagnosis's own, where it may hang without any harm.
 */
export function rolesOfProgram(cards: Cards, edition: NativeEdition, log: Logger): DiagnosisRoles {
  const ignore = { onEvent: () => undefined, onEnded: () => undefined };
  const cryptolib = new NativeProcess('cryptolib', edition, ignore, log);
  const nss = new NativeProcess('nss', edition, ignore, log);
  const ssv = new NativeProcess('ssv', edition, ignore, log);
  const srvsvcnam = new NativeProcess('srvsvcnam', edition, ignore, log);
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
