/** How a patient's card is read in the races: directly, by the vendor's library, or by both, each in its own time. */
import { failure } from '../../../src/domain/failures/index.ts';
import type { VitaleReading } from '../../../src/domain/identity/beneficiary.ts';
import { mergeReadings } from '../../../src/domain/identity/merge-readings.ts';
import type { LibraryWitness } from '../../../src/domain/identity/library-answer.ts';
import type { LaunchEvent } from '../../../src/domain/launch/launch-policy.ts';
import type { Dice } from '../../unit/domain/identity/sample-people.ts';
import { READINGS, type CardName } from '../../unit/domain/launch/launch-policy-cards.ts';
import { byLibrary, readerOf, type Inserted, type Plastic } from './desk.ts';
import type { Policies } from './policies.ts';

export type Sources = 'pcsc' | 'both' | 'ssv';

export interface ReadWorld {
  readonly dice: Dice;
  readonly plastic: Plastic;
  /** How many patients' cards have been inserted so far. */
  readonly arrivals: () => number;
  /** Puts something on its way: it may be overtaken by all that comes after it. */
  readonly later: (come: () => void) => void;
  readonly tell: (event: LaunchEvent) => void;
  readonly witnessOf: Policies['witnessOf'];
  readonly onRefused: () => void;
}

/** Reads one insertion, as the sources of the program do. */
export function readCard(card: Inserted, sources: Sources, world: ReadWorld): void {
  const { dice, plastic, later, tell } = world;
  const { key, name } = card;
  const direct = READINGS[name];
  const failed = (): void => {
    tell({ type: 'card-failed', key, failure: failure('VITALE-RETIREE') });
  };
  if (sources === 'ssv') {
    askLibrary(card, null, world, (read) => {
      if (read === null) failed();
      else tell({ type: 'card-read', key, reading: read });
    });
    return;
  }
  later(() => {
    // Read before it left, and told after.
    if (!plastic.isIn(card) && dice.chance(0.7)) failed();
    else tell({ type: 'card-read', key, reading: direct });
  });
  if (sources === 'both')
    askLibrary(card, direct, world, (read, witness) => {
      if (read !== null) tell({ type: 'card-refined', key, reading: mergeReadings(direct, read, witness) });
    });
}

/** The library reads whatever lies in its own slot when its turn comes, and tells it later still. */
function askLibrary(
  card: Inserted,
  direct: VitaleReading | null,
  { plastic, arrivals, later, witnessOf, onRefused }: ReadWorld,
  then: (read: VitaleReading | null, witness: LibraryWitness) => void,
): void {
  const vitales = plastic.presences().length - arrivals();
  const vouched = (read: CardName): LibraryWitness | null => {
    const witness = witnessOf(byLibrary(read), {
      reader: readerOf(card.slot),
      // A reader of GALSS is named by its serial channel, which is no reader of PC/SC.
      channelReader: plastic.hidden === null ? readerOf(card.slot) : null,
      direct,
      vitalesMeanwhile: vitales + arrivals(),
    });
    if (witness === null) onRefused();
    return witness;
  };
  later(() => {
    const read = plastic.libraryReads();
    later(() => {
      const isThere = read !== null && plastic.told && plastic.isIn(card);
      const witness = isThere ? vouched(read) : null;
      then(isThere && witness !== null ? byLibrary(read) : null, witness ?? 'person');
    });
  });
}
