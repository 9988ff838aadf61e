import { stat } from 'node:fs/promises';
import type { Check } from '../../domain/diagnosis/check.ts';
import { isFailureCode } from '../../domain/failures/index.ts';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import type { Memory } from '../base/memory.ts';
import type { Cards } from '../cards/cards.ts';
import type { Journal } from '../journal/journal.ts';
import { inUtilityProcess } from '../processes/utility-process.ts';
import type { CurrentSettings } from '../settings/store.ts';
import { thisFieldMachine } from './machine.ts';
import { passiveFacts } from './probes.ts';
import { Sentinel } from './sentinel.ts';

/** The sentinel of a running program; the demonstration, whose workstation is made up, has one that never looks. */
export function watchWorkstation(parts: {
  readonly settings: CurrentSettings;
  readonly memory: Memory;
  readonly edition: Edition;
  readonly cards: Cards;
  readonly log: Logger;
  readonly journal: Pick<Journal, 'tell'>;
  readonly tell: (check: Check) => void;
}): Sentinel {
  const { settings, memory, edition, cards, log } = parts;
  const sentinel = new Sentinel({
    settings,
    memory: {
      get value() {
        return memory.value;
      },
      remember: (part) => {
        memory.remember(part);
      },
    },
    readers: () => cards.snapshot,
    look: async (snapshot) => {
      // A process of its own for the time of one look: it reads files, and loads nothing of the vendor's.
      const ssv = inUtilityProcess('ssv', edition, log);
      try {
        return await passiveFacts({
          snapshot,
          ssv,
          configuration: settings.current,
          machine: thisFieldMachine(),
        });
      } finally {
        ssv.stop();
      }
    },
    stamp: stampOf,
    tell: (check) => {
      log.info({ code: check.code }, 'the workstation got worse');
      if (isFailureCode(check.code)) parts.journal.tell('workstationWorse', { code: check.code });
      parts.tell(check);
    },
    now: Date.now,
  });
  if (!edition.demonstration) sentinel.start();
  return sentinel;
}

/** When files were last written to. */
async function stampOf(files: readonly string[]): Promise<string> {
  const times = files.map((file) =>
    stat(file).then(
      ({ mtimeMs }) => String(mtimeMs),
      () => 'absent',
    ),
  );
  return (await Promise.all(times)).join(' ');
}
