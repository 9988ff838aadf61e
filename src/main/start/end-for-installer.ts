import { setTimeout as delay } from 'node:timers/promises';
import { app } from 'electron';
import { PACKAGE_CHANGES, type PackageChange } from '../../domain/launch/leaving.ts';
import { ENDING_OPTION } from '../../domain/launch/start-switches.ts';
import { holderAddresses } from '../calls/holder-address.ts';
import { tellHolder } from '../calls/holder.ts';

/** Programs that may end do so within seconds; an installer does not wait for somebody who reads a record. */
const MOST_LOOKS = 60;
const LOOK_EVERY_MS = 333;

/** The installer's codes: nobody runs any more; a record is open somewhere, or a program does not answer. */
export const ENDING_CODES = { ended: 0, running: 3 } as const;

export interface EndingParts {
  /** The addresses of the programs that run. */
  readonly addresses: () => Promise<readonly string[]>;
  readonly tell: (address: string, change: PackageChange) => Promise<void>;
  readonly pause: () => Promise<unknown>;
}

/** What an installer of Windows has started this process for; null when it is a start like others. */
export function endingOf(argv: readonly string[]): PackageChange | null {
  const asked = argv.find((each) => each.startsWith(ENDING_OPTION))?.slice(ENDING_OPTION.length);
  return PACKAGE_CHANGES.find((each) => each === asked) ?? null;
}

/** Tells every program of the workstation, and waits for their end: true when none is left. */
export async function endPrograms(
  change: PackageChange,
  { addresses, tell, pause }: EndingParts,
): Promise<boolean> {
  const told = await addresses();
  await Promise.all(told.map((address) => tell(address, change)));
  for (let look = 0; look < MOST_LOOKS; look++) {
    const there = await addresses();
    if (!told.some((address) => there.includes(address))) return true;
    await pause();
  }
  return false;
}

/**
 * `--end-for=upgrade` and `--end-for=removal`: called by the Windows installers before they touch a file. Shows
 * nothing and ends with a code of `ENDING_CODES`. Must be called before the program is ready, in the place of all else.
 */
export function startEnding(change: PackageChange): void {
  const pause = (): Promise<unknown> => delay(LOOK_EVERY_MS);
  void endPrograms(change, { addresses: holderAddresses, tell: tellHolder, pause }).then(
    (ended) => {
      app.exit(ended ? ENDING_CODES.ended : ENDING_CODES.running);
    },
    () => {
      app.exit(ENDING_CODES.running);
    },
  );
}
